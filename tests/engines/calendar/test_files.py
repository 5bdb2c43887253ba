"""Calendar files: what is read, and what is refused, with all that is wrong in one message."""

import json
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.engines.calendar.files import FEED_2027, NOTICE, OFF, WORK, feed, year_2027

from zhicheng.engines.calendar import published
from zhicheng.engines.calendar.files import CalendarFileError, read_calendar


def refusal(content: bytes) -> str:
    with pytest.raises(CalendarFileError) as refused:
        read_calendar(content, "文件")
    return str(refused.value)


def test_a_year_is_read() -> None:
    [year] = read_calendar(year_2027(), "2027.json")
    assert (year.year, year.source, year.provisional) == (2027, NOTICE, False)
    assert (len(year.off), len(year.work)) == (27, 5)
    assert date(2027, 2, 11) in year.off
    assert date(2027, 2, 20) in year.work


def test_a_feed_says_the_same() -> None:
    [plain] = read_calendar(year_2027(), "2027.json")
    [year] = read_calendar(feed(*FEED_2027), "2027.ics")
    assert (year.off, year.work, year.source) == (plain.off, plain.work, "示例节假日")
    [unnamed] = read_calendar(feed(*FEED_2027, head=""), "2027.ics")
    assert unnamed.source == "2027.ics"


def holiday_cn(year: int, **changes: Any) -> bytes:
    found = published().year(year)
    days = [
        {"name": "节日", "date": str(day), "isOffDay": day in found.off}
        for day in sorted(found.off | found.work)
    ]
    return json.dumps({"year": year, "papers": ["通知"], "days": days} | changes).encode()


@pytest.mark.parametrize("year", range(2014, 2027))
def test_all_published_years_pass_in_the_notation_of_holiday_cn(year: int) -> None:
    [read] = read_calendar(holiday_cn(year), f"{year}.json")
    assert (read.off, read.work) == (published().year(year).off, published().year(year).work)
    assert read.source == "通知"
    [unnamed] = read_calendar(holiday_cn(year, papers=[]), "某年.json")
    assert unnamed.source == "某年.json"


@pytest.mark.parametrize("days", ["x", [1], [{"date": "2026-01-01"}], [{"date": 1}]])
def test_days_that_are_no_days_are_refused(days: object) -> None:
    assert refusal(holiday_cn(2026, days=days)) == "days 应是列表，每项含 date、name、isOffDay。"


def test_overlapping_holidays_are_refused() -> None:
    twice = refusal(year_2027(off=[*OFF, "2027-10-03..2027-10-04=秋假"], work=[*WORK, WORK[0]]))
    assert twice.splitlines() == [
        "2027-10-03 的放假安排重复：“国庆节”和“秋假”都包含这一天。",
        "2027-10-04 的放假安排重复：“国庆节”和“秋假”都包含这一天。",
        "2027-02-14 的上班安排重复：“2027-02-14”和“2027-02-14”都包含这一天。",
    ]


def test_a_day_both_off_and_work_is_refused() -> None:
    assert refusal(year_2027(work=[*WORK, "2027-10-02"])) == "2027-10-02 既列为放假，又列为上班。"


def test_a_day_of_another_year_is_refused() -> None:
    said = refusal(year_2027(off=[*OFF, "2026-12-31"], work=[*WORK, "2028-01-08"]))
    assert said.splitlines() == [
        "2026-12-31 不属于2027年。跨年的安排请写入2026年的日历。",
        "2028-01-08 不属于2027年。跨年的安排请写入2028年的日历。",
    ]


def test_a_make_up_day_in_the_week_is_refused() -> None:
    said = refusal(year_2027(work=[*WORK, "2027-03-03"]))
    assert said == "2027-03-03（星期三）本来就是工作日，不能列为调休上班。"


def test_an_incomplete_year_is_refused() -> None:
    said = refusal(year_2027(off=OFF[1:]))
    assert said.startswith("缺少 2027-01-01（元旦）。按全国年节及纪念日放假办法")


def test_a_long_list_of_problems_is_cut() -> None:
    said = refusal(year_2027(off=[]))
    assert len(said.splitlines()) == 9
    assert said.endswith("另有 5 处问题。")


def test_years_before_the_tables_are_taken_as_they_are() -> None:
    [year] = read_calendar(year_2027(year=2004, off=["2004-01-01"], work=None), "旧.json")
    assert year.off == {date(2004, 1, 1)}


