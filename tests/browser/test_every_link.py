"""Every kind of page that a person can reach along links alone answers that person."""

import re
from collections import deque
from collections.abc import Callable
from html import unescape
from urllib.parse import urljoin, urlsplit

import pytest
from django.urls import Resolver404, resolve
from playwright.sync_api import Page

PEOPLE = ("coordinator", "mayor", "kjj-head", "scj", "yunxi", "verifier", "auditor", "admin")
# Not pages: what leaves as a file.
FILES = ("export=", "/file/", "/evidence/", "/download/", ".ics")
LINK = re.compile(r"""<a\s[^>]*?href="([^"]*)\"""")


def kind_of(path: str) -> str | None:
    """The route that a path belongs to; None for what is no page of ours."""
    try:
        return resolve(path).route
    except Resolver404:
        return None


def links(html: str, here: str) -> list[str]:
    """Where the links of a page lead within the product."""
    found = (urlsplit(urljoin(here, unescape(address))) for address in LINK.findall(html))
    return [
        f"{url.path}?{url.query}" if url.query else url.path
        for url in found
        if url.netloc == urlsplit(here).netloc and not any(part in url.geturl() for part in FILES)
    ]


@pytest.mark.parametrize("person", PEOPLE)
def test_every_kind_of_page_within_reach(person: str, log_in: Callable[..., Page]) -> None:
    browser = log_in(person)
    waiting, seen, refused = deque(["/"]), set(), []
    while waiting:
        path = waiting.popleft()
        kind = kind_of(path.partition("?")[0])
        if kind is None or kind in seen:
            continue
        seen.add(kind)
        answer = browser.request.get(path)
        if answer.status != 200:
            refused.append(f"{path}: {answer.status}")
        waiting.extend(links(answer.text(), answer.url))
    assert refused == []
    assert len(seen) > 5
