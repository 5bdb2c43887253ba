"""Whether a target will be reached, from the way that it should have come by the day of measuring.

The way is a straight line from the baseline (or the first observation) to what is demanded on the due
day. A value is held against the expectation of the day that it was *measured* on: the light says
something about the city, not about how long nobody reported.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Final

from django.utils.translation import gettext_lazy

from zhicheng.foundation.face.records import Text
from zhicheng.governance.targets.rules.demands import Demand, gap


class Outlook(StrEnum):
    """The prospect of a target; apart from its status."""

    ON_TRACK = "on_track"
    AT_RISK = "at_risk"
    BEHIND = "behind"
    UNKNOWN = "unknown"


OUTLOOK_NAMES: Final = {
    Outlook.ON_TRACK: gettext_lazy("预计可达"),
    Outlook.AT_RISK: gettext_lazy("存在风险"),
    Outlook.BEHIND: gettext_lazy("滞后"),
    Outlook.UNKNOWN: gettext_lazy("无法判断"),
}


@dataclass(frozen=True, slots=True)
class Tolerance:
    """How far behind the line a value may lie, as a share of the whole way.

    slight: up to here it is on track; large: up to here at risk, beyond it behind.
    """

    slight: Decimal
    large: Decimal
    source: Text
    valid_from: date
    valid_to: date | None = None


TOLERANCES: Final = (
    Tolerance(
        slight=Decimal("0.05"),
        large=Decimal("0.20"),
        source=gettext_lazy(
            "平台默认值：落后序时进度不超过全程5%视为正常，不超过20%视为有风险；国家和省未作统一规定"
        ),
        valid_from=date(2020, 1, 1),
    ),
)


def tolerance_on(day: date) -> Tolerance:
    """The tolerance in force on a day; before the first, the first."""
    known = [t for t in TOLERANCES if t.valid_from <= day]
    return max(known, key=lambda t: t.valid_from) if known else TOLERANCES[0]


@dataclass(frozen=True, slots=True)
class Way:
    """From where to where a target goes. start: the value on the first day of the way."""

    first: date
    start: Decimal
    last: date


def elapsed(way: Way, day: date) -> Decimal:
    """The share of the way that lies behind on a day, from 0 to 1."""
    length = (way.last - way.first).days
    if length <= 0:
        return Decimal(1)
    return min(max(Decimal((day - way.first).days) / length, Decimal(0)), Decimal(1))


def goal(demand: Demand, start: Decimal) -> Decimal:
    """The value that a way from ``start`` leads to: the nearer end of a range; ``start`` itself when it
    already lies within what is demanded."""
    assert demand.value is not None  # noqa: S101 - qualitative targets have no way
    missing = gap(demand, start)
    upwards = start < demand.value
    return start + missing if upwards else start - missing


def expected_on(demand: Demand, way: Way, day: date) -> Decimal:
    """The value that is to be expected on a day, by linear interpolation."""
    return way.start + (goal(demand, way.start) - way.start) * elapsed(way, day)


def held_against(
    demand: Demand, way: Way, value: Decimal, as_of: date, tolerance: Tolerance
) -> Outlook:
    """The outlook of a value that does not yet satisfy the demand.

    Compared are distances from the goal, so that ≥, ≤ and ranges are judged alike.
    """
    whole = gap(demand, way.start)
    short = gap(demand, value) - whole * (1 - elapsed(way, as_of))
    scale = whole if whole else abs(demand.value or Decimal(0))
    if short <= tolerance.slight * scale:
        return Outlook.ON_TRACK
    return Outlook.AT_RISK if short <= tolerance.large * scale else Outlook.BEHIND
