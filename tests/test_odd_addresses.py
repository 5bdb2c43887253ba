"""Every address with keys that no row has and with words in its query that nobody offered: whatever is
typed into the address bar is answered, never with a failure of the server."""

from datetime import datetime
from re import fullmatch

import pytest
from django.test import Client
from django.urls import get_resolver, reverse

from tests.addresses import patterns
from tests.factories import make_user
from zhicheng.foundation.accounts.models import Grant
from zhicheng.foundation.accounts.rules import IN_A_UNIT, IN_AN_AREA, Role

ENDLESS = "9" * 5000
KEYS = (1, 10**20)
WORDS = ("x", "9999-12-31", "\x00")
QUERIES = (
    f"?page={ENDLESS}&item={ENDLESS}&year={ENDLESS}&unit={ENDLESS}&plan={ENDLESS}&sort=-x&group=x",
    "?month=9999-12&day=0001-01-01&on=9999-12-31&year=10000&unit=x&q=%00&kind=%00&page=-1&tab=x",
    "?month=0001-01&on=2026-13-45&year=-1&print=1&show=%00&lang=../..&sort=--number",
    "?export=xlsx&q=%3D1%2B1&page=x",
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def everywhere(sample_city: None, db: None, client: Client, now: datetime) -> Client:
    """Somebody to whom no page is closed, as nobody in a real city is."""
    person = make_user()
    everywhere = [role for role in Role if role not in IN_A_UNIT | IN_AN_AREA]
    Grant.objects.bulk_create(
        Grant(user=person, role=role, valid_from=now.date()) for role in everywhere
    )
    client.force_login(person)
    client.raise_request_exception = False
    return client


def addresses() -> list[str]:
    """Each address with each kind of key; those of the login would end it."""
    found = []
    for name, pattern in patterns(get_resolver()):
        if name == "account_logout":
            continue
        words = pattern.pattern.converters
        numbers = {w for w, converter in words.items() if converter.regex == "[0-9]+"}
        for number, word in zip((*KEYS, 1), WORDS, strict=True):
            values = {w: number if w in numbers else word for w in words}
            if all(converter_takes(words[w], value) for w, value in values.items()):
                found.append(reverse(name, kwargs=values))
    return list(dict.fromkeys(found))


def converter_takes(converter: object, value: object) -> bool:
    """Slugs take no odd characters."""
    return fullmatch(str(getattr(converter, "regex", "")), str(value)) is not None


def test_no_address_fails_whatever_is_asked(everywhere: Client) -> None:
    failed = []
    for address in addresses():
        # A row that is not there asks nothing further.
        for query in ("",) if str(KEYS[1]) in address else ("", *QUERIES):
            if everywhere.get(address + query).status_code >= 500:
                failed.append(f"{address[:80]}{query[:40]}")
    assert failed == []
