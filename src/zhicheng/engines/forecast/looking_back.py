"""How well the method would have done: each point forecast from those before it alone (rolling origin)."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from zhicheng.engines.forecast.drift import ANYTHING, Bounds, Estimate, Point, drift_of

_FIRST: Final = 2
"""Points from which the first forecast is made."""


@dataclass(frozen=True, slots=True)
class BackTest:
    """times: how often the next point was forecast from those before. error: the mean distance from what
    came, in the unit of the values. share: the mean of that distance as a share of what came; None where one
    of them was zero. intervals: how often there was an interval as well; inside: how often what came lay in it.
    """

    times: int
    error: Decimal
    share: Decimal | None
    intervals: int
    inside: int


def back_test(points: Sequence[Point], bounds: Bounds = ANYTHING) -> BackTest:
    """Forecast every point from the third on. Raises ValueError for fewer than three points."""
    if len(points) <= _FIRST:
        raise ValueError("looking back needs three points")
    tried = [
        (point, drift_of(points[:known]).on(point.at, bounds))
        for known, point in enumerate(points)
        if known >= _FIRST
    ]
    missed = [abs(point.value - estimate.value) for point, estimate in tried]
    came = [abs(point.value) for point, _estimate in tried]
    verdicts = [verdict for one in tried if (verdict := _lies_inside(*one)) is not None]
    return BackTest(
        times=len(tried),
        error=_mean(missed),
        share=_mean([m / c for m, c in zip(missed, came, strict=True)]) if all(came) else None,
        intervals=len(verdicts),
        inside=sum(verdicts),
    )


def _mean(values: Sequence[Decimal]) -> Decimal:
    return sum(values, Decimal(0)) / len(values)


def _lies_inside(point: Point, estimate: Estimate) -> bool | None:
    """None where there was no interval."""
    if estimate.low is None or estimate.high is None:
        return None
    return estimate.low <= point.value <= estimate.high
