"""Bytes of a text file → text: UTF-8, UTF-16 with its mark, GB18030; nonsense is refused."""

import codecs

from zhicheng.engines.plans.document import UnreadableDocument
from zhicheng.engines.plans.formats.legible import is_legible

NOT_TEXT = (
    "文件不是可以识别的中文文本（编码不是 UTF-8、UTF-16 或 GB18030，或者内容已成乱码）。"
    "请用记事本或 WPS 打开原文，确认显示正常后另存为 UTF-8 编码的文本，再上传。"
)
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# gb2312 and gbk are subsets of GB18030, and pages that name them contain the rest of it.
_SUPERSETS = {"gb2312": "gb18030", "gbk": "gb18030", "gb_2312-80": "gb18030", "x-gbk": "gb18030"}
_NORMAL = {
    **dict.fromkeys(range(0x20)),
    **dict.fromkeys(map(ord, "\x7f\xad\u200b\u200c\u200d\u2060\ufeff")),
    **dict.fromkeys(map(ord, "\n\r\x0b\x0c\x85\u2028\u2029"), "\n"),
    ord("\t"): "\t",
}


def marked_encoding(data: bytes) -> tuple[str, int] | None:
    """The encoding that a byte order mark names, and the mark's length."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return encoding, len(mark)
    return None


def decode(data: bytes, declared: str | None = None) -> str:
    """The text of the bytes, without byte order mark, with ``\\n`` alone as line end.

    declared: the charset that the file names itself (``<meta charset>``); tried after the mark.
    Raises UnreadableDocument where no encoding gives legible text.
    """
    marked = marked_encoding(data)
    if marked:
        candidates, data = [marked[0]], data[marked[1] :]
    else:
        candidates = [*_known(declared), "utf-8", "gb18030"]
    for encoding in candidates:
        text = _attempt(data, encoding)
        if text is not None and is_legible(text):
            return normalise(text)
        if text is not None and encoding == "utf-8":
            break  # what is valid UTF-8 was meant so: text that was mangled before it was saved
    raise UnreadableDocument(NOT_TEXT)


def normalise(text: str) -> str:
    """One kind of line end, nothing invisible: no marks, controls, joiners, soft hyphens."""
    return text.replace("\r\n", "\n").translate(_NORMAL)


def _known(declared: str | None) -> list[str]:
    name = (declared or "").strip().lower()
    name = _SUPERSETS.get(name, name)
    try:
        return [codecs.lookup(name).name] if name else []
    except LookupError:
        return []


def _attempt(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except (UnicodeError, LookupError):  # LookupError: a codec that does not make text (zip, hex)
        return None
