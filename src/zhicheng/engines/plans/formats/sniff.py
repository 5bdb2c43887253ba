"""What a file really is. Its content decides; the name only where content cannot (.md or .txt)."""

import re
from enum import StrEnum
from pathlib import PurePath

from zhicheng.engines.plans.document import UnreadableDocument
from zhicheng.engines.plans.formats.archive import Archive
from zhicheng.engines.plans.formats.encodings import marked_encoding


class Kind(StrEnum):
    """The readers that there are."""

    TXT = "txt"
    MD = "md"
    HTML = "html"
    DOCX = "docx"
    PDF = "pdf"
    OFD = "ofd"
    OFFICE = "office"
    """Binary Word, WPS, RTF: what LibreOffice turns into .docx."""


ACCEPTED = "请上传 .docx、.pdf、.ofd、.doc、.wps、.html、.md 或 .txt 格式的方案正文。"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_HEAD = 4096
_UNREADABLE_KINDS = (
    (b"\x89PNG", "图片（PNG）"),
    (b"\xff\xd8\xff", "图片（JPEG）"),
    (b"GIF8", "图片（GIF）"),
    (b"II*\x00", "图片（TIFF）"),
    (b"MM\x00*", "图片（TIFF）"),
    (b"Rar!", "压缩包（RAR）"),
    (b"7z\xbc\xaf", "压缩包（7z）"),
    (b"\x1f\x8b", "压缩包（gzip）"),
    (b"MIME-Version:", "网页归档或邮件（MHT、EML）"),
    (b"From: <Saved by", "网页归档（MHT）"),
)
_UNREADABLE_PARTS = (
    ("xl/workbook.xml", "电子表格（Excel）"),
    ("ppt/presentation.xml", "演示文稿（PowerPoint）"),
    ("content.xml", "OpenDocument 文件"),
)
_HTML_START = re.compile(
    r"\s{0,200}(?:<\?xml[^>]{0,200}>\s{0,200})?(?:<!--.{0,2000}?-->\s{0,200}){0,3}"
    r"<(?:!doctype\s+html|html|head|body|meta|title|div|table|p)\b",
    re.IGNORECASE | re.DOTALL,
)
_HTML_ROOT = re.compile(r"\s{0,200}<(?:!doctype\s+html|html)\b", re.IGNORECASE)
_MARKDOWN_NAMES = frozenset({".md", ".markdown"})
_HTML_NAMES = frozenset({".html", ".htm", ".xhtml", ".shtml"})


def sniff(name: str, data: bytes) -> Kind:
    """The kind of the file.

    Raises UnreadableDocument for a kind that holds no plan: pictures, spreadsheets, archives …
    """
    head = data[:_HEAD]
    for start, what in _UNREADABLE_KINDS:
        if head.startswith(start):
            raise UnreadableDocument(_refusal(what))
    if b"%PDF-" in head[:1024]:  # ISO 32000-1 annex H.3.4.1: anywhere in the first 1024 bytes
        return Kind.PDF
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _packed(data)
    if head.startswith(_OLE):
        return _compound(data)
    if head.startswith(b"{\\rtf") or b'progid="Word.Document"' in head:
        return Kind.OFFICE
    return _text(PurePath(name).suffix.lower(), head)


def _packed(data: bytes) -> Kind:
    names = set(Archive(data, "Word 或 OFD ").names())
    if "OFD.xml" in names:
        return Kind.OFD
    if "[Content_Types].xml" in names and any(name.startswith("word/") for name in names):
        return Kind.DOCX
    for part, what in _UNREADABLE_PARTS:
        if part in names:
            raise UnreadableDocument(_refusal(what))
    raise UnreadableDocument(_refusal("压缩包（zip）"))


def _compound(data: bytes) -> Kind:
    """Compound files ([MS-CFB]) name their streams in UTF-16."""
    if _stream_name("EncryptedPackage") in data:
        return Kind.DOCX  # whose reader says that it is encrypted
    if _stream_name("Workbook") in data and _stream_name("WordDocument") not in data:
        raise UnreadableDocument(_refusal("电子表格（Excel）"))
    if _stream_name("PowerPoint Document") in data:
        raise UnreadableDocument(_refusal("演示文稿（PowerPoint）"))
    return Kind.OFFICE


def _stream_name(name: str) -> bytes:
    return name.encode("utf-16-le") + b"\x00\x00"


def _text(suffix: str, head: bytes) -> Kind:
    marked = marked_encoding(head)
    encoding, skipped = marked or ("latin-1", 0)  # latin-1: the tags are ASCII in every charset
    start = head[skipped:].decode(encoding, "replace")
    if suffix in _MARKDOWN_NAMES:  # which may begin with an HTML element
        return Kind.HTML if _HTML_ROOT.match(start) else Kind.MD
    if _HTML_START.match(start) or (suffix in _HTML_NAMES and "<" in start):
        return Kind.HTML
    return Kind.TXT


def _refusal(what: str) -> str:
    return f"这是{what}，不是可以读取的文档。{ACCEPTED}"
