"""Distributions: counts add up to the whole, ratios do not, and the page says why."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhicheng.governance.targets.rules import Demand, Over, share_faults, summed, why_not_summed

D = Decimal
COUNT = Demand(">=", D(100), unit="件", due_on=date(2028, 12, 31), start=date(2026, 1, 1))
RATIO = Demand(">=", D(12), unit="件/万人")
SUM = Demand(
    ">=", D(100), unit="件", due_on=date(2028, 12, 31), start=date(2026, 1, 1), cumulative=True
)
YEARLY = Demand(">=", D(30), unit="件", due_on=date(2028, 12, 31), annual=True)


def parts(**values: int | str) -> dict[int, Decimal]:
    return {int(key[1:]): D(value) for key, value in values.items()}


def test_counts_must_add_up() -> None:
    assert share_faults(COUNT, Over.AREAS, parts(a1=60, a2=40)) == []
    assert "少5 件" in share_faults(COUNT, Over.AREAS, parts(a1=60, a2=35))[0]
    assert "多1 件" in share_faults(COUNT, Over.AREAS, parts(a1=60, a2=41))[0]
    assert share_faults(COUNT, Over.AREAS, {}) == []


def test_ratios_are_not_summed_and_it_is_said_why() -> None:
    spread = parts(a1=12, a2=15)
    assert share_faults(RATIO, Over.AREAS, spread) == []
    found = summed(RATIO, Over.AREAS, spread)
    assert (found.total, found.difference) == (None, None)
    assert "分母不同" in found.why_not


def test_each_part_must_hold_up_by_itself() -> None:
    assert "不能为负" in share_faults(COUNT, Over.AREAS, parts(a1=101, a2=-1))[0]
    assert "整数" in share_faults(COUNT, Over.AREAS, parts(a1="0.5", a2="99.5"))[0]


def test_years_of_a_sum_add_up_and_those_of_a_level_end_at_the_whole() -> None:
    assert share_faults(SUM, Over.YEARS, parts(y2026=30, y2027=30, y2028=40)) == []
    assert "少10" in share_faults(SUM, Over.YEARS, parts(y2026=30, y2027=30, y2028=30))[0]
    assert share_faults(COUNT, Over.YEARS, parts(y2026=70, y2027=90, y2028=100)) == []
    assert "最后一年（2028年）" in share_faults(COUNT, Over.YEARS, parts(y2027=90, y2028=99))[0]


def test_the_year_in_which_a_level_or_ratio_is_due_is_given_and_is_the_whole() -> None:
    ratio = replace(RATIO, due_on=COUNT.due_on)
    assert share_faults(ratio, Over.YEARS, parts(y2026=5, y2028=12)) == []
    for demand, spread in (
        (COUNT, parts(y2026=100)),
        (ratio, parts(y2027=12)),
        (ratio, parts(y2026=5, y2028=7)),
    ):
        assert "最后一年（2028年）须填写" in share_faults(demand, Over.YEARS, spread)[0]
    score = Demand("range", D(1), D(2), "件", due_on=COUNT.due_on)
    assert share_faults(score, Over.YEARS, parts(y2026=7)) == []
    yearly = replace(ratio, annual=True)
    assert share_faults(yearly, Over.YEARS, parts(y2026=12)) == []
    assert "每年" in why_not_summed(yearly, Over.YEARS)


@pytest.mark.parametrize(
    ("demand", "falls"),
    [
        (COUNT, True),
        (replace(COUNT, comparator="<="), False),
        (replace(COUNT, signed=True), False),
        (replace(RATIO, value=D(100), due_on=COUNT.due_on), False),
    ],
)
def test_a_level_to_be_reached_is_not_asked_to_fall(demand: Demand, falls: bool) -> None:
    faults = share_faults(demand, Over.YEARS, parts(y2026=20, y2027=5, y2028=100))
    assert bool(faults) is falls
    if falls:
        assert "2027年的5 件低于2026年的20 件" in faults[0]
    assert share_faults(demand, Over.YEARS, parts(y2026=20, y2027=20, y2028=100)) == []


def test_an_annual_demand_is_the_same_each_year() -> None:
    assert share_faults(YEARLY, Over.YEARS, parts(y2026=30, y2027=30)) == []
    assert "2027年" in share_faults(YEARLY, Over.YEARS, parts(y2026=30, y2027=31))[0]


def test_years_lie_within_the_period() -> None:
    assert "2029" in share_faults(SUM, Over.YEARS, parts(y2029=100))[0]
    assert "2025" in share_faults(SUM, Over.YEARS, parts(y2025=100))[0]
    assert share_faults(RATIO, Over.YEARS, parts(y1999=12)) == []


def test_what_has_no_figure_is_not_distributed() -> None:
    assert share_faults(Demand("qualitative"), Over.AREAS, parts(a1=1))


@pytest.mark.parametrize(
    ("demand", "over", "words"),
    [
        (Demand("qualitative"), Over.AREAS, "定性"),
        (RATIO, Over.YEARS, "分母"),
        (Demand("range", D(1), D(2), "件"), Over.AREAS, "区间"),
        (YEARLY, Over.YEARS, "每年"),
        (COUNT, Over.YEARS, "最后一年"),
        (COUNT, Over.AREAS, ""),
        (SUM, Over.YEARS, ""),
        (Demand(">", D(1), unit="元"), Over.AREAS, ""),
    ],
)
def test_why_parts_are_not_summed(demand: Demand, over: Over, words: str) -> None:
    why = why_not_summed(demand, over)
    assert words in why
    assert bool(words) == bool(why)


def test_a_range_may_be_distributed_freely() -> None:
    demand = Demand("range", D(1), D(2), "件")
    assert share_faults(demand, Over.AREAS, parts(a1=7)) == []
    assert share_faults(demand, Over.YEARS, parts(y2026=7)) == []


@given(st.dictionaries(st.integers(1, 30), st.integers(0, 10**6).map(D), min_size=1))
def test_exactly_the_whole_is_accepted_and_nothing_else(spread: dict[int, Decimal]) -> None:
    whole = sum(spread.values(), D(0))
    demand = Demand(">=", whole, unit="件")
    assert share_faults(demand, Over.AREAS, spread) == []
    first = next(iter(spread))
    assert share_faults(demand, Over.AREAS, {**spread, first: spread[first] + 1})
