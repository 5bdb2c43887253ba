"""A form that is pressed twice is sent once."""

from collections.abc import Callable

from playwright.sync_api import Page, expect

# The last to hear of it counts what would leave the page, and keeps it here: the line is slow.
COUNT = """() => {
    window.sent = 0;
    window.addEventListener("submit", event => {
        if (!event.defaultPrevented) window.sent += 1;
        event.preventDefault();
    });
}"""


def test_a_form_that_is_pressed_twice_is_sent_once(log_in: Callable[..., Page]) -> None:
    page = log_in("coordinator", "/calendars/load/")
    page.get_by_label("通知正文").fill("不是通知")
    page.evaluate(COUNT)
    button = page.locator("main form button[type=submit]")
    button.dblclick()
    page.evaluate("document.querySelector('main form').requestSubmit()")
    assert page.evaluate("window.sent") == 1
    expect(button).to_be_disabled()
