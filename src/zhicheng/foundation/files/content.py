"""What the bytes of a file say about it. Uploads are hostile: nothing here unpacks more than it must."""

import re
import struct
import zipfile
import zlib
from typing import BinaryIO

import olefile
from django.utils.translation import gettext_lazy as _

from zhicheng.foundation.files.rules import (
    DIRECTORY_LARGEST,
    Packed,
    RefusedFile,
    check_compound,
    check_packed,
)

_OOXML = "application/vnd.openxmlformats-officedocument."
_ZIPPED = {
    "word/document.xml": _OOXML + "wordprocessingml.document",
    "xl/workbook.xml": _OOXML + "spreadsheetml.sheet",
    "OFD.xml": "application/ofd",
}
_COMPOUND = {
    "worddocument": "application/msword",
    "workbook": "application/vnd.ms-excel",
    "book": "application/vnd.ms-excel",
}
_DAMAGED = _("文件不完整，或内部结构异常，不能接收。请用原软件打开后另存，再上传。")
_BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    OSError,
    EOFError,
    ValueError,
    NotImplementedError,
)
_TYPES_OF_PARTS = "[Content_Types].xml"
_TYPES_LARGEST = 1024 * 1024
_MACRO_TYPE = re.compile(rb"macroEnabled|vbaProject", re.IGNORECASE)
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_IMAGES = {b"\x89PNG\r\n\x1a\n": "image/png", b"\xff\xd8\xff": "image/jpeg"}
_SAMPLE = 64 * 1024
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f]")
_END = struct.Struct("<4s4H2LH")  # the record at the end of a zip file
_LONGEST_TAIL = _END.size + 0xFFFF


def media_type(stream: BinaryIO) -> str | None:
    """The media type that the content shows, or None when it is none of the kinds we know.

    Raises RefusedFile (Chinese message) for what shows a kind and hides something: macros, a password, a
    zip archive behind another kind, a zip archive that is a trap.
    """
    stream.seek(0)
    try:
        return _media_type(stream, stream.read(_SAMPLE))
    finally:
        stream.seek(0)


def _media_type(stream: BinaryIO, start: bytes) -> str | None:
    if start.startswith(b"PK\x03\x04"):
        return _zipped_type(stream)
    if start.startswith(_OLE):
        return _compound_type(stream)
    if (found := _marked_type(start)) is not None:
        if _end_of_zip(stream) is not None:
            raise RefusedFile(_("文件里夹带了压缩包，不能接收。请用原软件重新导出后上传。"))
        return found
    return _text_type(start)


def _marked_type(start: bytes) -> str | None:
    if start.lstrip().startswith(b"%PDF-"):
        return "application/pdf"
    return next((kind for mark, kind in _IMAGES.items() if start.startswith(mark)), None)


def _zipped_type(stream: BinaryIO) -> str | None:
    """The kind of office document in a zip archive. Its directory is measured before it is read."""
    end = _end_of_zip(stream)
    if end is None or end > DIRECTORY_LARGEST:
        raise RefusedFile(_DAMAGED)
    try:
        with zipfile.ZipFile(stream) as archive:
            entries = archive.infolist()
            check_packed([Packed(e.filename, e.file_size, e.flag_bits) for e in entries])
            if _declares_macros(archive):
                raise RefusedFile(_("文件含有宏，不能接收。请另存为不含宏的文档后上传。"))
    except _BROKEN as error:
        raise RefusedFile(_DAMAGED) from error
    names = {e.filename for e in entries}
    return next((kind for name, kind in _ZIPPED.items() if name in names), None)


def _declares_macros(archive: zipfile.ZipFile) -> bool:
    """Office runs macros from whatever part is declared to be one, under any name."""
    if _TYPES_OF_PARTS not in archive.namelist():
        return False
    with archive.open(_TYPES_OF_PARTS) as types:
        return _MACRO_TYPE.search(types.read(_TYPES_LARGEST)) is not None


def _end_of_zip(stream: BinaryIO) -> int | None:
    """The size of a zip archive's directory, None where the file does not end as a zip archive does.

    What claims to be larger than a plain zip archive can be (zip64) counts as endless: no file that we
    take needs it.
    """
    size = stream.seek(0, 2)
    stream.seek(max(0, size - _LONGEST_TAIL - 20))
    tail = stream.read()
    at = tail.rfind(b"PK\x05\x06")
    if at < 0 or len(tail) - at < _END.size:
        return None
    *_, directory, _offset, comment = _END.unpack_from(tail, at)
    if len(tail) - at - _END.size != comment:
        return None
    large = tail[max(0, at - 20) : at].startswith(b"PK\x06\x07")
    return 1 << 40 if large else int(directory)


def _compound_type(stream: BinaryIO) -> str | None:
    """The kind of old office document (OLE compound file)."""
    stream.seek(0)
    try:
        document = olefile.OleFileIO(stream)
        paths = document.listdir(streams=True, storages=True)
    except Exception:  # whatever a hostile file makes the parser raise, it is of no known kind
        return None
    check_compound({name for path in paths for name in path})
    at_top = {path[0].lower() for path in paths if len(path) == 1}
    return next((kind for name, kind in _COMPOUND.items() if name in at_top), None)


def _text_type(start: bytes) -> str | None:
    text = _decoded(start)
    if text is None or _CONTROL.search(text):
        return None
    head = text.lstrip("\ufeff \t\r\n")[:2000].lower()
    if head.startswith(("<!doctype html", "<html")) or "<body" in head or "<head" in head:
        return "text/html"
    return "text/plain"


def _decoded(start: bytes) -> str | None:
    """The beginning of a text, or None where it is none. A character cut by the sample's end is left out."""
    if start.startswith((b"\xff\xfe", b"\xfe\xff")):
        return start.decode("utf-16", errors="replace")
    for encoding in ("utf-8", "gb18030"):
        try:
            return start.decode(encoding)
        except UnicodeDecodeError as error:
            if len(start) == _SAMPLE and error.start > len(start) - 5:
                return start[: error.start].decode(encoding)
    return None