@pytest.mark.parametrize(
    ("entry", "message"),
    [
        ("2027-02-30", "“2027-02-30”不是有效的日期"),
        ("二月五日", "“二月五日”不是有效的日期"),
        ("2027-02-05..", "“”不是有效的日期"),
        ("2027-02-11..2027-02-05=春节", "“春节”的起止日期不对"),
        ("2027-01-01..2027-12-31", "“2027-01-01..2027-12-31”的起止日期不对"),
        (20270101, "“20270101”不是日期"),
        (None, "“None”不是日期"),
        ([], "“[]”不是日期"),
    ],
)
def test_an_entry_that_is_no_day_is_refused(entry: object, message: str) -> None:
    assert message in refusal(year_2027(off=[*OFF, entry]))


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"year": None}, "year 应是 1990 到 2099 之间的年份"),
        ({"year": True}, "year 应是"),
        ({"year": "2027"}, "year 应是"),
        ({"year": 20270}, "year 应是"),
        ({"source": None}, "source 应写明依据的通知"),
        ({"source": "  "}, "source 应写明"),
        ({"source": "长" * 201}, "source 应写明"),
        ({"source": 7}, "source 应写明"),
        ({"off": None}, "off 应是日期的列表"),
        ({"off": "2027-01-01"}, "off 应是日期的列表"),
        ({"work": {}}, "work 应是日期的列表"),
    ],
)
def test_a_field_that_is_wrong_is_named(changes: dict[str, Any], message: str) -> None:
    assert message in refusal(year_2027(**changes))


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "也不是 JSON 或 .ics"),
        (b"{", "不是放假通知的正文"),
        (b"[" * 100_000, "不是放假通知的正文"),
        (b"[]", "应是一个 JSON 对象"),
        ('{"year"：2027}'.encode(), "不是放假通知的正文"),
        ("元旦".encode("gb18030"), "不是 UTF-8"),
        (b" " * 1_000_001, "文件过大"),
        (b"PK\x03\x04\xff\xfe", "不是 UTF-8"),
    ],
)
def test_what_is_no_calendar_is_refused(content: bytes, message: str) -> None:
    assert message in refusal(content)


def test_a_byte_order_mark_does_no_harm() -> None:
    assert read_calendar(b"\xef\xbb\xbf" + year_2027(), "2027.json")


@pytest.mark.parametrize(
    ("events", "message"),
    [
        ([], "没有标明“休”或“班”的日子"),
        (["20270214 20270215 情人节"], "没有标明"),
        (["20270101 20270104 元旦（休） RRULE:FREQ=YEARLY"], "“元旦（休）”是重复事件"),
        (["2027-01-01 - 元旦（休）"], "日期“2027-01-01”无效"),
        (["20270231 - 元旦（休）"], "日期“20270231”无效"),
        (["00010101 - 元旦（休）"], "日期“00010101”无效"),
        (["20270101 20280101 元旦（休）"], "“元旦”的起止日期不对"),
    ],
)
def test_a_feed_that_cannot_be_used_is_refused(events: list[str], message: str) -> None:
    assert message in refusal(feed(*events))


def test_an_event_without_a_day_or_an_end_is_refused() -> None:
    head = "BEGIN:VCALENDAR\nEND:VEVENT\nBEGIN:VEVENT\nSUMMARY:元旦（休）\n?\nEND:VEVENT\n"
    assert "日期“”无效" in refusal(head.encode())


def test_a_folded_line_is_one_line() -> None:
    folded = feed(*FEED_2027).decode().replace("元旦（休）", "元旦\r\n （休）")
    assert len(read_calendar(folded.encode(), "x")) == 1


def test_a_holiday_over_new_years_eve_belongs_to_two_years() -> None:
    """And the year of which the feed has the eve alone is incomplete: nothing is used."""
    events = ("20261231 20270104 元旦（休）", *FEED_2027[1:])
    assert "缺少 2026-01-01（元旦）" in refusal(feed(*events))


@given(st.binary(max_size=400) | st.text(max_size=400).map(str.encode))
def test_whatever_is_in_a_file_it_is_read_or_refused(content: bytes) -> None:
    with pytest.raises(CalendarFileError):
        read_calendar(content, "文件")


_ENTRY = st.none() | st.integers() | st.text(max_size=30) | st.dates().map(str)


@given(
    st.dictionaries(
        st.sampled_from(["year", "off", "work", "source", "days"]), _ENTRY | st.lists(_ENTRY)
    )
)
def test_whatever_is_in_a_field_it_is_read_or_refused(fields: dict[str, Any]) -> None:
    with pytest.raises(CalendarFileError):
        read_calendar(year_2027(**({"off": []} | fields)), "文件")
