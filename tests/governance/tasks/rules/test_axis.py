"""Days on a line."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from zhicheng.governance.tasks.rules.axis import Axis, axis_of

DAYS = st.dates(date(2020, 1, 1), date(2035, 12, 31))


@given(DAYS, DAYS)
def test_the_line_holds_whole_quarters_and_every_day_asked_for(a: date, b: date) -> None:
    first, last = min(a, b), max(a, b)
    axis = axis_of(first, last)
    assert axis.first <= first and last <= axis.last
    assert axis.first.day == 1 and axis.first.month % 3 == 1
    assert axis.last.month % 3 == 0
    assert (first - axis.first).days < 92 and (axis.last - last).days < 92


@given(DAYS, DAYS, DAYS)
def test_a_bar_stays_on_the_line(a: date, b: date, c: date) -> None:
    first, day, last = sorted((a, b, c))
    axis = Axis(first, last)
    assert 0 <= axis.at(day) <= 100
    assert axis.at(day) + axis.length(day, last) <= 100.001
    assert axis.length(first, last) == 100


def test_a_day_off_the_line_is_at_its_end() -> None:
    axis = Axis(date(2026, 1, 1), date(2026, 12, 31))
    assert axis.at(date(2025, 5, 1)) == 0
    assert axis.at(date(2027, 5, 1)) == axis.at(date(2026, 12, 31))
    assert axis.length(date(2025, 1, 1), date(2025, 12, 31)) == 0


def test_years_and_quarters_begin_where_the_line_does() -> None:
    axis = axis_of(date(2026, 8, 20), date(2027, 2, 1))
    assert list(axis.years()) == [(2026, date(2026, 7, 1)), (2027, date(2027, 1, 1))]
    assert [number for number, _day in axis.quarters()] == [3, 4, 1]
