"""Who sees what: each page asked by each role."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from tests.governance.plans.conftest import AMENDED, Uploader

from zhicheng.foundation.accounts.models import User
from zhicheng.governance.plans.models import Doubt, Version
from zhicheng.governance.plans.urls import urlpatterns

READERS = ("coordinator", "auditor", "verifier", "leader", "head", "officer", "county_officer")
STRANGERS = ("administrator", "outsider")
PAGES = ("version", "print", "file")
DRAFT_PAGES = ("names", "dates", "assignments", "frame", "publish", "abandon")
VERSION_VERBS = (
    "accept_many",
    "merge",
    "add",
    "undo",
    "redo",
    "confirm_names",
    "confirm_dates",
    "set_frame",
    "bare_list",
    "publish",
    "abandon",
)
ITEM_VERBS = (
    "accept",
    "reject",
    "reconsider",
    "correct",
    "split",
    "set_due",
    "keep_due",
    "assign",
    "match",
)
DATA = {
    "reason": "重复",
    "title": "改名",
    "kind": "task",
    "quote": "制定本方案",
    "on": "2027-01-01",
    "bare_list": "each",
    "answer": "按原文",
    "all": "task",
}
People = Callable[[str], User]


@pytest.fixture
def who(request: pytest.FixtureRequest) -> People:
    def find(name: str) -> User:
        user: User = request.getfixturevalue(name)
        return user

    return find


def ask(client: Client, user: User, name: str, key: int) -> int:
    client.force_login(user)
    return client.get(reverse(f"plans:{name}", args=[key])).status_code


@pytest.mark.parametrize("role", READERS)
def test_every_office_reads_what_is_published(
    role: str, client: Client, who: People, published: Version
) -> None:
    client.force_login(who(role))
    assert client.get(reverse("plans:index")).status_code == 200
    assert client.get(reverse("plans:plan", args=[published.plan_id])).status_code == 302
    for page in PAGES:
        assert ask(client, who(role), page, published.pk) == 200


@pytest.mark.parametrize("role", STRANGERS)
def test_strangers_read_nothing(role: str, client: Client, who: People, published: Version) -> None:
    client.force_login(who(role))
    assert client.get(reverse("plans:index")).status_code == 403
    assert client.get(reverse("plans:plan", args=[published.plan_id])).status_code == 404
    for page in (*PAGES, *DRAFT_PAGES, "differences", "progress"):
        assert ask(client, who(role), page, published.pk) == 404


def test_nobody_reads_without_a_login(client: Client, published: Version) -> None:
    for pattern in urlpatterns:
        (name, *_) = pattern.pattern.converters or ("",)
        url = reverse(f"plans:{pattern.name}", kwargs={name: 1} if name else {})
        response = client.get(url)
        assert response.status_code == 302, url
        assert response["Location"].startswith("/account/login/")


@pytest.mark.parametrize("role", ["coordinator", "auditor"])
def test_drafts_are_the_offices_and_the_auditor_looks_on(
    role: str, client: Client, who: People, draft: Version
) -> None:
    for page in PAGES:
        assert ask(client, who(role), page, draft.pk) == 200
    expected = 200 if role == "coordinator" else 403
    for page in DRAFT_PAGES:
        assert ask(client, who(role), page, draft.pk) == expected


@pytest.mark.parametrize("role", ["verifier", "leader", "officer", *STRANGERS])
def test_nobody_else_knows_of_a_draft(
    role: str, client: Client, who: People, draft: Version
) -> None:
    for page in (*PAGES, *DRAFT_PAGES):
        assert ask(client, who(role), page, draft.pk) == 404
    assert client.get(reverse("plans:plan", args=[draft.plan_id])).status_code == 404


def test_readers_see_no_draft_in_the_list(
    client: Client, leader: User, coordinator: User, published: Version, upload: Uploader
) -> None:
    upload(AMENDED, plan=published.plan)
    client.force_login(leader)
    assert "第2版" not in client.get(reverse("plans:index")).content.decode()
    client.force_login(coordinator)
    assert "第2版" in client.get(reverse("plans:index")).content.decode()


def snapshot(version: Version) -> list[Any]:
    rows = list(version.items.order_by("pk").values())
    return [rows, list(version.unit_names.values()), list(version.doubts.values())]


@pytest.mark.parametrize(("role", "status"), [("auditor", 403), ("leader", 404), ("outsider", 404)])
def test_verbs_are_the_coordinating_offices_alone(
    role: str, status: int, client: Client, who: People, draft: Version
) -> None:
    client.force_login(who(role))
    doubt = Doubt.objects.create(version=draft, kind="conflict", quote="8件", why="请核对")
    item, name = draft.items.filter(kind="task")[0], draft.unit_names.filter(settled=False)[0]
    before = snapshot(draft)
    asked = [(verb, draft.pk) for verb in VERSION_VERBS]
    asked += [(verb, item.pk) for verb in ITEM_VERBS]
    asked += [("settle_doubt", doubt.pk), ("resolve", name.pk)]
    for verb, key in asked:
        edited = {"edited": item.sentence.replace("。", "。\n", 1)}
        units = {"units": [], "items": [item.pk], "responsible": []}
        response = client.post(reverse(f"plans:{verb}", args=[key]), {**DATA, **edited, **units})
        assert response.status_code == status, verb
    draft.refresh_from_db()
    assert draft.state == "draft"
    assert snapshot(draft) == before


@pytest.mark.parametrize("role", ["auditor", "leader", "officer"])
def test_only_the_coordinating_office_uploads(
    role: str, client: Client, who: People, published: Version
) -> None:
    client.force_login(who(role))
    assert client.get(reverse("plans:upload")).status_code == 403
    assert client.get(reverse("plans:amend", args=[published.plan_id])).status_code == 403
