"""A form that is pressed twice is sent once."""

from collections.abc import Callable

from playwright.sync_api import Page, Route, expect


def test_a_form_that_is_pressed_twice_is_sent_once(log_in: Callable[..., Page]) -> None:
    page = log_in("coordinator", "/calendars/load/")
    page.get_by_label("通知正文").fill("不是通知")
    held: list[Route] = []  # the line is slow: no answer before both presses are done
    page.route("**/calendars/load/", lambda route: held.append(route))
    page.get_by_role("button", name="载入").dblclick(no_wait_after=True)
    page.evaluate("document.querySelector('main form').requestSubmit()")
    page.wait_for_timeout(300)
    assert [route.request.method for route in held] == ["POST"]
    page.unroute("**/calendars/load/")
    held[0].continue_()
    expect(page.get_by_text("不是放假通知的正文")).to_be_visible()
    expect(page.get_by_role("button", name="载入")).to_be_enabled()
