"""Requests that no page of ours makes: an address typed by hand, a form with words that are none."""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from zhicheng.foundation.accounts.models import User
from zhicheng.governance.plans.models import Doubt, Version

ENDLESS = "9" * 5000


@pytest.fixture
def browser(client: Client, coordinator: User) -> Client:
    client.force_login(coordinator)
    return client


@pytest.mark.parametrize("key", [ENDLESS, "9" * 25, "-1", "²", "x", "%00"])
@pytest.mark.parametrize(
    ("page", "name"), [("version", "item"), ("names", "name"), ("assignments", "item")]
)
def test_a_key_that_is_none_is_passed_over(
    browser: Client, draft: Version, page: str, name: str, key: str
) -> None:
    address = f"{reverse(f'plans:{page}', args=[draft.pk])}?{name}={key}&page={key}"
    assert browser.get(address).status_code == 200


@pytest.mark.parametrize("key", [ENDLESS, "9" * 25])
def test_keys_that_are_none_are_ticked_in_vain(browser: Client, draft: Version, key: str) -> None:
    item = draft.items.filter(kind="task")[0]
    for verb in ("merge", "accept_many", "confirm_dates"):
        address = reverse(f"plans:{verb}", args=[draft.pk])
        assert browser.post(address, {"items": [key]}).status_code == 302
    matched = browser.post(reverse("plans:match", args=[item.pk]), {"old": key})
    assert matched.status_code == 404


@pytest.mark.parametrize("reason", ["长" * 201, "重复\x00", "  "])
def test_a_reason_that_cannot_be_kept_whole_is_refused(
    browser: Client, draft: Version, reason: str
) -> None:
    item = draft.items.filter(kind="task")[0]
    address = reverse("plans:reject", args=[item.pk])
    page = browser.post(address, {"reason": reason}, follow=True).content.decode()
    assert 'class="alert' in page
    assert f'value="{reason}"' in page.replace("\ufffd", "\x00")  # what was typed is there still
    item.refresh_from_db()
    assert item.state == "proposed"


def test_an_answer_that_is_too_long_is_said_to_be(browser: Client, draft: Version) -> None:
    doubt = Doubt.objects.create(version=draft, kind="conflict", quote="8件", why="请核对")
    address = reverse("plans:settle_doubt", args=[doubt.pk])
    page = browser.post(address, {"answer": "长" * 501}, follow=True)
    text = page.content.decode()
    assert "501" in text
    assert "长" * 501 in text
    doubt.refresh_from_db()
    assert doubt.settled_at is None


@pytest.mark.parametrize("day", ["0001-01-01", "1999-12-31", "2206-12-31", "9999-12-31"])
def test_a_day_of_another_age_is_a_slip_of_the_pen(
    browser: Client, draft: Version, day: str
) -> None:
    item = draft.items.filter(kind="task")[0]
    page = browser.post(reverse("plans:set_due", args=[item.pk]), {"on": day})
    assert page.status_code == 422
    assert "年份似有误" in page.content.decode()


def test_the_period_of_a_plan_is_that_of_our_age(browser: Client, draft: Version) -> None:
    given = {"title": "方案", "period_start": "0001-01-01", "period_end": "9999-12-31"}
    page = browser.post(reverse("plans:set_frame", args=[draft.pk]), given)
    text = page.content.decode()
    assert page.status_code == 422
    assert text.count("年份似有误") == 2  # beside each of the two
    assert 'value="9999-12-31"' in text
    draft.refresh_from_db()
    assert draft.period_end == date(2028, 12, 31)


def test_publishing_with_a_double_click_says_that_it_is_done(
    browser: Client, published: Version
) -> None:
    page = browser.post(reverse("plans:publish", args=[published.pk]), follow=True)
    assert "这一版已经发布" in page.content.decode()
    assert published.plan.versions.count() == 1
