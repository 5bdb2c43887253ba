"""Triggers that keep what was reported: history is only added to, and a report that was sent, with its
evidence, refuses every change but that of its state – in the database itself."""

from django.db.backends.base.base import BaseDatabaseWrapper

_STEP = "the history of a task is only added to"
_REPORT = "a report that was sent is kept as it is"
_CONTENT = "assignment_id, text, progress, drafted_by_id, drafted_at, sent_by_id, sent_at"
_WAS_SENT = "OLD.state <> 'draft'"
_TRIGGERS = {
    "tasks_step_kept": ("UPDATE", "tasks_step", "", _STEP),
    "tasks_step_kept_delete": ("DELETE", "tasks_step", "", _STEP),
    "tasks_report_kept": (f"UPDATE OF {_CONTENT}", "tasks_report", _WAS_SENT, _REPORT),
    "tasks_report_kept_state": (
        "UPDATE OF state", "tasks_report", f"{_WAS_SENT} AND NEW.state = 'draft'", _REPORT,
    ),
    "tasks_report_kept_delete": ("DELETE", "tasks_report", _WAS_SENT, _REPORT),
}  # fmt: skip
"""Name of the trigger: before what, on which table, when, and what to say."""
_EVIDENCE = {"insert": "NEW", "update": "OLD", "delete": "OLD"}


def _sqlite() -> list[str]:
    def trigger(name: str, event: str, table: str, condition: str, message: str) -> str:
        when = f"WHEN {condition} " if condition else ""
        return (
            f"CREATE TRIGGER {name} BEFORE {event} ON {table} {when}"
            f"BEGIN SELECT RAISE(ABORT, '{message}'); END"
        )

    evidence = [
        trigger(
            f"tasks_evidence_kept_{verb}", verb.upper(), "tasks_evidence",
            f"(SELECT state FROM tasks_report WHERE id = {row}.report_id) <> 'draft'", _REPORT,  # noqa: S608 - constants
        )
        for verb, row in _EVIDENCE.items()
    ]  # fmt: skip
    return [*(trigger(name, *values) for name, values in _TRIGGERS.items()), *evidence]


def _postgresql() -> list[str]:
    statements = []
    for name, (event, table, condition, message) in _TRIGGERS.items():
        when = f"WHEN ({condition}) " if condition else ""
        statements += [
            f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS "
            f"$$ BEGIN RAISE EXCEPTION '{message}'; END $$",
            f"CREATE TRIGGER {name} BEFORE {event} ON {table} FOR EACH ROW {when}"
            f"EXECUTE FUNCTION {name}()",
        ]
    return [
        *statements,
        "CREATE OR REPLACE FUNCTION tasks_evidence_kept() RETURNS trigger LANGUAGE plpgsql AS "  # noqa: S608 - constants
        "$$ DECLARE key bigint; BEGIN "
        "IF TG_OP = 'INSERT' THEN key := NEW.report_id; ELSE key := OLD.report_id; END IF; "
        "IF (SELECT state FROM tasks_report WHERE id = key) <> 'draft' "
        f"THEN RAISE EXCEPTION '{_REPORT}'; END IF; "
        "IF TG_OP = 'DELETE' THEN RETURN OLD; END IF; RETURN NEW; END $$",
        "CREATE TRIGGER tasks_evidence_kept BEFORE INSERT OR UPDATE OR DELETE ON tasks_evidence "
        "FOR EACH ROW EXECUTE FUNCTION tasks_evidence_kept()",
    ]


def install(connection: BaseDatabaseWrapper) -> None:
    """Make history and sent reports refuse changes."""
    _run(connection, _sqlite() if connection.vendor == "sqlite" else _postgresql())


def remove(connection: BaseDatabaseWrapper) -> None:
    """Take the triggers away (a migration backwards; a test that empties the database)."""
    if connection.vendor == "sqlite":
        names = [*_TRIGGERS, *(f"tasks_evidence_kept_{verb}" for verb in _EVIDENCE)]
        _run(connection, [f"DROP TRIGGER IF EXISTS {name}" for name in names])
    else:
        tables = {name: values[1] for name, values in _TRIGGERS.items()}
        tables["tasks_evidence_kept"] = "tasks_evidence"
        _run(connection, [f"DROP TRIGGER IF EXISTS {n} ON {t}" for n, t in tables.items()])


def _run(connection: BaseDatabaseWrapper, statements: list[str]) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
