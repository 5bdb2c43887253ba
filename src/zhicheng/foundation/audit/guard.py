"""Triggers that make the chain append-only in the database itself.

They stop every way through the product and every careless hand; whoever owns the database can drop them,
and is found by ``audit verify`` instead.
"""

from django.db.backends.base.base import BaseDatabaseWrapper

_MESSAGE = "audit rows are append-only"

_INSTALL = {
    "sqlite": [
        *(
            f"CREATE TRIGGER audit_entry_{verb} BEFORE {verb.upper()} ON audit_entry "
            f"BEGIN SELECT RAISE(ABORT, '{_MESSAGE}'); END"
            for verb in ("update", "delete")
        ),
        # INSERT OR REPLACE removes a row without asking the trigger for DELETE.
        "CREATE TRIGGER audit_entry_insert BEFORE INSERT ON audit_entry "
        "WHEN EXISTS (SELECT 1 FROM audit_entry WHERE seq = NEW.seq) "
        "BEGIN SELECT RAISE(ABORT, 'audit rows are append-only'); END",
    ],
    "postgresql": [
        "CREATE OR REPLACE FUNCTION audit_entry_refuse() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION '{_MESSAGE}'; END $$",
        "CREATE TRIGGER audit_entry_update BEFORE UPDATE OR DELETE ON audit_entry "
        "FOR EACH ROW EXECUTE FUNCTION audit_entry_refuse()",
        "CREATE TRIGGER audit_entry_truncate BEFORE TRUNCATE ON audit_entry "
        "FOR EACH STATEMENT EXECUTE FUNCTION audit_entry_refuse()",
    ],
}
_REMOVE = {
    "sqlite": [
        f"DROP TRIGGER IF EXISTS audit_entry_{verb}" for verb in ("update", "delete", "insert")
    ],
    "postgresql": [
        f"DROP TRIGGER IF EXISTS audit_entry_{verb} ON audit_entry"
        for verb in ("update", "truncate")
    ],
}


def install(connection: BaseDatabaseWrapper) -> None:
    """Make the table of audit rows refuse every change but an addition; twice is the same as once."""
    _execute(connection, _REMOVE[connection.vendor] + _INSTALL[connection.vendor])


def remove(connection: BaseDatabaseWrapper) -> None:
    """Take the triggers away (a migration backwards; a test that empties the database)."""
    _execute(connection, _REMOVE[connection.vendor])


def _execute(connection: BaseDatabaseWrapper, statements: list[str]) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
