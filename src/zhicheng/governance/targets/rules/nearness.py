"""Whether a figure lies so far from all that is known of a target that most likely its magnitude slipped.

No source prescribes how far; the figures are a parameter, and a person who has looked again is believed.
"""

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from typing import Final

from django.utils.translation import gettext

from zhicheng.governance.targets.rules.demands import Demand, Measured, is_limit
from zhicheng.governance.targets.rules.units import Kind

_LEAP: Final = 10
"""So many times larger or smaller than what is known a stock or a ratio seldom becomes."""
_PLAUSIBLE: Final = 100
"""So many times smaller than what is demanded the first value of a way may be, so many times larger a growth."""


def nearest(known: Iterable[Measured], as_of: date) -> Measured | None:
    """The value of the day next before another day, else of the next after it; None where there is none."""
    others = [m for m in known if m.value is not None and m.as_of != as_of]
    before = [m for m in others if m.as_of < as_of]
    return max(before, key=_day) if before else min(others, key=_day, default=None)


def is_far(demand: Demand, value: Decimal, near: Decimal | None = None) -> bool:
    """Whether a value, or a baseline, is far from the value next to it in time, else from baseline and demand.

    All in the demand's unit; near: None, like 0, says nothing. What was added to a sum, a year's own figure and
    a growth may well be small, and move by more from one to the next. A way may begin with nothing at all.
    """
    slow = not (demand.cumulative or demand.annual or demand.signed)
    known = [near] if near and slow else [near, *_settled(demand)]
    if _is_beyond(demand, value, known):
        return True
    return slow and bool(value or near or demand.baseline) and abs(value) < _least(demand, near)


def is_far_of_part(
    demand: Demand, value: Decimal, near: Decimal | None, whole: Decimal | None
) -> bool:
    """Whether the value of an area is far from its own next to it in time, else too large for the city's.

    whole: of the city. A part of what can be counted is not more than the whole, however small it may be.
    """
    if near:
        return is_far(demand, value, near)
    known = [whole, *_settled(demand)]
    if demand.kind is Kind.RATIO or demand.signed:
        return _is_beyond(demand, value, known)
    return value > max(_sizes(known), default=value)


def doubt(
    demand: Demand, value: Decimal, near: Measured | None = None, whole: Decimal | None = None
) -> str:
    """What to ask (Chinese) of a value that is far from the one ``near`` it, else from what stands beside it."""
    known = _beside(demand, near, whole)
    scale = demand.scale_beside(value, *known.values())
    day = near.as_of if near else ""
    beside = [words % {"value": scale.words(other), "day": day} for words, other in known.items()]
    said = gettext(
        "%(value)s与%(beside)s相差过大，请核对数值和计量单位；确认无误的，勾选后再次提交。"
    )
    return said % {"value": scale.words(value), "beside": gettext("、").join(beside)}


def _beside(demand: Demand, near: Measured | None, whole: Decimal | None) -> dict[str, Decimal]:
    """What a value is compared with, each under the words that tell it."""
    if near is not None and near.value is not None:
        return {gettext("%(day)s的%(value)s"): near.value}
    known = {
        gettext("全市的%(value)s"): whole,
        gettext("基数%(value)s"): demand.baseline,
        gettext("目标值%(value)s"): demand.value,
    }
    return {words: value for words, value in known.items() if value is not None}


def _day(measured: Measured) -> date:
    return measured.as_of


def _settled(demand: Demand) -> Sequence[Decimal | None]:
    return (demand.baseline, demand.value, demand.value_max)


def _sizes(known: Iterable[Decimal | None]) -> list[Decimal]:
    return [abs(value) for value in known if value]


def _is_beyond(demand: Demand, value: Decimal, known: Iterable[Decimal | None]) -> bool:
    """Whether a value is many times larger than everything that is known."""
    sizes = _sizes(known)
    most = _PLAUSIBLE if demand.signed else _LEAP
    return bool(sizes) and abs(value) > most * max(sizes)


def _least(demand: Demand, near: Decimal | None) -> Decimal:
    """What a stock or a ratio seldom falls below. How far below a limit it may lie, the limit does not say."""
    if near:
        return abs(near) / _LEAP
    if demand.baseline:
        return min(_sizes((demand.baseline, demand.value))) / _LEAP
    return Decimal(0) if is_limit(demand) else abs(demand.value or Decimal(0)) / _PLAUSIBLE
