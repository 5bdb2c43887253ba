"""Keeping the stored dates of many rows at what they should be."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from zhicheng.engines.calendar import Calendar
from zhicheng.foundation.audit.actions import record
from zhicheng.foundation.audit.permissions import Doer
from zhicheng.governance.plans.models import Plan
from zhicheng.governance.tasks.actions.batches import put
from zhicheng.governance.tasks.models import Assignment, Task
from zhicheng.governance.tasks.queries import (
    PART_FIELDS,
    TASK_FIELDS,
    Signing,
    differing,
    for_timing,
    milestones_of,
    part_dates,
    task_dates,
)


@transaction.atomic
def retime(tasks: QuerySet[Task]) -> int:
    """Compute the dates of these tasks and of their parts again: after a publication, after milestones
    changed, after a calendar was loaded. Returns how many rows differed.

    They follow from what is kept anyway, so there is no audit row of their own. A few statements for
    any number of tasks.
    """
    changed_tasks, changed_parts, signing = [], [], Signing()
    for task in for_timing(tasks):
        milestones, parts = milestones_of(task), list(task.assignments.all())
        for part in parts:
            if _take(part, part_dates(part, milestones, signing)):
                changed_parts.append(part)
        if _take(task, task_dates(task, parts, milestones)):
            changed_tasks.append(task)
    put(Assignment.objects, changed_parts, PART_FIELDS)
    put(Task.objects, changed_tasks, TASK_FIELDS)
    return len(changed_tasks) + len(changed_parts)


@transaction.atomic
def retime_all(*, by: Doer, at: datetime) -> int:
    """``retime`` for the whole ledger, by hand: for who has loaded data past the actions."""
    changed = retime(Task.objects.all())
    for plan in Plan.objects.filter(tasks__isnull=False).distinct() if changed else ():
        record(by=by, at=at, verb="tasks.retime", subject=plan, after={"rows": changed})
    return changed


def follow_calendar(calendar: Calendar, *, years: tuple[int, ...], by: Doer, at: datetime) -> None:
    """Follow a calendar (``calendars.following``): what was counted in working days is counted again."""
    retime(Task.objects.filter(pk__in=Assignment.objects.exclude(sign_by=None).values("task")))


def _take(row: Any, values: dict[str, Any]) -> bool:
    """Give a row its values; True when they are new to it."""
    wrong = differing(row, values)
    for name, value in wrong.items():
        setattr(row, name, value)
    return bool(wrong)
