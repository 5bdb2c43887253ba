"""What the bytes of a file say about it, and what hostile files do not get past."""

import zipfile
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.foundation.files import makers

from zhicheng.foundation.files.content import media_type
from zhicheng.foundation.files.rules import BY_TYPE, ENTRIES_MOST, RefusedFile

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def kind_of(content: bytes) -> str | None:
    return media_type(BytesIO(content))


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (makers.docx(), WORD),
        (makers.xlsx(), SHEET),
        (makers.archive({"OFD.xml": b"<ofd/>"}), "application/ofd"),
        (makers.archive({"OFD.xml": b"<ofd/>"}, comment="备注".encode()), "application/ofd"),
        (makers.PDF, "application/pdf"),
        (b"\r\n" + makers.PDF, "application/pdf"),
        (makers.PNG, "image/png"),
        (makers.JPEG, "image/jpeg"),
        (makers.compound("WordDocument", "1Table"), "application/msword"),
        (makers.compound("Workbook"), "application/vnd.ms-excel"),
        ("目标：达到 100 件。\n".encode(), "text/plain"),
        ("目标：达到 100 件。\n".encode("gb18030"), "text/plain"),
        ("目标：达到 100 件。\n".encode("utf-16"), "text/plain"),
        (b"\xef\xbb\xbf\n <!DOCTYPE html><p>x</p>", "text/html"),
        ("<div><body>方案</body></div>".encode(), "text/html"),
    ],
)
def test_each_kind_is_known_by_its_bytes(content: bytes, kind: str) -> None:
    assert kind_of(content) == kind
    assert kind in BY_TYPE


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_a_character_cut_by_the_end_of_the_sample_is_no_fault(encoding: str) -> None:
    for start in ("", "a", "ab", "abc"):
        assert kind_of((start + "案" * 40_000).encode(encoding)) == "text/plain"


@pytest.mark.parametrize(
    "content",
    [
        b"\x00\x01\x02\x03",
        b"\x7fELF\x02\x01\x01\x00",
        b"MZ\x90\x00\x03",
        b"text with \x1b[31m an escape",
        b"\xe5\x8d\x8a\xe4\xb8",
        b"\x80\xff\xff",
        makers.archive({"readme.txt": b"x"}),
        makers.compound("!_StringData", "Property"),
        makers.compound("WordDocument")[:600],
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\xff" * 600,
        b"GIF89a" + b"\x00" * 20,
    ],
)
def test_what_is_none_of_them_is_none(content: bytes) -> None:
    assert kind_of(content) is None


def test_the_stream_stands_at_its_beginning_afterwards() -> None:
    for content in (makers.docx(), makers.PDF, makers.compound("WordDocument")):
        stream = BytesIO(content)
        media_type(stream)
        assert stream.tell() == 0


MACROS = b'<Types><Override ContentType="application/vnd.ms-word.document.macroEnabled.main+xml"/></Types>'


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (makers.added(makers.docx(), [("word/vbaProject.bin", b"x")]), "宏"),
        (makers.added(makers.docx(), [("word/other/VBAProject.BIN", b"x")]), "宏"),
        (makers.archive({"[Content_Types].xml": MACROS, "word/document.xml": b"x"}), "宏"),
        (makers.compound("WordDocument", "Macros", "VBA"), "宏"),
        (makers.compound("Workbook", "_VBA_PROJECT_CUR"), "宏"),
        (makers.compound("EncryptedPackage", "EncryptionInfo"), "密码"),
        (makers.locked(makers.docx()), "密码"),
        (makers.claiming(makers.docx(), 100 * 1024 * 1024), "体积异常"),
        (makers.added(makers.docx(), [("../../etc/cron.d/x", b"x")]), "结构异常"),
        (makers.added(makers.docx(), [("/etc/passwd", b"x")]), "结构异常"),
        (makers.added(makers.docx(), [("C:\\windows\\x", b"x")]), "结构异常"),
        (makers.PDF + makers.docx(), "压缩包"),
        (makers.PNG + makers.archive({"a": b"x"}, comment=b"hidden"), "压缩包"),
        (makers.docx()[:-30], "不完整"),
        (makers.docx()[:60] + bytes(40) + makers.docx()[100:], "不完整"),
        (makers.docx() + b"trailing", "不完整"),
    ],
)
def test_what_hides_something_is_refused_with_a_reason(content: bytes, says: str) -> None:
    with pytest.raises(RefusedFile, match=says):
        kind_of(content)


def test_entries_under_one_name_are_refused() -> None:
    with pytest.warns(UserWarning, match="Duplicate"):
        twice = makers.added(makers.docx(), [("word/document.xml", b"<other/>")])
    with pytest.raises(RefusedFile, match="结构异常"):
        kind_of(twice)


def test_too_many_entries_are_refused() -> None:
    many = makers.archive({f"{n:x}": b"" for n in range(ENTRIES_MOST + 1)})
    with pytest.raises(RefusedFile, match="体积异常"):
        kind_of(many)


def test_a_directory_too_large_is_refused_before_it_is_read(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    long_names = makers.archive({f"{n:0500}": b"" for n in range(4100)})

    def read(*_: object) -> None:
        raise AssertionError("the directory was read")

    monkeypatch.setattr(zipfile, "ZipFile", read)
    with pytest.raises(RefusedFile, match="结构异常"):
        kind_of(long_names)


def test_the_larger_zip_format_is_refused() -> None:
    content = makers.docx()
    end = content.rfind(b"PK\x05\x06")
    large = content[:end] + b"PK\x06\x07" + b"\x00" * 16 + content[end:]
    with pytest.raises(RefusedFile, match="结构异常"):
        kind_of(large)


@given(st.binary(max_size=400))
def test_no_bytes_make_it_stumble(content: bytes) -> None:
    for start in (
        b"",
        b"PK\x03\x04",
        b"%PDF-",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
        b"\x89PNG\r\n\x1a\n",
    ):
        try:
            kind = kind_of(start + content)
        except RefusedFile:
            continue
        assert kind is None or kind in BY_TYPE


@given(st.data())
def test_no_change_to_a_document_makes_it_stumble(data: st.DataObject) -> None:
    for content in (makers.docx(), makers.compound("WordDocument", "1Table")):
        changed = bytearray(content)
        for at in data.draw(st.lists(st.integers(0, len(changed) - 1), max_size=20)):
            changed[at] ^= data.draw(st.integers(1, 255))
        try:
            kind_of(bytes(changed))
        except RefusedFile:
            continue
