"""Years that nobody has published: the exact question raises, the other one is provisional (R-T-4)."""

from datetime import date

import pytest

from zhicheng.engines.calendar import (
    Calendar,
    CalendarUnknown,
    CalendarYear,
    Period,
    deadline,
    estimate,
    estimated,
    published,
)
from zhicheng.engines.calendar.holidays import statutory_rule

UNTIL_2026 = Calendar.of([published().year(2026)])
FIVE = Period.parse("5wd")


def test_the_law_fixes_thirteen_days() -> None:
    year = estimated(2027)
    assert sorted(f"{day:%m-%d}" for day in year.off) == [
        "01-01",
        "02-05",  # 除夕
        "02-06",
        "02-07",
        "02-08",
        "04-05",  # 清明
        "05-01",
        "05-02",
        "06-09",  # 端午
        "09-15",  # 中秋
        "10-01",
        "10-02",
        "10-03",
    ]
    assert year.provisional
    assert not year.work


def test_a_year_whose_holidays_meet_has_a_day_less() -> None:
    """In 2028 中秋 is on 3 October, which 国庆 has already."""
    assert len(estimated(2028).off) == 12


@pytest.mark.parametrize("year", range(2014, 2027))
def test_the_notices_of_all_years_contain_the_days_of_the_law(year: int) -> None:
    rule = statutory_rule(year)
    assert rule is not None
    assert set(rule.days(year)) <= published().year(year).off


@pytest.mark.parametrize(("year", "days"), [(2024, 11), (2025, 13)])
def test_since_2025_there_are_two_days_more(year: int, days: int) -> None:
    rule = statutory_rule(year)
    assert rule is not None
    assert len(rule.days(year)) == days


@pytest.mark.parametrize("year", [2013, 2089])
def test_years_beyond_the_tables_are_not_estimated(year: int) -> None:
    with pytest.raises(CalendarUnknown, match=f"{year}年超出可以预计的年份"):
        estimated(year)
    with pytest.raises(CalendarUnknown):
        estimate(date(year, 5, 1), FIVE, UNTIL_2026)


def test_a_deadline_in_a_year_without_a_calendar_is_provisional() -> None:
    start = date(2026, 12, 29)
    with pytest.raises(CalendarUnknown):
        deadline(start, FIVE, UNTIL_2026)
    found = estimate(start, FIVE, UNTIL_2026)
    assert (found.day, found.provisional) == (date(2027, 1, 6), True)
    assert found.rules == ("R-T-1", "R-T-3", "R-T-4")


def test_with_the_calendar_the_same_question_has_an_exact_answer() -> None:
    off = estimated(2027).off | {date(2027, 1, 4)}
    loaded = UNTIL_2026.replaced_by([CalendarYear(2027, off, frozenset(), "通知")])
    found = estimate(date(2026, 12, 29), FIVE, loaded)
    assert (found.day, found.provisional) == (date(2027, 1, 7), False)
    assert found == deadline(date(2026, 12, 29), FIVE, loaded)
    assert found.calendar_version == loaded.version != UNTIL_2026.version


def test_the_exact_question_is_not_answered_from_an_estimate() -> None:
    with pytest.raises(CalendarUnknown):
        deadline(date(2026, 12, 29), FIVE, UNTIL_2026.with_estimates())
    with pytest.raises(ValueError, match="not published"):
        Calendar.of([estimated(2027)])


def test_only_the_years_that_are_needed_are_asked_for() -> None:
    assert not estimate(date(2026, 12, 1), FIVE, UNTIL_2026).provisional
    assert estimate(date(2026, 12, 1), Period.parse("1m"), UNTIL_2026).provisional
    assert not estimate(date(2026, 12, 1), Period.parse("1y"), UNTIL_2026, roll=False).provisional
