"""Recurring duties: when they are due."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhicheng.governance.tasks.rules import (
    is_asked_for,
    lead,
    occurrence_words,
    occurrences,
    ordered_since,
    schedule,
    when_words,
)

SINCE, UNTIL = date(2026, 7, 25), date(2028, 12, 31)


def due(when: str, since: date = SINCE, until: date = UNTIL) -> list[tuple[str, str]]:
    plan = schedule(when)
    assert plan is not None
    return [(o.key, o.due_on.isoformat()) for o in occurrences(plan, since, until)]


def test_each_year_on_its_day() -> None:
    assert due("yearly 12-20") == [
        ("2026", "2026-12-20"),  # a Sunday: the plan names a day, and it stays
        ("2027", "2027-12-20"),
        ("2028", "2028-12-20"),
    ]


def test_each_year_at_the_end_of_a_month() -> None:
    assert due("yearly 02", until=date(2028, 6, 1)) == [
        ("2027", "2027-02-28"),
        ("2028", "2028-02-29"),
    ]
    assert due("yearly 02-29", until=date(2027, 6, 1)) == [("2027", "2027-02-28")]
    assert due("yearly", until=date(2026, 12, 31)) == [("2026", "2026-12-31")]


def test_by_half_years_quarters_and_months() -> None:
    assert due("half-yearly", until=date(2027, 6, 30)) == [
        ("2026H2", "2026-12-31"),
        ("2027H1", "2027-06-30"),
    ]
    assert due("quarterly", until=date(2026, 12, 31)) == [
        ("2026Q3", "2026-09-30"),
        ("2026Q4", "2026-12-31"),
    ]
    assert [key for key, _ in due("monthly", until=date(2026, 9, 30))] == [
        "2026-07",
        "2026-08",
        "2026-09",
    ]


def test_every_second_year_counts_from_the_first() -> None:
    assert due("every two years") == [("2027", "2027-12-31")]


@pytest.mark.parametrize(
    "when",
    ["ongoing", "as appropriate", "weekly", "yearly campaign", "", "yearly 13", "yearly 02-30",
     "yearly 00-10", "yearly 12-00"],
)  # fmt: skip
def test_without_a_day_to_wait_for_there_is_no_schedule(when: str) -> None:
    assert schedule(when) is None


@pytest.mark.parametrize(
    ("when", "words"),
    [
        ("yearly 12-20", "每年12月20日前"),
        ("yearly 06", "每年6月底前"),
        ("quarterly", "每季度"),
        ("yearly 13", "yearly 13"),
        ("逢双月", "逢双月"),
    ],
)
def test_in_words(when: str, words: str) -> None:
    assert when_words(when) == words


@pytest.mark.parametrize(
    ("key", "words"),
    [
        ("2026", "2026年度"),
        ("2026H1", "2026年上半年"),
        ("2026H2", "2026年下半年"),
        ("2026Q4", "2026年第4季度"),
        ("2026-07", "2026年7月"),
    ],
)
def test_occurrences_in_words(key: str, words: str) -> None:
    assert occurrence_words(key) == words


@given(
    st.sampled_from(["yearly 12-20", "half-yearly", "quarterly", "monthly", "every two years"]),
    st.dates(date(2024, 1, 1), date(2027, 1, 1)),
    st.integers(0, 900),
)
def test_one_occurrence_has_one_name_however_the_time_is_cut(
    when: str, since: date, span: int
) -> None:
    plan = schedule(when)
    assert plan is not None
    whole = list(occurrences(plan, since, date(2029, 12, 31)))
    assert len({o.key for o in whole}) == len(whole)
    until = date.fromordinal(since.toordinal() + span)
    assert list(occurrences(plan, since, until)) == [o for o in whole if o.due_on <= until]


def test_what_comes_more_often_is_opened_later() -> None:
    plans = [schedule(w) for w in ("yearly", "half-yearly", "quarterly", "monthly")]
    leads = [lead(plan, SINCE) for plan in plans if plan]
    assert leads == sorted(leads, reverse=True)


@pytest.mark.parametrize(
    ("since", "start", "found"),
    [
        (None, None, "2026-07-25"),
        (None, "2026-01-01", "2026-07-25"),
        (None, "2027-01-01", "2027-01-01"),
        ("2026-03-01", None, "2026-03-01"),
        ("2026-03-01", "2026-01-01", "2026-03-01"),
        ("2026-03-01", "2027-01-01", "2027-01-01"),
        ("2027-01-01", "2026-01-01", "2026-07-25"),
        ("2027-01-01", None, "2026-07-25"),
    ],
)
def test_a_duty_counts_from_when_a_version_in_force_orders_it(
    since: str | None, start: str | None, found: str
) -> None:
    known = date.fromisoformat(since) if since else None
    first = date.fromisoformat(start) if start else None
    assert ordered_since(known, SINCE, first) == date.fromisoformat(found)


@pytest.mark.parametrize(
    ("when", "key", "asked"),
    [
        ("quarterly", "2026Q2", False),
        ("quarterly", "2026Q3", True),
        ("quarterly", "2028Q4", True),
        ("quarterly", "2029Q1", False),
        ("quarterly", "2026", False),
        ("yearly 12-20", "2026", True),
        ("every two years", "2026", False),
        ("every two years", "2027", True),
    ],
)
def test_whether_an_occurrence_is_asked_for(when: str, key: str, asked: bool) -> None:
    plan = schedule(when)
    assert plan is not None
    assert is_asked_for(plan, key, SINCE, UNTIL) == asked
    assert is_asked_for(plan, "2030Q1", SINCE, None) == (when == "quarterly")
