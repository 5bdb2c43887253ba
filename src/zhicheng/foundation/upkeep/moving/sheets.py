"""The ledger as one .xlsx: a sheet for people in front, then one sheet for each table, every value exact.

A workbook knows no exact numbers and no long texts, so the cells of a table hold JSON: a column of text reads
``"…"``. What does not fit into one cell goes on in the sheet ``long`` and is pointed to by ``@number``. The
bytes of stored files stand in the sheet ``contents``, in base64.
"""

import base64
import binascii
import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import IO, Any

from django.utils.translation import gettext_lazy as _
from openpyxl import Workbook, load_workbook

from zhicheng.foundation.face.export import add_sheet
from zhicheng.foundation.files.content import media_type
from zhicheng.foundation.files.rules import RefusedFile
from zhicheng.foundation.upkeep.moving.parcel import (
    FORMAT,
    PRODUCT,
    Cover,
    Json,
    Parcel,
    RefusedParcel,
    Row,
    Table,
    damaged,
)

ABOUT, LONG, CONTENTS = "zhicheng", "long", "contents"
_PART = 30_000
"""Characters that are put into one cell; it could hold 32,767."""
_ROWS = 1_048_575
"""Rows that a sheet can hold below its head."""


def write(parcel: Parcel, cover: Cover, target: IO[bytes]) -> None:
    """Raises RefusedParcel when a table is too long for a sheet."""
    book = Workbook(write_only=True)
    add_sheet(book, str(cover.title), cover.heads, cover.rows())
    about = [["product", PRODUCT], ["format", str(FORMAT)]]
    add_sheet(book, ABOUT, ("", ""), [*about, *(["migration", name] for name in parcel.migrations)])
    long = _Long()
    for table in parcel.tables:
        add_sheet(book, table.name, table.fields, _counted(_shown(table, long), table.name))
    add_sheet(book, CONTENTS, ("sha256", "base64"), _counted(_parts_of(parcel), CONTENTS))
    add_sheet(book, LONG, ("number", "part"), _counted(long.rows(), LONG))
    book.save(target)


class _Long:
    """Values that are too long for a cell, in parts."""

    def __init__(self) -> None:
        self._texts: list[str] = []

    def cell(self, value: Json) -> str | None:
        if value is None:
            return None
        text = json.dumps(value, ensure_ascii=False, allow_nan=False, sort_keys=True)
        # What a workbook would change or drop: control characters and half characters.
        if not all(c.isprintable() or c == "\u3000" for c in text):
            text = json.dumps(value, allow_nan=False, sort_keys=True)
        text = text.replace("_x", "\\u005fx")  # a workbook takes _x0041_ for a character
        if len(text) <= _PART:
            return text
        self._texts.append(text)
        return f"@{len(self._texts) - 1}"

    def rows(self) -> Iterator[list[str]]:
        for number, text in enumerate(self._texts):
            for part in _parts(text):
                yield [str(number), part]


def _shown(table: Table, long: _Long) -> Iterator[list[str | None]]:
    for row in table.rows():
        yield [long.cell(value) for value in row]


def _parts_of(parcel: Parcel) -> Iterator[list[str | None]]:
    for sha256, content in parcel.contents():
        if content is None:
            yield [sha256, None]
        for part in _parts(base64.b64encode(content or b"").decode()):
            yield [sha256, part]


def _parts(text: str) -> Iterator[str]:
    for start in range(0, len(text), _PART):
        yield text[start : start + _PART]


def _counted(rows: Iterator[Sequence[str | None]], name: str) -> Iterator[Sequence[str | None]]:
    for number, row in enumerate(rows):
        if number >= _ROWS:
            raise RefusedParcel(
                _("“%(name)s”超过一张工作表能容纳的行数，请导出为 .json。") % {"name": name}
            )
        yield row


def read(file: Path) -> Parcel:
    """The parcel in a workbook. Raises RefusedParcel for what is none."""
    book = _opened(file)
    if {ABOUT, LONG, CONTENTS} - set(book.sheetnames):
        raise damaged(file.name)
    about = [_two(row)[:2] for row in _rows(book, ABOUT)]
    if ("product", PRODUCT) not in about or ("format", str(FORMAT)) not in about:
        raise damaged(ABOUT)
    long = _joined(_rows(book, LONG))
    migrations = tuple(str(value) for name, value in about if name == "migration")
    names = [name for name in book.sheetnames[1:] if name not in (ABOUT, LONG, CONTENTS)]
    return Parcel(
        migrations,
        tuple(_table(book, name, long) for name in names),
        lambda: _contents(book),
    )


def _opened(file: Path) -> Any:
    try:
        with file.open("rb") as stream:
            media_type(stream)  # refuses what unpacks beyond measure
        return load_workbook(file, read_only=True, data_only=True)
    except RefusedFile as refusal:
        raise RefusedParcel(str(refusal)) from refusal
    except OSError:
        raise
    except Exception:  # whatever a hostile file makes the parser raise
        raise damaged(file.name) from None


def _rows(book: Any, name: str) -> Iterator[tuple[Any, ...]]:
    """The rows of a sheet below its head."""
    yield from book[name].iter_rows(min_row=2, values_only=True)


def _two(row: tuple[Any, ...]) -> tuple[Any, ...]:
    """A row with at least two cells: empty ones at its end may be left out."""
    return (*row, None, None)


def _joined(rows: Iterator[tuple[Any, ...]]) -> dict[str, str]:
    found: dict[str, list[str]] = {}
    for number, part, *_rest in (_two(row) for row in rows):
        found.setdefault(str(number), []).append(str(part or ""))
    return {number: "".join(parts) for number, parts in found.items()}


def _table(book: Any, name: str, long: dict[str, str]) -> Table:
    heads = next(book[name].iter_rows(max_row=1, values_only=True), ())
    fields = tuple(str(head) for head in heads if head is not None)

    def rows() -> Iterator[Row]:
        for row in _rows(book, name):
            if any(cell is not None for cell in row):
                yield [
                    _value(name, cell, long)
                    for cell in [*row, *[None] * len(fields)][: len(fields)]
                ]

    return Table(name, fields, rows)


def _value(name: str, cell: Any, long: dict[str, str]) -> Json:
    if cell is None:
        return None
    text = str(cell)
    try:
        return json.loads(long[text[1:]] if text.startswith("@") else text)
    except (KeyError, ValueError, RecursionError):
        raise damaged(f"{name}：{text}"[:80]) from None


def _contents(book: Any) -> Iterator[tuple[str, bytes | None]]:
    """The parts of one file stand in rows that follow each other."""
    sha256, parts = "", list[str]()
    for name, part, *_rest in (_two(row) for row in _rows(book, CONTENTS)):
        if name != sha256 and sha256:
            yield sha256, _decoded(sha256, parts)
            parts = []
        sha256 = str(name)
        parts.append(str(part or ""))
    if sha256:
        yield sha256, _decoded(sha256, parts)


def _decoded(sha256: str, parts: list[str]) -> bytes | None:
    """No part has anything: the bytes were gone. (No stored file is empty.)"""
    try:
        return base64.b64decode("".join(parts), validate=True) or None
    except (binascii.Error, ValueError):
        raise damaged(f"contents/{sha256}"[:80]) from None
