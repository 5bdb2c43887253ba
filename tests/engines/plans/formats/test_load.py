"""What a file is, its content decides; what cannot be read is refused with advice."""

import zipfile
from io import BytesIO
from pathlib import Path

import pytest

from tests.engines.plans.formats.ofd_writer import typeset
from tests.engines.plans.formats.sample import PARAGRAPHS_BEFORE, word
from zhicheng.engines.plans import formats
from zhicheng.engines.plans.document import UnreadableDocument
from zhicheng.engines.plans.formats import load, load_bytes


def zipped(*names: str) -> bytes:
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name in names:
            archive.writestr(name, "内容")
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("name", "data", "kind"),
    [
        ("方案.txt", word(PARAGRAPHS_BEFORE), "docx"),
        ("方案.pdf", typeset(PARAGRAPHS_BEFORE), "ofd"),
        ("方案.doc", "<html><body><p>通知</p></body></html>".encode(), "html"),
        ("方案.doc", "\n<!-- 导出 --><table><tr><td>通知</table>".encode(), "html"),
        ("方案.HTM", "<article>通知</article>".encode(), "html"),
        ("方案.docx", "通知\n请执行".encode(), "txt"),
        ("方案.MD", "# 通知".encode(), "md"),
        ("方案.md", "<p align=center>通知</p>\n\n# 目标".encode(), "md"),
        ("方案.md", "<html><p>通知</html>".encode(), "html"),
        ("方案", "通知 <p> 不是网页".encode(), "txt"),
    ],
)
def test_content_decides(name: str, data: bytes, kind: str) -> None:
    document = load_bytes(name, data)
    assert (document.format, document.name) == (kind, name)


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "空的"),
        (b"\x89PNG\r\n\x1a\n0000", "图片（PNG）"),
        (b"\xff\xd8\xff\xe0", "图片（JPEG）"),
        (b"MIME-Version: 1.0\r\nContent-Type: multipart/related", "MHT"),
        (b"Rar!\x1a\x07", "RAR"),
        (zipped("xl/workbook.xml", "[Content_Types].xml"), "电子表格"),
        (zipped("ppt/presentation.xml"), "演示文稿"),
        (zipped("content.xml"), "OpenDocument"),
        (zipped("附件.txt"), "压缩包（zip）"),
        (zipped(), "压缩包（zip）"),
        (b"PK\x03\x04broken", "Word 或 OFD 文件已损坏"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "Workbook\0".encode("utf-16-le"), "电子表格"),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "PowerPoint Document\0".encode("utf-16-le"),
            "演示文稿",
        ),
        (b"\x7fELF\x02\x01\x01" + bytes(range(200)), "编码"),
    ],
)
def test_what_holds_no_plan_is_refused_in_words_that_help(data: bytes, message: str) -> None:
    with pytest.raises(UnreadableDocument) as refusal:
        load_bytes("上传.docx", data)
    assert message in str(refusal.value)


def test_an_oversized_file_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(formats, "MAX_FILE_BYTES", 1024 * 1024)
    with pytest.raises(UnreadableDocument, match="超过 1 MB"):
        load_bytes("a.txt", b" " * (1024 * 1024 + 1))


def test_files_on_disk(tmp_path: Path) -> None:
    path = tmp_path / "方案.txt"
    path.write_text("通知", encoding="utf-8")
    assert load(path).text == load(str(path)).text == "通知"


@pytest.mark.parametrize(
    ("path", "message"),
    [("没有.txt", "找不到"), (".", "文件夹"), ("坏\0名", "无法打开")],
)
def test_paths_that_lead_nowhere(tmp_path: Path, path: str, message: str) -> None:
    with pytest.raises(UnreadableDocument, match=message):
        load(f"{tmp_path}/{path}")
