"""The shell around every page: navigation, notices, and no question to the database without a login."""

from dataclasses import replace

import pytest
from allauth.mfa.totp.internal.auth import (
    format_hotp_value,
    hotp_value,
    yield_hotp_counters_from_time,
)
from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from zhicheng.foundation.accounts.models import User
from zhicheng.site import navigation as nav
from zhicheng.site.navigation import CHAIN, ChainLink, Room, navigation
from zhicheng.site.rooms import part_of


def code_of(secret: str) -> str:
    """What an authenticator app shows now."""
    return str(format_hotp_value(hotp_value(secret, next(yield_hotp_counters_from_time()))))


PASSWORD = "an-easy-horse-to-ride-7"
NOBODY = AnonymousUser()
UNITS_APP = "zhicheng.foundation.units"


@pytest.fixture
def chain(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two links with addresses that are always there, and one without rooms."""
    monkeypatch.setattr(
        nav,
        "CHAIN",
        (
            ChainLink("创造", ()),
            ChainLink(
                "管理",
                (
                    Room("登录", "zhicheng.site", "account_login"),
                    Room("两步验证", "zhicheng.site", "mfa_index"),
                    Room("开启", "zhicheng.site", "mfa_activate_totp"),
                ),
            ),
            ChainLink(
                "保护", (Room("密码", "zhicheng.site", "account_change_password", "no.such"),)
            ),
            ChainLink("服务", (Room("无", "zhicheng.services.absent", "nowhere"),)),
        ),
    )


@pytest.mark.usefixtures("chain")
def test_only_links_with_a_room_that_one_may_enter_are_shown() -> None:
    found = navigation(NOBODY, "/elsewhere/")
    assert [link.title for link in found.links] == ["管理"]
    assert found.rooms == []


@pytest.mark.usefixtures("chain")
def test_the_open_link_shows_its_rooms_and_marks_the_nearest() -> None:
    found = navigation(NOBODY, "/account/second-factor/totp/activate/")
    assert [link.current for link in found.links] == [True]
    assert [room.title for room in found.rooms if room.current] == ["开启"]
    inside = navigation(NOBODY, "/account/second-factor/recovery-codes/")
    assert [room.title for room in inside.rooms if room.current] == ["两步验证"]


def test_every_entry_of_a_room_with_pages_has_an_address() -> None:
    for link in CHAIN:
        for room in link.rooms:
            if part_of(room.app, "urls"):
                assert reverse(room.url_name).startswith("/")


def test_a_room_that_is_absent_or_lacks_a_part_offers_nothing() -> None:
    assert part_of("zhicheng.services.absent", "urls") is None
    assert part_of(UNITS_APP, "no_such_part") is None
    assert part_of(UNITS_APP, "models") is not None


@pytest.mark.django_db
def test_a_page_without_login_asks_the_database_nothing(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(0):
        assert client.get("/account/login/").status_code == 200


@pytest.fixture
def person(db: None) -> User:
    return User.objects.create_user("zhang", PASSWORD, name="张甲")


def log_in(client: Client, person: User) -> None:
    client.post(reverse("account_login"), {"login": person.username, "password": PASSWORD})


def test_the_pages_of_the_account_are_drawn_for_its_owner(client: Client, person: User) -> None:
    log_in(client, person)
    for name in (
        "account_change_password",
        "mfa_index",
        "account_logout",
        "account_reauthenticate",
    ):
        page = client.get(reverse(name))
        assert page.status_code == 200, name
        assert settings.CITY_NAME in page.content.decode()
        assert person.name in page.content.decode()


def test_an_account_without_a_password_is_asked_to_set_one(client: Client, officer: User) -> None:
    client.force_login(officer)
    page = client.get(reverse("account_change_password"), follow=True)
    assert "您的账号还没有密码" in page.content.decode()


@pytest.mark.django_db
def test_signing_up_is_closed_and_an_inactive_account_is_told(client: Client) -> None:
    assert "不开放自行注册" in client.get("/account/signup/").content.decode()
    assert "账号已停用" in client.get("/account/inactive/").content.decode()


@pytest.mark.django_db
def test_the_login_leads_back_to_where_one_wanted_to_go(client: Client) -> None:
    answer = client.get("/account/password/")
    assert answer.status_code == 302
    assert answer["Location"] == "/account/login/?next=/account/password/"


@pytest.mark.django_db
def test_a_fragment_without_login_sends_the_whole_page_there_and_back(client: Client) -> None:
    answer = client.get(
        "/account/password/",
        headers={"HX-Request": "true", "HX-Current-URL": "http://testserver/tasks/7/?a=1"},
    )
    assert answer.status_code == 200
    assert answer["HX-Redirect"] == "/account/login/?next=/tasks/7/%3Fa%3D1"


def test_the_second_factor_is_switched_on_after_the_password_and_off_again(
    client: Client, person: User
) -> None:
    log_in(client, person)
    page = client.get(reverse("mfa_activate_totp"), follow=True)
    assert "请再次输入密码" in page.content.decode()
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    page = client.get(reverse("mfa_activate_totp"))
    secret = client.session["mfa.totp.secret"]
    assert secret in page.content.decode()
    client.post(reverse("mfa_activate_totp"), {"code": code_of(secret)})
    for name, words in {
        "mfa_index": "已开启",
        "mfa_view_recovery_codes": "尚可使用 10 个",
        "mfa_generate_recovery_codes": "原有的备用码全部作废",
        "mfa_deactivate_totp": "停用两步验证",
        "mfa_reauthenticate": "请输入验证器应用当前显示的验证码",
    }.items():
        assert words in client.get(reverse(name)).content.decode(), name
    client.logout()
    log_in(client, person)
    assert "请输入验证器应用" in client.get(reverse("mfa_authenticate")).content.decode()


def test_the_search_leads_into_the_ledger(client: Client, officer: User) -> None:
    client.force_login(officer)
    found = client.get("/tasks/mine/").content.decode()
    assert f'role="search" action="{reverse("tasks:ledger")}"' in found
    assert "搜索任务" in found


def test_who_may_not_enter_the_searched_room_has_no_search(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    room = Room("密码", "zhicheng.site", "account_change_password", search="搜索")
    monkeypatch.setattr(nav, "CHAIN", (ChainLink("管理", (room,)),))
    found = navigation(NOBODY, "/").search
    assert found is not None
    assert found.url == reverse("account_change_password")
    monkeypatch.setattr(nav, "CHAIN", (ChainLink("管理", (replace(room, permission="no.such"),)),))
    assert navigation(NOBODY, "/").search is None
