"""The years of a distribution, each against what was measured in it."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhicheng.governance.targets.rules import (
    Demand,
    Measured,
    Over,
    share_faults,
    slices_of,
    years_to_fill,
)

D = Decimal
START, DUE = date(2026, 1, 1), date(2028, 9, 30)
LEVEL = Demand(">=", D(100), unit="件", due_on=DUE, start=START)
SUM = replace(LEVEL, cumulative=True)
PARTS = {2027: D(70), 2026: D(40), 2028: D(100)}
SOME = [
    Measured(date(2025, 12, 31), D(10)),
    Measured(date(2026, 6, 30), D(41)),
    Measured(date(2026, 12, 20), D(39)),
    Measured(date(2027, 3, 31), D(71)),
]
IN_2027 = date(2027, 5, 1)


def test_a_level_stands_against_the_slice_of_its_year() -> None:
    found = slices_of(LEVEL, PARTS, SOME, IN_2027)
    assert [(s.found.year, s.demanded, s.level, s.found.value, s.found.met) for s in found] == [
        (2026, D(40), D(40), D(39), False),
        (2027, D(70), D(70), D(71), True),
        (2028, D(100), D(100), None, None),
    ]
    assert [s.found.last for s in found] == [date(2026, 12, 31), date(2027, 12, 31), DUE]


def test_of_a_sum_each_year_brings_its_slice_and_the_way_adds_them_up() -> None:
    found = slices_of(SUM, {2026: D(80), 2027: D(20)}, SOME, IN_2027)
    assert [(s.demanded, s.level, s.found.value, s.found.met) for s in found] == [
        (D(80), D(80), D(80), True),
        (D(20), D(100), D(71), True),
    ]


def test_a_limit_is_kept_only_when_the_year_is_over() -> None:
    limit = replace(SUM, comparator="<=")
    found = slices_of(limit, {2026: D(80), 2027: D(75)}, SOME, IN_2027)
    assert [s.found.met for s in found] == [True, None]
    assert slices_of(limit, {2027: D(75)}, SOME, date(2028, 1, 1))[0].found.met is True


def test_of_a_range_the_slices_are_only_listed() -> None:
    between = replace(LEVEL, comparator="range", value_max=D(120))
    assert [s.found.met for s in slices_of(between, PARTS, SOME, DUE)] == [None, None, None]


def test_a_year_without_a_value_is_unknown_not_zero() -> None:
    blank = slices_of(LEVEL, {2026: D(40)}, [], IN_2027)[0]
    assert (blank.found.value, blank.found.as_of, blank.found.met) == (None, None, None)
    assert slices_of(LEVEL, {}, SOME, IN_2027) == []


@given(st.dictionaries(st.integers(2026, 2028), st.integers(0, 500).map(D)))
def test_the_way_of_a_sum_ends_at_all_slices_together(parts: dict[int, Decimal]) -> None:
    found = slices_of(SUM, parts, SOME, IN_2027)
    assert [s.found.year for s in found] == sorted(parts)
    if found:
        assert found[-1].level == sum(parts.values())


@pytest.mark.parametrize(
    ("start", "due_on", "years"),
    [
        (date(2026, 1, 1), date(2028, 12, 31), range(2026, 2029)),
        (date(2026, 1, 1), date(2035, 12, 31), range(2026, 2036)),
        (date(2026, 1, 1), date(9999, 12, 31), range(2026, 2101)),
        (date(2026, 1, 1), date(2001, 12, 31), range(2001, 2002)),
        (None, None, range(2027, 2028)),
    ],
)
def test_the_years_that_can_be_filled_in_end_with_the_due_day(
    start: date | None, due_on: date | None, years: range
) -> None:
    demand = replace(LEVEL, start=start, due_on=due_on)
    assert years_to_fill(demand, date(2027, 5, 1)) == years


@given(st.integers(2024, 2028), st.integers(0, 15))
def test_whatever_years_are_offered_the_rule_takes(first: int, more: int) -> None:
    demand = replace(LEVEL, start=date(first, 1, 1), due_on=date(first + more, 6, 30))
    years = years_to_fill(demand, date(2027, 5, 1))
    assert share_faults(demand, Over.YEARS, dict.fromkeys(years, D(100))) == []
