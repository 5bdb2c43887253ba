"""Any file that a plan comes in → Document. What a file is, its content decides."""

from collections.abc import Callable
from pathlib import Path

from zhicheng.engines.plans.document import Document, UnreadableDocument
from zhicheng.engines.plans.formats.limits import MAX_FILE_BYTES
from zhicheng.engines.plans.formats.sniff import Kind, sniff

__all__ = ["load", "load_bytes"]


def load(path: Path | str) -> Document:
    """Read a file from disk.

    Raises UnreadableDocument, with a message in Chinese, for whatever cannot be read as a document.
    """
    path = Path(path)
    try:
        if path.is_dir():
            raise UnreadableDocument("这是一个文件夹，不是文件。请指定其中的方案文件。")
        with path.open("rb") as file:
            data = file.read(MAX_FILE_BYTES + 1)
    except FileNotFoundError as error:
        raise UnreadableDocument("找不到这个文件。请检查路径和文件名。") from error
    except (OSError, ValueError) as error:  # ValueError: a NUL in the name
        raise UnreadableDocument("文件无法打开。请检查读取权限后重试。") from error
    return load_bytes(path.name, data)


def load_bytes(name: str, data: bytes) -> Document:
    """Read a file that is in memory, such as an upload.

    name: the file's own name; it is kept in the document and decides between .md and .txt only.
    Raises UnreadableDocument, with a message in Chinese, for whatever cannot be read as a document.
    """
    if not data:
        raise UnreadableDocument("文件是空的（0 字节）。请确认选对了文件，或重新下载后再上传。")
    if len(data) > MAX_FILE_BYTES:
        raise UnreadableDocument(
            f"文件超过 {MAX_FILE_BYTES // 1024 // 1024} MB。请删去图片和附件，只上传方案正文。"
        )
    return _reader(sniff(name, data))(name, data)


def _reader(kind: Kind) -> Callable[[str, bytes], Document]:
    """Imported when needed: lxml, python-docx and PDFium would slow every command's start."""
    if kind is Kind.DOCX:
        from zhicheng.engines.plans.formats.word import read_docx

        return read_docx
    if kind is Kind.PDF:
        from zhicheng.engines.plans.formats.pdf import read_pdf

        return read_pdf
    if kind is Kind.OFD:
        from zhicheng.engines.plans.formats.ofd import read_ofd

        return read_ofd
    if kind is Kind.OFFICE:
        from zhicheng.engines.plans.formats.office import read_office

        return read_office
    if kind is Kind.HTML:
        from zhicheng.engines.plans.formats.html import read_html

        return read_html
    if kind is Kind.MD:
        from zhicheng.engines.plans.formats.markdown import read_markdown

        return read_markdown
    from zhicheng.engines.plans.formats.plain import read_plain

    return read_plain
