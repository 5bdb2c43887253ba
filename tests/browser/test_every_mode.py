"""Every kind of page in every mode – 简体, 繁體, English, 适老 – on a desk and on a telephone.

WCAG 2.2 AA by axe-core, the page's language told, nothing wider than the window, no Chinese word of the
product left in English. The pages are found along links, as in ``test_every_page``; a new one is looked at
from its first day.
"""

from collections import deque
from collections.abc import Callable

import pytest
from playwright.sync_api import Page
from tests.browser.conftest import AXE, HEIGHT
from tests.browser.test_every_page import kind_of, links
from tests.catalogue import HAN, all_words

MODES = {"zh-hans": "zh-Hans", "zh-hant": "zh-Hant", "en": "en", "zh-hans.large": "zh-Hans"}
WIDTHS = (1440, 390)
# Simplified and traditional pages have the same layout, so each is looked at in one width.
LOOKS = {"zh-hans": (1440,), "zh-hant": (390,), "en": WIDTHS, "zh-hans.large": WIDTHS}
PEOPLE = ("coordinator", "kjj-head", "admin")
WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
# Words of the product that are also names of the sample city, or numbers of its plan.
CONTENT = {"联席会议办公室", "一", "二", "三", "四", "五", "六", "日"}
_LOOKED_AT: set[str] = set()


def choose(page: Page, mode: str) -> None:
    """Press the switch in the bar, as a person would; it leads back to the same page."""
    here = page.url
    page.locator("form[action='/mode/'] button[name=mode]").first.evaluate(
        "(button, mode) => { button.value = mode; }", mode
    )
    with page.expect_navigation():
        page.evaluate("document.querySelector(\"form[action='/mode/'] button\").click()")
    assert page.url == here


def faults(page: Page) -> list[str]:
    """Whatever axe finds against WCAG 2.2 AA, each with the first element that it is about."""
    page.evaluate(AXE.read_text("utf-8"))
    found = page.evaluate("tags => axe.run({runOnly: tags})", WCAG)
    return [f"{one['id']}: {one['nodes'][0]['html'][:200]}" for one in found["violations"]]


def untranslated(page: Page, words: set[str]) -> list[str]:
    """Texts on an English page that are words of the product and still Chinese."""
    texts: list[str] = page.evaluate(
        """() => { const out = [], walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
        while (walk.nextNode()) if (!walk.currentNode.parentElement.closest('[translate=no]'))
        out.push(walk.currentNode.textContent.trim()); return out; }"""
    )
    return sorted({text for text in texts if HAN.search(text) and text in words - CONTENT})


def pages_of(page: Page) -> list[str]:
    """An address for each kind of page within reach that nobody has looked at yet."""
    waiting, seen, found = deque(["/"]), set(), []
    while waiting:
        path = waiting.popleft()
        kind = kind_of(path.partition("?")[0])
        if kind is None or kind in seen:
            continue
        seen.add(kind)
        page.goto(path)
        waiting.extend(links(page))
        if kind not in _LOOKED_AT:
            _LOOKED_AT.add(kind)
            found.append(path)
    return found


@pytest.mark.parametrize("person", PEOPLE)
def test_every_page_in_every_mode(person: str, log_in: Callable[..., Page]) -> None:
    page, wrong, words = log_in(person), [], set(all_words())
    addresses = pages_of(page)
    page.goto("/")
    for mode, widths in LOOKS.items():
        choose(page, mode)
        tag = MODES[mode]
        for width in widths:
            page.set_viewport_size({"width": width, "height": HEIGHT})
            for address in addresses:
                page.goto(address)
                where = f"{address} {mode} {width}"
                assert page.get_attribute("html", "lang") == tag, where
                wrong += [f"{where}: {fault}" for fault in faults(page)]
                if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
                    wrong.append(f"{where}: wider than the window")
                if mode == "en" and width == WIDTHS[0]:
                    wrong += [f"{where}: not English: {text}" for text in untranslated(page, words)]
        page.goto("/")
    choose(page, "zh-hans")
    assert wrong == []


@pytest.mark.parametrize("mode", MODES)
def test_the_login_page_in_every_mode(mode: str, visitor: Page) -> None:
    visitor.goto("/account/login/")
    choose(visitor, mode)
    for width in WIDTHS:
        visitor.set_viewport_size({"width": width, "height": HEIGHT})
        assert faults(visitor) == []
        assert visitor.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_without_script_the_switch_works_and_leads_back(open_page: Callable[..., Page]) -> None:
    page = open_page(java_script_enabled=False)
    page.goto("/account/login/?next=/tasks/")
    page.locator("summary").click()
    page.get_by_role("button", name="English").click()
    assert page.url.endswith("/account/login/?next=/tasks/")
    assert page.get_by_role("heading", name="Log in").is_visible()
