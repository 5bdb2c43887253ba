"""What belongs into a year, what an item may say, and the drawing of the procedure."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.house import ROOT

from zhicheng.engines.procedures.drawing import mermaid
from zhicheng.governance.targets.rules import Demand, Measured
from zhicheng.governance.workplans.rules import (
    WORKPLAN,
    carried_over,
    falls_in,
    item_faults,
    measured_in,
    report_fault,
    slice_of,
)

DAY = date(2026, 5, 4)


def test_the_procedure_is_drawn_in_the_documentation() -> None:
    assert mermaid(WORKPLAN) in (ROOT / "docs" / "workplans.md").read_text("utf-8")


@pytest.mark.parametrize(
    ("opened", "due", "milestones", "inside"),
    [
        (2025, 2026, [], True),
        (2026, 2026, [], True),
        (2027, 2026, [], False),
        (2025, 2027, [2026], True),
        (2025, 2027, [2025, 2027], False),
    ],
)
def test_what_belongs_into_a_year(
    opened: int, due: int, milestones: list[int], inside: bool
) -> None:
    days = [date(year, 6, 30) for year in milestones]
    assert falls_in(2026, date(opened, 3, 1), date(due, 12, 31), days) == inside


@given(st.integers(2000, 2100), st.dates(), st.dates(), st.lists(st.dates(), max_size=3))
def test_more_milestones_never_take_work_out(
    year: int, opened: date, due: date, days: list[date]
) -> None:
    if falls_in(year, opened, due, []):
        assert falls_in(year, opened, due, days)


@pytest.mark.parametrize(
    ("on", "due_on", "carried"),
    [
        (date(2026, 1, 5), date(2025, 12, 31), True),
        (date(2025, 12, 1), date(2025, 11, 30), True),
        (date(2025, 12, 1), date(2025, 12, 1), False),
        (date(2026, 6, 1), date(2026, 1, 1), False),
    ],
)
def test_what_is_overdue_from_an_earlier_year_goes_over(
    on: date, due_on: date, carried: bool
) -> None:
    assert carried_over(2026, on, due_on) is carried


@pytest.mark.parametrize(
    ("annual", "year", "parts", "wanted"),
    [
        (False, 2026, {2026: 3}, 3),
        (False, 2027, {2026: 3}, None),
        (False, 2026, {}, None),
        (False, 2028, {}, 9),
        (False, 2028, {2026: 3}, None),
        (True, 2026, {}, 9),
        (True, 2026, {2026: 8}, 8),
        (True, 2024, {}, None),
        (True, 2029, {}, None),
    ],
)
def test_what_a_target_wants_of_a_year(
    annual: bool, year: int, parts: dict[int, int], wanted: int | None
) -> None:
    demand = Demand(
        ">=",
        Decimal(9),
        unit="件",
        start=date(2025, 1, 1),
        due_on=date(2028, 12, 31),
        annual=annual,
    )
    given = {key: Decimal(value) for key, value in parts.items()}
    assert slice_of(demand, year, given) == wanted
    open_ended = Demand(">=", Decimal(9), unit="件", annual=annual)
    assert slice_of(open_ended, year, given) == (parts.get(year, 9 if annual else None))


def test_a_sum_that_is_wanted_whole_is_counted_from_its_beginning() -> None:
    known = [Measured(date(2025, 6, 30), Decimal(5)), Measured(date(2026, 3, 31), Decimal(4))]
    whole = Demand(
        ">=", Decimal(9), unit="件", start=date(2025, 1, 1), due_on=date(2026, 12, 31),
        cumulative=True,
    )  # fmt: skip
    on = date(2026, 4, 1)
    found = measured_in(whole, 2026, Decimal(9), known, on)
    assert (found.value, found.as_of, found.met) == (Decimal(9), date(2026, 3, 31), True)
    slice_alone = measured_in(whole, 2026, Decimal(6), known, on)
    assert (slice_alone.value, slice_alone.met) == (Decimal(4), None)
    level = replace(whole, cumulative=False)
    assert measured_in(level, 2026, Decimal(9), known, on).value == 4
    assert measured_in(whole, 2026, Decimal(9), known[:0], on).value is None
    early = measured_in(whole, 2025, Decimal(9), known, on)
    assert (early.value, early.met) == (Decimal(5), False)


@pytest.mark.parametrize(
    ("title", "due_on", "fields"),
    [
        ("培训", date(2026, 1, 1), set()),
        (" ", date(2026, 12, 31), {"title"}),
        ("培训", date(2027, 1, 1), {"due_on"}),
        ("培训", None, {"due_on"}),
    ],
)
def test_an_item_says_what_and_by_when(title: str, due_on: date | None, fields: set[str]) -> None:
    assert set(item_faults(title, due_on, 2026)) == fields


def test_reports_follow_each_other() -> None:
    day = timedelta(1)
    assert report_fault(DAY, DAY, DAY, None) == ""
    assert "今天" in report_fault(DAY + day, DAY, DAY, None)
    assert "审定" in report_fault(DAY - day, DAY, DAY, None)
    assert "上一次" in report_fault(DAY, DAY, DAY - day * 9, DAY + day)
