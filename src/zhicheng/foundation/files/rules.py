"""Which contents are taken in, decided by looking at the bytes, never by the name alone."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from zhicheng.foundation.face.records import Text
from zhicheng.foundation.face.told import told

MEGABYTE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of file. suffixes: the endings of a name that go with it."""

    media_type: str
    name: Text
    suffixes: tuple[str, ...]


_OOXML = "application/vnd.openxmlformats-officedocument."
KINDS = (
    Kind("application/pdf", _("PDF 文件"), (".pdf",)),
    Kind(_OOXML + "wordprocessingml.document", _("Word 文档"), (".docx",)),
    Kind(_OOXML + "spreadsheetml.sheet", _("Excel 表格"), (".xlsx",)),
    Kind("application/ofd", _("OFD 版式文件"), (".ofd",)),
    Kind("application/msword", _("旧版 Word 或 WPS 文档"), (".doc", ".wps")),
    Kind("application/vnd.ms-excel", _("旧版 Excel 或 WPS 表格"), (".xls", ".et")),
    Kind("image/png", _("PNG 图片"), (".png",)),
    Kind("image/jpeg", _("JPEG 图片"), (".jpg", ".jpeg")),
    Kind("text/html", _("网页"), (".html", ".htm")),
    Kind("text/plain", _("文本"), (".txt", ".md", ".csv", ".json", ".ics")),
)
BY_TYPE = {kind.media_type: kind for kind in KINDS}
SHEET = _OOXML + "spreadsheetml.sheet"
_SHEETS = frozenset({SHEET, "application/vnd.ms-excel"})
CALENDARS = frozenset({"text/plain"})
TABLES = _SHEETS | {"text/plain"}
PLANS = frozenset(BY_TYPE) - _SHEETS - {"image/png", "image/jpeg"}
EVIDENCE = frozenset(BY_TYPE) - {"text/html"}
LARGEST = 50 * MEGABYTE
ENTRIES_MOST = 5_000
"""Files in an office document; a long report with many pictures has some hundred."""
UNPACKED_LARGEST = 500 * MEGABYTE
DIRECTORY_LARGEST = 2 * MEGABYTE
"""Of a zip archive: read into memory before anything else is known of it."""
_ENCRYPTED = 0x1
_MACROS = frozenset({"vba", "_vba_project", "_vba_project_cur", "macros"})
_NAME_LONGEST = 200
"""Bytes of UTF-8 in a name; file systems end at 255."""


_LOCKED = _("文件设有密码，不能接收。请先用原软件取消密码保护后另存，再上传。")
_INVISIBLE = frozenset({"Cc", "Cf", "Cs", "Co", "Zl", "Zp"})


class RefusedFile(Exception):
    """A file that is not taken in. The message is Chinese, for the person who uploaded it."""


def check_size(size: int, largest: int = LARGEST) -> None:
    """Raises RefusedFile when there is nothing in the file, or more than ``largest`` bytes."""
    if size == 0:
        raise RefusedFile(_("文件是空的，请检查后重新选择。"))
    if size > largest:
        raise RefusedFile(
            _("文件有 %(f)s MB，超过 %(megabyte)s MB 的上限。")
            % {"f": f"{size / MEGABYTE:.1f}", "megabyte": largest // MEGABYTE}
        )


@dataclass(frozen=True, slots=True)
class Packed:
    """An entry of a zip archive as its directory has it. size: unpacked, in bytes. flags: of the format."""

    name: str
    size: int
    flags: int


def check_packed(entries: Sequence[Packed]) -> None:
    """Raises RefusedFile for a zip archive that is a trap: too much in it, names that lead elsewhere or come
    twice (readers disagree about which counts), a password, macros."""
    too_much = sum(e.size for e in entries) > UNPACKED_LARGEST
    if len(entries) > ENTRIES_MOST or too_much:
        raise RefusedFile(_("文件解压后体积异常，不能接收。请用原软件打开后另存，再上传。"))
    if any(e.flags & _ENCRYPTED for e in entries):
        raise RefusedFile(_LOCKED)
    names = [e.name for e in entries]
    if len(set(names)) != len(names) or any(_leads_elsewhere(name) for name in names):
        raise RefusedFile(_("文件内部结构异常，不能接收。请用原软件打开后另存，再上传。"))
    if any(name.lower().endswith("vbaproject.bin") for name in names):
        raise RefusedFile(_("文件含有宏，不能接收。请另存为不含宏的文档后上传。"))


def check_compound(names: Iterable[str]) -> None:
    """Raises RefusedFile for an old office document with macros or a password, by the names of its parts."""
    parts = {name.lower() for name in names}
    if "encryptedpackage" in parts:
        raise RefusedFile(_LOCKED)
    if parts & _MACROS:
        raise RefusedFile(_("文件含有宏，不能接收。请另存为不含宏的文档后上传。"))


def _leads_elsewhere(name: str) -> bool:
    parts = name.replace("\\", "/").split("/")
    return ".." in parts or parts[0] == "" or ":" in parts[0]


def clean_name(name: str) -> str:
    """A file's name fit to be kept and shown: the last part of a path, in one line, of bearable length.

    Without control characters and those that turn the direction of writing, which make ``exe.fdp`` look
    like ``pdf.exe``; without characters that a system forbids in names. The ending stays.
    """
    last = unicodedata.normalize("NFC", name).replace("\\", "/").rsplit("/", 1)[-1]
    seen = "".join(c for c in last if unicodedata.category(c) not in _INVISIBLE)
    plain = re.sub(r"\s+", " ", re.sub(r'[<>:"|?*]', "_", seen)).strip(" .")
    stem, dot, suffix = plain.rpartition(".")
    if not dot or len(suffix) > 10:
        stem, suffix = plain, ""
    ending = f".{suffix}" if suffix else ""
    room = _NAME_LONGEST - len(ending.encode())
    short = stem.encode()[:room].decode(errors="ignore").rstrip(" .")
    return f"{short}{ending}" or told("未命名文件")


def check_kind(media_type: str | None, name: str, allowed: frozenset[str]) -> Kind:
    """The kind of a content, given what its bytes look like and the name it came with.

    Raises RefusedFile when the kind is unknown or not allowed here, or the name's ending says another.
    """
    kind = BY_TYPE.get(media_type or "")
    if kind is None or kind.media_type not in allowed:
        wanted = "、".join(str(BY_TYPE[t].name) for t in BY_TYPE if t in allowed)
        raise RefusedFile(_("不能接收这种文件。可以上传：%(wanted)s。") % {"wanted": wanted})
    if not clean_name(name).lower().endswith(kind.suffixes):
        raise RefusedFile(
            _("文件内容是%(name)s，名称却不以 %(suffixes)s 结尾，请核对后重新上传。")
            % {"name": kind.name, "suffixes": "、".join(kind.suffixes)}
        )
    return kind
