"""What caches may keep: validators, no cookies, one answer for all where it is the same for all."""

from datetime import datetime

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from zhicheng.foundation.accounts.models import User
from zhicheng.governance.disclosure import actions
from zhicheng.governance.disclosure.models import Opening
from zhicheng.governance.plans.models import Plan

PAGE, FILE = "/open/", "/open/data/targets.csv"


@pytest.mark.parametrize("url", [PAGE, FILE, "/open/news.atom", "/open/sitemap.xml", "/robots.txt"])
def test_an_answer_can_be_kept_and_asked_for_again(
    url: str, opening: Opening, client: Client
) -> None:
    first = client.get(url)
    assert first["Cache-Control"] == "public, max-age=300"
    assert not first.cookies
    again = client.get(url, headers={"if-none-match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert again["ETag"] == first["ETag"]
    assert client.head(url)["ETag"] == first["ETag"]
    assert client.post(url).status_code == 405


def test_files_are_the_same_for_all_and_pages_vary_with_the_mode(
    opening: Opening, client: Client
) -> None:
    assert client.get(PAGE)["Vary"] == "Cookie"
    for headers in ({}, {"if-none-match": client.get(FILE)["ETag"]}):
        answer = client.get(FILE, headers=headers)
        assert "Vary" not in answer
        assert answer["Access-Control-Allow-Origin"] == "*"
    client.cookies["sessionid"] = "long-gone"
    answer = client.get(FILE)
    assert "Vary" not in answer and not answer.cookies
    plain = client.get(PAGE)
    assert client.post("/mode/visitor/", {"mode": "en", "next": PAGE})["Location"] == PAGE
    english = client.get(PAGE)
    assert english["ETag"] != plain["ETag"]
    assert "Public information" in english.content.decode()
    assert client.get(FILE).content.decode("utf-8-sig").startswith("指标编号,")
    assert client.post("/mode/visitor/", {"mode": "x"}).status_code == 400


def test_the_switch_needs_no_token_and_touches_no_account(
    opening: Opening, officer: User, client: Client
) -> None:
    strict = Client(enforce_csrf_checks=True)
    assert strict.post("/mode/visitor/", {"mode": "en"}).status_code == 302
    assert "csrfmiddlewaretoken" not in client.get(PAGE).content.decode()
    client.force_login(officer)
    client.post("/mode/visitor/", {"mode": "en"})
    officer.refresh_from_db()
    assert officer.mode == ""


def test_who_is_logged_in_gets_a_way_back_that_no_cache_keeps(
    opening: Opening, officer: User, client: Client
) -> None:
    client.get(PAGE)
    client.force_login(officer)
    answer = client.get(PAGE)
    assert answer["Cache-Control"] == "private, no-cache"
    page = answer.content.decode()
    assert "返回工作平台" in page
    assert officer.name not in page
    assert "返回工作平台" not in Client().get(PAGE).content.decode()


def test_an_answer_is_read_once_for_each_state_of_the_city(
    opening: Opening, plan: Plan, coordinator: User, client: Client, now: datetime
) -> None:
    first = client.get(PAGE)
    with CaptureQueriesContext(
        connection,
    ) as asked:
        client.get(f"{PAGE}?page=7&x=y")
    assert len(asked) == 1  # how far the audit chain is
    actions.withdraw(opening=opening, reason="有误", by=coordinator, at=now)
    assert client.get(PAGE)["ETag"] != first["ETag"]
