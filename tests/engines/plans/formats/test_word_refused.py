"""Word files that cannot be read, each refused with what is to be done about it."""

import zipfile
from io import BytesIO

import docx
import pytest

from tests.engines.plans.formats.sample import saved
from zhicheng.engines.plans.document import UnreadableDocument
from zhicheng.engines.plans.formats import load_bytes


def changed(name: str, old: bytes, new: bytes | None) -> bytes:
    """A document with one of its parts changed, or without it where new is None."""
    document = docx.Document()
    document.add_paragraph("通知")
    source, target = zipfile.ZipFile(BytesIO(saved(document))), BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for entry in source.namelist():
            if entry != name:
                archive.writestr(entry, source.read(entry))
            elif new is not None:
                archive.writestr(entry, source.read(entry).replace(old, new))
    return target.getvalue()


@pytest.mark.parametrize(
    ("main", "kind"),
    [
        (b"application/vnd.ms-word.document.macroEnabled.main+xml", "含宏"),
        (
            b"application/vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml",
            "模板",
        ),
    ],
)
def test_templates_and_documents_with_macros_are_to_be_saved_anew(main: bytes, kind: str) -> None:
    plain = b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    with pytest.raises(UnreadableDocument, match=kind):
        load_bytes("方案.docx", changed("[Content_Types].xml", plain, main))


@pytest.mark.parametrize("missing", ["word/document.xml", "_rels/.rels"])
def test_a_damaged_package_is_refused(missing: str) -> None:
    with pytest.raises(UnreadableDocument, match="Word 文件已损坏"):
        load_bytes("方案.docx", changed(missing, b"", None))


def test_a_cut_file_is_refused() -> None:
    document = docx.Document()
    with pytest.raises(UnreadableDocument, match="已损坏"):
        load_bytes("方案.docx", saved(document)[:-200])


def test_an_empty_document_is_refused() -> None:
    with pytest.raises(UnreadableDocument, match="没有文字"):
        load_bytes("方案.docx", saved(docx.Document()))


def test_an_encrypted_document_is_refused() -> None:
    data = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage\0".encode("utf-16-le")
    with pytest.raises(UnreadableDocument, match="密码"):
        load_bytes("方案.docx", data)
