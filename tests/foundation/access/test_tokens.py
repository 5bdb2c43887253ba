"""Tokens are given, shown once, and end at once."""

from datetime import datetime, timedelta
from io import StringIO
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse
from tests.factories import make_user
from tests.programs import Program

from zhicheng.foundation.access.actions import issue, revoke
from zhicheng.foundation.access.models import AccessToken
from zhicheng.foundation.accounts.models import User
from zhicheng.foundation.accounts.rules import Role
from zhicheng.foundation.audit.models import Entry
from zhicheng.foundation.audit.permissions import SYSTEM

pytestmark = pytest.mark.django_db


def run(*words: str) -> str:
    out = StringIO()
    call_command("access", *words, stdout=out)
    return out.getvalue()


def test_only_a_hash_is_kept_and_the_chain_says_who_gave_it(officer: User, now: datetime) -> None:
    token, secret = issue(
        owner=officer, name=" 取数 ", scopes=["read:tasks", "read:tasks"], by=officer, at=now,
        expires_on=now.date(),
    )  # fmt: skip
    row = AccessToken.objects.values().get()
    assert secret not in str(row) and secret.startswith(token.hint)
    assert (token.name, token.scopes) == ("取数", ["read:tasks"])
    entry = Entry.objects.get()
    assert (entry.verb, entry.actor) == ("access.issue", str(officer.pk))
    assert entry.after == {
        "owner": officer.pk, "scopes": ["read:tasks"], "expires_on": now.date().isoformat(),
    }  # fmt: skip
    assert str(token) == "取数"


def test_who_gets_one(officer: User, outsider: User, head: User, now: datetime) -> None:
    given: dict[str, Any] = {
        "name": "取数", "scopes": ["read:tasks"], "expires_on": now.date(), "at": now,
    }  # fmt: skip
    with pytest.raises(PermissionDenied):
        issue(owner=outsider, by=outsider, **given)
    with pytest.raises(ValidationError, match="只能为自己"):
        issue(owner=officer, by=head, **given)
    faults: list[dict[str, Any]] = [
        {"name": ""}, {"scopes": []}, {"expires_on": now.date() - timedelta(1)},
        {"expires_on": now.date() + timedelta(400)},
    ]  # fmt: skip
    for wrong in faults:
        with pytest.raises(ValidationError):
            issue(owner=officer, by=officer, **{**given, **wrong})
    assert not AccessToken.objects.exists() and not Entry.objects.exists()


def test_a_revoked_token_is_refused_at_once(officer: User, now: datetime) -> None:
    program = Program(officer)
    assert program.get("/me").status_code == 200
    revoke(token=program.token, by=officer, at=now)
    assert program.get("/me").status_code == 401
    with pytest.raises(ValidationError, match="已经吊销"):
        revoke(token=program.token, by=officer, at=now)
    assert Entry.objects.order_by("-seq")[0].verb == "access.revoke"


def test_who_may_revoke(officer: User, head: User, administrator: User, now: datetime) -> None:
    program = Program(officer)
    with pytest.raises(PermissionDenied):
        revoke(token=program.token, by=head, at=now)
    revoke(token=program.token, by=administrator, at=now)
    assert program.token.revoked_at == now


def test_tokens_end_with_the_account_and_with_their_day(officer: User, now: datetime) -> None:
    program = Program(officer)
    User.objects.filter(pk=officer.pk).update(is_active=False)
    assert program.get("/me").status_code == 401
    User.objects.filter(pk=officer.pk).update(is_active=True)
    AccessToken.objects.update(expires_on=now.date() - timedelta(1))
    assert program.get("/me").status_code == 401


def test_the_day_of_use_is_kept(officer: User, now: datetime) -> None:
    program = Program(officer)
    program.get("/me")
    program.get("/me")
    program.token.refresh_from_db()
    assert program.token.last_used_on == now.date()


