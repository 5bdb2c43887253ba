"""Accounts administration, and everybody's own account."""

import re
from datetime import date, timedelta

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client
from tests.factories import PASSWORD, fresh, make_user, queries_of, stand_in

from zhicheng.foundation.accounts.models import Deputyship, Grant, User
from zhicheng.foundation.accounts.permissions import actor_of
from zhicheng.foundation.accounts.rules import Role
from zhicheng.foundation.audit.models import Entry
from zhicheng.foundation.units.models import Unit

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def administering(client: Client, administrator: User) -> Client:
    client.force_login(administrator)
    return client


def page(client: Client, url: str) -> str:
    response = client.get(url)
    assert response.status_code == 200
    return response.content.decode()


def link_in(text: str) -> str:
    found = re.search(r'value="http://testserver(/people/password/[^"]+)"', text)
    assert found is not None
    return found[1]


def test_someone_is_taken_in_chooses_a_password_and_logs_in(
    administering: Client, science: Unit
) -> None:
    assert "一次性链接" in page(administering, "/people/add/")
    given_values = {"username": "lin.zhixia", "name": "林知夏", "unit": science.pk, "email": ""}
    answer = administering.post("/people/add/", given_values)
    assert "no-store" in answer.headers["Cache-Control"]
    theirs = Client()
    choose = theirs.get(link_in(answer.content.decode()), follow=True).request["PATH_INFO"]
    theirs.post(choose, {"new_password1": PASSWORD, "new_password2": PASSWORD})
    theirs.post("/account/login/", {"login": "lin.zhixia", "password": PASSWORD})
    assert "林知夏" in page(theirs, "/people/me/")


def test_a_name_that_is_taken_keeps_what_was_typed(administering: Client, officer: User) -> None:
    given_values = {"username": officer.username.upper(), "name": "林知夏"}
    answer = administering.post("/people/add/", given_values)
    assert answer.status_code == 422
    assert "林知夏" in answer.content.decode()
    assert "已有人使用" in answer.content.decode()


def test_people_are_found(administering: Client, officer: User, head: User, science: Unit) -> None:
    User.objects.filter(pk=head.pk).update(is_active=False)
    assert "单位联络员（市科技局）" in page(administering, "/people/")

    def found(query: str) -> list[User]:
        text = page(administering, f"/people/?{query}")
        return [u for u in (officer, head) if f'href="/people/{u.pk}/"' in text]

    assert found("q=联络员") == [officer]
    assert found(f"unit={science.pk}") == [officer, head]
    assert found("role=unit_head") == [head]
    assert found("state=on") == [officer]
    assert found("state=off") == [head]


def test_details_are_changed(administering: Client, officer: User) -> None:
    url = f"/people/{officer.pk}/edit/"
    assert "科技联络员" in page(administering, url)
    assert administering.post(url, {"name": "", "email": ""}).status_code == 422
    assert administering.post(url, {"name": "林知秋", "email": ""}).status_code == 302
    assert fresh(officer).name == "林知秋"


def test_an_account_is_switched_off_and_on(administering: Client, officer: User) -> None:
    url = f"/people/{officer.pk}/switch/"
    assert "立即退出登录" in page(administering, url)
    assert administering.post(url, {"reason": ""}).status_code == 422
    assert administering.post(url, {"reason": "调离"}).status_code == 302
    assert not fresh(officer).is_active
    assert "已停用" in page(administering, f"/people/{officer.pk}/")
    assert "重新登录" in page(administering, url)
    administering.post(url, {"reason": "调回"})
    assert fresh(officer).is_active


def test_ones_own_account_is_not_switched_off(administering: Client, administrator: User) -> None:
    answer = administering.post(f"/people/{administrator.pk}/switch/", {"reason": "x"})
    assert answer.status_code == 422
    assert "不能停用或启用自己的账号" in answer.content.decode()
    assert "授予角色" not in page(administering, f"/people/{administrator.pk}/")


def test_who_left_is_erased(administering: Client, officer: User) -> None:
    url = f"/people/{officer.pk}/erase/"
    assert "不能撤销" in page(administering, url)
    refused = administering.post(url, {"reason": "本人申请"})
    assert "请先停用账号" in refused.content.decode()
    administering.post(f"/people/{officer.pk}/switch/", {"reason": "离职"})
    assert administering.post(url, {"reason": "本人申请"}).status_code == 302
    assert fresh(officer).name == "已注销人员"


def test_a_role_is_given_and_ended(
    administering: Client, outsider: User, science: Unit, today: date
) -> None:
    url = f"/people/{outsider.pk}/grant/"
    given_values = {"role": "unit_head", "unit": science.pk, "valid_from": today.isoformat()}
    assert today.isoformat() in page(administering, url)
    assert administering.post(url, {**given_values, "unit": ""}).status_code == 422
    assert administering.post(url, given_values).status_code == 302
    assert actor_of(fresh(outsider)).has(Role.UNIT_HEAD)
    row = Grant.objects.get(user=outsider)
    end = f"/people/grants/{row.pk}/withdraw/"
    assert end in page(administering, f"/people/{outsider.pk}/")
    assert "单位负责人（市科技局）" in page(administering, end)
    late = {"last_day": (today - 9 * DAY).isoformat(), "reason": "轮岗"}
    assert "已经过去" in administering.post(end, late).content.decode()
    assert (
        administering.post(end, {"last_day": today.isoformat(), "reason": "轮岗"}).status_code
        == 302
    )
    assert fresh(row).valid_to == today


