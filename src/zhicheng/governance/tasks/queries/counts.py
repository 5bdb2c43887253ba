"""The counts of the whole ledger, which many people look at between two changes."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import groupby
from typing import Any, Final

from django.db.models import Count, Q, QuerySet

from zhicheng.foundation.accounts.permissions import actor_of
from zhicheng.foundation.audit.memory import Added, Memory
from zhicheng.foundation.units.models import AreaKind, Unit
from zhicheng.governance.tasks.models import Assignment, DutyTask, Report, Task
from zhicheng.governance.tasks.queries.kept import ELSEWHERE, kept_for_the_city
from zhicheng.governance.tasks.queries.ledger import (
    Tally,
    added_up,
    assignments_for,
    tallies,
    tasks_for,
)

_kept_by_unit: Final = Memory[Sequence[Tally]](elsewhere=ELSEWHERE)


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
    return _counts(tasks_for(user, on), _by_unit(user, on))


def counts_of(tasks: QuerySet[Task], parts: QuerySet[Assignment]) -> Counts:
    """The counts of these tasks and parts, which have their light."""
    return _counts(tasks, _counted(parts))


def _counts(tasks: QuerySet[Task], by_unit: Iterable[Tally]) -> Counts:
    chapters = tallies(tasks, "plan_id", "plan__title", "chapter", order="position")
    units = _units(by_unit)
    return Counts(
        tasks=added_up({}, chapters),
        inside=_inside(tasks),
        chapters=tuple(sorted(chapters, key=lambda one: -one.key["plan_id"])),
        units=tuple(found for _unit, found in units),
        counties=tuple(_counties(units)),
    )


def _by_unit(user: Any, on: date) -> Sequence[Tally]:
    """Parts by unit. For the whole city they are kept: after steps in some parts, only the units of these
    are counted anew – one unit's parts, not the forty thousand of all."""
    parts = assignments_for(user, on)
    if not actor_of(user).sees_whole_city:
        return _counted(parts)

    def renew(known: Sequence[Tally], added: Sequence[Added]) -> Sequence[Tally] | None:
        moved = _moved(added)
        if moved is None:
            return None
        rest = [one for one in known if one.key["unit_id"] not in moved]
        return [*rest, *_counted(parts.filter(unit__in=moved))]

    return _kept_by_unit.get(on, lambda: _counted(parts), renew)


def _counted(parts: QuerySet[Assignment]) -> Sequence[Tally]:
    return tallies(parts, "unit_id", order="unit_id")


def _moved(added: Iterable[Added]) -> set[int] | None:
    """The units whose parts took the steps that were added to the audit chain; None where something else
    was done too. A row about a part, or about a report on it, tells of that part alone."""
    part, report = Assignment._meta.label_lower, Report._meta.label_lower
    keys: dict[str, set[str]] = {part: set(), report: set()}
    for row in added:
        if row.subject_type not in keys:
            return None
        keys[row.subject_type].add(row.subject_id)
    rows = Assignment.objects.filter(Q(pk__in=keys[part]) | Q(reports__in=keys[report]))
    return set(rows.order_by().values_list("unit_id", flat=True))


def _inside(tasks: QuerySet[Task]) -> Inside:
    found = tasks.order_by().aggregate(
        subtasks=Count("pk", filter=Q(parent__isnull=False)),
        recurring=Count("pk", filter=Q(pk__in=DutyTask.objects.values("task"), parent=None)),
    )
    return Inside(**found)


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
