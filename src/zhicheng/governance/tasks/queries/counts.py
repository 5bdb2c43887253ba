"""The counts of the whole ledger, which many people look at between two changes."""

from collections import OrderedDict
from dataclasses import dataclass
from datetime import date
from threading import Lock
from typing import Any, Final

from zhicheng.foundation.accounts.permissions import actor_of
from zhicheng.foundation.audit.queries import end
from zhicheng.foundation.units.models import AreaKind
from zhicheng.governance.tasks.queries.ledger import (
    Tally,
    assignments_for,
    tallies,
    tally,
    tasks_for,
)

_KEPT: Final = 4
_known: Final[OrderedDict[tuple[str, date], "Counts"]] = OrderedDict()
_lock: Final = Lock()


@dataclass(frozen=True, slots=True)
class Counts:
    """tasks: of all. chapters: tasks by chapter, the newest plan first, in the order of its document.
    units: parts by unit, in the order of the city's units. counties: the same by county or zone, of all
    units that stand in it."""

    tasks: Tally
    chapters: tuple[Tally, ...]
    units: tuple[Tally, ...]
    counties: tuple[Tally, ...]


def counts_for(user: Any, on: date) -> Counts:
    """The counts of what a person sees on a day.

    Those of the whole city are counted once for each state of the city: every action adds a row to the
    audit chain, so as long as the chain ends where it did, nothing has changed.
    """
    if not actor_of(user).sees_whole_city:
        return _count(user, on)
    state = (end().digest, on)
    with _lock:
        if state in _known:
            return _known[state]
    counted = _count(user, on)
    with _lock:
        _known[state] = counted
        while len(_known) > _KEPT:
            _known.popitem(last=False)
    return counted


def forget_counts() -> None:
    """Count afresh next time; for who writes past the actions."""
    with _lock:
        _known.clear()


def _count(user: Any, on: date) -> Counts:
    tasks = tasks_for(user, on)
    chapters = tallies(tasks, "plan_id", "plan__title", "chapter", order="position")
    parts = assignments_for(user, on)
    counties = parts.filter(unit__area__kind__in=(AreaKind.COUNTY, AreaKind.ZONE))
    return Counts(
        tasks=tally(tasks),
        chapters=tuple(sorted(chapters, key=lambda one: -one.key["plan_id"])),
        units=tuple(tallies(parts, "unit_id", "unit__short_name", order="unit__order")),
        counties=tuple(
            tallies(counties, "unit__area_id", "unit__area__name", order="unit__area__code")
        ),
    )
