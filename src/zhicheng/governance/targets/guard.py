"""Triggers that keep what was measured: observations and the history are only added to – in the database
itself."""

from django.db.backends.base.base import BaseDatabaseWrapper

_MESSAGE = "what was measured of a target is only added to"
_TABLES = ("targets_observation", "targets_step")
_NAMES = [(f"{t}_kept_{e.lower()}", e, t) for t in _TABLES for e in ("UPDATE", "DELETE")]


def install(connection: BaseDatabaseWrapper) -> None:
    """Make observations and history refuse changes."""
    if connection.vendor == "sqlite":
        _run(
            connection,
            [
                f"CREATE TRIGGER {name} BEFORE {event} ON {table} "
                f"BEGIN SELECT RAISE(ABORT, '{_MESSAGE}'); END"
                for name, event, table in _NAMES
            ],
        )
        return
    for name, event, table in _NAMES:
        _run(
            connection,
            [
                f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS "
                f"$$ BEGIN RAISE EXCEPTION '{_MESSAGE}'; END $$",
                f"CREATE TRIGGER {name} BEFORE {event} ON {table} FOR EACH ROW "
                f"EXECUTE FUNCTION {name}()",
            ],
        )


def remove(connection: BaseDatabaseWrapper) -> None:
    """Take the triggers away (a migration backwards; a test that empties the database)."""
    on = "" if connection.vendor == "sqlite" else " ON {table}"
    _run(
        connection,
        [f"DROP TRIGGER IF EXISTS {name}" + on.format(table=table) for name, _e, table in _NAMES],
    )


def _run(connection: BaseDatabaseWrapper, statements: list[str]) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
