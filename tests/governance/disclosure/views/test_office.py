"""Where the office decides: the page, opening, withdrawing, and what is typed staying."""

from datetime import date, datetime, timedelta

import pytest
from django.test import Client

from zhicheng.foundation.accounts.models import User
from zhicheng.governance.disclosure import actions
from zhicheng.governance.disclosure.models import Opening
from zhicheng.governance.plans.models import Plan


def test_the_coordinator_opens_and_withdraws(
    plan: Plan, coordinator: User, client: Client, today: date
) -> None:
    client.force_login(coordinator)
    page = client.get("/open/office/").content.decode()
    assert "未公开" in page and f"/open/office/{plan.pk}/open/" in page
    given = {"opens_on": today.isoformat(), "note": "说明", "checked": "on"}
    assert client.post(f"/open/office/{plan.pk}/open/", given).status_code == 302
    page = client.get("/open/office/").content.decode()
    for word in ("公众看到的页面", f"自{today}起公开", coordinator.name, "说明"):
        assert word in page
    opening = Opening.objects.get()
    assert "缓存" in client.get(f"/open/office/{plan.pk}/withdraw/").content.decode()
    answer = client.post(
        f"/open/office/{plan.pk}/withdraw/", {"reason": "有误", "version": opening.version}
    )
    assert answer.status_code == 302
    page = client.get("/open/office/").content.decode()
    assert "已撤回公开" in page and "撤回理由" in page


def test_what_was_typed_stays(plan: Plan, coordinator: User, client: Client, today: date) -> None:
    client.force_login(coordinator)
    given = {"opens_on": (today - timedelta(1)).isoformat(), "note": "我写的说明"}
    answer = client.post(f"/open/office/{plan.pk}/open/", given)
    page = answer.content.decode()
    assert answer.status_code == 422
    for word in ("我写的说明", "早于今天", "不含个人信息"):
        assert word in page
    assert not Opening.objects.exists()


def test_who_was_overtaken_is_told(
    opening: Opening, coordinator: User, client: Client, now: datetime
) -> None:
    client.force_login(coordinator)
    url = f"/open/office/{opening.plan_id}/withdraw/"
    answer = client.post(url, {"reason": "", "version": 0})
    assert answer.status_code == 422
    Opening.objects.update(version=7)
    answer = client.post(url, {"reason": "有误", "version": 0})
    assert answer.status_code == 422
    assert "您的操作未执行" in answer.content.decode()


def test_a_day_to_come_is_said_to_be(
    plan: Plan, coordinator: User, client: Client, now: datetime, today: date
) -> None:
    terms = actions.Terms(today + timedelta(3), checked=True)
    actions.open_plan(plan=plan, terms=terms, by=coordinator, at=now)
    client.force_login(coordinator)
    page = client.get("/open/office/").content.decode()
    assert "待公开" in page and "公众看到的页面" not in page


@pytest.mark.parametrize("who", ["officer", "leader", "verifier"])
def test_others_look_on(
    who: str, opening: Opening, client: Client, request: pytest.FixtureRequest
) -> None:
    client.force_login(request.getfixturevalue(who))
    assert "撤回公开</a>" not in client.get("/open/office/").content.decode()
    for verb in ("open", "withdraw"):
        assert client.get(f"/open/office/{opening.plan_id}/{verb}/").status_code == 403


def test_outsiders_and_odd_keys(
    opening: Opening, outsider: User, coordinator: User, client: Client
) -> None:
    assert client.get("/open/office/")["Location"].startswith("/account/login/")
    client.force_login(outsider)
    assert client.get("/open/office/").status_code == 403
    client.force_login(coordinator)
    for key in (0, 10**20):
        for verb in ("open", "withdraw"):
            assert client.get(f"/open/office/{key}/{verb}/").status_code == 404
        for page in (f"plans/{key}/", f"plans/{key}/chapters/1/", f"targets/{key}/"):
            assert client.get(f"/open/{page}").status_code == 404


def test_nothing_published_yet(coordinator: User, client: Client) -> None:
    client.force_login(coordinator)
    assert "还没有已发布的工作方案" in client.get("/open/office/").content.decode()
