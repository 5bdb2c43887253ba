"""The random walk with drift, for values on any days.

Between two values the change is pace × days, and chance whose variance grows with the days. Then the best
estimate of the pace is the whole change over the whole time, and a forecast over h days from values that
span T days errs with variance σ²·(h + h²/T): the chance of the days ahead, and of the pace itself. Quantiles
are Student's, since σ² comes from few values. Harvey, Forecasting, Structural Time Series Models and the
Kalman Filter (1989), 2.3; with equal steps it is the "drift method" of Hyndman & Athanasopoulos,
Forecasting: Principles and Practice, 5.2.
"""

import itertools
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_CEILING, Decimal
from typing import Final

from zhicheng.engines.forecast.quantiles import student

FEWEST: Final = 4
"""Points that a forecast needs: with fewer, an interval says more of the formula than of the values."""
CONFIDENCE: Final = 80
"""Of a hundred true values so many should lie in their interval."""
_FEWEST_OF_A_PACE: Final = 2
_FURTHEST: Final = timedelta(days=36_525)
"""A level that would be reached later than in a hundred years is not reached."""


@dataclass(frozen=True, slots=True)
class Point:
    """A value that is known for a day."""

    at: date
    value: Decimal


@dataclass(frozen=True, slots=True)
class Bounds:
    """What a value cannot be less or more than, by what it measures; None where there is no bound."""

    least: Decimal | None = None
    most: Decimal | None = None

    def keep(self, value: Decimal) -> Decimal:
        """The value, or the bound that it would pass."""
        if self.least is not None and value < self.least:
            return self.least
        return self.most if self.most is not None and value > self.most else value


ANYTHING: Final = Bounds()


@dataclass(frozen=True, slots=True)
class Estimate:
    """What is to be expected of a day. low, high: the interval; None where there are too few values for one."""

    at: date
    value: Decimal
    low: Decimal | None
    high: Decimal | None


@dataclass(frozen=True, slots=True)
class Drift:
    """A series as the method sees it.

    pace: change a day. variance: of the chance in one day; None from two points, which show no chance.
    span: days from the first point to the last. freedom: degrees of freedom of the variance.
    """

    last: Point
    pace: Decimal
    variance: Decimal | None
    span: int
    freedom: int

    def on(self, day: date, bounds: Bounds = ANYTHING) -> Estimate:
        """The estimate for a day; raises ValueError for one before the last point."""
        ahead = (day - self.last.at).days
        if ahead < 0:
            raise ValueError("a forecast is of days to come")
        value = self.last.value + self.pace * ahead
        if self.variance is None:
            return Estimate(day, bounds.keep(value), None, None)
        spread = self.variance * (ahead + Decimal(ahead * ahead) / self.span)
        half = student(self.freedom) * spread.sqrt()
        return Estimate(day, *(bounds.keep(v) for v in (value, value - half, value + half)))

    def reaches(self, level: Decimal) -> date | None:
        """The first day whose estimate is at the level or beyond it, as seen from the last value.

        None where the series moves away from it, stands still, or takes more than a hundred years.
        """
        missing = level - self.last.value
        if not missing:
            return self.last.at
        if not self.pace or (missing > 0) != (self.pace > 0):
            return None
        days = (missing / self.pace).to_integral_value(ROUND_CEILING)
        return self.last.at + timedelta(days=int(days)) if days <= _FURTHEST.days else None


def drift_of(points: Sequence[Point]) -> Drift:
    """The drift of points, the earliest first.

    Raises ValueError for fewer than two, and for days that do not follow on each other.
    """
    if len(points) < _FEWEST_OF_A_PACE:
        raise ValueError("a pace needs two points")
    steps = [
        ((after.at - before.at).days, after.value - before.value)
        for before, after in itertools.pairwise(points)
    ]
    if any(days <= 0 for days, _change in steps):
        raise ValueError("the days of the points follow on each other")
    span = (points[-1].at - points[0].at).days
    pace = (points[-1].value - points[0].value) / span
    freedom = len(steps) - 1
    chance = sum(((change - pace * days) ** 2 / days for days, change in steps), Decimal(0))
    return Drift(points[-1], pace, chance / freedom if freedom else None, span, freedom)
