"""The vectors of RULES §1.3, and the years of §1.2, as they are written there."""

from datetime import date

import pytest

from zhicheng.engines.calendar import (
    Calendar,
    CalendarUnknown,
    Deadline,
    Exclusion,
    Period,
    deadline,
    published,
)

UNTIL_2026 = Calendar.of(published().year(number) for number in (2024, 2025, 2026))


def last_day(start: str, period: str, *excluded: Exclusion, roll: bool = True) -> Deadline:
    return deadline(
        date.fromisoformat(start), Period.parse(period), published(), excluded, roll=roll
    )


@pytest.mark.parametrize(
    ("start", "period", "day"),
    [
        ("2026-09-24", "3wd", "2026-09-30"),  # mid-autumn 25-27 off
        ("2026-09-30", "5wd", "2026-10-13"),  # Saturday 10-10 counts
        ("2026-09-18", "5wd", "2026-09-24"),  # Sunday 09-20 counts
        ("2026-02-13", "7wd", "2026-03-02"),
        ("2026-02-12", "15wd", "2026-03-11"),
        ("2025-01-24", "7wd", "2025-02-10"),  # 1-26 and 2-8 count
        ("2025-09-26", "7wd", "2025-10-13"),
        ("2024-09-30", "5wd", "2024-10-12"),  # a Saturday
        ("2026-04-30", "7wd", "2026-05-13"),
        ("2026-08-25", "45wd", "2026-11-02"),
    ],
)
def test_periods_in_working_days(start: str, period: str, day: str) -> None:
    found = last_day(start, period)
    assert found.day.isoformat() == found.unrolled.isoformat() == day
    assert found.rules == ("R-T-1", "R-T-3")


@pytest.mark.parametrize(
    ("start", "period", "unrolled", "day"),
    [
        ("2026-08-31", "1m", "2026-09-30", "2026-09-30"),  # no 31st
        ("2025-12-31", "2m", "2026-02-28", "2026-02-28"),  # Saturday, but a make-up working day
        ("2025-12-15", "2m", "2026-02-15", "2026-02-24"),  # Sunday of the spring festival
        ("2026-07-01", "3m", "2026-10-01", "2026-10-08"),
        ("2026-09-01", "30d", "2026-10-01", "2026-10-08"),
        ("2026-07-10", "90d", "2026-10-08", "2026-10-08"),
    ],
)
def test_periods_in_days_and_months(start: str, period: str, unrolled: str, day: str) -> None:
    found = last_day(start, period)
    assert (found.unrolled.isoformat(), found.day.isoformat()) == (unrolled, day)
    assert ("R-T-2" in found.rules) == found.rolled == (unrolled != day)


@pytest.mark.parametrize("number", [1, 5, 45])
def test_any_in_2027_is_unknown(number: int) -> None:
    with pytest.raises(CalendarUnknown, match="2027年的放假调休安排尚未发布") as unknown:
        UNTIL_2026.add_working_days(date(2027, 1, 1), number)
    assert unknown.value.year == 2027
    with pytest.raises(CalendarUnknown, match="2027"):
        deadline(date(2026, 12, 31), Period.parse(f"{number}wd"), UNTIL_2026)


@pytest.mark.parametrize(("year", "count"), [(2024, 251), (2025, 248), (2026, 248)])
def test_the_working_days_of_a_year(year: int, count: int) -> None:
    assert published().year(year).count() == count


OFF = {
    2024: "1/1, 2/10-17, 4/4-6, 5/1-5, 6/10, 9/15-17, 10/1-7",
    2025: "1/1, 1/28-2/4, 4/4-6, 5/1-5, 5/31-6/2, 10/1-8",
    2026: "1/1-3, 2/15-23, 4/4-6, 5/1-5, 6/19-21, 9/25-27, 10/1-7",
}
WORK = {
    2024: "2/4 2/18 4/7 4/28 5/11 9/14 9/29 10/12",
    2025: "1/26 2/8 4/27 9/28 10/11",
    2026: "1/4 2/14 2/28 5/9 9/20 10/10",
}


def spelled_out(year: int, spans: str) -> set[date]:
    """``1/28-2/4`` → its days."""
    days: set[date] = set()
    for span in spans.split(", "):
        first, _, last = span.partition("-")
        month = first.split("/")[0]
        end = last if "/" in last else f"{month}/{last}" if last else first
        begin, close = (date(year, *map(int, one.split("/"))) for one in (first, end))
        days |= {date.fromordinal(n) for n in range(begin.toordinal(), close.toordinal() + 1)}
    return days


@pytest.mark.parametrize("year", [2024, 2025, 2026])
def test_the_library_has_the_days_of_the_notices(year: int) -> None:
    found = published().year(year)
    assert set(found.off) == spelled_out(year, OFF[year])
    assert set(found.work) == spelled_out(year, WORK[year].replace(" ", ", "))


def test_an_excluded_interval_is_added_first_and_the_last_day_moved_then() -> None:
    """R-AJ: filed 2026-07-01, three months, ten days of appraisal left out."""
    appraisal = Exclusion(date(2026, 8, 3), date(2026, 8, 12), "鉴定", "鉴定委托书")
    found = last_day("2026-07-01", "3m", appraisal)
    assert (found.unrolled, found.day) == (date(2026, 10, 11), date(2026, 10, 12))
    assert found.rules == ("R-T-1", "R-T-2", "R-T-3", "R-T-7")
    assert found.excluded_days == 10


def test_a_complaint_of_august_by_the_new_rule() -> None:
    """R-CM: accepted 2026-08-25, sixty days."""
    found = last_day("2026-08-25", "60d")
    assert (found.unrolled, found.day) == (date(2026, 10, 24), date(2026, 10, 26))


def test_a_judicial_confirmation_waits_for_the_holidays() -> None:
    """R-MD: effective 2026-09-01, thirty days."""
    assert last_day("2026-09-01", "30d").day == date(2026, 10, 8)


def test_the_term_of_a_patent_is_not_moved() -> None:
    found = last_day("2006-10-01", "20y", roll=False)
    assert found.day == found.unrolled == date(2026, 10, 1)
    assert found.rules == ("R-T-1",)
    beyond = last_day("2020-01-05", "20y", roll=False)
    assert beyond.day == date(2040, 1, 5)  # needs no calendar
