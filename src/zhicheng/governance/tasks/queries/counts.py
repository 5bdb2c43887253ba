"""The counts of the whole ledger, which many people look at between two changes."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from itertools import groupby
from typing import Any

from django.db.models import Count, Q, QuerySet

from zhicheng.foundation.units.models import AreaKind, Unit
from zhicheng.governance.tasks.models import Assignment, DutyTask, Task
from zhicheng.governance.tasks.permissions import visible_tasks
from zhicheng.governance.tasks.queries.kept import kept_for_the_city
from zhicheng.governance.tasks.queries.ledger import (
    Tally,
    added_up,
    assignments_for,
    tallies,
    tally,
    tasks_for,
)


@dataclass(frozen=True, slots=True)
class Inside:
    """What is in a number of tasks or parts beside the tasks that the plans name: sub-tasks, and the tasks of
    recurring duties (周期性工作), which have none above them."""

    subtasks: int
    recurring: int


def inside(parts: QuerySet[Assignment]) -> Inside:
    """As ``Counts.inside``, of parts: one query."""
    found = parts.order_by().aggregate(
        subtasks=Count("pk", filter=Q(task__parent__isnull=False)),
        recurring=Count(
            "pk", filter=Q(task__in=DutyTask.objects.values("task"), task__parent=None)
        ),
    )
    return Inside(**found)


@dataclass(frozen=True, slots=True)
class Counts:
    """tasks: of all; inside: what is in them. chapters: tasks by chapter, the newest plan first, in the
    order of its document. units: parts by unit, in the order of the city's units. counties: the same by
    county or zone, of all units that stand in it."""

    tasks: Tally
    inside: Inside
    chapters: tuple[Tally, ...]
    units: tuple[Tally, ...]
    counties: tuple[Tally, ...]


@kept_for_the_city
def counts_for(user: Any, on: date) -> Counts:
    """The counts of what a person sees on a day."""
    tasks = tasks_for(user, on)
    chapters = tallies(tasks, "plan_id", "plan__title", "chapter", order="position")
    units = _units(tallies(assignments_for(user, on), "unit_id", order="unit_id"))
    return Counts(
        tasks=tally(tasks),
        inside=_inside(visible_tasks(user)),
        chapters=tuple(sorted(chapters, key=lambda one: -one.key["plan_id"])),
        units=tuple(found for _unit, found in units),
        counties=tuple(_counties(units)),
    )


def _inside(tasks: QuerySet[Task]) -> Inside:
    recurring = DutyTask.objects.filter(task__in=tasks.order_by().values("pk"), task__parent=None)
    return Inside(tasks.exclude(parent=None).count(), recurring.count())


def _units(counted: Iterable[Tally]) -> list[tuple[Unit, Tally]]:
    """Counts by unit with the unit, in the order of the city's units.

    The names come apart from the counts, so that these need no more than an index.
    """
    found = {one.key["unit_id"]: one for one in counted}
    rows = Unit.objects.filter(pk__in=found).select_related("area").order_by("order", "pk")
    return [
        (
            unit,
            replace(found[unit.pk], key={"unit_id": unit.pk, "unit__short_name": unit.short_name}),
        )
        for unit in rows
    ]


def _counties(units: Iterable[tuple[Unit, Tally]]) -> Iterator[Tally]:
    """The units of each county or zone added up, in the order of their codes."""
    inside = [row for row in units if row[0].area.kind in (AreaKind.COUNTY, AreaKind.ZONE)]
    inside.sort(key=lambda row: row[0].area.code)
    for area, rows in groupby(inside, key=lambda row: row[0].area):
        key = {"unit__area_id": area.pk, "unit__area__name": area.name}
        yield added_up(key, [found for _unit, found in rows])
