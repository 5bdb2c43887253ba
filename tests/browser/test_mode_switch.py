"""The switch in the bar of every page: it changes language and size, leads back, and follows the person."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page
from tests.browser import looking
from tests.browser.conftest import HEIGHT

MODES = ("zh-hans", "zh-hant", "en", "zh-hans.large")
WIDTHS = (1440, 390)


def choose(page: Page, mode: str) -> None:
    """Press the switch in the bar, as a person would; it leads back to the same page."""
    here = page.url
    page.locator("form[action='/mode/'] button[name=mode]").first.evaluate(
        "(button, mode) => { button.value = mode; }", mode
    )
    with page.expect_navigation():
        page.evaluate("document.querySelector(\"form[action='/mode/'] button\").click()")
    assert page.url == here


@pytest.mark.parametrize("mode", MODES)
def test_a_visitor_chooses_a_mode_on_the_login_page(mode: str, visitor: Page) -> None:
    visitor.goto("/account/login/")
    choose(visitor, mode)
    looking.arm(visitor)
    for width in WIDTHS:
        visitor.set_viewport_size({"width": width, "height": HEIGHT})
        assert looking.faults(visitor) == []
        assert not looking.is_too_wide(visitor)


def test_the_mode_of_a_person_follows_to_another_desk(log_in: Callable[..., Page]) -> None:
    page = log_in("dongli-head", "/tasks/?q=x")
    choose(page, "en")
    assert page.get_attribute("html", "lang") == "en"
    elsewhere = log_in("dongli-head", "/tasks/")
    assert elsewhere.get_attribute("html", "lang") == "en"


def test_without_script_the_switch_works_and_leads_back(open_page: Callable[..., Page]) -> None:
    page = open_page(java_script_enabled=False)
    page.goto("/account/login/?next=/tasks/")
    page.locator("summary").click()
    page.get_by_role("button", name="English").click()
    assert page.url.endswith("/account/login/?next=/tasks/")
    assert page.get_by_role("heading", name="Log in").is_visible()
