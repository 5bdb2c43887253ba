"""The ledger as one .json: ``{product, format, migrations, tables: {name: {fields, rows}}, contents}``.

Written row by row, in a fixed order and without the time of writing: the same ledger gives the same bytes.
"""

import base64
import binascii
import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import IO, Any

from zhicheng.foundation.upkeep.moving.parcel import (
    FORMAT,
    PRODUCT,
    Json,
    Parcel,
    Row,
    Table,
    damaged,
)


def write(parcel: Parcel, target: IO[bytes]) -> None:
    """Write the parcel; memory does not grow with it."""
    for piece in _pieces(parcel):
        target.write(piece.encode())


def _pieces(parcel: Parcel) -> Iterator[str]:
    yield f'{{"product": "{PRODUCT}", "format": {FORMAT},\n'
    yield f'"migrations": {_dumped(list(parcel.migrations))},\n"tables": {{'
    for number, table in enumerate(parcel.tables):
        yield ",\n" if number else "\n"
        yield f'{_dumped(table.name)}: {{"fields": {_dumped(list(table.fields))}, "rows": ['
        yield from _joined(_dumped(row) for row in table.rows())
        yield "]}"
    yield '\n},\n"contents": {'
    yield from _joined(
        f"{_dumped(sha256)}: {_dumped(content and base64.b64encode(content).decode())}"
        for sha256, content in parcel.contents()
    )
    yield "}}\n"


def _joined(pieces: Iterator[str]) -> Iterator[str]:
    for number, piece in enumerate(pieces):
        yield f",\n{piece}" if number else f"\n{piece}"


def _dumped(value: Json) -> str:
    return json.dumps(value, ensure_ascii=False, allow_nan=False, sort_keys=True)


def read(file: Path) -> Parcel:
    """The parcel in a file, all of it in memory. Raises RefusedParcel for what is none."""
    try:
        values = json.loads(file.read_bytes())
    except (ValueError, RecursionError):
        raise damaged(file.name) from None
    if (
        not isinstance(values, dict)
        or values.get("product") != PRODUCT
        or values.get("format") != FORMAT
    ):
        raise damaged(file.name)
    migrations, tables, contents = (values.get(k) for k in ("migrations", "tables", "contents"))
    if (
        not isinstance(migrations, list)
        or not isinstance(tables, dict)
        or not isinstance(contents, dict)
    ):
        raise damaged(file.name)
    return Parcel(
        tuple(map(str, migrations)),
        tuple(_table(name, table) for name, table in tables.items()),
        lambda: _contents(contents),
    )


def _table(name: str, table: Any) -> Table:
    if not isinstance(table, dict) or not isinstance(table.get("fields"), list):
        raise damaged(name)
    rows: Any = table.get("rows")
    if not isinstance(rows, list) or not all(isinstance(row, list) for row in rows):
        raise damaged(name)

    def again() -> Iterator[Row]:
        return iter(rows)

    return Table(name, tuple(map(str, table["fields"])), again)


def _contents(contents: Mapping[str, Any]) -> Iterator[tuple[str, bytes | None]]:
    for sha256, text in contents.items():
        try:
            yield sha256, None if text is None else base64.b64decode(text, validate=True)
        except (binascii.Error, TypeError, ValueError):
            raise damaged(f"contents/{sha256}"[:80]) from None
