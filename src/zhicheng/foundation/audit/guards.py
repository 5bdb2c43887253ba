"""Guards: what a table is for ever refuses, in the database itself.

A room declares in its ``guard.py`` which changes its tables refuse and gives them to `keep` when it is
ready. They stop every way through the product and every careless hand; whoever owns the database can take
them away, and what was changed then is found by ``audit verify``.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from django.db.backends.base.base import BaseDatabaseWrapper


@dataclass(frozen=True, slots=True)
class Refusal:
    """A change that a table refuses.

    name: of the trigger. event: ``INSERT``, ``DELETE``, ``UPDATE``, ``UPDATE OF column, …`` or ``TRUNCATE``.
    when: an SQL condition over the row as it was (``OLD``) and shall be (``NEW``; for an INSERT only that)
    that both databases understand. message: what the refused program is told. vendor: the one database
    that needs it; empty for both.
    """

    name: str
    event: str
    table: str
    message: str
    when: str = "TRUE"
    vendor: str = ""

    def sqlite(self) -> list[str]:
        return [
            f"CREATE TRIGGER {self.name} BEFORE {self.event} ON {self.table} WHEN {self.when} "
            f"BEGIN SELECT RAISE(ABORT, '{self.message}'); END"
        ]

    def postgresql(self) -> list[str]:
        """The condition stands in the function, for a trigger's own WHEN may not ask other tables."""
        each, row = "ROW", "OLD" if self.event == "DELETE" else "NEW"
        if self.event == "TRUNCATE":
            each, row = "STATEMENT", "NULL"
        return [
            f"CREATE OR REPLACE FUNCTION {self.name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
            f"IF {self.when} THEN RAISE EXCEPTION '{self.message}'; END IF; RETURN {row}; END $$",
            f"CREATE TRIGGER {self.name} BEFORE {self.event} ON {self.table} FOR EACH {each} "
            f"EXECUTE FUNCTION {self.name}()",
        ]


def only_added_to(table: str, message: str, key: str = "id") -> list[Refusal]:
    """What a table refuses whose rows are neither changed nor taken away. key: its primary key."""
    # SQLite's INSERT OR REPLACE removes a row without asking the trigger for DELETE, PostgreSQL's TRUNCATE
    # all of them.
    replaced = f"EXISTS (SELECT 1 FROM {table} WHERE {key} = NEW.{key})"  # noqa: S608 - constants
    name = f"{table}_kept"
    return [
        Refusal(f"{name}_update", "UPDATE", table, message),
        Refusal(f"{name}_delete", "DELETE", table, message),
        Refusal(f"{name}_truncate", "TRUNCATE", table, message, vendor="postgresql"),
        Refusal(f"{name}_insert", "INSERT", table, message, replaced, vendor="sqlite"),
    ]


class Guard:
    """What the tables of one room refuse."""

    def __init__(self, refusals: Iterable[Refusal]) -> None:
        self.refusals: Final = tuple(refusals)

    def install(self, connection: BaseDatabaseWrapper) -> None:
        """Put every trigger in its place; twice is the same as once.

        A table that is not there yet waits for the end of the migration (`put_back`).
        """
        self.remove(connection)
        for refusal in self._present(connection):
            _run(connection, getattr(refusal, connection.vendor)())

    def remove(self, connection: BaseDatabaseWrapper) -> None:
        """Take the triggers away (a migration that changes old rows; a test that empties the database)."""
        for refusal in self._present(connection):
            on = "" if connection.vendor == "sqlite" else f" ON {refusal.table}"
            _run(connection, [f"DROP TRIGGER IF EXISTS {refusal.name}{on}"])

    def _present(self, connection: BaseDatabaseWrapper) -> list[Refusal]:
        tables = set(connection.introspection.table_names())
        return [
            refusal
            for refusal in self.refusals
            if refusal.table in tables and refusal.vendor in ("", connection.vendor)
        ]


KEPT: Final[list[Guard]] = []
"""The guards of the rooms that are installed."""


def keep(guard: Guard) -> None:
    """Take on a room's guard; called when the room is ready."""
    if guard not in KEPT:
        KEPT.append(guard)


def put_back(connection: BaseDatabaseWrapper) -> None:
    """Install all guards: SQLite changes a table by making it anew, without its triggers."""
    for guard in KEPT:
        guard.install(connection)


def _run(connection: BaseDatabaseWrapper, statements: Iterable[str]) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
