"""Triggers that keep what was published: document, text, items, names with their units, and
doubts of a version in force or superseded refuse every change in the database itself."""

from django.db.backends.base.base import BaseDatabaseWrapper

_MESSAGE = "a published version is kept as it is"
_FROZEN = "('published', 'superseded')"
_PARTS = ("plans_item", "plans_doubt", "plans_unitname")
_CONTENT = "plan_id, number, title, period_start, period_end, file_id, file_name, text, reading"


def _sqlite(table: str, verb: str) -> str:
    row = "NEW" if verb == "INSERT" else "OLD"
    return (
        f"CREATE TRIGGER {table}_kept_{verb.lower()} BEFORE {verb} ON {table} "  # noqa: S608 - constants
        f"WHEN (SELECT state FROM plans_version WHERE id = {row}.version_id) IN {_FROZEN} "
        f"BEGIN SELECT RAISE(ABORT, '{_MESSAGE}'); END"
    )


_MEANING = "plans_unitname_units"
"""The units that a name means; its rows know their version by the name."""


def _sqlite_meaning(verb: str) -> str:
    row = "NEW" if verb == "INSERT" else "OLD"
    return (
        f"CREATE TRIGGER {_MEANING}_kept_{verb.lower()} BEFORE {verb} ON {_MEANING} "  # noqa: S608 - constants
        "WHEN (SELECT v.state FROM plans_version v JOIN plans_unitname n ON n.version_id = v.id "
        f"WHERE n.id = {row}.unitname_id) IN {_FROZEN} "
        f"BEGIN SELECT RAISE(ABORT, '{_MESSAGE}'); END"
    )


_INSTALL = {
    "sqlite": [
        *(_sqlite_meaning(verb) for verb in ("INSERT", "UPDATE", "DELETE")),
        *(_sqlite(table, verb) for table in _PARTS for verb in ("INSERT", "UPDATE", "DELETE")),
        f"CREATE TRIGGER plans_version_kept BEFORE UPDATE OF {_CONTENT} ON plans_version "
        f"WHEN OLD.state IN {_FROZEN} BEGIN SELECT RAISE(ABORT, '{_MESSAGE}'); END",
        "CREATE TRIGGER plans_version_kept_delete BEFORE DELETE ON plans_version "
        f"WHEN OLD.state IN {_FROZEN} BEGIN SELECT RAISE(ABORT, '{_MESSAGE}'); END",
    ],
    "postgresql": [
        "CREATE OR REPLACE FUNCTION plans_part_kept() RETURNS trigger LANGUAGE plpgsql AS "  # noqa: S608 - constants
        "$$ DECLARE key bigint; BEGIN "
        "IF TG_OP = 'INSERT' THEN key := NEW.version_id; ELSE key := OLD.version_id; END IF; "
        f"IF (SELECT state FROM plans_version WHERE id = key) IN {_FROZEN} "
        f"THEN RAISE EXCEPTION '{_MESSAGE}'; END IF; "
        "IF TG_OP = 'DELETE' THEN RETURN OLD; END IF; RETURN NEW; END $$",
        *(
            f"CREATE TRIGGER {table}_kept BEFORE INSERT OR UPDATE OR DELETE ON {table} "
            "FOR EACH ROW EXECUTE FUNCTION plans_part_kept()"
            for table in _PARTS
        ),
        "CREATE OR REPLACE FUNCTION plans_meaning_kept() RETURNS trigger LANGUAGE plpgsql AS "  # noqa: S608 - constants
        "$$ DECLARE key bigint; BEGIN "
        "IF TG_OP = 'INSERT' THEN key := NEW.unitname_id; ELSE key := OLD.unitname_id; END IF; "
        "IF (SELECT v.state FROM plans_version v JOIN plans_unitname n ON n.version_id = v.id "
        f"WHERE n.id = key) IN {_FROZEN} THEN RAISE EXCEPTION '{_MESSAGE}'; END IF; "
        "IF TG_OP = 'DELETE' THEN RETURN OLD; END IF; RETURN NEW; END $$",
        f"CREATE TRIGGER {_MEANING}_kept BEFORE INSERT OR UPDATE OR DELETE ON {_MEANING} "
        "FOR EACH ROW EXECUTE FUNCTION plans_meaning_kept()",
        "CREATE OR REPLACE FUNCTION plans_version_kept() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION '{_MESSAGE}'; END $$",
        f"CREATE TRIGGER plans_version_kept BEFORE UPDATE OF {_CONTENT} ON plans_version "
        f"FOR EACH ROW WHEN (OLD.state IN {_FROZEN}) EXECUTE FUNCTION plans_version_kept()",
        "CREATE TRIGGER plans_version_kept_delete BEFORE DELETE ON plans_version "
        f"FOR EACH ROW WHEN (OLD.state IN {_FROZEN}) EXECUTE FUNCTION plans_version_kept()",
    ],
}
_REMOVE = {
    "sqlite": [
        *(
            f"DROP TRIGGER IF EXISTS {table}_kept_{verb}"
            for table in (*_PARTS, _MEANING)
            for verb in ("insert", "update", "delete")
        ),
        "DROP TRIGGER IF EXISTS plans_version_kept",
        "DROP TRIGGER IF EXISTS plans_version_kept_delete",
    ],
    "postgresql": [
        *(f"DROP TRIGGER IF EXISTS {table}_kept ON {table}" for table in (*_PARTS, _MEANING)),
        "DROP TRIGGER IF EXISTS plans_version_kept ON plans_version",
        "DROP TRIGGER IF EXISTS plans_version_kept_delete ON plans_version",
    ],
}


def install(connection: BaseDatabaseWrapper) -> None:
    """Make published versions refuse every change but that of their state."""
    _run(connection, _INSTALL[connection.vendor])


def remove(connection: BaseDatabaseWrapper) -> None:
    """Take the triggers away (a migration backwards; a test that empties the database)."""
    _run(connection, _REMOVE[connection.vendor])


def _run(connection: BaseDatabaseWrapper, statements: list[str]) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
