"""Rows put into a table as plain tuples, and keys for them beforehand.

``bulk_create`` takes four fifths of its time for making objects and preparing each of their columns; where tens of
thousands of rows come in at once, this does in one statement for all what it does for each. No signal is sent, and
nothing but the database checks a row: whoever calls has.
"""

from collections.abc import Callable, Iterable, Sequence
from functools import cache
from typing import Any, Final, TypeAlias

from django.db import DEFAULT_DB_ALIAS, connection, connections, models

_AS_THEY_ARE: Final = (
    models.CharField, models.TextField, models.IntegerField, models.BooleanField, models.ForeignKey,
)  # fmt: skip
"""Columns whose values every database takes as Python has them; others are prepared by their field."""

Row = Sequence[Any]
Field: TypeAlias = "models.Field[Any, Any]"


def insert(model: type[models.Model], columns: Sequence[str], rows: Iterable[Row]) -> int:
    """Put rows into the table of a model, in the caller's transaction; returns how many.

    columns: the names of the model's attributes in the order of a row's values, ``right_id`` for a foreign key.
    What is not named gets its default; the key is given by the database unless it is named.
    """
    fields: dict[str, Field] = {field.attname: field for field in model._meta.local_concrete_fields}
    named = [fields.pop(name) for name in columns]
    others = [field for field in fields.values() if not field.primary_key]
    prepare = [
        (place, _prepared(field)) for place, field in enumerate(named) if not _is_plain(field)
    ]
    more = [_prepared(field)(field.get_default()) for field in others]
    ready = [_row(row, prepare, more) for row in rows]
    if ready:
        _write(model._meta.db_table, [field.column for field in (*named, *others)], ready)
    return len(ready)


def reserve(model: type[models.Model], count: int) -> list[int]:
    """So many keys of a model that nobody has and nobody else will get, in the caller's transaction."""
    table = model._meta.db_table
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            sequence = (
                "SELECT nextval(pg_get_serial_sequence(%s, 'id')) FROM generate_series(1, %s)"
            )
            cursor.execute(sequence, [connection.ops.quote_name(table), count])
            return [key for (key,) in cursor.fetchall()]
        # Transactions that write are IMMEDIATE here (settings): until this one ends, no other gives keys.
        cursor.execute("SELECT seq FROM sqlite_sequence WHERE name = %s", [table])
        last = (cursor.fetchone() or (0,))[0]
        return list(range(last + 1, last + count + 1))


def _is_plain(field: Field) -> bool:
    return isinstance(field, _AS_THEY_ARE)


def _prepared(field: Field) -> Callable[[Any], Any]:
    """How a value becomes the database's. Days and times repeat from row to row: each is prepared once."""
    database = connections[DEFAULT_DB_ALIAS]

    def prepared(value: Any) -> Any:
        return field.get_db_prep_save(value, database)

    return prepared if isinstance(field, models.JSONField) else cache(prepared)


def _row(row: Row, prepare: Sequence[tuple[int, Callable[[Any], Any]]], more: Row) -> Row:
    values = list(row)
    for place, prepared in prepare:
        values[place] = prepared(values[place])
    return [*values, *more]


def _write(table: str, columns: Sequence[str], rows: Sequence[Row]) -> None:
    quote = connection.ops.quote_name
    names = ", ".join(map(quote, columns))
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            # Django's cursor passes COPY on untouched; what is refused is to be Django's error all the same.
            with (
                connection.wrap_database_errors,
                cursor.copy(f"COPY {quote(table)} ({names}) FROM STDIN") as copy,
            ):
                for row in rows:
                    copy.write_row(row)
        else:
            places = ", ".join(["%s"] * len(columns))
            sql = f"INSERT INTO {quote(table)} ({names}) VALUES ({places})"  # noqa: S608 - names from models
            cursor.executemany(sql, rows)
