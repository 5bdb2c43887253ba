"""The pages that nobody wants to see are as fit to be read as all others.

A refusal and a form with a fault are met with as people meet them. Too many requests and a failure of the
server are not made to happen in the city that all tests share: the server's own command renders them, with
its settings, and they are looked at under an address of its site.
"""

import re

import pytest
from playwright.sync_api import Page, Route, expect
from tests.browser.server import Server
from tests.browser.test_entrance import LogIn, Look

RENDER = (
    "from django.test import RequestFactory; from zhicheng.site import errors; "
    "print(errors.{handler}(RequestFactory().get('/')).content.decode())"
)


@pytest.mark.parametrize(
    ("path", "status", "title"),
    [("/audit/", 403, "没有权限"), ("/tasks/999999/", 404, "没有这个页面")],
)
def test_what_is_refused_or_not_there(
    log_in: LogIn, look: Look, path: str, status: int, title: str
) -> None:
    page = log_in("kjj")
    answer = page.goto(path)
    assert answer is not None
    assert answer.status == status
    expect(page.get_by_role("heading", level=1)).to_have_text(re.compile(title))
    look(page, f"error-{status}")


def test_a_form_with_a_fault(log_in: LogIn, look: Look) -> None:
    page = log_in("coordinator", "/calendars/load/")
    page.locator("main form").evaluate("form => { form.noValidate = true; }")
    with page.expect_response(lambda one: one.request.method == "POST") as answer:
        page.get_by_role("button", name="载入").click()
    assert answer.value.status == 422
    expect(page.get_by_text("请粘贴通知正文，或者选择一个文件")).to_be_visible()
    look(page, "error-422")


@pytest.mark.parametrize(
    ("handler", "status", "title"),
    [("too_many_requests", 429, "操作过于频繁"), ("server_error", 500, "系统出错")],
)
def test_what_the_server_says_in_need(
    visitor: Page, server: Server, look: Look, handler: str, status: int, title: str
) -> None:
    said = server.command("shell", "-c", RENDER.format(handler=handler))
    html = said[said.index("<!doctype html>") :]

    def answer(route: Route) -> None:
        route.fulfill(status=status, content_type="text/html; charset=utf-8", body=html)

    visitor.route("**/in-need/", answer)
    visitor.goto("/in-need/")
    expect(visitor.get_by_role("heading", level=1)).to_have_text(re.compile(title))
    look(visitor, f"error-{status}")
