"""Keeping the stored dates of many rows at what they should be."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_noop

from zhicheng.engines.calendar import Calendar
from zhicheng.foundation.audit.actions import record
from zhicheng.foundation.audit.permissions import Doer
from zhicheng.foundation.face.told import told
from zhicheng.foundation.notices.actions import notify
from zhicheng.governance.plans.models import Plan
from zhicheng.governance.tasks.actions.batches import put
from zhicheng.governance.tasks.models import Assignment, Milestone, Task
from zhicheng.governance.tasks.queries import (
    PART_FIELDS,
    TASK_FIELDS,
    People,
    Signing,
    differing,
    for_timing,
    laid_early,
    milestones_of,
    part_dates,
    task_dates,
)
from zhicheng.governance.tasks.rules import As, Stage


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
    """``retime`` for the whole ledger, by hand: for who has loaded data past the actions, or has milestones that
    were laid before a plan's period was heeded (``queries.laid_early``), which are laid anew first."""
    changed = _lay_later() + retime(Task.objects.all())
    for plan in Plan.objects.filter(tasks__isnull=False).distinct() if changed else ():
        record(by=by, at=at, verb="tasks.retime", subject=plan, after={"rows": changed})
    return changed


def _lay_later() -> int:
    """Let milestones that were laid too early be what follows from the plan; returns how many were not."""
    found = list(laid_early(Task.objects.all()))
    gone = [row.pk for row, one in found if one is None]
    moved = [(row, one) for row, one in found if one is not None]
    for row, one in moved:
        row.title, row.due_on, row.expected = one.title, one.due_on, one.expected
    Milestone.objects.bulk_update(
        [row for row, _one in moved], ["title", "due_on", "expected"], batch_size=500
    )
    Milestone.objects.filter(pk__in=gone).delete()
    return len(found)


@transaction.atomic
def follow_calendar(calendar: Calendar, *, years: tuple[int, ...], by: Doer, at: datetime) -> None:
    """Follow a calendar (``calendars.following``): what was counted in working days is counted again, and
    whose day has moved is told."""
    waiting = Assignment.objects.exclude(sign_by=None)
    before = dict(waiting.values_list("pk", "sign_by"))
    retime(Task.objects.filter(pk__in=waiting.values("task")))
    rows = waiting.select_related("unit", "task").order_by("sign_by", "pk")
    moved = [
        _Moved(part, old) for part in rows if (old := before.get(part.pk)) != part.sign_by and old
    ]
    if moved:
        _tell(moved, at=at)


@dataclass(frozen=True, slots=True)
class _Moved:
    """A part whose last day for signing is another one now. before: the day that it was."""

    part: Assignment
    before: date

    def words(self, text: str) -> str:
        """A sentence about the part and its two days."""
        task, now = self.part.task, self.part.sign_by
        return told(
            text, unit=self.part.unit, number=task.number, title=task.title[:100],
            before=self.before, now=now,
        )  # fmt: skip


_ONE = gettext_noop(
    "%(unit)s · %(number)s“%(title)s”的签收期限按新载入的放假安排由%(before)s改为%(now)s。"
)
_MANY = gettext_noop("有 %(count)s 项分工的签收期限按新载入的放假安排调整：%(days)s")
_UNIT = (As.OFFICER, As.HEAD, As.COUNTY)
_NAMED = 5
"""So many parts are named in one notice with their days; of more, the number is said."""


def _tell(moved: Iterable[_Moved], *, at: datetime) -> None:
    """One notice to each person with all their parts; the coordinators where a unit has nobody."""
    people, by_person = People(timezone.localdate(at)), defaultdict(list)
    for one in moved:
        unit = one.part.unit
        for person in people.of(unit, _UNIT) or people.of(unit, (As.COORDINATOR,)):
            by_person[person].append(one)
    for person, theirs in by_person.items():
        if len(theirs) == 1:
            text, url = theirs[0].words(_ONE), reverse("tasks:task", args=[theirs[0].part.task_id])
        else:
            days = "、".join(
                one.words("%(number)s（%(before)s→%(now)s）") for one in theirs[:_NAMED]
            )
            days += "…" if len(theirs) > _NAMED else ""
            text = told(_MANY, count=len(theirs), days=days)
            url = f"{reverse('tasks:parts')}?stage={Stage.ASSIGNED}"
        notify(to=[person], text=text, url=url, at=at)


def _take(row: Any, values: dict[str, Any]) -> bool:
    """Give a row its values; True when they are new to it."""
    wrong = differing(row, values)
    for name, value in wrong.items():
        setattr(row, name, value)
    return bool(wrong)
