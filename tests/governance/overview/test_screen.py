"""The address of a screen on the wall: who gets one, what it shows, and how it ends."""

import re
from datetime import datetime

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse
from tests.governance.tasks.ledger import Ledger, Order

from zhicheng.foundation.accounts.models import User
from zhicheng.foundation.audit.models import Entry
from zhicheng.foundation.units.models import Unit
from zhicheng.governance.overview import actions
from zhicheng.governance.overview.models import Screen

pytestmark = pytest.mark.django_db

ADDRESS = "/wall/address/"
STOP = 286


@pytest.fixture
def wall(leader: User, now: datetime) -> str:
    return reverse("overview:screen", args=[actions.open_screen(by=leader, at=now)])


@pytest.fixture
def late(ledger: Ledger, market: Unit) -> None:
    ledger.publish(Order("甲", lead=[market], days=-10), Order("乙", lead=[market], days=-20))


@pytest.mark.usefixtures("late")
def test_a_screen_shows_the_wall_without_a_login_and_nothing_that_leads_on(
    client: Client, wall: str
) -> None:
    answer = client.get(wall)
    page = answer.content.decode()
    main = page[page.index("<main") : page.index("</main>")]
    assert "逾期 20 天" in main and f'hx-get="{wall}?part"' in main
    assert '<a class="brand">' in page, "the city's name, and no way to a form for logging in"
    assert "<a " not in main and '"url": "/' not in main
    assert answer["Cache-Control"] == "private, no-store"
    assert answer["Referrer-Policy"] == "no-referrer"
    assert client.get("/tasks/").status_code == 302, "it opens nothing else"


@pytest.mark.usefixtures("late")
def test_a_screen_renews_only_what_changes(client: Client, wall: str) -> None:
    part = client.get(f"{wall}?part").content.decode()
    assert part.startswith('<div id="wall"') and "<html" not in part


def test_an_address_that_was_ended_or_changed_shows_no_more(
    client: Client, leader: User, wall: str, now: datetime
) -> None:
    newer = reverse("overview:screen", args=[actions.open_screen(by=leader, at=now)])
    ended = client.get(wall)
    assert ended.status_code == 410
    assert "大屏地址已停用" in ended.content.decode()
    unknown = client.get(reverse("overview:screen", args=["nobody-knows-it"]))
    assert unknown.content == ended.content, "nothing is said of what there was"
    assert client.get(newer).status_code == 200
    assert actions.close_screen(by=leader, at=now)
    assert not actions.close_screen(by=leader, at=now)
    answer = client.get(f"{newer}?part")
    assert answer.status_code == STOP
    assert "画面已停止更新" in answer.content.decode()
    verbs = Entry.objects.filter(verb__startswith="overview.").values_list("verb", flat=True)
    assert list(verbs) == ["overview.open_screen"] * 2 + ["overview.close_screen"]


def test_a_closed_account_or_a_role_that_ended_shows_no_more(
    client: Client, leader: User, wall: str
) -> None:
    leader.grants.all().delete()
    assert client.get(wall).status_code == 410
    leader.is_active = False
    leader.save()
    assert client.get(f"{wall}?part").status_code == STOP


def test_on_the_wall_a_login_that_ends_leads_to_no_form(client: Client) -> None:
    answer = client.get("/wall/?part", headers={"hx-request": "true"})
    assert answer.status_code == STOP and "HX-Redirect" not in answer
    assert client.get("/wall/")["Location"].startswith("/account/login/")


def test_the_address_is_shown_once_and_can_be_ended(client: Client, leader: User) -> None:
    client.force_login(leader)
    assert "尚未开通" in client.get(ADDRESS).content.decode()
    shown = client.post(ADDRESS).content.decode()
    found = re.search(r"http://testserver(/wall/screen/[\w-]+/)", shown)
    assert found and Client().get(found[1]).status_code == 200
    assert "/wall/screen/" not in client.get(ADDRESS).content.decode()
    assert Screen.objects.get().secret_sha256 not in found[1]
    done = client.post("/wall/address/end/", follow=True).content.decode()
    assert "大屏地址已停用" in done
    assert "大屏地址已停用" not in client.post("/wall/address/end/", follow=True).content.decode()


def test_who_has_no_wall_gets_no_address(client: Client, officer: User, now: datetime) -> None:
    with pytest.raises(PermissionDenied):
        actions.open_screen(by=officer, at=now)
    client.force_login(officer)
    assert client.get(ADDRESS).status_code == 403
    assert client.post(ADDRESS).status_code == 403
    assert not Screen.objects.exists()


def test_a_key_says_whose_it_is(leader: User, wall: str) -> None:
    assert str(leader) in str(Screen.objects.get())
