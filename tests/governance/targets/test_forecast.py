"""What lies ahead of a target: forecast, pace, day of reaching – and when nothing is said."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhicheng.engines.forecast import Point
from zhicheng.governance.targets.rules import (
    Chance,
    Demand,
    Forecast,
    Measured,
    Missing,
    Prospect,
    prospect,
    satisfied,
)

ON = date(2026, 11, 22)
YEAR = Decimal("365.25")


def demand(comparator: str = ">=", value: int | str = 200, **more: Any) -> Demand:
    given = {"unit": "件", "due_on": date(2028, 12, 31), "start": date(2026, 1, 1), **more}
    return Demand(comparator, Decimal(value), **given)


def measured(*values: int | str, first: date = date(2026, 1, 1), step: int = 100) -> list[Measured]:
    """Values every hundred days."""
    return [Measured(first + timedelta(step * n), Decimal(value)) for n, value in enumerate(values)]


def ahead(found: Prospect) -> Forecast:
    assert found.forecast is not None
    assert found.missing is None
    return found.forecast


def test_a_line_goes_on_to_the_due_day() -> None:
    found = prospect(demand(), measured(100, 110, 120, 130), ON)
    forecast = ahead(found)
    days = (date(2028, 12, 31) - date(2026, 10, 28)).days
    assert forecast.due.at == date(2028, 12, 31)
    assert abs(forecast.due.value - (130 + Decimal(days) / 10)) < Decimal("1e-9")
    assert forecast.reached_on == date(2026, 10, 28) + timedelta(700)
    assert forecast.pace == Decimal("0.1") * YEAR
    assert found.required == Decimal(70) / (days / YEAR)
    assert (forecast.chance, forecast.given, found.points) == (Chance.WITHIN, None, 4)
    assert forecast.far
    assert [e.at for e in forecast.way] == [
        date(2026, 10, 28), date(2026, 12, 31), date(2027, 12, 31), date(2028, 12, 31),
    ]  # fmt: skip


def test_a_short_way_is_drawn_by_quarters() -> None:
    found = prospect(demand(due_on=date(2027, 6, 30)), measured(100, 110, 120, 130), ON)
    days = [e.at for e in ahead(found).way]
    assert days[1:] == [date(2026, 12, 31), date(2027, 3, 31), date(2027, 6, 30)]
    assert not ahead(found).far


@pytest.mark.parametrize(
    ("what", "values", "on", "missing"),
    [
        (Demand("qualitative"), (), ON, Missing.NO_FIGURE),
        (Demand(">=", due_on=ON), (), ON, Missing.NO_FIGURE),
        (demand(due_on=None), (1, 2, 3, 4), ON, Missing.NO_DUE_DAY),
        (demand(due_on=date(2026, 11, 1)), (1, 2, 3, 4), ON, Missing.OVER),
        (demand(due_on=date(2026, 10, 28)), (1, 2, 3, 4), date(2026, 10, 28), Missing.OVER),
        (demand(), (1, 2, 3), ON, Missing.POINTS),
        (demand(), (), ON, Missing.POINTS),
        (demand(annual=True, start=None), (1, 2), date(2027, 1, 5), Missing.POINTS),
    ],
)
def test_when_nothing_is_said(
    what: Demand, values: tuple[int, ...], on: date, missing: Missing
) -> None:
    found = prospect(what, measured(*values), on)
    assert (found.missing, found.forecast) == (missing, None)


def test_a_value_in_a_strange_unit_is_not_left_out_silently() -> None:
    rows = [*measured(1, 2, 3, 4), Measured(date(2026, 11, 11))]
    assert prospect(demand(), rows, ON).missing is Missing.UNIT


def test_too_few_points_still_have_a_pace_that_is_needed() -> None:
    found = prospect(demand(), measured(100), ON)
    days = (date(2028, 12, 31) - date(2026, 1, 1)).days
    assert found.required == Decimal(100) / (days / YEAR)
    assert (found.points, found.latest) == (1, Point(date(2026, 1, 1), Decimal(100)))


def test_the_baseline_is_where_the_way_begins() -> None:
    based = demand(baseline=Decimal(90), baseline_on=date(2025, 12, 31))
    forecast = ahead(prospect(based, measured(100, 110, 120), ON))
    assert forecast.given == Point(date(2025, 12, 31), Decimal(90)) == forecast.points[0]
    late = demand(baseline=Decimal(90), baseline_on=date(2026, 3, 1))
    assert prospect(late, measured(100, 110, 120), ON).points == 3


def test_a_sum_begins_with_nothing_and_never_becomes_less() -> None:
    added = measured(10, 50, 1, first=date(2026, 2, 1))
    forecast = ahead(prospect(demand(cumulative=True), added, ON))
    assert [p.value for p in forecast.points] == [0, 10, 60, 61]
    assert all(e.low is not None and e.low >= 61 for e in forecast.way)
    assert prospect(demand(cumulative=True, start=None), added, ON).points == 3


def test_a_year_is_forecast_to_its_end_from_its_own_values() -> None:
    rows = [
        Measured(date(2025, 12, 31), Decimal(500)),
        *measured(50, 100, 150, first=date(2026, 3, 31), step=92),
    ]
    found = prospect(demand(annual=True, start=date(2025, 1, 1)), rows, ON)
    forecast = ahead(found)
    assert (forecast.due.at, forecast.given) == (
        date(2026, 12, 31),
        Point(date(2025, 12, 31), Decimal(0)),
    )
    assert forecast.due.low is not None and forecast.due.low >= 150
    rate = demand(annual=True, unit="%", value=90, share=True, start=date(2025, 1, 1))
    rows = measured(80, 84, 88, 92, first=date(2025, 6, 30))
    kept = ahead(prospect(rate, rows, ON))
    assert len(kept.points) == 4
    assert kept.due.high == 100 or (kept.due.high is not None and kept.due.high <= 100)


def test_a_limit_to_what_grows_says_what_it_allows_and_when_it_is_passed() -> None:
    limit = demand("<=", 100, cumulative=True)
    found = prospect(limit, measured(10, 10, 10, first=date(2026, 4, 11)), ON)
    forecast = ahead(found)
    days = (date(2028, 12, 31) - date(2026, 10, 28)).days
    assert (found.required, found.allowed) == (Decimal(70) / (days / YEAR), True)
    assert forecast.passed_on == date(2026, 10, 28) + timedelta(701)
    assert forecast.reached_on is None
    broken = prospect(limit, measured(10, 10, 100, first=date(2026, 4, 11)), ON)
    assert ahead(broken).reached_on is None
    assert not broken.allowed


def test_a_limit_to_a_level_is_come_down_to() -> None:
    limit = demand("<=", 50, unit="天")
    forecast = ahead(prospect(limit, measured(80, 75, 70, 65), ON))
    assert forecast.reached_on == date(2026, 10, 28) + timedelta(300)
    assert forecast.passed_on is None
    kept = ahead(prospect(limit, measured(40, 41, 42, 43), ON))
    assert (kept.reached_on, kept.passed_on) == (None, date(2026, 10, 28) + timedelta(701))
    falls = ahead(prospect(limit, measured(50, 52, 51, 50), ON))
    assert falls.passed_on is None


def test_more_than_is_reached_a_day_later_than_as_much() -> None:
    rows = measured(100, 110, 120, 130)
    day = ahead(prospect(demand(">"), rows, ON)).reached_on
    assert day == date(2026, 10, 28) + timedelta(701)
    assert ahead(prospect(demand(">", "200.05"), rows, ON)).reached_on == day
    assert ahead(prospect(demand(">"), measured(9, 8, 7, 6), ON)).reached_on is None


def test_a_range_is_entered_and_left() -> None:
    between = demand("range", 140, value_max=Decimal(160), unit="分")
    forecast = ahead(prospect(between, measured(100, 110, 120, 130), ON))
    assert forecast.reached_on == date(2026, 10, 28) + timedelta(100)
    assert forecast.passed_on == date(2026, 10, 28) + timedelta(301)
    above = ahead(prospect(between, measured(200, 190, 180, 170), ON))
    assert above.reached_on == date(2026, 10, 28) + timedelta(100)
    assert prospect(between, measured(150), ON).required == 0


def test_what_never_may_be_is_never_reached() -> None:
    less = demand("<=", -5, unit="件")
    assert ahead(prospect(less, measured(9, 7, 5, 3), ON)).reached_on is None


@pytest.mark.parametrize(
    ("values", "chance"),
    [
        ((100, 110, 120, 130), Chance.WITHIN),
        ((100, 125, 105, 130), Chance.ACROSS),
        ((100, 101, 100, 101), Chance.OUTSIDE),
    ],
)
def test_how_the_interval_lies(values: tuple[int, ...], chance: Chance) -> None:
    assert ahead(prospect(demand(), measured(*values), ON)).chance is chance


def test_a_range_inside_the_interval_is_open() -> None:
    narrow = demand("range", 150, value_max=Decimal(151), unit="分")
    assert ahead(prospect(narrow, measured(100, 160, 90, 130), ON)).chance is Chance.ACROSS


@given(
    st.lists(st.integers(0, 1000), min_size=4, max_size=8),
    st.sampled_from([">=", ">", "=", "<="]), st.integers(1, 1500), st.booleans(), st.booleans(),
)  # fmt: skip
def test_what_holds_of_every_forecast(
    values: list[int], comparator: str, wanted: int, cumulative: bool, annual: bool
) -> None:
    what = demand(comparator, wanted, cumulative=cumulative, annual=annual)
    rows = measured(*values, first=date(2026, 1, 5), step=40)
    found = prospect(what, rows, ON)
    forecast = ahead(found)
    for one in forecast.way:
        assert one.low is not None and one.high is not None
        assert 0 <= one.low <= one.value <= one.high
    assert forecast.way[0].value == forecast.points[-1].value
    # Never said of a value that is there: that is the status's to say, from what was measured.
    if satisfied(what, forecast.points[-1].value):
        assert forecast.reached_on is None
    elif forecast.reached_on is not None:
        assert forecast.reached_on > forecast.points[-1].at
