"""Pages about time: the rule for lights, why a light has its colour, milestones."""

import io
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from tests.factories import fresh
from tests.governance.tasks.ledger import PDF, Ledger, Order, part, write_past

from zhicheng.foundation.accounts.models import User
from zhicheng.foundation.units.models import Unit
from zhicheng.governance.tasks import actions
from zhicheng.governance.tasks.forms import initial_of, table_from
from zhicheng.governance.tasks.models import Assignment, LightSetting, Milestone, Task
from zhicheng.governance.tasks.rules import BLUE_ORANGE_RED, EXAMPLES, LightTable


def page(client: Client, user: User, name: str, *args: object, **query: str) -> str:
    client.force_login(user)
    response = client.get(reverse(name, args=args), query)
    assert response.status_code == 200
    return response.content.decode()


@pytest.mark.parametrize("table", EXAMPLES, ids=lambda t: t.name)
def test_a_form_filled_from_a_rule_is_that_rule(table: LightTable) -> None:
    values: dict[str, Any] = {**initial_of(table), "valid_from": table.valid_from}
    assert table_from(values) == table


def test_the_coordinator_sets_a_rule_like_an_example(
    client: Client, coordinator: User, today: date
) -> None:
    client.force_login(coordinator)
    url = reverse("tasks:set_lights")
    assert "提醒：进度滞后" in client.get(url, {"like": "3"}).content.decode()
    assert "绿黄红" in client.get(url, {"like": "99"}).content.decode()
    values = {**initial_of(BLUE_ORANGE_RED), "valid_from": today.isoformat()}
    refused = client.post(url, values)
    assert refused.status_code == 422
    assert "不追溯" in refused.content.decode()
    assert "提醒：进度滞后" in refused.content.decode(), "what was typed stays"
    green = client.post(url, {**values, "overdue_colour": "green"})
    assert green.status_code == 422
    values["valid_from"] = (today + timedelta(1)).isoformat()
    refused = client.post(url, {**values, "overdue_colour": "green"})
    assert "“逾期”不得为绿色" in refused.content.decode()
    assert client.post(url, values).status_code == 302
    row = LightSetting.objects.get()
    assert replace(BLUE_ORANGE_RED, valid_from=row.valid_from) == table_from(
        {**initial_of(BLUE_ORANGE_RED), "valid_from": row.valid_from}
    )
    shown = page(client, coordinator, "tasks:lights")
    assert "尚未生效" in shown
    assert "现行" in shown


def test_a_rule_is_taken_away_again_after_a_question(
    client: Client, coordinator: User, officer: User, now: datetime
) -> None:
    for days in (-20, 1):
        table = replace(
            BLUE_ORANGE_RED, name=f"规则{days}", valid_from=now.date() + timedelta(days)
        )
        actions.set_lights(table=table, by=coordinator, at=now + timedelta(days - 1))
    began, ahead = LightSetting.objects.order_by("valid_from")
    url = reverse("tasks:withdraw_lights", args=[ahead.pk])
    shown = page(client, coordinator, "tasks:lights")
    assert url in shown
    assert reverse("tasks:withdraw_lights", args=[began.pk]) not in shown
    assert url not in page(client, officer, "tasks:lights")
    assert client.post(url).status_code == 403
    client.force_login(coordinator)
    assert "撤回规则：规则1" in client.get(url).content.decode()
    assert "已撤回" in client.post(url, follow=True).content.decode()
    assert list(LightSetting.objects.all()) == [began]
    assert client.get(url).status_code == 404
    late = reverse("tasks:withdraw_lights", args=[began.pk])
    assert "已经生效" in client.post(late, follow=True).content.decode()


def test_everybody_with_a_role_may_read_the_rule_and_the_coordinator_set_it(
    client: Client, coordinator: User, officer: User, leader: User, outsider: User
) -> None:
    for user, read, write in (
        (coordinator, 200, 200), (officer, 200, 403), (leader, 200, 403), (outsider, 403, 403),
    ):  # fmt: skip
        client.force_login(user)
        assert client.get(reverse("tasks:lights")).status_code == read
        assert client.get(reverse("tasks:set_lights")).status_code == write
    assert "设定新规则" not in page(client, officer, "tasks:lights")


def test_old_rules_stay_readable(client: Client, coordinator: User, now: datetime) -> None:
    for days in (-50, -20):
        table = replace(
            BLUE_ORANGE_RED, name=f"规则{days}", valid_from=now.date() + timedelta(days)
        )
        at = now + timedelta(days - 1)
        actions.set_lights(table=table, by=coordinator, at=at)
    shown = page(client, coordinator, "tasks:lights")
    assert shown.count("已被取代") == 2
    assert shown.index("规则-20") < shown.index("规则-50")


