"""The search in the top bar, on a desk and on a telephone."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect


@pytest.mark.parametrize("width", [1440, 390])
def test_a_task_is_found_from_every_page(width: int, log_in: Callable[..., Page]) -> None:
    page = log_in("coordinator", "/notices/")
    page.set_viewport_size({"width": width, "height": 900})
    field = page.get_by_role("searchbox", name="搜索任务")
    expect(field).to_be_in_viewport()
    field.fill("完善司法保护")
    field.press("Enter")
    expect(page).to_have_url(re.compile(r"/tasks/\?q="))
    expect(page.get_by_role("main").get_by_role("link", name="完善司法保护")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
