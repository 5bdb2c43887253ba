"""Every page in every mode – 简体, 適老, 繁體, English – on a desk, on a telephone and on paper.

WCAG 2.2 AA by axe-core, the page's language told, nothing wider than the window or the sheet, no Chinese
word of the product left in English. Which pages there are, and who gets them, ``tests.pages`` says; that it
leaves none out, ``tests/test_pages.py`` shows from the URL table.
"""

import json
import subprocess
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from django.urls import get_resolver, resolve
from playwright.sync_api import Browser
from playwright.sync_api import Page as Tab
from tests.addresses import patterns
from tests.browser import looking
from tests.browser.conftest import AXE, HEIGHT, WIDTHS, watch
from tests.browser.server import ROOT, Server, serving
from tests.naming import Page
from tests.pages import room_of

# What each mode is called, and the language that its pages say that they are in.
MODES = {"zh-hans": "zh-Hans", "zh-hans.large": "zh-Hans", "zh-hant": "zh-Hant", "en": "en"}
PLAIN, LARGE, ENGLISH = "zh-hans", "zh-hans.large", "en"
# A script and a language change the words, large type the colours as well.
COLOURS = {PLAIN, LARGE}
DESK, TABLET, TELEPHONE = WIDTHS
ROOMS = sorted({room_of(name) for name, _ in patterns(get_resolver())})
# What a page does of itself when its window changes is done by the second frame.
_SETTLED = "new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))"
FURNISH = "from tests.pages import main; main()"


@dataclass(frozen=True, slots=True)
class City:
    """A running server with every page of ``tests.pages``, and the tab in which each person reads them."""

    server: Server
    browser: Browser
    pages: list[Page]
    logins: dict[str, str]
    tabs: dict[str, Tab] = field(default_factory=dict)
    errors: list[str] = field(default_factory=list)
    seen: set[tuple[str, ...]] = field(default_factory=set)

    def tab(self, who: str) -> Tab:
        if who not in self.tabs:
            self.tabs[who] = self._opened(who)
        return self.tabs[who]

    def _opened(self, who: str) -> Tab:
        context = self.browser.new_context(
            base_url=self.server.url,
            locale="zh-CN",
            timezone_id="Asia/Shanghai",
            reduced_motion="reduce",
        )
        if who in self.logins:
            self._keep(context, "sessionid", self.logins[who])
        context.add_init_script(path=AXE)
        tab = context.new_page()
        watch(tab, self.errors)
        return tab

    def _keep(self, context: Any, name: str, value: str) -> None:
        context.add_cookies([{"name": name, "value": value, "url": self.server.url}])

    def read_in(self, tab: Tab, mode: str) -> None:
        """What the switch in the bar does for a browser."""
        self._keep(tab.context, "mode", mode)


@pytest.fixture(scope="module")
def city(browser: Browser, make_city: Callable[[str], Path]) -> Iterator[City]:
    """A city of its own: what it is furnished with, other tests do not expect."""
    with serving(make_city("furnished")) as server:
        done = subprocess.run(
            [ROOT / "script" / "zhicheng", "shell", "-v", "0", "-c", FURNISH],
            env=server.environment,
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        said = json.loads(done.stdout)
        pages = [Page(**page) for page in said["pages"]]
        city = City(server, browser, pages, said["logins"])
        yield city
        for tab in city.tabs.values():
            tab.context.close()


@pytest.mark.parametrize("room", ROOMS)
def test_every_page_in_every_mode(room: str, city: City) -> None:
    wrong: list[str] = []
    for page in city.pages:
        if room_of(page.route) == room:
            wrong += look_at(page, city)
    assert not wrong, "\n".join(wrong)
    assert city.errors == []


def look_at(page: Page, city: City) -> list[str]:
    """What is wrong with a page, each with the mode and width in which it is.

    The first page of a kind is looked at in every mode. Its other states differ in words, which English shows
    at their longest, and in colours, which large type changes; what 繁體 changes is the same on all of them.
    """
    tab = city.tab(page.who)
    wrong: list[str] = []
    modes = (PLAIN, LARGE, ENGLISH) if kind_of(page) in city.seen else MODES
    city.seen.add(kind_of(page))
    for mode in modes:
        city.read_in(tab, mode)
        tab.set_viewport_size({"width": DESK, "height": HEIGHT})
        answer = tab.goto(page.url)
        assert answer
        assert answer.status == 200, f"{page}: {answer.status}"
        assert resolve(urlsplit(tab.url).path).view_name == page.route, f"{page} led to {tab.url}"
        found = [(DESK, fault) for fault in _faults(tab, mode)]
        if tab.get_attribute("html", "lang") != MODES[mode]:
            found.append((DESK, "does not tell its language"))
        if mode == ENGLISH:
            found += [(DESK, f"not English: {text}") for text in looking.untranslated(tab)]
        found += at_width(tab, DESK)
        found += [(DESK, f"cut off: {row}") for row in looking.cut_off_rows(tab)]
        found += [(0, f"cut off on paper: {box}") for box in looking.too_wide_on_paper(tab)]
        for width in (TABLET, TELEPHONE) if mode == PLAIN else (TELEPHONE,):
            found += at_width(tab, width)
        if mode in COLOURS:
            # What a narrow window changes is the same in every language.
            found += [(TELEPHONE, fault) for fault in _faults(tab, mode)]
        wrong += [f"{page.who} {page.url} {mode} {width}: {fault}" for width, fault in found]
    return wrong


def kind_of(page: Page) -> tuple[str, ...]:
    """The route, and what its address asks for."""
    return page.route, *parse_qs(urlsplit(page.url).query)


def _faults(tab: Tab, mode: str) -> list[str]:
    return looking.faults(tab, advice=mode == PLAIN, colours=mode in COLOURS)


def at_width(tab: Tab, width: int) -> list[tuple[int, str]]:
    tab.set_viewport_size({"width": width, "height": HEIGHT})
    tab.evaluate(_SETTLED)
    return [(width, "wider than the window")] if looking.is_too_wide(tab) else []