@pytest.fixture
def page(client: Client, officer: User) -> Client:
    """The officer, who has just given the password."""
    officer.set_password("an-easy-horse-to-ride-7")
    officer.save()
    client.force_login(officer)
    client.post(reverse("account_reauthenticate"), {"password": "an-easy-horse-to-ride-7"})
    return client


def test_the_page_gives_one_and_shows_it_once(page: Client, now: datetime) -> None:
    url = reverse("access:add")
    assert "权限范围" in page.get(url).content.decode()
    given = {"name": "取数", "scopes": ["read:tasks"], "expires_on": now.date().isoformat()}
    answer = page.post(url, given)
    assert "zc_" in answer.content.decode() and answer["Cache-Control"] == "no-store"
    listed = page.get(reverse("access:list")).content.decode()
    assert "读取任务和分工" in listed and "有效" in listed and "吊销" in listed
    wrong = page.post(url, {**given, "expires_on": "2020-01-01"})
    assert wrong.status_code == 422 and "有效期不能早于今天" in wrong.content.decode()
    assert 'value="取数"' in wrong.content.decode()


def test_the_password_is_asked_before_one_is_given(client: Client, officer: User) -> None:
    officer.set_password("an-easy-horse-to-ride-7")
    officer.save()
    client.force_login(officer)
    answer = client.get(reverse("access:add"))
    assert answer.status_code == 302 and "reauthenticate" in answer["Location"]


def test_the_page_revokes_after_asking_once(page: Client, officer: User, now: datetime) -> None:
    program = Program(officer)
    url = reverse("access:revoke", args=[program.token.pk])
    assert "立即不能再访问" in page.get(url).content.decode()
    assert "令牌已吊销" in page.post(url, follow=True).content.decode()
    assert program.get("/me").status_code == 401
    assert "已经吊销" in page.post(url, follow=True).content.decode()
    AccessToken.objects.update(revoked_at=None, expires_on=now.date() - timedelta(1))
    assert "已过期" in page.get(reverse("access:list")).content.decode()


def test_others_tokens_are_not_there(
    client: Client, page: Client, head: User, administrator: User, outsider: User
) -> None:
    url = reverse("access:revoke", args=[Program(head).token.pk])
    assert page.get(url).status_code == 404
    client.force_login(outsider)
    for address in ("access:list", "access:add", "access:reference"):
        assert client.get(reverse(address)).status_code in {302, 403}
    client.force_login(administrator)
    assert head.name in client.get(reverse("access:list")).content.decode()


def test_the_reference_lists_the_operations(page: Client) -> None:
    text = page.get(reverse("access:reference")).content.decode()
    assert "/parts/{key}/steps" in text and "write:tasks" in text and "verb*" in text


def test_the_command(officer: User, now: datetime) -> None:
    said = run("issue", officer.username, "--name", "取数", "--scope", "read:tasks")
    token = AccessToken.objects.get()
    assert token.expires_on == now.date() + timedelta(days=90) and "zc_" in said
    assert "取数" in run("list") and "有效" in run("list")
    assert "read:tasks\t读取任务和分工" in run("scopes")
    assert "已吊销" in run("revoke", str(token.pk))
    assert "已吊销" in run("list")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("issue", "nobody", "--name", "x", "--scope", "read:tasks"), "没有用户"),
        (("revoke", "99"), "没有令牌 99"),
    ],
)
def test_what_the_command_refuses(words: tuple[str, ...], said: str) -> None:
    with pytest.raises(CommandError, match=said):
        run(*words)


def test_the_command_says_what_is_wrong() -> None:
    person = make_user(Role.LEADER)
    with pytest.raises(CommandError, match="没有这种权限范围"):
        run("issue", person.username, "--name", "x", "--scope", "read:everything")


def test_the_system_gives_tokens_to_anybody(outsider: User, now: datetime) -> None:
    """But they may do no more than their owner, who may nothing."""
    issue(owner=outsider, name="x", scopes=["read:tasks"], expires_on=now.date(), by=SYSTEM, at=now)
    assert Program(outsider).get("/tasks").json()["items"] == []
