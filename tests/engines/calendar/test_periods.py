"""Reading a period, and what statutes mean by theirs (R-T-5, R-T-6)."""

import re
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhicheng.engines.calendar import (
    Exclusion,
    Period,
    PeriodError,
    Stop,
    Unit,
    again,
    deadline,
    published,
)
from zhicheng.engines.calendar.conventions import days_of, served_by_mail, served_electronically

WORDS = {
    "15wd": "15个工作日",
    "30d": "30日",
    "3m": "3个月",
    "1y": "1年",
    " 15WD ": "15个工作日",
    "15个工作日": "15个工作日",
    "15 工作日": "15个工作日",
    "30日": "30日",
    "30天": "30日",
    "3个月": "3个月",
    "1年": "1年",
    "三个月": "3个月",
    "两年": "2年",
    "十日": "10日",
    "十五个工作日": "15个工作日",
    "二十日": "20日",
    "二十五日": "25日",
    "一百日": "100日",
    "一百零五日": "105日",
    "一百二十日": "120日",
    "一百一十五日": "115日",
}


@pytest.mark.parametrize(("words", "meaning"), WORDS.items())
def test_a_period_is_read_in_either_notation(words: str, meaning: str) -> None:
    assert str(Period.parse(words)) == meaning


@given(st.builds(Period, st.integers(1, 99), st.sampled_from(Unit)))
def test_what_is_written_is_read_back(period: Period) -> None:
    assert Period.parse(str(period)) == period
    assert Period.parse(f"{period.number}{period.unit}") == period


@pytest.mark.parametrize(
    "words",
    [
        "",
        "15",
        "wd",
        "3月",
        "-3d",
        "1.5d",
        "三十",
        "百日",
        "十十日",
        "一百二日",
        "零日日",
        "3 d m",
        "٣d",
        "9" * 5000 + "d",
    ],
)
def test_what_is_no_period_is_refused(words: str) -> None:
    with pytest.raises(PeriodError, match="看不懂期限"):
        Period.parse(words)


@pytest.mark.parametrize("words", ["0d", "0wd", "10000wd", "99999999999999d", "101y", "1201个月"])
def test_what_is_too_short_or_too_long_is_refused(words: str) -> None:
    with pytest.raises(PeriodError, match="超出范围") as refused:
        Period.parse(words)
    assert re.sub(r"\D.*", "", words) in str(refused.value), "as it was typed"


@pytest.mark.parametrize("period", ["1d", "1m", "1y", "1wd"])
def test_the_end_of_time_is_an_overflow(period: str) -> None:
    with pytest.raises(OverflowError):
        deadline(date(9999, 12, 31), Period.parse(period), published())


@pytest.mark.parametrize("number", [2, 3, 5, 7])
def test_short_periods_of_the_penalty_act_are_working_days(number: int) -> None:
    on = date(2026, 1, 1)
    assert days_of("行政处罚法", number, on=on) == Period(number, Unit.WORKING_DAYS)
    assert days_of("行政处罚法", number, on=date(2021, 7, 14)) == Period(number, Unit.DAYS)
    assert days_of("行政复议法", number, on=on) == Period(number, Unit.DAYS)


@pytest.mark.parametrize("number", [1, 4, 6, 10, 15, 60, 90])
def test_other_periods_of_the_penalty_act_are_days(number: int) -> None:
    assert days_of("行政处罚法", number, on=date(2026, 1, 1)) == Period(number, Unit.DAYS)


def test_the_day_of_service() -> None:
    day = date(2026, 9, 18)
    assert served_electronically(day) == day
    assert served_by_mail(day) - day == timedelta(days=15)


def test_an_interval_that_ends_before_it_begins_is_refused() -> None:
    with pytest.raises(ValueError, match="早于开始日期"):
        Exclusion(date(2026, 3, 2), date(2026, 3, 1))


def test_the_record_of_a_computed_date() -> None:
    """R-T-8: everything that is needed to compute it again."""
    stop = Exclusion(date(2026, 8, 3), date(2026, 8, 12), "中止审理", "中止通知书", Stop.SUSPENDED)
    found = deadline(date(2026, 7, 1), Period.parse("3m"), published(), [stop])
    assert found.to_dict() == {
        "day": "2026-10-12",
        "unrolled": "2026-10-11",
        "rules": ["R-T-1", "R-T-2", "R-T-3", "R-T-7"],
        "start": "2026-07-01",
        "period": "3m",
        "excluded": [
            {
                "from": "2026-08-03",
                "to": "2026-08-12",
                "cause": "中止审理",
                "document": "中止通知书",
                "kind": "suspended",
            }
        ],
        "excluded_days": 10,
        "calendar_version": published().version,
        "roll": True,
        "provisional": False,
    }
    assert again(found.to_dict(), published()) == found
