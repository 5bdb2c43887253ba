"""Triggers that make the chain append-only in the database itself."""

from django.db.backends.base.base import BaseDatabaseWrapper

_MESSAGE = "audit rows are append-only"

_INSTALL = {
    "sqlite": [
        f"CREATE TRIGGER audit_entry_{verb} BEFORE {verb.upper()} ON audit_entry "
        f"BEGIN SELECT RAISE(ABORT, '{_MESSAGE}'); END"
        for verb in ("update", "delete")
    ],
    "postgresql": [
        "CREATE OR REPLACE FUNCTION audit_entry_refuse() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION '{_MESSAGE}'; END $$",
        "CREATE TRIGGER audit_entry_update BEFORE UPDATE OR DELETE ON audit_entry "
        "FOR EACH ROW EXECUTE FUNCTION audit_entry_refuse()",
    ],
}
_REMOVE = {
    "sqlite": [f"DROP TRIGGER IF EXISTS audit_entry_{verb}" for verb in ("update", "delete")],
    "postgresql": ["DROP TRIGGER IF EXISTS audit_entry_update ON audit_entry"],
}


def install(connection: BaseDatabaseWrapper) -> None:
    """Make the table of audit rows refuse every change but an addition."""
    with connection.cursor() as cursor:
        for statement in _INSTALL[connection.vendor]:
            cursor.execute(statement)


def remove(connection: BaseDatabaseWrapper) -> None:
    """Take the triggers away (a migration backwards; a test that empties the database)."""
    with connection.cursor() as cursor:
        for statement in _REMOVE[connection.vendor]:
            cursor.execute(statement)
