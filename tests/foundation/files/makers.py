"""Real bytes of files, harmless and hostile."""

import struct
import zipfile
from collections.abc import Iterable
from functools import cache
from io import BytesIO

from docx import Document
from openpyxl import Workbook

PNG = b"\x89PNG\r\n\x1a\n" + b"\x00" * 32
JPEG = b"\xff\xd8\xff\xe0" + b"\x00" * 32
PDF = b"%PDF-1.7\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n"


@cache
def docx() -> bytes:
    document = Document()
    document.add_paragraph("示例市知识产权工作方案")
    file = BytesIO()
    document.save(file)
    return file.getvalue()


def xlsx() -> bytes:
    book = Workbook()
    file = BytesIO()
    book.save(file)
    return file.getvalue()


def archive(entries: dict[str, bytes], comment: bytes = b"") -> bytes:
    file = BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as target:
        for name, content in entries.items():
            target.writestr(name, content)
        target.comment = comment
    return file.getvalue()


def added(content: bytes, entries: Iterable[tuple[str, bytes]]) -> bytes:
    """A zip archive with entries more, also under names that are there already."""
    file = BytesIO(content)
    with zipfile.ZipFile(file, "a", zipfile.ZIP_DEFLATED) as target:
        for name, more in entries:
            target.writestr(name, more)
    return file.getvalue()


def locked(content: bytes) -> bytes:
    """A zip archive whose directory says that the entries are encrypted."""
    changed = bytearray(content)
    at = 0
    while (at := changed.find(b"PK\x01\x02", at)) >= 0:
        changed[at + 8] |= 1
        at += 4
    return bytes(changed)


def claiming(content: bytes, size: int) -> bytes:
    """A zip archive whose directory says that every entry unpacks to ``size`` bytes."""
    changed = bytearray(content)
    at = 0
    while (at := changed.find(b"PK\x01\x02", at)) >= 0:
        changed[at + 24 : at + 28] = struct.pack("<L", size)
        at += 4
    return bytes(changed)


def compound(*names: str) -> bytes:
    """An OLE compound file with empty streams of these names (old office documents are such files)."""
    sectors = 1 + len(names) // 4
    header = bytearray(512)
    struct.pack_into(
        "<8s16xHHHHH6x", header, 0, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", 0x3E, 3, 0xFFFE, 9, 6
    )
    struct.pack_into("<LLLLLLLLLL", header, 40, 0, 1, 1, 0, 4096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0, 0)
    struct.pack_into("<108L", header, 80, *[0xFFFFFFFF] * 108)
    struct.pack_into("<L", header, 76, 0)
    chain = [0xFFFFFFFD, *range(2, sectors + 1), 0xFFFFFFFE]
    fat = struct.pack("<128L", *chain, *[0xFFFFFFFF] * (128 - len(chain)))
    entries = [_entry("Root Entry", 5, child=1 if names else 0xFFFFFFFF)]
    for at, name in enumerate(names, start=1):
        entries.append(_entry(name, 2, right=at + 1 if at < len(names) else 0xFFFFFFFF))
    return bytes(header) + fat + b"".join(entries).ljust(512 * sectors, b"\x00")


def _entry(name: str, kind: int, right: int = 0xFFFFFFFF, child: int = 0xFFFFFFFF) -> bytes:
    raw = (name + "\x00").encode("utf-16-le")
    return struct.pack(
        "<64sHBBLLL16xL8x8xLQ", raw, len(raw), kind, 1, 0xFFFFFFFF, right, child, 0, 0xFFFFFFFE, 0
    )
