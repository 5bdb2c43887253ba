"""Where a target goes if it goes on as it did, what pace it needs, and when it would be there.

A forecast is no observation: it turns no light and settles no status (``standing``). What it is made from is
what the page draws: the values in force, for a sum from nothing on its first day, else from the baseline.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import MAXYEAR, date, timedelta
from decimal import Decimal
from enum import StrEnum
from typing import Final

from zhicheng.engines.forecast import (
    FEWEST,
    BackTest,
    Bounds,
    Drift,
    Estimate,
    Point,
    back_test,
    drift_of,
)
from zhicheng.governance.targets.rules.demands import Demand, Measured, gap, grows, satisfied
from zhicheng.governance.targets.rules.period import counting, trajectory
from zhicheng.governance.targets.rules.units import Kind

YEAR: Final = Decimal("365.25")
"""Days of a year, for paces."""
_NONE, _WHOLE = Decimal(0), Decimal(100)
_QUARTERS_UNTIL: Final = 2 * 366
"""Days up to which the way is drawn by quarters; beyond, by years."""


class Missing(StrEnum):
    """Why there is no forecast."""

    NO_FIGURE = "no_figure"
    NO_DUE_DAY = "no_due_day"
    OVER = "over"
    UNIT = "unit"
    POINTS = "points"


class Chance(StrEnum):
    """How the interval of the due day lies to what is demanded."""

    WITHIN = "within"
    ACROSS = "across"
    OUTSIDE = "outside"


@dataclass(frozen=True, slots=True)
class Forecast:
    """The way up to the due day. points: what it is made from, the first of them ``given``, where it is no
    observation but the baseline or the nothing that a sum begins with. way: the estimates that are drawn, the
    last of them the due day's. pace: a year. reached_on: when what is demanded would be there; None where
    the trend does not lead to it, and for a limit. passed_on: when a limit would be passed.
    """

    points: tuple[Point, ...]
    given: Point | None
    way: tuple[Estimate, ...]
    chance: Chance
    pace: Decimal
    reached_on: date | None
    passed_on: date | None
    back_test: BackTest
    far: bool

    @property
    def due(self) -> Estimate:
        """The estimate for the due day."""
        return self.way[-1]


@dataclass(frozen=True, slots=True)
class Prospect:
    """What can be said of the way that lies ahead.

    until: the due day – of an annual demand the end of the year that runs. required: the change a year from
    the latest value on that leads to what is demanded, 0 where that is there; of a limit to what grows, the
    change a year that it still allows; None where nothing is known. missing: why there is no ``forecast``;
    points: how many there are.
    """

    until: date | None = None
    latest: Point | None = None
    required: Decimal | None = None
    allowed: bool = False
    forecast: Forecast | None = None
    missing: Missing | None = None
    points: int = 0


def prospect(demand: Demand, measured: Sequence[Measured], on: date) -> Prospect:
    """What lies ahead on a day. measured: the observations in force of the whole city, in any order."""
    if demand.value is None or demand.comparator == "qualitative":
        return Prospect(missing=Missing.NO_FIGURE)
    if demand.due_on is None:
        return Prospect(missing=Missing.NO_DUE_DAY)
    until = _until(demand, demand.due_on, on)
    known = trajectory(demand, _of_the_span(demand, measured, on))
    if on > demand.due_on or (known and known[-1][0] >= until):
        return Prospect(until, missing=Missing.OVER)
    seen = [Point(day, value) for day, value in known if value is not None]
    if len(seen) < len(known):
        return Prospect(until, missing=Missing.UNIT)
    given = _given(demand, seen, on)
    points = (*([given] if given else []), *seen)
    found = _ahead(demand, until, seen[-1]) if seen else Prospect(until)
    if len(points) < FEWEST or not seen:
        return replace(found, missing=Missing.POINTS, points=len(points))
    return replace(found, forecast=_forecast(demand, points, given, until), points=len(points))


def _until(demand: Demand, due_on: date, on: date) -> date:
    return min(date(on.year, 12, 31), due_on) if demand.annual else due_on


def _starts_each_year(demand: Demand) -> bool:
    """Whether what is counted begins anew with each year."""
    return demand.annual and (demand.cumulative or demand.kind in (Kind.COUNT, Kind.MONEY))


def _of_the_span(demand: Demand, measured: Sequence[Measured], on: date) -> list[Measured]:
    known = counting(demand, measured, on)
    if _starts_each_year(demand):
        return [one for one in known if one.as_of.year == on.year]
    return known


def _given(demand: Demand, seen: Sequence[Point], on: date) -> Point | None:
    """What is known without an observation: nothing was counted before the first day; the baseline."""
    start: Point | None = None
    if _starts_each_year(demand):
        start = Point(date(on.year, 1, 1) - timedelta(days=1), _NONE)
    elif demand.cumulative:
        start = Point(demand.start, _NONE) if demand.start else None
    elif demand.baseline is not None and demand.baseline_on is not None:
        start = Point(demand.baseline_on, demand.baseline)
    return start if start and seen and start.at < seen[0].at else None


def _ahead(demand: Demand, until: date, latest: Point) -> Prospect:
    """What the way that is left asks for."""
    years = (until - latest.at).days / YEAR
    limit = _limit(demand)
    if limit is not None and grows(demand) and latest.value <= limit:
        return Prospect(until, latest, (limit - latest.value) / years, allowed=True)
    assert demand.value is not None  # noqa: S101 - asked before
    missing = gap(demand, latest.value)
    upwards = latest.value < demand.value
    return Prospect(until, latest, (missing if upwards else -missing) / years)


def _limit(demand: Demand) -> Decimal | None:
    """What may not be passed upwards."""
    if demand.comparator == "range":
        return demand.value_max
    return demand.value if demand.comparator == "<=" else None


def bounds_of(demand: Demand, latest: Decimal) -> Bounds:
    """What a value can be at all: a share at most 100, what only grows no less than it is, a count not
    below zero."""
    least = None if demand.signed else latest if grows(demand) else _NONE
    return Bounds(least, _WHOLE if demand.share else None)


def _forecast(
    demand: Demand, points: tuple[Point, ...], given: Point | None, until: date
) -> Forecast:
    drift, latest = drift_of(points), points[-1]
    bounds = bounds_of(demand, latest.value)
    way = tuple(drift.on(day, bounds) for day in _days(latest.at, until))
    assert demand.value is not None  # noqa: S101 - asked before
    limit = _limit(demand)
    passed = limit is not None and latest.value <= limit
    return Forecast(
        points=points,
        given=given,
        way=way,
        chance=_chance(demand, way[-1]),
        pace=drift.pace * YEAR,
        reached_on=_reached(demand, drift, bounds),
        passed_on=_beyond(drift, limit) if passed and limit is not None else None,
        back_test=back_test(points, bounds_of(demand, _NONE)),
        far=(until - latest.at).days > drift.span,
    )


def _reached(demand: Demand, drift: Drift, bounds: Bounds) -> date | None:
    """When a value that does not satisfy the demand yet would; one that never may be is never reached."""
    latest = drift.last.value
    if satisfied(demand, latest) or demand.value is None:
        return None
    level = demand.value
    limit = _limit(demand)
    if limit is not None and latest > limit:
        level = limit
    if bounds.keep(level) != level:
        return None
    return _beyond(drift, level) if demand.comparator == ">" else drift.reaches(level)


def _beyond(drift: Drift, level: Decimal) -> date | None:
    """The first day whose estimate lies above a level."""
    day = drift.reaches(level) if drift.pace > 0 else None
    if day is None:
        return None
    return day if drift.on(day).value > level else day + timedelta(days=1)


def _chance(demand: Demand, due: Estimate) -> Chance:
    assert due.low is not None and due.high is not None  # noqa: S101 - four points have an interval
    ends = (satisfied(demand, due.low), satisfied(demand, due.high))
    if all(ends):
        return Chance.WITHIN
    inside = demand.value is not None and due.low <= demand.value <= due.high
    return Chance.ACROSS if any(ends) or inside else Chance.OUTSIDE


def _days(first: date, until: date) -> list[date]:
    """The days that are drawn: the latest value's, the ends of quarters or years between, the due day."""
    months = (3, 6, 9, 12) if (until - first).days <= _QUARTERS_UNTIL else (12,)
    ends = (
        date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)
        for year in range(first.year, min(until.year, MAXYEAR - 1) + 1)
        for month in months
    )
    return [first, *(day for day in ends if first < day < until), until]
