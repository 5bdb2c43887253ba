"""Zip packages are bounded before and while they are unpacked."""

import struct
import zipfile
from io import BytesIO

import pytest

from tests.engines.plans.formats.ofd_writer import package
from tests.engines.plans.formats.sample import word
from zhicheng.engines.plans.document import UnreadableDocument
from zhicheng.engines.plans.formats import limits, load_bytes
from zhicheng.engines.plans.formats.archive import Archive


def zipped(entries: dict[str, bytes]) -> bytes:
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in entries.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def test_entries_are_read_by_name() -> None:
    archive = Archive(zipped({"a": b"1", "b": b"2"}), "OFD ")
    assert archive.names() == ["a", "b"]
    assert archive.read("b") == b"2"
    with pytest.raises(KeyError):
        archive.read("c")


def test_a_highly_compressed_entry_is_refused() -> None:
    bomb = zipped(
        {"word/document.xml": b"\0" * (limits.RATIO_FREE_BYTES * 4), "[Content_Types].xml": b""}
    )
    with pytest.raises(UnreadableDocument, match="压缩炸弹"):
        load_bytes("方案.docx", bomb)


def test_too_many_entries_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "MAX_ENTRIES", 3)
    with pytest.raises(UnreadableDocument, match="压缩炸弹"):
        Archive(zipped({str(number): b"" for number in range(4)}), "OFD ")


def test_too_much_content_is_refused_by_its_claim(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "MAX_UNPACKED_BYTES", 1000)
    with pytest.raises(UnreadableDocument, match="压缩炸弹"):
        Archive(zipped({"a": b"x" * 600, "b": b"y" * 600}), "OFD ")


def test_reading_one_entry_again_and_again_uses_up_what_may_be_unpacked(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(limits, "MAX_UNPACKED_BYTES", 1000)
    archive = Archive(zipped({"a": b"x" * 600}), "OFD ")
    archive.read("a")
    with pytest.raises(UnreadableDocument, match="压缩炸弹"):
        archive.read("a")


def test_an_entry_that_holds_more_than_it_claims_is_damage() -> None:
    data = zipped({"a": b"x" * 5000})
    lie = data.replace(struct.pack("<L", 5000), struct.pack("<L", 50))
    assert lie != data
    with pytest.raises(UnreadableDocument, match="已损坏"):
        Archive(lie, "OFD ").read("a")


def test_a_single_part_of_xml_has_its_own_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "MAX_XML_BYTES", 100)
    for data in (word(["通知"]), package([])):
        with pytest.raises(UnreadableDocument, match="压缩炸弹"):
            load_bytes("方案", data)


def test_a_password_is_seen_in_the_directory() -> None:
    data = bytearray(zipped({"OFD.xml": b"x"}))
    directory = data.index(b"PK\x01\x02")
    data[directory + 8] |= 1
    with pytest.raises(UnreadableDocument, match="密码"):
        load_bytes("方案.ofd", bytes(data))


@pytest.mark.parametrize(
    "declaration",
    [
        '<!DOCTYPE a [<!ENTITY b "bbbb"><!ENTITY c "&b;&b;&b;">]>',
        '<!DOCTYPE a SYSTEM "http://example.invalid/a.dtd">',
    ],
)
def test_entities_and_document_types_are_refused_in_every_part(declaration: str) -> None:
    ofd = package([], {"Doc_0/Document.xml": f"{declaration}<a>&c;</a>"})
    hidden = package([], {"Doc_0/Document.xml": f"{declaration}<a/>".encode("utf-16")})
    docx = BytesIO(word(["通知"]))
    with zipfile.ZipFile(docx, "a") as archive:
        archive.writestr("word/extra.xml", f"{declaration}<a/>")
    for data in (ofd, hidden, docx.getvalue()):
        with pytest.raises(UnreadableDocument, match="不安全的 XML"):
            load_bytes("方案", data)
