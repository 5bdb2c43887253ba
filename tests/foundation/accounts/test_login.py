"""Logging in with allauth as it is set up here: lock-out, second factor, one-time links, the trace left."""

import base64
import hmac
import os
import re
import struct
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import datetime, timedelta
from hashlib import sha1
from pathlib import Path

import pytest
from allauth.mfa.models import Authenticator
from django.contrib.auth.signals import user_logged_out
from django.contrib.sessions.models import Session
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone
from tests.factories import PASSWORD, fresh, make_user
from tests.foundation.jobs.processes import address_of_the_database

from zhicheng.foundation.accounts.actions import login
from zhicheng.foundation.accounts.models import User
from zhicheng.foundation.audit import personal
from zhicheng.foundation.audit.models import Entry
from zhicheng.foundation.audit.queries import verify

LOGIN = "/account/login/"
ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture
def person(db: None) -> User:
    return make_user(name="林知夏", password=PASSWORD)


def log_in(client: Client, username: str, password: str = PASSWORD) -> HttpResponse:
    given = {"login": username, "password": password}
    response = client.post(LOGIN, given, REMOTE_ADDR="203.0.113.7")
    assert isinstance(response, HttpResponse)
    return response


def is_in(client: Client) -> bool:
    return "_auth_user_id" in client.session


def verbs() -> list[str]:
    return list(Entry.objects.values_list("verb", flat=True))


def test_the_right_password_lets_in_and_leaves_a_trace(client: Client, person: User) -> None:
    assert log_in(client, person.username).status_code == 302
    assert is_in(client)
    entry = Entry.objects.get()
    assert (entry.verb, entry.actor, entry.subject_id) == (
        "accounts.login",
        str(person.pk),
        str(person.pk),
    )
    assert "203.0.113.7" not in str(entry.after)
    assert personal.opened(entry.after) == {"address": "203.0.113.7"}
    client.post("/account/logout/")
    assert not is_in(client)
    assert verbs() == ["accounts.login", "accounts.logout"]
    assert list(verify()) == []


def test_a_wrong_password_leaves_a_trace_of_the_account(client: Client, person: User) -> None:
    response = log_in(client, person.username.upper(), "wrong-password-1")
    assert response.status_code == 200
    assert not is_in(client)
    entry = Entry.objects.get()
    assert (entry.verb, entry.actor) == ("accounts.login_failed", "system")
    assert entry.subject_id == str(person.pk)


def test_an_unknown_name_may_be_a_password_and_is_not_kept(client: Client, person: User) -> None:
    log_in(client, "my-secret-in-the-wrong-field")
    log_in(client, "my-secret-in-the-wrong-field")
    log_in(client, "another")
    first, second, third = Entry.objects.all()
    assert "my-secret" not in str(first.after)
    assert first.subject_id == "0"
    assert first.after["unknown_name"] == second.after["unknown_name"]
    assert first.after["unknown_name"] != third.after["unknown_name"]


def test_the_page_tells_nobody_which_names_exist(client: Client, person: User) -> None:
    def said(response: HttpResponse) -> list[str]:
        return re.findall(r"(?s)errorlist[^>]*>(.*?)</ul>", response.content.decode())

    wrong = said(log_in(client, person.username, "wrong-password-1"))
    unknown = said(log_in(client, "nobody-here", "wrong-password-1"))
    assert wrong == unknown != []


def test_who_is_switched_off_does_not_get_in(client: Client, person: User) -> None:
    User.objects.update(is_active=False)
    log_in(client, person.username)
    assert not is_in(client)


def test_nobody_signs_up(client: Client, person: User) -> None:
    response = client.post(
        "/account/signup/",
        {"username": "intruder", "password1": PASSWORD, "password2": PASSWORD},
    )
    assert response.status_code == 200
    assert User.objects.count() == 1


def test_a_session_ends_with_the_browser_and_after_a_working_day(
    client: Client, person: User
) -> None:
    response = log_in(client, person.username)
    cookie = response.cookies["sessionid"]
    assert cookie["expires"] == cookie["max-age"] == ""
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"
    ends = Session.objects.get().expire_date
    assert ends <= timezone.now() + timedelta(hours=8)


ATTEMPTS = """
import django, sys
django.setup()
from django.test import Client
for attempt in sys.argv[1:]:
    username, password, host = attempt.split()
    client = Client(REMOTE_ADDR="198.51.100.9", HTTP_HOST=host)
    client.post("/account/login/", {"login": username, "password": password})
    print("_auth_user_id" in client.session)
"""


