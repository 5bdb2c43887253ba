"""Coming in: the login, its refusals, the lockout that all processes share, and pages that fail."""

import os
import signal
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from playwright.sync_api import Page, expect
from tests.browser.conftest import fill_login
from tests.browser.server import Server, serving

from zhicheng.foundation.accounts.sample import PASSWORD

Look = Callable[[Page, str], None]
LogIn = Callable[..., Page]


def test_the_login_page(visitor: Page, look: Look) -> None:
    visitor.goto("/account/login/")
    expect(visitor.get_by_role("heading", name="登录")).to_be_visible()
    look(visitor, "login")


def test_a_wrong_password_is_told_and_the_name_kept(visitor: Page, look: Look) -> None:
    visitor.goto("/account/login/")
    fill_login(visitor, "auditor", "not-the-password")
    expect(visitor.get_by_text("用户名或密码不正确")).to_be_visible()
    expect(visitor.get_by_label("用户名")).to_have_value("auditor")
    look(visitor, "login-wrong")


def test_the_keyboard_alone_leads_in(visitor: Page) -> None:
    visitor.goto("/account/login/")
    visitor.keyboard.press("Tab")
    expect(visitor.get_by_role("link", name="跳到正文")).to_be_focused()
    visitor.get_by_label("用户名").focus()
    visitor.keyboard.type("auditor")
    visitor.keyboard.press("Tab")
    visitor.keyboard.type(PASSWORD)
    visitor.keyboard.press("Enter")
    visitor.wait_for_url(lambda url: "login" not in url)


def test_without_script_one_can_log_in_and_out(log_in: LogIn) -> None:
    page = log_in("verifier", "/account/second-factor/", java_script_enabled=False)
    expect(page.get_by_role("heading", name="两步验证")).to_be_visible()
    page.locator("summary").last.click()
    page.get_by_role("button", name="退出登录").click()
    expect(page.get_by_text("您已退出登录")).to_be_visible()


def test_the_menu_closes_with_escape_and_gives_the_focus_back(log_in: LogIn) -> None:
    page = log_in("verifier", "/account/second-factor/")
    summary = page.locator("details[data-menu] > summary").last
    summary.click()
    expect(page.get_by_role("link", name="修改密码")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("link", name="修改密码")).to_be_hidden()
    expect(summary).to_be_focused()


def test_after_five_wrong_passwords_every_process_refuses_the_right_one(
    open_page: Callable[..., Page],
) -> None:
    for attempt in range(5):
        page = open_page()
        page.goto("/account/login/")
        fill_login(page, "gaoxin", f"wrong-{attempt}")
    # Each new connection may reach another process: none of them may let the person in.
    for _ in range(6):
        page = open_page()
        page.goto("/account/login/")
        fill_login(page, "gaoxin", PASSWORD)
        assert "/account/login/" in page.url
        expect(page.get_by_role("main")).to_contain_text("登录失败次数过多")


def test_the_pages_of_the_account(log_in: LogIn, look: Look) -> None:
    page = log_in("czj", "/account/password/")
    look(page, "password")
    page.goto("/account/second-factor/")
    look(page, "second-factor")
    page.goto("/account/second-factor/totp/activate/")
    page.get_by_label("密码").fill(PASSWORD)
    page.get_by_role("button", name="确认").click()
    expect(page.get_by_role("img", name="二维码")).to_be_visible()
    look(page, "second-factor-activate")


def test_an_address_that_does_not_exist_says_what_to_do(log_in: LogIn, look: Look) -> None:
    page = log_in("czj", "/no/such/page/")
    expect(page.get_by_role("heading", name="没有这个页面")).to_be_visible()
    expect(page.get_by_role("link", name="返回首页")).to_be_visible()
    look(page, "404")


def test_static_files_carry_their_hash_and_are_kept_by_the_browser(visitor: Page) -> None:
    visitor.goto("/account/login/")
    style = visitor.locator("link[rel=stylesheet]").get_attribute("href")
    assert style
    answer = visitor.request.get(style)
    assert "immutable" in answer.headers["cache-control"]
    assert "zhicheng.css" not in style


def test_a_server_that_is_told_to_stop_leaves_no_process_behind(
    make_city: Callable[[str], Path],
) -> None:
    with serving(make_city("second")) as second:
        processes = second.processes()
        assert len(processes) >= 4  # the script, granian, one web process at least, the worker
    assert [pid for pid in processes if Path(f"/proc/{pid}").exists()] == []


def test_a_killed_worker_is_started_again(server: Server) -> None:
    killed = server.worker()
    os.kill(killed, signal.SIGKILL)
    until = time.monotonic() + 30
    while time.monotonic() < until:
        with suppress(IndexError):
            if server.worker() != killed:
                return
        time.sleep(0.2)
    raise AssertionError("no worker came back")
