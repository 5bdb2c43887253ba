"""The wall on screens that hang there: all of it is seen, nobody scrolls, and no login form appears."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from zhicheng.governance.overview.wall import OVERDUE, TARGETS

SCREENS = [(1920, 1080), (3840, 2160)]
# As on a day on which nothing goes well: as many lines as the page shows, and more.
_FILL = """lines => {
    for (const list of document.querySelectorAll(".wall-list")) {
        while (list.children.length < lines) list.append(list.children[0].cloneNode(true));
        const more = document.createElement("p");
        more.className = "wall-more";
        more.textContent = "另有 9 项";
        list.after(more);
    }
}"""


def set_up(log_in: Callable[..., Page]) -> str:
    """The address of a screen."""
    page = log_in("mayor", "/wall/")
    page.get_by_role("link", name="大屏地址").click()
    page.get_by_role("button", name="大屏地址").first.click()
    address = page.locator("dd", has_text="/wall/screen/").inner_text()
    expect(page.get_by_text("只显示这一次")).to_be_visible()
    return address


@pytest.mark.parametrize(("width", "height"), SCREENS)
def test_the_whole_wall_is_on_the_screen(
    log_in: Callable[..., Page], visitor: Page, width: int, height: int
) -> None:
    visitor.set_viewport_size({"width": width, "height": height})
    visitor.goto(set_up(log_in))
    expect(visitor.locator("canvas")).to_be_visible()
    visitor.evaluate(_FILL, max(OVERDUE, TARGETS))
    root = "document.documentElement"
    assert visitor.evaluate(f"[{root}.scrollWidth, {root}.scrollHeight]") == [width, height]
    used = visitor.evaluate("document.querySelector('.wall-columns').getBoundingClientRect()")
    assert used["width"] > width * 0.9
    assert used["bottom"] > height * 0.93


def test_a_screen_whose_address_was_ended_says_so_and_asks_for_no_login(
    log_in: Callable[..., Page], visitor: Page
) -> None:
    visitor.clock.install()
    visitor.goto(set_up(log_in))
    expect(visitor.get_by_role("heading", name="逾期任务")).to_be_visible()
    set_up(log_in)  # another address; this one ends
    visitor.clock.run_for(61_000)
    expect(visitor.get_by_role("heading", name="画面已停止更新")).to_be_visible()
    assert visitor.get_by_label("密码").count() == 0