def test_why_says_what_was_compared(
    client: Client, ledger: Ledger, science: Unit, officer: User, coordinator: User, today: date
) -> None:
    task = ledger.publish(Order(lead=[science], days=-3))[0]
    for shown in (
        page(client, coordinator, "tasks:why", task.pk),
        page(client, officer, "tasks:why_part", part(task, science).pk),
    ):
        assert "成立，以此为准" in shown
        assert task.due_on.isoformat() in shown
        assert "系统默认" in shown
    assert "签收期限起算" in shown
    assert reverse("tasks:why", args=[task.pk]) in page(client, officer, "tasks:task", task.pk)


@pytest.mark.parametrize("name", ["tasks:ledger", "tasks:matrix", "tasks:timeline"])
def test_the_light_of_a_task_leads_to_why(
    name: str, client: Client, ledger: Ledger, science: Unit, coordinator: User
) -> None:
    task = ledger.publish(Order(lead=[science], days=-3))[0]
    shown = page(client, coordinator, name)
    why = reverse("tasks:why", args=[task.pk])
    assert f'<a href="{why}" class="light tone-danger">' in shown
    assert f'href="{reverse("tasks:task", args=[task.pk])}"' in shown, "the row leads on as before"


@pytest.mark.parametrize("name", ["tasks:parts", "tasks:mine", "overview:home"])
def test_the_light_of_a_part_leads_to_why(
    name: str, client: Client, ledger: Ledger, science: Unit, officer: User
) -> None:
    task = ledger.publish(Order(lead=[science], days=-3))[0]
    why = reverse("tasks:why_part", args=[part(task, science).pk])
    assert f'<a href="{why}" class="light' in page(client, officer, name)


def test_why_says_that_a_signature_came_too_late_and_what_makes_good_for_it(
    client: Client, ledger: Ledger, science: Unit, officer: User, now: datetime
) -> None:
    ledger.at = now - timedelta(100)
    task = ledger.publish(Order(lead=[science], days=200))[0]
    mine = part(task, science)
    actions.move(assignment=mine, verb="sign", by=officer, at=now)
    for shown in (
        page(client, officer, "tasks:why", task.pk),
        page(client, officer, "tasks:why_part", mine.pk),
    ):
        assert "启动滞后" in shown
        assert "不因签收而转绿" in shown
        assert "今天为 50%" in shown
        assert str(fresh(mine).late_from) in shown
    listed = page(client, officer, "tasks:parts", light="begun_late")
    assert task.title in listed


def test_why_says_whose_part_decides(
    client: Client, ledger: Ledger, science: Unit, market: Unit, officer: User, leader: User,
    now: datetime,
) -> None:  # fmt: skip
    ledger.at = now - timedelta(100)
    task = ledger.publish(Order(lead=[science], responsible=[market], days=200))[0]
    lead, other = part(task, science), part(task, market)
    shown = page(client, leader, "tasks:why", task.pk)
    assert "牵头单位在办时以牵头单位为准" in shown
    assert (shown.count(">以此为准</td>"), shown.count(">不计入</td>")) == (1, 1)
    for one in (lead, other):
        assert reverse("tasks:why_part", args=[one.pk]) in shown
        assert str(one.sign_by) in shown
    write_past(Assignment.objects.filter(pk=lead.pk), stage="ended")
    shown = page(client, leader, "tasks:why", task.pk)
    assert reverse("tasks:why_part", args=[lead.pk]) not in shown, "what rests decides nothing"
    assert (shown.count(">以此为准</td>"), shown.count(">不计入</td>")) == (1, 0)
    assert "以哪些单位为准" not in page(client, leader, "tasks:why_part", other.pk)


def test_why_of_what_is_frozen_names_the_day(
    client: Client, mine: Assignment, coordinator: User, leader: User, now: datetime
) -> None:
    actions.move(assignment=mine, verb="ask_freeze", reason="等", by=coordinator, at=now)
    actions.move(assignment=mine, verb="approve_freeze", by=leader, at=now)
    shown = page(client, leader, "tasks:why_part", mine.pk)
    assert "灯保持那一天的样子" in shown
    assert "比较的日期" not in shown


def test_why_says_that_a_calendar_is_not_published(
    client: Client, ledger: Ledger, science: Unit, officer: User, coordinator: User, now: datetime
) -> None:
    ledger.at = now.replace(year=2035, month=3, day=1)
    mine = part(ledger.publish(Order(lead=[science]))[0], science)
    assert mine.sign_basis["provisional"] is True
    assert "按预计日历计算" in page(client, officer, "tasks:why_part", mine.pk)


def test_others_are_told_nothing(
    client: Client, task: Task, mine: Assignment, other_officer: User
) -> None:
    client.force_login(other_officer)
    for name, key in (("why", task.pk), ("why_part", mine.pk), ("add_milestone", task.pk)):
        assert client.get(reverse(f"tasks:{name}", args=[key])).status_code == 404


def _post(client: Client, user: User, name: str, *args: object, **values: object) -> int:
    client.force_login(user)
    return client.post(reverse(name, args=args), values).status_code


