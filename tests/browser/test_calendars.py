"""The coordinator pastes the holiday notice; the year that was estimated is known."""

from collections.abc import Callable

from playwright.sync_api import Page, expect
from tests.engines.calendar.files import NOTICE_2027


def test_a_notice_is_pasted(log_in: Callable[..., Page], look: Callable[[Page, str], None]) -> None:
    page = log_in("coordinator", "/calendars/")
    look(page, "calendars")
    page.get_by_role("link", name="2026年").click()
    look(page, "calendar-2026")
    page.get_by_role("link", name="载入一年").click()
    look(page, "calendar-load")
    wrong = NOTICE_2027.replace("1月1日（周五）", "1月1日（周四）")
    page.get_by_label("通知正文").fill(wrong)
    page.get_by_role("button", name="载入").click()
    expect(page.get_by_text("2027-01-01 是星期五，与所写的星期不符")).to_be_visible()
    look(page, "calendar-refused")
    expect(page.get_by_label("通知正文")).to_have_value(wrong.replace("\r", ""))
    page.get_by_label("通知正文").fill(NOTICE_2027)
    page.get_by_role("button", name="载入").click()
    expect(page.get_by_text("已载入2027年的安排")).to_be_visible()
    look(page, "calendar-2027")