def in_another_process(*attempts: tuple[User, str, str]) -> list[bool]:
    """Try people with passwords at hosts in a process of its own; which of them got in."""
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "tests.settings",
        "ZHICHENG_DATABASE_URL": address_of_the_database(),
    }
    words = [f"{user.username} {password} {host}" for user, password, host in attempts]
    command = [sys.executable, "-c", ATTEMPTS, *words]
    ran = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, check=True)
    return [line == b"True" for line in ran.stdout.split()]


@pytest.mark.django_db(transaction=True)
def test_five_wrong_passwords_lock_the_account_for_all_processes(client: Client) -> None:
    locked, other = make_user(password=PASSWORD), make_user(password=PASSWORD)
    wrong = "wrong-password-1"
    # Neither another host nor another port in the request counts anew.
    hosts = ["localhost", "127.0.0.1:8000", "localhost:9999"]
    assert in_another_process(
        (locked, PASSWORD, hosts[0]), *((locked, wrong, host) for host in hosts)
    ) == [True, False, False, False]
    for username in (locked.username.upper(), locked.username):
        log_in(client, username, wrong)
    response = log_in(client, locked.username)
    assert not is_in(client)
    assert "登录失败次数过多" in response.content.decode()
    assert in_another_process(
        (locked, PASSWORD, "localhost"),
        (locked, PASSWORD, "localhost:1"),
        (other, PASSWORD, "localhost"),
    ) == [False, False, True]


@pytest.mark.django_db
def test_a_stranger_cannot_lock_out_the_owner_of_an_account(client: Client, person: User) -> None:
    log_in(client, person.username)
    client.post("/account/logout/")
    stranger = Client()
    for _ in range(6):
        log_in(stranger, person.username, "wrong-password-1")
    log_in(stranger, person.username)
    assert not is_in(stranger)
    log_in(client, person.username)
    assert is_in(client)


@pytest.mark.django_db
def test_the_known_browser_has_five_attempts_too_and_none_for_others(
    client: Client, person: User
) -> None:
    log_in(client, person.username)
    client.post("/account/logout/")
    for _ in range(5):
        log_in(client, person.username, "wrong-password-1")
    log_in(client, person.username)
    assert not is_in(client)
    other, forger = make_user(password=PASSWORD), Client()
    for _ in range(5):
        log_in(forger, other.username, "wrong-password-1")
    log_in(client, other.username)
    assert not is_in(client)
    forger.cookies["zhicheng_device"] = f"{other.username}|forged:1:2"
    log_in(forger, other.username)
    assert not is_in(forger)


@pytest.mark.django_db
def test_the_lock_lies_in_the_database(client: Client, person: User) -> None:
    log_in(client, person.username, "wrong-password-1")
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM site_cache")
        assert cursor.fetchone() != (0,)


@pytest.mark.parametrize("weak", ["short", "1234567890123", "password123", "person-lin-zhixia"])
def test_a_weak_password_is_refused(weak: str, now: datetime, db: None) -> None:
    user = User.objects.create_user("person-lin-zhixia", name="林知夏")
    with pytest.raises(ValidationError):
        login.choose_password(user=user, password=weak, at=now)
    assert not fresh(user).has_usable_password()


def follow(client: Client, link: login.PasswordLink) -> tuple[str, str]:
    """Open a one-time link; returns where it leads and what stands there."""
    page = client.get(f"/people/password/{link.uid}/{link.token}/", follow=True)
    return page.request["PATH_INFO"], page.content.decode()


def test_a_link_gives_a_new_password_once(
    client: Client, person: User, administrator: User, now: datetime
) -> None:
    client.force_login(person)
    link = login.password_link(user=person, by=administrator, at=now)
    assert client.get("/account/password/").status_code == 302  # the old login has ended
    place, text = follow(client, link)
    assert link.token not in place
    new = {"new_password1": "a-new-horse-to-ride-8", "new_password2": "a-new-horse-to-ride-8"}
    assert "设置密码" in text
    answer = client.post(place, {"new_password1": "short", "new_password2": "short"})
    assert answer.status_code == 200
    assert client.post(place, new).status_code == 302
    assert fresh(person).check_password("a-new-horse-to-ride-8")
    assert "accounts.choose_password" in verbs()
    assert "不再有效" in follow(Client(), link)[1]


def test_a_newer_link_ends_the_older_one(
    client: Client, person: User, administrator: User, now: datetime
) -> None:
    older = login.password_link(user=person, by=administrator, at=now)
    newer = login.password_link(user=person, by=administrator, at=now)
    assert "不再有效" in follow(client, older)[1]
    assert "不再有效" not in follow(Client(), newer)[1]


