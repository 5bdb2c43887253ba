"""What the bytes of a file say about it."""

import io
import zipfile
from typing import BinaryIO

import puremagic

_OOXML = "application/vnd.openxmlformats-officedocument."
_ZIPPED = {
    "word/document.xml": _OOXML + "wordprocessingml.document",
    "xl/workbook.xml": _OOXML + "spreadsheetml.sheet",
    "OFD.xml": "application/ofd",
}
_MACROS = ("word/vbaProject.bin", "xl/vbaProject.bin")
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_SAMPLE = 64 * 1024


def media_type(stream: BinaryIO) -> str | None:
    """The media type that the content shows, or None when it is none of the kinds we know.

    Office documents with macros are of no known kind.
    """
    stream.seek(0)
    start = stream.read(_SAMPLE)
    stream.seek(0)
    if start.startswith(b"PK\x03\x04"):
        return _zipped_type(stream)
    if start.startswith(_OLE):
        return "application/x-ole-storage"
    if start.lstrip().startswith(b"%PDF-"):
        return "application/pdf"
    if (found := _image_type(start)) is not None:
        return found
    return _text_type(start)


def _zipped_type(stream: BinaryIO) -> str | None:
    try:
        with zipfile.ZipFile(stream) as archive:
            names = set(archive.namelist())
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        return None
    finally:
        stream.seek(0)
    if names.intersection(_MACROS):
        return None
    return next((kind for name, kind in _ZIPPED.items() if name in names), None)


def _image_type(start: bytes) -> str | None:
    try:
        found = puremagic.from_stream(io.BytesIO(start), mime=True)
    except (puremagic.PureError, ValueError):
        return None
    return found if found in {"image/png", "image/jpeg"} else None


def _text_type(start: bytes) -> str | None:
    text = _decoded(start)
    if text is None:
        return None
    head = text.lstrip("\ufeff \t\r\n")[:2000].lower()
    if head.startswith(("<!doctype html", "<html")) or "<body" in head or "<head" in head:
        return "text/html"
    return "text/plain"


def _decoded(start: bytes) -> str | None:
    if start.startswith((b"\xff\xfe", b"\xfe\xff")):
        return start.decode("utf-16", errors="replace")
    if b"\x00" in start:
        return None
    for encoding in ("utf-8", "gb18030"):
        try:
            return start.decode(encoding)
        except UnicodeDecodeError as error:
            if error.start > len(start) - 5:  # a character cut by the end of the sample
                return start[: error.start].decode(encoding)
    return None
