"""The counts of the whole ledger, which many people look at between two changes."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from itertools import groupby
from typing import Any

from zhicheng.foundation.units.models import AreaKind, Unit
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
class Counts:
    """tasks: of all. chapters: tasks by chapter, the newest plan first, in the order of its document.
    units: parts by unit, in the order of the city's units. counties: the same by county or zone, of all
    units that stand in it."""

    tasks: Tally
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
        chapters=tuple(sorted(chapters, key=lambda one: -one.key["plan_id"])),
        units=tuple(found for _unit, found in units),
        counties=tuple(_counties(units)),
    )


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