def test_periods_are_told_apart(administering: Client, science: Unit, today: date) -> None:
    person = make_user(Role.UNIT_HEAD, unit=science, valid_to=today - DAY)
    make_user(Role.UNIT_HEAD, unit=science, valid_from=today + DAY)
    coming = User.objects.latest("pk")
    assert "已终止" in page(administering, f"/people/{person.pk}/")
    assert "尚未开始" in page(administering, f"/people/{coming.pk}/")


def test_a_password_is_reset_by_a_link(administering: Client) -> None:
    person = make_user(password=PASSWORD)
    url = f"/people/{person.pk}/password/"
    assert "立即失效" in page(administering, url)
    text = administering.post(url).content.decode()
    assert not fresh(person).has_usable_password()
    assert "设置密码" in Client().get(link_in(text), follow=True).content.decode()
    User.objects.filter(pk=person.pk).update(is_active=False)
    assert "账号已停用" in administering.post(url, follow=True).content.decode()


def test_a_second_factor_is_removed(administering: Client, officer: User) -> None:
    url = f"/people/{officer.pk}/second-factor/"
    assert "核实本人身份" in page(administering, url)
    assert "没有开启" in administering.post(url, {"reason": "遗失"}).content.decode()
    Authenticator.objects.create(user=officer, type=Authenticator.Type.TOTP, data={})
    assert url in page(administering, f"/people/{officer.pk}/")
    assert administering.post(url, {"reason": "手机遗失"}).status_code == 302
    assert not Authenticator.objects.exists()


def test_one_appoints_a_deputy_and_ends_it(
    client: Client, head: User, officer: User, today: date
) -> None:
    client.force_login(head)
    url = f"/people/{head.pk}/deputy/"
    text = page(client, url)
    assert "科技联络员（市科技局）" in text
    assert f'<option value="{head.pk}"' not in text
    given_values = {
        "deputy": officer.pk,
        "valid_from": today.isoformat(),
        "valid_to": (today - DAY).isoformat(),
    }
    assert client.post(url, given_values).status_code == 422
    given_values["valid_to"] = (today + DAY).isoformat()
    assert client.post(url, given_values).headers["Location"] == "/people/me/"
    row = Deputyship.objects.get()
    end = f"/people/deputies/{row.pk}/end/"
    assert end in page(client, "/people/me/")
    assert "科技联络员" in page(client, end)
    assert client.post(end).status_code == 302
    assert not Deputyship.objects.exists()


def test_a_deputy_sees_it_and_cannot_end_it(
    client: Client, head: User, officer: User, today: date
) -> None:
    row = stand_in(officer, head, on=today)
    client.force_login(officer)
    text = page(client, "/people/me/")
    assert "科技联络员 代 科技局长" in text
    end = f"/people/deputies/{row.pk}/end/"
    assert end not in text
    assert client.post(end).status_code == 403
    assert client.get(f"/people/{head.pk}/deputy/").status_code == 403


def test_the_administrator_arranges_for_others(
    administering: Client, head: User, officer: User, today: date
) -> None:
    row = stand_in(officer, head, on=today)
    assert f"/people/deputies/{row.pk}/end/" in page(administering, f"/people/{head.pk}/")
    answer = administering.post(f"/people/deputies/{row.pk}/end/")
    assert answer.headers["Location"] == f"/people/{head.pk}/"
    again = administering.post(f"/people/deputies/{row.pk}/end/", follow=True)
    assert "代理已经结束" in again.content.decode()


ADMINISTRATORS_PAGES = (
    "/people/",
    "/people/add/",
    "/people/{0}/",
    "/people/{0}/edit/",
    "/people/{0}/switch/",
    "/people/{0}/erase/",
    "/people/{0}/grant/",
    "/people/grants/{1}/withdraw/",
    "/people/{0}/password/",
    "/people/{0}/second-factor/",
)


@pytest.mark.parametrize("role", [r for r in Role if r is not Role.ADMINISTRATOR])
def test_nobody_else_administers(role: Role, client: Client, officer: User, science: Unit) -> None:
    client.force_login(make_user(role, unit=science, area=science.area))
    before = Entry.objects.count()
    for url in ADMINISTRATORS_PAGES:
        place = url.format(officer.pk, officer.grants.get().pk)
        assert client.get(place).status_code == 403
        assert client.post(place, {"reason": "x"}).status_code in {403, 405}
    assert Entry.objects.count() == before


def test_without_a_login_every_page_leads_to_it(client: Client, officer: User) -> None:
    for url in (*ADMINISTRATORS_PAGES, "/people/me/", "/jobs/", "/notices/", "/units/", "/audit/"):
        answer = client.get(url.format(officer.pk, officer.grants.get().pk))
        assert answer.status_code == 302
        assert answer.headers["Location"].startswith("/account/login/")


def test_the_list_asks_no_more_for_many(
    administering: Client, officer: User, science: Unit
) -> None:
    few = queries_of(administering, "/people/")
    for _ in range(60):
        make_user(Role.UNIT_OFFICER, Role.UNIT_HEAD, unit=science)
    assert queries_of(administering, "/people/") == few


def test_an_account_without_a_password_is_told_apart(administering: Client, officer: User) -> None:
    assert "尚未设置密码" in page(administering, f"/people/{officer.pk}/")
    make_user(password=PASSWORD)
    assert "启用" in page(administering, f"/people/{User.objects.latest('pk').pk}/")
