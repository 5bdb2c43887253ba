"""What a person decided in the version in force, and an amendment takes over with a task it leaves alone."""

from collections.abc import Collection, Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from zhicheng.governance.plans.rules.dates import (
    DECIDED,
    INFERRED,
    KEPT,
    Period,
    last_day,
    outside,
)
from zhicheng.governance.plans.rules.fields import TASK, empty
from zhicheng.governance.plans.rules.matching import Entry, changes
from zhicheng.governance.plans.rules.spans import one_line

CARRIED = _("沿用上一版")
_MARKS = {
    "due_carried": ("due_on", "due_source", "due_reason"),
    "assigned_carried": ("assigned",),
}
"""What says that values were taken over, and which."""


def carried(old: Entry, new: Entry, period: Period, units: Collection[int]) -> dict[str, Any]:
    """The values that a task of an amendment begins with beyond what was read: the day and the units that
    a person settled in the version in force, marked as taken over. Empty for a task whose text changed.

    period: of the amendment. units: keys of those in use; with one that is not, none are taken over.
    """
    if new.kind != TASK or not _unchanged(old, new):
        return {}
    return {
        **_day(old.values, new.values, period),
        **_units(old.values, new.values, units),
    }


def without_carried(values: Mapping[str, Any]) -> dict[str, Any]:
    """The values of a task without what it took over from an item that it no longer continues."""
    gone = {name for mark, names in _MARKS.items() if values.get(mark) for name in (mark, *names)}
    return {name: value for name, value in values.items() if name not in gone}


def beside_own(values: Mapping[str, Any], taken: Mapping[str, Any]) -> dict[str, Any]:
    """Values with what is taken over, but for what a person has settled in the amendment already."""
    settled = {
        name
        for mark, names in _MARKS.items()
        if any(values.get(name) for name in names)
        for name in (mark, *names)
    }
    return {**values, **{name: v for name, v in taken.items() if name not in settled}}


def _unchanged(old: Entry, new: Entry) -> bool:
    """The same words, or, where only the number or the place of the task differs, the same values."""
    if one_line(old.sentence) == one_line(new.sentence):
        return True
    return not changes(TASK, old.values, new.values)


def _day(old: Mapping[str, Any], new: Mapping[str, Any], period: Period) -> dict[str, Any]:
    """A day that the amendment states anew holds; one inferred from another period, or decided outside of
    the one that holds now, holds no more."""
    kept = last_day(old.get("due_on"))
    stated = new.get("due")
    if kept is None or not (empty(stated) or stated == old.get("due")):
        return {}
    source = old.get("due_source")
    if source == INFERRED and kept != period.end:
        return {}
    if source == DECIDED and outside(kept, period):
        return {}
    reason = {"due_reason": old["due_reason"]} if source == KEPT else {}
    return {"due_on": old["due_on"], "due_source": source, "due_carried": True, **reason}


def _units(
    old: Mapping[str, Any], new: Mapping[str, Any], units: Collection[int]
) -> dict[str, Any]:
    """Units that stand in place of those that the document writes, as long as it writes the same."""
    assigned = old.get("assigned")
    if not assigned or units_differ(old, new):
        return {}
    if any(key not in units for keys in assigned.values() for key in keys):
        return {}
    return {"assigned": assigned, "assigned_carried": True}


def units_differ(before: Mapping[str, Any], after: Mapping[str, Any]) -> bool:
    """Whether other units are written."""
    return any(
        (before.get(name) or []) != (after.get(name) or []) for name in ("lead", "responsible")
    )
