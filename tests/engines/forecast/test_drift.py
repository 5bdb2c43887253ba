"""The random walk with drift: worked examples, and what must hold whatever the values are."""

import math
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhicheng.engines.forecast import Bounds, Point, back_test, drift_of
from zhicheng.engines.forecast.quantiles import student

START = date(2024, 1, 1)
NEAR = Decimal("1e-9")


def points(*pairs: tuple[int, int | str]) -> list[Point]:
    """Values at so many days from the start."""
    return [Point(START + timedelta(days), Decimal(value)) for days, value in pairs]


@st.composite
def series(draw: st.DrawFn) -> list[Point]:
    steps = draw(st.lists(st.integers(1, 400), min_size=4, max_size=12))
    values = draw(
        st.lists(
            st.decimals(-1000, 1000, places=3), min_size=len(steps), max_size=len(steps)
        )
    )  # fmt: skip
    days = [sum(steps[: n + 1]) for n in range(len(steps))]
    return [Point(START + timedelta(day), value) for day, value in zip(days, values, strict=True)]


def test_a_worked_example() -> None:
    """Steps 10, 30, 10, 30 days; changes 1, 5, 3, 3. Pace 12/80; the interval as the formula says."""
    drift = drift_of(points((0, 10), (10, 11), (40, 16), (50, 19), (80, 22)))
    pace = Decimal(12) / 80
    chance = [(1 - 10 * pace) ** 2 / 10, (5 - 30 * pace) ** 2 / 30]
    chance += [(3 - 10 * pace) ** 2 / 10, (3 - 30 * pace) ** 2 / 30]
    assert drift.pace == pace
    assert drift.variance is not None
    assert abs(drift.variance - sum(chance, Decimal(0)) / 3) < NEAR
    found = drift.on(START + timedelta(100))
    assert found.value == 25
    half = Decimal("1.638") * (drift.variance * (20 + Decimal(400) / 80)).sqrt()
    assert found.low is not None and found.high is not None
    assert abs(found.high - 25 - half) < NEAR
    assert abs(25 - found.low - half) < NEAR


def test_two_points_have_a_pace_and_no_interval() -> None:
    found = drift_of(points((0, 1), (10, 2))).on(START + timedelta(20))
    assert found.value == 3
    assert found.low is None and found.high is None


def test_what_has_no_pace_is_refused() -> None:
    for wrong in (points((0, 1)), points((0, 1), (0, 2)), points((5, 1), (0, 2))):
        with pytest.raises(ValueError, match="points"):
            drift_of(wrong)
    with pytest.raises(ValueError, match="to come"):
        drift_of(points((0, 1), (10, 2))).on(START)
    with pytest.raises(ValueError, match="three"):
        back_test(points((0, 1), (10, 2)))


def test_when_a_level_is_reached() -> None:
    drift = drift_of(points((0, 0), (10, 5), (20, 10)))
    assert drift.reaches(Decimal(12)) == START + timedelta(24)
    assert drift.reaches(Decimal("12.1")) == START + timedelta(25)
    assert drift.reaches(Decimal(10)) == START + timedelta(20)
    assert drift.reaches(Decimal(9)) is None
    assert drift.reaches(Decimal(10**9)) is None
    assert drift_of(points((0, 3), (9, 3))).reaches(Decimal(4)) is None
    down = drift_of(points((0, 10), (10, 5)))
    assert (down.reaches(Decimal(0)), down.reaches(Decimal(6))) == (START + timedelta(20), None)


def test_bounds_hold_the_estimate_and_its_interval() -> None:
    drift = drift_of(points((0, 90), (10, 97), (20, 95), (30, 99)))
    found = drift.on(START + timedelta(60), Bounds(Decimal(98), Decimal(100)))
    assert [found.value, found.low, found.high] == [100, 98, 100]
    assert Bounds().keep(Decimal(7)) == 7


def test_looking_back() -> None:
    """Forecasts 3 and 4.5 (paces 1 and 1) of what became 3.5 and 4: the second has an interval."""
    found = back_test(points((0, 1), (1, 2), (2, "3.5"), (3, 4)))
    assert found.times == 2
    assert found.error == (Decimal("0.5") + Decimal("0.75")) / 2
    share = (Decimal("0.5") / Decimal("3.5") + Decimal("0.75") / 4) / 2
    assert found.share is not None
    assert abs(found.share - share) < NEAR
    assert (found.intervals, found.inside) == (1, 1)
    assert back_test(points((0, 1), (1, 2), (2, 3), (3, 9))).inside == 0
    assert back_test(points((0, 2), (1, 1), (2, 0))).share is None


@given(series(), st.integers(0, 3000))
def test_the_interval_contains_the_estimate_and_widens(known: list[Point], ahead: int) -> None:
    drift = drift_of(known)
    near, far = (drift.on(known[-1].at + timedelta(days)) for days in (ahead, ahead + 30))
    for found in (near, far):
        assert found.low is not None and found.high is not None
        assert found.low <= found.value <= found.high
    assert far.high - far.low >= near.high - near.low - NEAR  # type: ignore[operator]  # known since the loop


@given(series(), st.decimals(-500, 500, places=2), st.decimals("0.001", 1000, places=3))
def test_another_origin_and_another_unit(
    known: list[Point], shift: Decimal, scale: Decimal
) -> None:
    """万件 instead of 件 scales the forecast, a constant moves it, and the interval with it."""
    day = known[-1].at + timedelta(500)
    plain = drift_of(known).on(day)
    other = drift_of([Point(p.at, p.value * scale + shift) for p in known]).on(day)
    for before, after in zip(
        (plain.value, plain.low, plain.high), (other.value, other.low, other.high), strict=True
    ):
        assert before is not None and after is not None
        assert abs(before * scale + shift - after) < Decimal("1e-6")


@given(
    st.decimals(-100, 100, places=2), st.decimals(-10, 10, places=2),
    st.lists(st.integers(1, 400), min_size=3, max_size=8), st.integers(0, 2000),
)  # fmt: skip
def test_a_straight_line_goes_on_and_was_always_right(
    start: Decimal, pace: Decimal, steps: list[int], ahead: int
) -> None:
    days = [0, *(sum(steps[: n + 1]) for n in range(len(steps)))]
    known = [Point(START + timedelta(day), start + pace * day) for day in days]
    found = drift_of(known).on(known[-1].at + timedelta(ahead))
    assert found.low is not None and found.high is not None
    for value in (found.value, found.low, found.high):
        assert abs(value - start - pace * (days[-1] + ahead)) < NEAR
    assert back_test(known).error < NEAR


@pytest.mark.parametrize("freedom", [1, 2, 3, 5, 10, 20, 30, 200])
def test_the_quantiles_are_students(freedom: int) -> None:
    """Nine tenths of the distribution lie below: half of it, and the density from 0 on (Simpson)."""
    scale = math.exp(math.lgamma((freedom + 1) / 2) - math.lgamma(freedom / 2))
    scale /= math.sqrt(freedom * math.pi)
    end, pieces = float(student(freedom)), 2000
    width = end / pieces

    def density(x: float) -> float:
        return scale * math.pow(1 + x * x / freedom, -(freedom + 1) / 2)

    area = density(0) + density(end)
    area += sum((4 if n % 2 else 2) * density(n * width) for n in range(1, pieces))
    assert 0.5 + area * width / 3 == pytest.approx(0.9, abs=8e-4)
