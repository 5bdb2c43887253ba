"""What a part's progress and late start become when a report is verified, and when that is withdrawn."""

from datetime import date
from typing import Any

from django.db.models import Max
from django.utils import timezone

from zhicheng.governance.tasks.models import Assignment, Report
from zhicheng.governance.tasks.queries import begins_on
from zhicheng.governance.tasks.rules import ReportState, Stage, caught_up, expected_share


def standing_of(assignment: Assignment, verb: str, report: Report | None) -> dict[str, Any]:
    """The values ``progress`` and ``late_from`` of a part that a verb changes; none for the other verbs.

    report: the one that the verb decides, its state not written yet.
    """
    if verb == "verify" and report is not None:
        return _verified(assignment, report)
    if verb == "restart":
        return {"progress": None}
    return _without(assignment, report) if withdraws(assignment, verb) else {}


def withdraws(assignment: Assignment, verb: str) -> bool:
    """Whether a verb takes back what was verified: a return after the verification, and a reopening, since
    what was closed is found not to be done."""
    return verb == "reopen" or (verb == "return" and assignment.stage == Stage.VERIFIED)


def _verified(assignment: Assignment, report: Report) -> dict[str, Any]:
    late = None if _has_caught_up(assignment, report) else assignment.late_from
    return {"progress": report.progress, "late_from": late}


def _without(assignment: Assignment, gone: Report | None) -> dict[str, Any]:
    """By the reports still verified since the part was last given out anew; without any, it is unknown how
    far the work is."""
    restarted = assignment.steps.filter(verb="restart").aggregate(at=Max("at"))["at"]
    rows = assignment.reports.filter(state=ReportState.VERIFIED)
    rows = rows.filter(sent_at__gt=restarted) if restarted else rows
    left = [report for report in rows.order_by("id") if report != gone]
    good = any(_has_caught_up(assignment, report) for report in left)
    late = None if good else assignment.begun_late
    return {"progress": left[-1].progress if left else None, "late_from": late}


def _has_caught_up(assignment: Assignment, report: Report) -> bool:
    """Whether a report has made good for a late start – by the day of the report, since the unit does not
    answer for how long the office took. One from before the late start makes good for nothing."""
    assert report.progress is not None and report.sent_at is not None  # noqa: S101 - it was sent
    on = timezone.localdate(report.sent_at)
    expected = expected_share(begins_on(assignment.task), assignment.due_on, on)
    return on >= (assignment.begun_late or date.min) and caught_up(report.progress, expected)
