"""A version demands a target in another unit: what was settled and distributed in the old one goes along where
that is exact, and is taken away where it is not, since a figure in a wrong unit is worse than none (R-00-3)."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from zhicheng.foundation.face.told import told
from zhicheng.governance.targets.actions.distributing import TITLES, plain_parts
from zhicheng.governance.targets.models import Share, Target
from zhicheng.governance.targets.queries import shares_over
from zhicheng.governance.targets.rules import Over, convert, tidy, value_fault


def plain_figures(target: Target) -> Mapping[str, Any]:
    """Baseline and parts as the audit row keeps them."""
    return {
        "unit": target.unit,
        "baseline": None if target.baseline is None else str(tidy(target.baseline)),
        "parts": [plain_parts(target, over) for over in Over],
    }


def follow_unit(target: Target, old: str) -> list[str]:
    """Bring baseline and parts into the target's unit; returns what became of them, a sentence each.

    target: as the version demands it, not saved yet; its figures are still in the ``old`` unit.
    """
    said = [_move_parts(target, old, over) for over in Over]
    return [words for words in (_move_baseline(target, old), *said) if words]


def _move_baseline(target: Target, old: str) -> str:
    if target.baseline is None:
        return ""
    before, target.baseline = target.baseline, _in_unit(target, target.baseline, old)
    written = _written(before, old)
    if target.baseline is None:
        target.baseline_on = None
        return told("原基数%(old)s不能换算为新的计量单位，须重新填写", old=written)
    return told(
        "基数由%(old)s换算为%(new)s", old=written, new=_written(target.baseline, target.unit)
    )


def _move_parts(target: Target, old: str, over: Over) -> str:
    rows = list(shares_over(target, over))
    values = [_in_unit(target, row.value, old) for row in rows]
    if not rows:
        return ""
    known = [value for value in values if value is not None]
    if len(known) < len(rows):
        Share.objects.filter(pk__in=[row.pk for row in rows]).delete()
        return told("%(title)s不能换算为新的计量单位，已取消，须重新分解", title=TITLES[over])
    for row, value in zip(rows, known, strict=True):
        row.value = value
    Share.objects.bulk_update(rows, ["value"])
    return told("%(title)s已换算为新的计量单位", title=TITLES[over])


def _in_unit(target: Target, value: Decimal, old: str) -> Decimal | None:
    """None where it cannot be had exactly, or could not be a value of this target."""
    found = convert(value, old, target.unit)
    if found is None or value_fault(target.demand, found, target.unit):
        return None
    return found


def _written(value: Decimal, unit: str) -> str:
    """In this unit itself: its largest magnitude would say the same of both."""
    return f"{tidy(value):,} {unit}".strip()
