"""Taking people in, switching them off, erasing them."""

from datetime import datetime
from io import StringIO

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.management import CommandError, call_command
from django.db import IntegrityError, transaction
from django.test import Client
from tests.factories import PASSWORD, fresh, make_user, reason_of

from zhicheng.foundation.accounts.actions import people
from zhicheng.foundation.accounts.models import User
from zhicheng.foundation.accounts.permissions import actor_of
from zhicheng.foundation.accounts.rules import Role
from zhicheng.foundation.audit import personal
from zhicheng.foundation.audit.models import Entry
from zhicheng.foundation.audit.queries import verify
from zhicheng.foundation.units.models import Unit

pytestmark = pytest.mark.django_db


def add(by: User, at: datetime, username: str = "lin.zhixia", unit: Unit | None = None) -> User:
    return people.add_user(username=username, name="林知夏", unit=unit, email="", by=by, at=at)


def test_a_new_person_cannot_log_in_yet(administrator: User, science: Unit, now: datetime) -> None:
    user = fresh(add(administrator, now, unit=science))
    assert (user.name, user.unit, user.created_at) == ("林知夏", science, now)
    assert not user.has_usable_password()
    assert str(user) == "林知夏"


def test_the_audit_row_keeps_the_name_sealed(administrator: User, now: datetime) -> None:
    user = add(administrator, now)
    entry = Entry.objects.get()
    assert (entry.verb, entry.actor) == ("accounts.add_user", str(administrator.pk))
    assert "林知夏" not in str(entry.after)
    assert personal.opened(entry.after)["name"] == "林知夏"
    assert entry.subject_id == str(user.pk)


@pytest.mark.parametrize("username", ["", "has space", "a" * 61, "林/知夏"])
def test_a_malformed_user_name_is_refused(
    username: str, administrator: User, now: datetime
) -> None:
    with pytest.raises(ValidationError):
        add(administrator, now, username)
    assert not Entry.objects.exists()


@pytest.mark.parametrize("again", ["lin.zhixia", "Lin.Zhixia"])
def test_a_user_name_is_given_once_whatever_its_capitals(
    again: str, administrator: User, now: datetime
) -> None:
    add(administrator, now)
    with pytest.raises(ValidationError):
        add(administrator, now, again)
    with pytest.raises(IntegrityError), transaction.atomic():
        User.objects.create_user(again, name="另一人")


@pytest.mark.parametrize("role", [r for r in Role if r is not Role.ADMINISTRATOR])
def test_only_the_administrator_gives_accounts(role: Role, science: Unit, now: datetime) -> None:
    with pytest.raises(PermissionDenied):
        add(make_user(role, unit=science, area=science.area), now)


def test_details_are_corrected(
    administrator: User, officer: User, market: Unit, now: datetime
) -> None:
    people.change_details(
        user=officer, name="林知秋", unit=market, email="lin@example.org", by=administrator, at=now
    )
    changed = fresh(officer)
    assert (changed.name, changed.unit, changed.email) == ("林知秋", market, "lin@example.org")
    entry = Entry.objects.get()
    assert personal.opened(entry.before)["name"] == "科技联络员"
    assert "lin@example.org" not in str(entry.after)
    with pytest.raises(ValidationError):
        people.change_details(
            user=officer, name="林知秋", unit=market, email="无", by=administrator, at=now
        )


def test_switching_off_ends_logins_at_once(
    administrator: User, officer: User, client: Client, now: datetime
) -> None:
    client.force_login(officer)
    people.set_active(user=officer, active=False, reason="调离", by=administrator, at=now)
    assert "_auth_user_id" in client.session
    response = client.get("/account/password/")
    assert response.status_code == 302
    assert "/account/login/" in response.headers["Location"]
    people.set_active(user=officer, active=True, reason="调回", by=administrator, at=now)
    assert fresh(officer).is_active
    assert [reason_of(e) for e in Entry.objects.filter(verb="accounts.set_active")] == [
        "调离",
        "调回",
    ]


def test_an_administrator_always_remains(administrator: User, now: datetime) -> None:
    with pytest.raises(ValidationError, match="自己"):
        people.set_active(user=administrator, active=False, reason="", by=administrator, at=now)


def test_who_left_is_erased_and_the_chain_stays_whole(administrator: User, now: datetime) -> None:
    user = add(administrator, now)
    with pytest.raises(ValidationError, match="先停用"):
        people.erase_person(user=user, reason="本人申请", by=administrator, at=now)
    people.set_active(user=user, active=False, reason="离职", by=administrator, at=now)
    people.erase_person(user=user, reason="本人申请", by=administrator, at=now)
    gone = fresh(user)
    assert (gone.name, gone.email, gone.username) == ("已注销人员", "", f"erased-{user.pk}")
    added = Entry.objects.get(verb="accounts.add_user")
    assert personal.opened(added.after)["name"] == personal.ERASED
    assert list(verify()) == []
    with pytest.raises(ValidationError, match="不能再启用"):
        people.set_active(user=gone, active=True, reason="", by=administrator, at=now)


def test_the_first_administrator_is_made_once(now: datetime) -> None:
    user = people.bootstrap(username="first", name="管理甲", at=now)
    assert actor_of(user, now.date()).has(Role.ADMINISTRATOR)
    assert not user.has_usable_password()
    entry = Entry.objects.get()
    assert (entry.verb, entry.actor) == ("accounts.bootstrap", "system")
    with pytest.raises(ValidationError, match="已有系统管理员"):
        people.bootstrap(username="second", name="管理乙", at=now)


def test_the_command_prints_a_link_that_works(client: Client) -> None:
    out = StringIO()
    call_command(
        "bootstrap",
        "--username=first",
        "--name=管理甲",
        "--url=https://ip.example.org/",
        stdout=out,
    )
    link = out.getvalue().split("https://ip.example.org")[1].strip()
    page = client.get(link, follow=True)
    page = client.post(
        page.request["PATH_INFO"], {"new_password1": PASSWORD, "new_password2": PASSWORD}
    )
    assert User.objects.get().check_password(PASSWORD)
    with pytest.raises(CommandError, match="已有系统管理员"):
        call_command("bootstrap", "--username=second", "--name=管理乙")


def test_the_command_leaves_nothing_when_the_name_is_malformed() -> None:
    with pytest.raises(CommandError):
        call_command("bootstrap", "--username=no good", "--name=管理甲")
    assert not User.objects.exists()
