"""What was reported is kept by the database itself."""

from collections.abc import Callable

import pytest
from django.db import IntegrityError, InternalError, connection, transaction
from django.db.utils import DatabaseError

from zhicheng.governance.tasks.guard import GUARD
from zhicheng.governance.tasks.models import Assignment, Evidence, Report, Step
from zhicheng.governance.tasks.rules import ReportState

CHANGES: dict[str, Callable[[Assignment], object]] = {
    "text": lambda a: Report.objects.filter(assignment=a).update(text="改写"),
    "progress": lambda a: Report.objects.filter(assignment=a).update(progress=1),
    "sender": lambda a: Report.objects.filter(assignment=a).update(sent_at=None, sent_by=None),
    "back to draft": lambda a: Report.objects.filter(assignment=a).update(state="draft"),
    "report": lambda a: Report.objects.filter(assignment=a)._raw_delete("default"),
    "evidence": lambda a: Evidence.objects.filter(report__assignment=a).delete(),
    "evidence's name": lambda a: Evidence.objects.filter(report__assignment=a).update(name="新名"),
    "more evidence": lambda a: Evidence.objects.create(
        report=a.reports.get(), file=Evidence.objects.get().file, name="后补", by=Evidence.objects.get().by,
        at=a.changed_at,
    ),
    "history": lambda a: Step.objects.filter(assignment=a).update(title="改写"),
    "a step": lambda a: Step.objects.filter(assignment=a).delete(),
}  # fmt: skip


@pytest.mark.parametrize("change", CHANGES)
def test_a_sent_report_and_its_history_refuse_every_change(
    change: str, reported: Assignment
) -> None:
    with (
        pytest.raises(DatabaseError, match=r"is kept as it is|is only added to"),
        transaction.atomic(),
    ):
        CHANGES[change](reported)


def test_its_state_may_change(reported: Assignment) -> None:
    assert reported.reports.update(state=ReportState.RETURNED) == 1


def test_without_the_guard_nothing_stops_it(reported: Assignment) -> None:
    """A migration backwards takes the triggers away, forwards puts them back."""
    GUARD.remove(connection)
    assert reported.reports.update(text="改写") == 1
    GUARD.install(connection)
    with pytest.raises((IntegrityError, InternalError, DatabaseError)), transaction.atomic():
        reported.reports.update(text="又改写")
