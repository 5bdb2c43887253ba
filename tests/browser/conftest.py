"""Browser tests: a real Chromium against a real ``script/server`` process with its own city.

Fixtures: ``server`` (one for each test process), ``make_city`` (a city of one's own), ``browser``, ``visitor``
(a page without a login) and ``log_in`` (``log_in("kjj")`` gives a page of its own, logged in). Helpers:
``look`` checks a page with axe and takes its screenshots at the three widths when ``ZHICHENG_SCREENSHOTS``
names a folder.
"""

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from shutil import which
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright
from tests.browser.server import ROOT, Server, new_city, serving

from zhicheng.foundation.accounts.sample import PASSWORD

AXE = ROOT / "src/zhicheng/site/frontend/node_modules/axe-core/axe.min.js"
WIDTHS = (1440, 1024, 390)
HEIGHT = 900
TIMEOUT_MS = 15_000
# The rules that name harm to people; "moderate" ones are advice.
SERIOUS = {"serious", "critical"}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if "tests/browser" in item.path.as_posix():
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def make_city(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Path]:
    """Make the data of a city of one's own: ``make_city("power-cut")``."""
    own = tmp_path_factory.getbasetemp()
    # The processes of one run have their folders side by side.
    shared = own.parent if "PYTEST_XDIST_WORKER" in os.environ else own

    def make(name: str) -> Path:
        return new_city(shared, tmp_path_factory.mktemp(name) / "data")

    return make


@pytest.fixture(scope="session")
def server(make_city: Callable[[str], Path]) -> Iterator[Server]:
    """The city that the browser tests of a process share; what a test changes in it, others must not depend
    on."""
    with serving(make_city("city")) as running:
        yield running


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Debian's Chromium; as root it cannot make its sandbox."""
    path = which("chromium")
    if path is None:
        pytest.fail("chromium is absent; script/test installs it")
    arguments = ["--no-sandbox"] if os.getuid() == 0 else []
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=path, args=arguments)
        yield chromium
        chromium.close()


@pytest.fixture
def open_page(browser: Browser, server: Server) -> Iterator[Callable[..., Page]]:
    """Makes pages, each in a browser profile of its own; a script error on any of them fails the test."""
    contexts: list[BrowserContext] = []
    errors: list[str] = []

    def make(**options: Any) -> Page:
        context = browser.new_context(
            base_url=server.url,
            locale="zh-CN",
            timezone_id="Asia/Shanghai",
            viewport={"width": WIDTHS[0], "height": HEIGHT},
            **options,
        )
        contexts.append(context)
        context.set_default_timeout(TIMEOUT_MS)
        page = context.new_page()
        watch(page, errors)
        return page

    yield make
    for context in contexts:
        context.close()
    assert errors == []


def watch(page: Page, errors: list[str]) -> None:
    """Note every script error, and whatever the content security policy refuses: both are defects."""
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on("console", lambda message: _note_refusal(message.text, errors))


def _note_refusal(text: str, errors: list[str]) -> None:
    if "Content Security Policy" in text:
        errors.append(text)


@pytest.fixture
def visitor(open_page: Callable[..., Page]) -> Page:
    """A page of someone who has not logged in."""
    return open_page()


@pytest.fixture
def log_in(open_page: Callable[..., Page]) -> Callable[..., Page]:
    """Log a person of the sample city in, through the login page."""

    def enter(username: str, path: str = "/", **options: Any) -> Page:
        page = open_page(**options)
        page.goto(f"/account/login/?next={path}")
        fill_login(page, username, PASSWORD)
        return page

    return enter


def fill_login(page: Page, username: str, password: str) -> None:
    page.get_by_label("用户名").fill(username)
    page.get_by_label("密码").fill(password)
    page.get_by_role("button", name="登录").click()
    page.wait_for_load_state()


@pytest.fixture
def look() -> Callable[[Page, str], None]:
    """Look at a page at all widths: nothing serious for axe, nothing wider than the window."""

    def check(page: Page, name: str) -> None:
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": HEIGHT})
            _photograph(page, f"{name}-{width}")
            assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), (
                f"{name} is wider than {width} px"
            )
            assert serious_faults(page) == []
        page.set_viewport_size({"width": WIDTHS[0], "height": HEIGHT})

    return check


def serious_faults(page: Page) -> list[str]:
    """What axe finds serious or critical, each with the first element that it is about."""
    page.evaluate(AXE.read_text("utf-8"))
    found = page.evaluate("axe.run({resultTypes: ['violations'], preload: false})")
    return [
        f"{fault['id']}: {fault['nodes'][0]['html']}"
        for fault in found["violations"]
        if fault["impact"] in SERIOUS
    ]


def _photograph(page: Page, name: str) -> None:
    folder = os.environ.get("ZHICHENG_SCREENSHOTS")
    if folder:
        path = Path(folder)
        path.mkdir(parents=True, exist_ok=True)
        page.screenshot(path=path / f"{name}.png", full_page=True)