def test_a_milestone_from_adding_to_finding_it_met(
    client: Client, task: Task, officer: User, verifier: User, now: datetime
) -> None:
    shown = page(client, officer, "tasks:task", task.pk)
    assert "增加节点" in shown
    late = now.date() + timedelta(999)
    client.force_login(officer)
    url = reverse("tasks:add_milestone", args=[task.pk])
    refused = client.post(url, {"title": "完成初稿", "due_on": late, "expected": 40})
    assert refused.status_code == 422
    assert "节点不能晚于任务的完成时限" in refused.content.decode()
    assert "完成初稿" in refused.content.decode()
    due_on = now.date() + timedelta(9)
    assert (
        _post(client, officer, "tasks:add_milestone", task.pk, title="初稿", due_on=due_on) == 302
    )
    assert (
        _post(client, officer, "tasks:add_milestone", task.pk, title="二稿", due_on=due_on) == 302
    )
    first, second = Milestone.objects.filter(kind="own")
    assert "确认达到" in page(client, verifier, "tasks:task", task.pk)
    assert "删除" in page(client, officer, "tasks:milestone", first.pk, "remove")
    assert _post(client, verifier, "tasks:milestone", first.pk, "mark") == 422, "on what it rests"
    said = {"reason": "现场查看"}
    assert _post(client, verifier, "tasks:milestone", first.pk, "mark", **said) == 302
    assert _post(client, verifier, "tasks:milestone", first.pk, "mark", **said) == 422, "not twice"
    assert _post(client, officer, "tasks:milestone", second.pk, "remove") == 302
    assert fresh(first).met_by == verifier
    assert f"{now.date()} 确认达到" in page(client, officer, "tasks:task", task.pk)


def test_a_milestone_has_one_answer_on_every_page(
    client: Client, signed: Assignment, officer: User, head: User, verifier: User,
    coordinator: User, now: datetime,
) -> None:  # fmt: skip
    task = signed.task
    actions.add_milestone(
        task=task, title="初稿", due_on=now.date() + timedelta(9), expected=40, by=officer, at=now
    )
    pages = [("task", task.pk), ("why", task.pk), ("why_part", signed.pk)]
    task.milestones.exclude(kind="own").delete()
    assert all("进度已达到" not in page(client, coordinator, f"tasks:{n}", k) for n, k in pages)
    assert "mark is-met" not in page(client, coordinator, "tasks:timeline")
    actions.report(
        assignment=signed, text="进展", progress=50, seen=None, by=head, at=now,
        uploads=[actions.Upload("名单.pdf", io.BytesIO(PDF))],
    )  # fmt: skip
    actions.move(assignment=signed, verb="verify", by=verifier, at=now)
    assert all("进度已达到" in page(client, coordinator, f"tasks:{n}", k) for n, k in pages)
    assert "mark is-met" in page(client, coordinator, "tasks:timeline")
    assert task.milestones.get().met_on is None


def test_who_may_do_what_with_a_milestone(
    client: Client, task: Task, officer: User, other_officer: User, verifier: User, leader: User,
    now: datetime,
) -> None:  # fmt: skip
    row = actions.add_milestone(
        task=task, title="初稿", due_on=now.date(), expected=None, by=officer, at=now
    )
    for user, verb, status in (
        (other_officer, "mark", 404), (officer, "mark", 403), (verifier, "remove", 403),
        (leader, "mark", 403), (officer, "vote", 404),
    ):  # fmt: skip
        assert _post(client, user, "tasks:milestone", row.pk, verb) == status
    assert (
        _post(client, leader, "tasks:add_milestone", task.pk, title="a", due_on=now.date()) == 403
    )


def test_each_milestone_says_how_it_stands(
    client: Client, task: Task, officer: User, now: datetime
) -> None:
    for title, days, kind, expected in (
        ("过去的", -1, "own", None), ("阶段", -1, "phase", None), ("将来的", 5, "own", 50),
    ):  # fmt: skip
        Milestone.objects.create(
            task=task, kind=kind, key=title, title=title, due_on=now.date() + timedelta(days),
            expected=expected,
        )  # fmt: skip
    Assignment.objects.filter(task=task).update(progress=60)
    shown = page(client, officer, "tasks:task", task.pk)
    for word in ("未达到", "已过", "进度已达到"):
        assert word in shown
    Assignment.objects.filter(task=task).update(progress=None)
    assert "未到" in page(client, officer, "tasks:task", task.pk)


def test_a_closed_task_takes_no_milestone(
    client: Client, closed: Assignment, coordinator: User, now: datetime
) -> None:
    client.force_login(coordinator)
    url = reverse("tasks:add_milestone", args=[closed.task_id])
    refused = client.post(url, {"title": "补", "due_on": now.date()})
    assert refused.status_code == 422
    assert "已办结或终止" in refused.content.decode()
    assert "增加节点" not in page(client, coordinator, "tasks:task", closed.task_id)