def test_only_the_administrator_gives_links_and_only_to_accounts_in_use(
    person: User, administrator: User, coordinator: User, now: datetime
) -> None:
    with pytest.raises(PermissionDenied):
        login.password_link(user=person, by=coordinator, at=now)
    person.is_active = False
    with pytest.raises(ValidationError, match="停用"):
        login.password_link(user=person, by=administrator, at=now)


def test_one_changes_ones_own_password(client: Client, person: User) -> None:
    log_in(client, person.username)
    new = "a-new-horse-to-ride-8"
    given = {"oldpassword": PASSWORD, "password1": new, "password2": new}
    assert client.post("/account/password/", given).status_code == 302
    assert fresh(person).check_password(new)
    assert "accounts.change_password" in verbs()


def code_at(secret: str, moment: float) -> str:
    """The six digits that a telephone shows (RFC 6238)."""
    key = base64.b32decode(secret)
    mac = hmac.new(key, struct.pack(">Q", int(moment) // 30), sha1).digest()
    offset = mac[-1] & 15
    number = struct.unpack(">I", mac[offset : offset + 4])[0] & 0x7FFFFFFF
    return f"{number % 1_000_000:06}"


@pytest.fixture
def telephone(transactional_db: None, client: Client, person: User) -> Callable[[float], str]:
    """Someone who has logged in opens the second factor; gives the codes of their telephone.

    allauth sends its signals when the database has committed, so these tests commit.
    """
    log_in(client, person.username)
    page = client.get("/account/second-factor/totp/activate/", follow=True)
    place = page.request["PATH_INFO"] + "?" + page.request["QUERY_STRING"]
    assert "确认身份" in page.content.decode()
    page = client.post(place, {"password": PASSWORD}, follow=True)
    secret = page.context["form"].secret
    assert secret in page.content.decode()
    answer = client.post(
        "/account/second-factor/totp/activate/", {"code": code_at(secret, time.time())}
    )
    assert answer.status_code == 302
    client.post("/account/logout/")
    # A code works once: what the telephone shows next is still taken.
    return lambda later: code_at(secret, time.time() + later)


def test_the_second_factor_is_asked_for(
    client: Client, person: User, telephone: Callable[[float], str]
) -> None:
    assert log_in(client, person.username).status_code == 302
    assert not is_in(client)
    place = "/account/second-factor/authenticate/"
    assert client.get(place).status_code == 200
    assert client.post(place, {"code": "000000"}).status_code == 200
    assert not is_in(client)
    assert client.post(place, {"code": telephone(0)}).status_code == 302
    assert is_in(client)
    assert verbs() == [
        "accounts.login",
        "accounts.second_factor_added",
        "accounts.second_factor_added",
        "accounts.logout",
        "accounts.second_factor_failed",
        "accounts.login",
    ]


def test_the_secret_lies_encrypted_in_the_database(
    person: User, telephone: Callable[[float], str]
) -> None:
    stored = Authenticator.objects.get(user=person, type=Authenticator.Type.TOTP).data["secret"]
    assert len(base64.b64decode(stored)) > 12 + 16
    with pytest.raises(ValueError):
        base64.b32decode(stored)


def test_who_lost_the_telephone_is_helped(
    client: Client,
    person: User,
    administrator: User,
    coordinator: User,
    now: datetime,
    telephone: Callable[[float], str],
) -> None:
    with pytest.raises(PermissionDenied):
        login.remove_second_factor(user=person, reason="", by=coordinator, at=now)
    with pytest.raises(ValidationError, match="自己"):
        login.remove_second_factor(user=administrator, reason="", by=administrator, at=now)
    login.remove_second_factor(user=person, reason="手机遗失", by=administrator, at=now)
    with pytest.raises(ValidationError, match="没有开启"):
        login.remove_second_factor(user=person, reason="", by=administrator, at=now)
    log_in(client, person.username)
    assert is_in(client)


def test_a_login_without_a_network_is_noted_without_an_address(
    client: Client, person: User
) -> None:
    client.force_login(person)
    assert Entry.objects.get().after == {}


def test_a_failure_without_an_address_is_noted(db: None, now: datetime) -> None:
    login.note_failed_login(username="someone", address="", at=now)
    assert "address" not in Entry.objects.get().after


def test_leaving_twice_is_noted_once(client: Client, person: User) -> None:
    client.force_login(person)
    client.post("/account/logout/")
    user_logged_out.send(sender=User, request=None, user=None)  # as Django does for nobody
    assert verbs() == ["accounts.login", "accounts.logout"]
