"""Every page that a person can reach by links: it answers, axe finds nothing serious, nothing sticks out.

Each kind of page (each route of the URL table) is visited once for each person, along links alone, and
looked at closely when the first person comes to it.
"""

from collections import deque
from collections.abc import Callable
from urllib.parse import urlsplit

import pytest
from django.urls import Resolver404, resolve
from playwright.sync_api import Page

PEOPLE = ("coordinator", "mayor", "kjj-head", "scj", "yunxi", "verifier", "auditor", "admin")
_LOOKED_AT: set[str] = set()
# Not pages: what leaves as a file.
FILES = ("export=", "/file/", "/evidence/", "/download/", ".ics")


def kind_of(path: str) -> str | None:
    """The route that a path belongs to; None for what is no page of ours."""
    try:
        return resolve(path).route
    except Resolver404:
        return None


def links(page: Page) -> list[str]:
    found: list[str] = page.eval_on_selector_all("a[href]", "all => all.map(a => a.href)")
    here = urlsplit(page.url)
    return [
        f"{url.path}?{url.query}" if url.query else url.path
        for url in map(urlsplit, found)
        if url.netloc == here.netloc and not any(part in url.geturl() for part in FILES)
    ]


@pytest.mark.parametrize("person", PEOPLE)
def test_every_kind_of_page_within_reach(
    person: str, log_in: Callable[..., Page], look: Callable[[Page, str], None]
) -> None:
    page = log_in(person)
    waiting, seen = deque(["/"]), set()
    while waiting:
        path = waiting.popleft()
        kind = kind_of(path.partition("?")[0])
        if kind is None or kind in seen:
            continue
        seen.add(kind)
        answer = page.goto(path)
        assert answer is not None
        assert answer.status == 200, f"{path}: {answer.status}"
        if kind not in _LOOKED_AT or kind == "":  # the first page differs from person to person
            look(page, f"{person}-{kind.strip('/').replace('/', '-') or 'home'}")
            _LOOKED_AT.add(kind)
        waiting.extend(links(page))
    assert len(seen) > 5
