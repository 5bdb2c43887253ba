"""Word documents (.docx, ECMA-376): what Word would show, in reading order."""

from collections.abc import Iterator
from io import BytesIO

import docx
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.part import Part
from docx.parts.document import DocumentPart
from lxml import etree

from zhicheng.engines.plans.document import Document, UnreadableDocument
from zhicheng.engines.plans.formats import xml
from zhicheng.engines.plans.formats.archive import ENCRYPTED, Archive
from zhicheng.engines.plans.formats.builder import Builder
from zhicheng.engines.plans.formats.damage import damaged_as
from zhicheng.engines.plans.formats.word.body import Body
from zhicheng.engines.plans.formats.word.names import W
from zhicheng.engines.plans.formats.word.numbering import Numbering
from zhicheng.engines.plans.formats.word.styles import Styles

_DAMAGED = "Word 文件已损坏或不完整，无法打开。请用 WPS 或 Word 打开检查后另存为 .docx，再上传。"
_OTHER_KINDS = (
    (b"macroEnabled", "含宏的 Word 文档（.docm）"),
    (b"template.main+xml", "Word 模板（.dotx）"),
)
_COMPOUND = b"\xd0\xcf\x11\xe0"


def read_docx(name: str, data: bytes) -> Document:
    """A .docx file with its automatic numbers, tables, text boxes and notes.

    Raises UnreadableDocument where it is encrypted, damaged, a bomb, or holds no text.
    """
    if data.startswith(_COMPOUND):  # [MS-OFFCRYPTO]: an encrypted package is wrapped in one
        raise UnreadableDocument(ENCRYPTED)
    archive = Archive(data, "Word ")
    _check(archive)
    with damaged_as(_DAMAGED):
        return _read(name, data)


def _check(archive: Archive) -> None:
    """Before python-docx unpacks and parses everything at once."""
    for entry in archive.names():
        if entry.endswith((".xml", ".rels")):
            xml.require_safe(archive.read(entry))
    archive.check()
    types = archive.read("[Content_Types].xml")
    for sign, kind in _OTHER_KINDS:
        if sign in types:
            raise UnreadableDocument(f"这是{kind}。请用 WPS 或 Word 另存为 .docx 后再上传。")


def _read(name: str, data: bytes) -> Document:
    part = docx.Document(BytesIO(data)).part
    styles = Styles(part.styles._element)
    numbering = Numbering(_related(part, RELATIONSHIP_TYPE.NUMBERING), styles)
    builder = Builder(name, "docx")
    body = Body(builder, styles, numbering)
    body.blocks(part.element.body)
    for number, note in enumerate(_notes(part, body), 1):
        builder.paragraph(f"[{number}] {body.text(note)}")
    return builder.document()


def _related(part: DocumentPart, kind: str) -> etree._Element | None:
    """The root of the one part of that kind, None where the document has none."""
    try:
        related: Part = part.part_related_by(kind)
    except KeyError:
        return None
    return xml.parse(related.blob)


def _notes(part: DocumentPart, body: Body) -> Iterator[etree._Element]:
    """The footnotes and endnotes that the text refers to, in the order of their references."""
    roots = {
        "footnoteReference": _related(part, RELATIONSHIP_TYPE.FOOTNOTES),
        "endnoteReference": _related(part, RELATIONSHIP_TYPE.ENDNOTES),
    }
    for kind, identifier in list(body.note_references):
        root = roots[kind]
        for note in [] if root is None else root:
            if note.get(W + "id") == identifier:
                yield note
