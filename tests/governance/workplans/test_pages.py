"""The pages of yearly plans, and the command."""

from datetime import datetime
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from tests.factories import fresh, queries_of
from tests.governance.tasks.ledger import Ledger, Order

from zhicheng.foundation.accounts.models import User
from zhicheng.foundation.agenda.registry import waiting
from zhicheng.foundation.units.models import Unit
from zhicheng.governance.workplans.models import Workplan


def post(client: Client, url: str, given: dict[str, Any] | None = None) -> tuple[int, str]:
    answer = client.post(url, given or {}, follow=True)
    return answer.status_code, answer.content.decode()


def get(client: Client, url: str) -> str:
    answer = client.get(url)
    assert answer.status_code == 200, url
    return answer.content.decode()


def test_from_the_ledger_to_a_report(
    client: Client, ledger: Ledger, science: Unit, officer: User, head: User, coordinator: User,
    now: datetime,
) -> None:  # fmt: skip
    [task] = ledger.publish(Order("建立专利培育库", lead=[science], days=0))
    client.force_login(officer)
    get(client, "/workplans/")
    get(client, "/workplans/draw/")
    assert post(client, "/workplans/draw/", {"unit": science.pk, "year": 3})[0] == 422
    said = post(client, "/workplans/draw/", {"unit": science.pk, "year": now.year})[1]
    assert task.number in said
    plan = Workplan.objects.get()
    url = f"/workplans/{plan.pk}/"

    def seen() -> dict[str, Any]:
        return {"version": fresh(plan).version}

    get(client, f"{url}items/")
    item = {"title": "培训骨干", "due_on": now.date(), "measures": "两期"}
    status, said = post(client, f"{url}items/", {**seen(), **item, "due_on": "2001-01-01"})
    assert status == 422
    assert "培训骨干" in said
    assert "培训骨干" in post(client, f"{url}items/", {**seen(), **item})[1]
    post(client, f"{url}items/", {**seen(), **item, "title": "多余的"})
    spare, own = plan.items.get(title="多余的"), plan.items.get(title="培训骨干")
    get(client, f"/workplans/items/{spare.pk}/drop/")
    assert "事项已删去" in post(client, f"/workplans/items/{spare.pk}/drop/", seen())[1]
    get(client, f"/workplans/items/{own.pk}/arrange/")
    arranged = {**seen(), "measures": "每期一天"}
    assert "每期一天" in post(client, f"/workplans/items/{own.pk}/arrange/", arranged)[1]
    get(client, f"{url}renew/")
    assert "已按台账补充" in post(client, f"{url}renew/", seen())[1]
    assert client.get(f"{url}step/submit/").status_code == 403
    client.force_login(head)
    get(client, f"{url}step/submit/")
    assert "待审定" in post(client, f"{url}step/submit/", seen())[1]
    client.force_login(coordinator)
    assert "待审定" in get(client, f"/workplans/?year={now.year}&unit={science.pk}&state=sent")
    assert post(client, f"{url}step/return/", {**seen(), "reason": ""})[0] == 422
    assert "已审定" in post(client, f"{url}step/agree/", seen())[1]
    client.force_login(officer)
    assert "尚无进展" in get(client, url)
    report = f"/workplans/items/{own.pk}/report/"
    get(client, report)
    given = {"on": now.date(), "state": "done", "text": "已办两期"}
    assert post(client, report, {**given, "on": "2001-01-01"})[0] == 422
    assert "已办两期" in post(client, report, given)[1]
    assert "已办两期" not in get(client, f"{url}?on=2025-01-01")
    assert "已办两期" in get(client, f"{url}?on=x")


def test_a_plan_without_items_says_how_to_begin(
    client: Client, science: Unit, head: User, now: datetime
) -> None:
    client.force_login(head)
    said = post(client, "/workplans/draw/", {"unit": science.pk, "year": now.year})[1]
    assert "可以增加自定事项" in said
    assert "计划还没有事项，不能报送" in said


def test_who_sees_which(
    client: Client, drafted: Workplan, coordinator: User, other_officer: User, outsider: User
) -> None:
    item = drafted.items.all()[0]
    for person in (coordinator, other_officer):
        client.force_login(person)
        assert client.get(f"/workplans/{drafted.pk}/").status_code == 404
        assert client.get(f"/workplans/items/{item.pk}/arrange/").status_code == 404
    client.force_login(outsider)
    assert client.get("/workplans/").status_code == 403


def test_what_waits(sent: Workplan, coordinator: User, officer: User, now: datetime) -> None:
    title = "年度计划"
    assert [one.count for one in waiting(coordinator, now.date()) if one.title == title] == [1]
    assert [one for one in waiting(officer, now.date()) if one.title == title] == []


def test_unknown_steps_are_not_found(client: Client, drafted: Workplan, head: User) -> None:
    client.force_login(head)
    assert client.get(f"/workplans/{drafted.pk}/step/dance/").status_code == 404


def test_a_list_asks_as_much_for_three_as_for_one(
    client: Client, sent: Workplan, coordinator: User, science: Unit
) -> None:
    client.force_login(coordinator)
    one = queries_of(client, "/workplans/")
    for year in (2001, 2002):
        Workplan.objects.create(unit=science, year=year, state="sent")
    assert queries_of(client, "/workplans/") == one


def test_the_command(
    ledger: Ledger, science: Unit, officer: User, head: User, coordinator: User, now: datetime,
    capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    ledger.publish(Order("建立专利培育库", lead=[science], days=0))
    today = now.date().isoformat()

    def run(*words: object, by: User | None = None) -> str:
        more = ["--by", by.username] if by else []
        call_command("workplans", *map(str, words), *more)
        return capsys.readouterr().out

    drawn = run("draw", "--unit", "市科技局", "--year", now.year, by=officer)
    plan = drawn.splitlines()[0]
    run("add", plan, "--title", "培训", "--due-on", today, "--measures", "两期", by=officer)
    run("add", plan, "--title", "多余", "--due-on", today, by=officer)
    items = {item.title: item.pk for item in Workplan.objects.get().items.all()}
    run("arrange", items["培训"], "--measures", "一期", by=officer)
    run("drop", items["多余"], by=officer)
    run("move", plan, "--step", "submit", by=head)
    run("move", plan, "--step", "agree", by=coordinator)
    report = ("--state", "done", "--text", "办完", "--on", today)
    run("report", items["培训"], *report, by=officer)
    assert "已审定" in run("list")
    assert "已完成\t培训" in run("show", plan)
    assert "尚无进展" in run("show", plan, "--on", "2001-01-01")
    assert f"{items['培训']}\t{today}\t培训\t一期" in run("items", plan)
    with pytest.raises(CommandError, match="不能办理"):
        run("report", items["培训"], *report, by=coordinator)
    with pytest.raises(CommandError, match="不能“报送计划”"):
        run("move", plan, "--step", "submit", by=head)
    run("move", plan, "--step", "revise", "--reason", "经费削减", by=head)
    run("drop", items["培训"], by=officer)
    assert "培训" in run("show", plan)
    assert "培训" not in run("items", plan)
    run("move", plan, "--step", "submit", by=head)
    run("move", plan, "--step", "agree", by=coordinator)
    assert "培训" not in run("show", plan)
    with pytest.raises(CommandError, match="没有这份计划"):
        run("move", 99, "--step", "submit", by=head)
