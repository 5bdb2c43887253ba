"""Every GET of the URL table answers a page to the person named in ``tests.pages``, or is no page for a
reason that is named there too. Which pages are looked at in a browser follows from the same names."""

from datetime import datetime

import pytest
from django.urls import get_resolver, resolve

from tests.addresses import every_address, patterns
from tests.city import client_of, furnish
from tests.pages import NO_PAGES, all_pages

# One person of each role; the last two are of the unit that the addresses point to.
ROLES = ("coordinator", "verifier", "mayor", "auditor", "admin", "yunxi", "scj", "scj-head")

pytestmark = pytest.mark.django_db


@pytest.fixture
def furnished(sample_city: None, db: None, now: datetime) -> None:
    furnish(now)


@pytest.mark.usefixtures("furnished")
def test_everybody_gets_the_pages_that_are_named() -> None:
    wrong = []
    pages = all_pages()
    clients = {who: client_of(who) for who in {page.who for page in pages}}
    for page in pages:
        answer = clients[page.who].get(page.url, follow=True)
        at = answer.request["PATH_INFO"]
        right = answer.status_code == 200 and b"<html" in answer.content
        if not right or resolve(at).view_name != page.route:
            wrong.append(f"{page.who} {page.route} {page.url}: {answer.status_code} at {at}")
    assert wrong == []


@pytest.mark.usefixtures("furnished")
def test_whatever_is_not_named_answers_no_page(now: datetime) -> None:
    named = {page.route for page in all_pages()}
    assert named.isdisjoint(NO_PAGES)
    assert named | set(NO_PAGES) <= {name for name, _ in patterns(get_resolver())}
    pages = [
        f"{name} {url}"
        for name, url in every_address(now)
        if name not in named and any(is_page(url, who) for who in ROLES)
    ]
    assert pages == []


def is_page(url: str, who: str) -> bool:
    answer = client_of(who).get(url)
    return answer.status_code == 200 and not answer.streaming and b"<html" in answer.content
