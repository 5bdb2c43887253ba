"""When a task is due."""

from datetime import date
from typing import Any

import pytest

from zhicheng.governance.plans.rules.dates import (
    Due,
    Period,
    due_fault,
    first_day,
    keeping_fault,
    kept_because,
    last_day,
    outside,
    period_faults,
    settled_due,
    suggested_due,
)

END = date(2028, 12, 31)
NOW = date(2026, 3, 2)


def period(start: date | None = None, end: date | None = None) -> Period:
    return Period(start, end, NOW)


@pytest.mark.parametrize(
    ("written", "first", "last"),
    [
        ("2026", date(2026, 1, 1), date(2026, 12, 31)),
        ("2028-02", date(2028, 2, 1), date(2028, 2, 29)),
        ("2026-6-5", date(2026, 6, 5), date(2026, 6, 5)),
        ("2026-13", None, None),
        ("2026-02-30", None, None),
        ("yearly 12-20", None, None),
        ("", None, None),
        (None, None, None),
    ],
)
def test_first_and_last_day_of_what_is_written(
    written: object, first: date | None, last: date | None
) -> None:
    assert (first_day(written), last_day(written)) == (first, last)


@pytest.mark.parametrize(
    ("values", "due"),
    [
        ({}, None),
        ({"due": "2026"}, Due(date(2026, 12, 31), "stated")),
        ({"due": "yearly 12-20"}, None),
        ({"due": "2026", "due_on": "2027-06-30"}, Due(date(2027, 6, 30), "decided")),
        ({"due_on": "2028-12-31", "due_source": "inferred"}, Due(END, "inferred")),
    ],
)
def test_the_day_that_a_task_has(values: dict[str, Any], due: Due | None) -> None:
    assert settled_due(values) == due


def test_the_end_of_the_period_is_suggested_only_where_nothing_is_said() -> None:
    to_end = period(end=END)
    assert suggested_due({}, to_end) == Due(END, "inferred")
    assert suggested_due({"due": "yearly 12-20"}, to_end) == Due(END, "inferred")
    assert suggested_due({"due": "2026"}, to_end) is None
    assert suggested_due({}, period()) is None


def test_the_end_is_suggested_anew_in_place_of_an_inferred_day_outside_alone() -> None:
    shorter = period(end=date(2027, 6, 30))
    late = {"due_on": "2028-12-31", "due_source": "inferred"}
    assert suggested_due(late, shorter) == Due(date(2027, 6, 30), "inferred")
    assert suggested_due(late, period(end=END)) is None
    assert suggested_due({**late, "due_source": "decided"}, shorter) is None


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({}, ""),
        ({"due": "2028"}, ""),
        ({"due": "2030"}, "完成时限不能晚于方案截止的2028-12-31"),
        ({"due": "2999"}, "年份似有误"),
        ({"due_on": "2028-12-31", "due_source": "inferred"}, ""),
        (
            {"due_on": "2029-01-01", "due_source": "inferred"},
            "完成时限不能晚于方案截止的2028-12-31",
        ),
        ({"due_on": "2025-12-31", "due_source": "decided"}, "完成时限不能早于方案开始的2026-01-01"),
        ({"due_on": "2030-12-31", "due_source": "kept"}, ""),
        ({"due_on": "2999-12-31", "due_source": "kept"}, "年份似有误"),
    ],
)
def test_why_the_day_of_a_task_cannot_stand(values: dict[str, Any], said: str) -> None:
    found = due_fault(values, period(date(2026, 1, 1), END))
    assert found.startswith(said) if said else found == ""


@pytest.mark.parametrize(
    ("start", "end", "where", "said"),
    [
        (date(1, 1, 1), date(9999, 12, 31), ["period_start", "period_end"], "年份似有误"),
        (date(1999, 12, 31), None, ["period_start"], "2000年至2100年之间"),
        (None, date(2101, 1, 1), ["period_end"], "2000年至2100年之间"),
        (date(2028, 1, 1), date(2027, 12, 31), ["period_end"], "不能早于起始日期"),
        (date(2026, 1, 1), date(2046, 1, 1), ["period_end"], "不能超过20年"),
        (date(2024, 2, 29), date(2050, 1, 1), ["period_end"], "不能超过20年"),
    ],
)
def test_a_period_that_cannot_be_meant(
    start: date | None, end: date | None, where: list[str], said: str
) -> None:
    faults = period_faults(start, end)
    assert list(faults) == where
    assert all(said in fault for fault in faults.values())


@pytest.mark.parametrize(
    ("start", "end"),
    [
        (None, None),
        (date(2026, 1, 1), None),
        (date(2000, 1, 1), date(2000, 1, 1)),
        (date(2026, 1, 1), date(2045, 12, 31)),
        (date(2081, 1, 1), date(2100, 12, 31)),
    ],
)
def test_a_period_that_can(start: date | None, end: date | None) -> None:
    assert period_faults(start, end) == {}


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"due": "2030"}, ""),
        ({"due": "2025-12"}, ""),
        ({}, "只有方案写明的完成时限才能按原文保留"),
        ({"due_on": "2030-12-31", "due_source": "decided"}, "只有方案写明的完成时限"),
        ({"due": "2999"}, "年份似有误"),
        ({"due": "2028"}, "这一完成时限在方案期限内"),
    ],
)
def test_which_days_can_be_kept_as_they_are_written(values: dict[str, Any], said: str) -> None:
    found = keeping_fault(values, period(date(2026, 1, 1), END))
    assert found.startswith(said) if said else found == ""


def test_the_reason_stands_beside_a_day_that_is_kept_and_no_other() -> None:
    kept = {"due": "2030", "due_on": "2030-12-31", "due_source": "kept", "due_reason": "省里下达"}
    assert kept_because(kept) == "省里下达"
    assert kept_because({**kept, "due_source": "decided"}) == ""
    assert kept_because({}) == ""


def test_a_day_of_another_age_is_outside_of_any_plan() -> None:
    assert "年份似有误" in outside(date(9999, 12, 31), period())
    assert outside(date(2100, 12, 31), period()) == ""
