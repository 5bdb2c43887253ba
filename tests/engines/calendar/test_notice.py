"""The holiday notice as it is pasted: read, and compared with what it says twice."""

from datetime import date

import pytest
from tests.engines.calendar.files import NOTICE_2027, year_2027

from zhicheng.engines.calendar import estimated
from zhicheng.engines.calendar.files import CalendarFileError, read_calendar


def refusal(content: bytes) -> str:
    with pytest.raises(CalendarFileError) as refused:
        read_calendar(content, "通知.txt")
    return str(refused.value)


def test_the_notice_itself_says_the_same() -> None:
    [plain] = read_calendar(year_2027(), "2027.json")
    [year] = read_calendar(NOTICE_2027.encode(), "通知.txt")
    assert (year.off, year.work) == (plain.off, plain.work)
    assert year.source == "示例办公厅关于2027年部分节假日安排的通知"
    [untitled] = read_calendar(NOTICE_2027.replace("的通知", "").encode(), "通知.txt")
    assert untitled.source == "2027年部分节假日安排"


@pytest.mark.parametrize(
    ("right", "wrong", "message"),
    [
        ("1月1日（周五）", "1月1日（周四）", "2027-01-01 是星期五，与所写的星期不符"),
        ("11日（周四）", "11日（周五）", "2027-02-11 是星期四，与所写的星期不符"),
        ("共7天。2月", "共8天。2月", "“春节”写明8天，所列日期却是 7 天"),
        ("6月9日（周三）放假1天", "6月9日（周三）放假2天", "“端午节”写明2天，所列日期却是 1 天"),
        (
            "4月3日（星期六）至5日",
            "4月3日（星期六）至35日",
            "“4月3日（星期六）至35日（星期一）”不是有效的日期",
        ),
        ("10月1日（周五）至7日（周四）", "10月7日（周四）至1日", "“国庆节”的起止日期不对"),
        ("五、端午节：6月9日（周三）放假1天，不调休。", "", "缺少 2027-06-09（端午节）"),
        ("2月14日（周日）、", "2月15日（周一）、", "2027-02-15（星期一）本来就是工作日"),
        ("2027年部分", "2227年部分", "不知道是哪一年的通知"),
    ],
)
def test_a_slip_in_the_notice_is_found(right: str, wrong: str, message: str) -> None:
    assert right in NOTICE_2027
    assert message in refusal(NOTICE_2027.replace(right, wrong, 1).encode())


def notice_with(new_year: str, year: int) -> bytes:
    """A notice that says no more than the law, but for New Year."""
    days = sorted(estimated(year).off - {date(year, 1, 1)})
    rest = "".join(f"节日：{day.month}月{day.day}日放假1天。\n" for day in days)
    return f"关于{year}年部分节假日安排的通知\n元旦：{new_year}。\n{rest}".encode()


def test_the_weekend_before_new_year_is_the_other_years_and_off_anyway() -> None:
    [year] = read_calendar(notice_with("2028年12月30日至2029年1月1日放假，共3天", 2029), "x")
    assert year.off == estimated(2029).off


def test_a_working_day_of_the_year_before_belongs_into_its_file() -> None:
    said = refusal(notice_with("2026年12月31日至2027年1月3日放假，共4天", 2027))
    assert said == "2026-12-31 不属于2027年。跨年的安排请写入2026年的日历。"
    said = refusal(notice_with("1月1日放假。2028年12月30日上班", 2029))
    assert said == "2028-12-30 不属于2029年。跨年的安排请写入2028年的日历。"
