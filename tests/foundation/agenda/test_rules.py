"""Months, and what stands on a day."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhicheng.foundation.agenda.rules import (
    Day,
    Entry,
    as_seen,
    by_day,
    month_after,
    month_of,
    weeks_of,
)
from zhicheng.foundation.face.records import Tone

TODAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("text", "month"),
    [
        ("2026-02", date(2026, 2, 1)),
        ("2026-13", None),
        ("2026-00", None),
        ("1999-12", None),
        ("9999-12", None),
        ("二〇二六", None),
        ("", None),
    ],
)
def test_an_address_names_a_month_or_none(text: str, month: date | None) -> None:
    assert month_of(text) == month


def test_months_follow_each_other_over_the_new_year() -> None:
    assert month_after(date(2026, 12, 1), 1) == date(2027, 1, 1)
    assert month_after(date(2026, 1, 1), -1) == date(2025, 12, 1)


@given(st.dates(date(2000, 1, 1), date(2100, 12, 31)))
def test_the_weeks_of_a_month_hold_each_of_its_days_once(day: date) -> None:
    month = day.replace(day=1)
    days = [on for week in weeks_of(month) for on in week]
    assert days == [days[0] + timedelta(n) for n in range(len(days))]
    assert days[0].weekday() == 0 and len(days) % 7 == 0
    assert day in days
    assert sum(on.month == month.month for on in days) == (month_after(month, 1) - month).days


def entry(title: str, *, done: bool = False) -> Entry:
    return Entry(TODAY, title, "任务到期", title, "/", done)


@pytest.mark.parametrize(
    ("days", "done", "binds", "tone"),
    [
        (1, False, True, Tone.DANGER),
        (0, False, True, Tone.ACTIVE),  # the day itself is in time
        (1, True, True, Tone.QUIET),
        (1, False, False, Tone.ACTIVE),
    ],
)
def test_what_is_open_and_past_is_late(days: int, done: bool, binds: bool, tone: Tone) -> None:
    seen = as_seen(replace(entry("甲", done=done), binds=binds), TODAY + timedelta(days))
    assert seen.tone is tone
    assert seen.late == (tone is Tone.DANGER)


def test_what_is_still_to_be_done_comes_first() -> None:
    rows = [entry("乙", done=True), entry("丙"), entry("甲")]
    assert [row.title for row in by_day(rows)[TODAY]] == ["丙", "甲", "乙"]


@pytest.mark.parametrize(
    ("on", "working", "mark"),
    [
        (date(2026, 10, 1), False, "休"),  # a Thursday off
        (date(2026, 10, 10), True, "班"),  # a Saturday worked
        (date(2026, 10, 11), False, ""),  # a Sunday
        (date(2026, 10, 12), True, ""),  # a Monday
        (date(2027, 10, 1), None, ""),  # nobody has published it
    ],
)
def test_only_a_day_unlike_others_is_marked(on: date, working: bool | None, mark: str) -> None:
    assert Day(on, inside=True, working=working, entries=()).unusual == mark
