"""Which contents are taken in, decided by looking at the bytes, never by the name alone."""

from dataclasses import dataclass

MEGABYTE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of file. suffixes: the endings of a name that go with it."""

    media_type: str
    name: str
    suffixes: tuple[str, ...]


_OOXML = "application/vnd.openxmlformats-officedocument."
KINDS = (
    Kind("application/pdf", "PDF 文件", (".pdf",)),
    Kind(_OOXML + "wordprocessingml.document", "Word 文档", (".docx",)),
    Kind(_OOXML + "spreadsheetml.sheet", "Excel 表格", (".xlsx",)),
    Kind("application/ofd", "OFD 版式文件", (".ofd",)),
    Kind("application/x-ole-storage", "旧版 Office 或 WPS 文档", (".doc", ".xls", ".wps", ".et")),
    Kind("image/png", "PNG 图片", (".png",)),
    Kind("image/jpeg", "JPEG 图片", (".jpg", ".jpeg")),
    Kind("text/html", "网页", (".html", ".htm")),
    Kind("text/plain", "文本", (".txt", ".md", ".csv")),
)
BY_TYPE = {kind.media_type: kind for kind in KINDS}
PLANS = frozenset(BY_TYPE) - {"image/png", "image/jpeg", _OOXML + "spreadsheetml.sheet"}
EVIDENCE = frozenset(BY_TYPE) - {"text/html"}
LARGEST = 50 * MEGABYTE


class RefusedFile(Exception):
    """A file that is not taken in. The message is Chinese, for the person who uploaded it."""


def check_size(size: int, largest: int = LARGEST) -> None:
    """Raises RefusedFile when there is nothing in the file, or more than ``largest`` bytes."""
    if size == 0:
        raise RefusedFile("文件是空的，请检查后重新选择。")
    if size > largest:
        raise RefusedFile(
            f"文件有 {size / MEGABYTE:.1f} MB，超过 {largest // MEGABYTE} MB 的上限。"
        )


def check_kind(media_type: str | None, name: str, allowed: frozenset[str]) -> Kind:
    """The kind of a content, given what its bytes look like and the name it came with.

    Raises RefusedFile when the kind is unknown or not allowed here, or the name's ending says another.
    """
    kind = BY_TYPE.get(media_type or "")
    if kind is None or kind.media_type not in allowed:
        wanted = "、".join(BY_TYPE[t].name for t in BY_TYPE if t in allowed)
        raise RefusedFile(f"不能接收这种文件。可以上传：{wanted}。")
    if not name.lower().endswith(kind.suffixes):
        raise RefusedFile(
            f"文件内容是{kind.name}，名称却不以 {'、'.join(kind.suffixes)} 结尾，请核对后重新上传。"
        )
    return kind
