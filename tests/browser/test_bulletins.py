"""The papers of a year in a browser: two quarterly bulletins and the yearly report, from draft to kept file."""

from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

from django.utils.timezone import localdate
from playwright.sync_api import Page, expect
from tests.browser.papers import draft, issue, kept, press, quarters, write

Look = Callable[[Page, str], None]
LogIn = Callable[..., Page]


def test_two_bulletins_and_the_report(log_in: LogIn, look: Look, tmp_path: Path) -> None:
    page = log_in("coordinator", "/bulletins/")
    for year, quarter in quarters():
        draft(page, year, quarter)
        write(page, "已销号{{ tasks.lost }}。")
        expect(page.get_by_text("没有名为“tasks.lost”的数字").first).to_be_visible()
        page.get_by_label("工作亮点").fill("已销号{{ tasks.closed }}。")
        press(page, "保存")
        look(page, f"bulletin-{quarter}")
        shown = issue(page)
        assert sha256(kept(page, tmp_path)).hexdigest() == shown
    page.goto("/bulletins/?kind=yearly")
    page.get_by_role("link", name=f"{localdate().year}年度知识产权工作报告").click()
    shown = issue(page)
    look(page, "report")
    assert sha256(kept(page, tmp_path)).hexdigest() == shown
    page.get_by_role("link", name="核对留存稿").click()
    expect(page.get_by_text("各部分与留存文件一致")).to_be_visible()
    expect(page.get_by_text("与校验值一致")).to_be_visible()

    reader = log_in("mayor", "/bulletins/?kind=yearly")
    reader.get_by_role("link", name=f"{localdate().year}年度知识产权工作报告").click()
    reader.get_by_role("link", name="来源[1]").first.click()
    expect(reader.locator("#source-1")).to_be_in_viewport()
