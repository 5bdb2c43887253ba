"""Keeping the stored dates of many rows at what they should be."""

from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from zhicheng.governance.tasks.actions.batches import put
from zhicheng.governance.tasks.models import Assignment, Task
from zhicheng.governance.tasks.queries import (
    PART_FIELDS,
    TASK_FIELDS,
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
    changed_tasks, changed_parts = [], []
    for task in for_timing(tasks):
        milestones, parts = milestones_of(task), list(task.assignments.all())
        for part in parts:
            if _take(part, part_dates(part, milestones)):
                changed_parts.append(part)
        if _take(task, task_dates(task, parts, milestones)):
            changed_tasks.append(task)
    put(Assignment.objects, changed_parts, PART_FIELDS)
    put(Task.objects, changed_tasks, TASK_FIELDS)
    return len(changed_tasks) + len(changed_parts)


def _take(row: Any, values: dict[str, Any]) -> bool:
    """Give a row its values; True when they are new to it."""
    wrong = differing(row, values)
    for name, value in wrong.items():
        setattr(row, name, value)
    return bool(wrong)
