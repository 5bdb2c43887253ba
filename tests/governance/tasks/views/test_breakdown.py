"""Breaking down, handing on and assigning many, on the screen."""

import io
import re
from datetime import datetime, timedelta
from decimal import Decimal

from django.test import Client
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook
from tests.factories import make_area, make_unit, queries_of
from tests.governance.tasks.breaking import broken_down
from tests.governance.tasks.ledger import Ledger, Order, part

from zhicheng.foundation.accounts.models import User
from zhicheng.foundation.units.models import Area, AreaKind, Unit, UnitKind
from zhicheng.governance.tasks import actions
from zhicheng.governance.tasks.models import Assignment, Task

LEDGER = reverse("tasks:ledger")
MANY = reverse("tasks:assign_many")


def url(task: Task) -> str:
    return reverse("tasks:break_down", args=[task.pk])


def text(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def test_all_counties_at_once(
    task: Task, yunxi: Unit, city: Area, client: Client, coordinator: User
) -> None:
    for name in ("松湾县", "石桥县"):
        area = make_area(name, AreaKind.COUNTY, parent=city)
        make_unit(f"{name}政府", UnitKind.COUNTY, area)
    zone = make_unit("高新区", UnitKind.ZONE, make_area("高新区", AreaKind.ZONE, parent=city))
    client.force_login(coordinator)
    page = text(client, url(task))
    assert "全部县（市、区）政府" in page
    given = {
        "title": "分县区建库", "due_on": str(task.due_on), "all_counties": "on",
        f"unit_{zone.pk}": "on",
    }  # fmt: skip
    assert client.post(url(task), given).status_code == 302
    units = set(Assignment.objects.filter(task__parent=task).values_list("unit__kind", flat=True))
    assert task.children.count() == 4
    assert units == {"county", "zone"}
    shown = text(client, reverse("tasks:task", args=[task.pk]))
    assert "共 4 项，已销号 0 项" in shown
    assert f"{task.number}-04" in shown


def test_what_does_not_sum_up_is_said_and_what_was_typed_is_kept(
    task: Task, yunxi: Unit, market: Unit, client: Client, coordinator: User
) -> None:
    client.force_login(coordinator)
    given = {
        "title": "分县区建库", "due_on": str(task.due_on), "amount": "40", "measure": "家",
        f"share_{yunxi.pk}": "30", f"share_{market.pk}": "11",
    }  # fmt: skip
    answer = client.post(url(task), given)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "各单位数量合计 41家，比总量 40家多 1家" in page
    assert "各单位数量合计 41家，超出 1家。" in page, "the sum stands at the foot as well"
    for kept in ('value="30"', 'value="11"', 'value="家"', "分县区建库"):
        assert kept in page
    assert not task.children.exists()
    late = client.post(url(task), {**given, f"share_{market.pk}": "10", "due_on": "2099-01-01"})
    assert "不能晚于上级任务" in late.content.decode()
    given[f"share_{market.pk}"] = "10"
    assert client.post(url(task), given).status_code == 302
    page = text(client, reverse("tasks:task", args=[task.pk]))
    assert "总量 40家，已分解 40家，未分解 0家" in page
    page = text(client, url(task))
    assert "已分解 40家" in page
    assert 'value="40"' in page


def test_a_head_hands_on_what_is_counted_already(
    task: Task, yunxi: Unit, market: Unit, client: Client, coordinator: User, head: User,
    now: datetime,
) -> None:  # fmt: skip
    whole = {"amount": Decimal(40), "measure": "家", "partial": True}
    broken_down(task, shares={market: "10"}, by=coordinator, at=now, **whole)
    client.force_login(head)
    page = text(client, reverse("tasks:task", args=[task.pk]))
    assert "转办" in page
    page = text(client, url(task))
    assert 'name="amount"' not in page
    assert "40家" in page
    assert f"unit_{yunxi.pk}" in page
    given = {"title": "其余", "due_on": str(task.due_on), f"share_{yunxi.pk}": "20"}
    assert client.post(url(task), given).status_code == 422
    assert client.post(url(task), {**given, "partial": "on"}).status_code == 302


def test_a_head_of_a_sub_task_without_amount_fills_in_none(
    task: Task, yunxi: Unit, bureau: Unit, client: Client, coordinator: User, now: datetime
) -> None:
    sub = broken_down(task, yunxi, by=coordinator, at=now)[0]
    client.force_login(coordinator)
    page = text(client, url(sub))
    assert 'name="partial"' not in page
    given = {"title": "下级", "due_on": str(task.due_on), f"unit_{bureau.pk}": "on"}
    assert client.post(url(sub), given).status_code == 302


def test_where_nothing_can_be_broken_down(
    ledger: Ledger, task: Task, yunxi: Unit, client: Client, coordinator: User, officer: User,
    other_officer: User, now: datetime,
) -> None:  # fmt: skip
    nobodys = ledger.publish(Order("没有单位", key=task.key))[0]
    client.force_login(coordinator)
    answer = client.get(url(nobodys), follow=True)
    assert "请先分派" in answer.content.decode()
    client.force_login(officer)
    assert client.get(url(task)).status_code == 403
    client.force_login(other_officer)
    assert client.get(url(task)).status_code == 404


def test_a_race_is_told_and_nothing_lost(
    ledger: Ledger, task: Task, yunxi: Unit, client: Client, head: User, now: datetime
) -> None:
    client.force_login(head)
    broken_down(task, yunxi, by=head, at=now)
    given = {"title": "分县区建库", "due_on": str(task.due_on), f"unit_{yunxi.pk}": "on"}
    answer = client.post(url(task), given)
    assert answer.status_code == 422
    assert "已有同名子任务" in answer.content.decode()


def test_a_unit_below_sees_its_sub_task_and_only_the_name_above(
    task: Task, yunxi: Unit, client: Client, coordinator: User, officer: User,
    county_officer: User, now: datetime,
) -> None:  # fmt: skip
    sub = broken_down(task, yunxi, by=coordinator, at=now)[0]
    above = reverse("tasks:task", args=[task.pk])
    client.force_login(county_officer)
    page = text(client, reverse("tasks:task", args=[sub.pk]))
    assert f"{task.number} {task.title}" in page
    assert "分解时确定" in page
    assert f'href="{above}"' not in page
    assert client.get(above).status_code == 404
    client.force_login(officer)
    assert f'href="{above}"' in text(client, reverse("tasks:task", args=[sub.pk]))


def test_the_ledger_shows_sub_tasks_under_their_task_and_asks_no_more(
    ledger: Ledger, science: Unit, market: Unit, yunxi: Unit, client: Client, coordinator: User,
    now: datetime,
) -> None:  # fmt: skip
    first, second = ledger.publish(Order("甲任务", lead=[science]), Order("乙任务", lead=[science]))
    whole = {"amount": Decimal(40), "measure": "家", "title": "子任务"}
    broken_down(first, shares={yunxi: "40"}, by=coordinator, at=now, **whole)
    client.force_login(coordinator)
    queries_of(client, LEDGER)
    one = queries_of(client, LEDGER)
    broken_down(second, yunxi, market, science, title="子任务", by=coordinator, at=now)
    assert queries_of(client, LEDGER) == one
    page = text(client, LEDGER)
    numbers = re.findall(r">(\d{4}-\d{4}(?:-\d\d)*)<", page)
    assert numbers == sorted(numbers)
    assert numbers[:2] == [first.number, f"{first.number}-01"]
    assert "└ 子任务" in page
    assert "└" not in text(client, f"{LEDGER}?level=whole")
    assert "甲任务" not in text(client, f"{LEDGER}?level=sub")
    assert "└" in text(client, f"{LEDGER}?level=sub")
    assert f"{first.number}-01" not in text(client, f"{reverse('tasks:parts')}?level=whole")
    answer = client.get(f"{LEDGER}?export=xlsx")
    book = load_workbook(io.BytesIO(b"".join(answer.streaming_content)))  # type: ignore[attr-defined]  # a file is streamed
    rows = [row[:5] for row in book.worksheets[0].iter_rows(values_only=True)]
    assert rows[2] == (f"{first.number}-01", "└ 子任务", "云溪县政府", None, "40家")
    assert [row[0] for row in rows[1:]] == numbers


def test_sub_tasks_of_sub_tasks_are_indented_further(
    task: Task, yunxi: Unit, bureau: Unit, client: Client, coordinator: User, now: datetime
) -> None:
    sub = broken_down(task, yunxi, by=coordinator, at=now)[0]
    broken_down(sub, bureau, by=coordinator, at=now)
    client.force_login(coordinator)
    assert "　└ " in text(client, LEDGER)


def test_several_tasks_are_assigned_after_one_question(
    ledger: Ledger, science: Unit, market: Unit, client: Client, coordinator: User
) -> None:
    tasks = ledger.publish(Order("甲", lead=[science]), Order("乙", responsible=[market]))
    client.force_login(coordinator)
    page = text(client, LEDGER)
    assert page.count('name="tasks"') == 2
    assert 'data-select-all="tasks"' in page
    assert 'name="tasks"' not in text(client, f"{LEDGER}?print=1")
    address = f"{MANY}?tasks={tasks[0].pk}&tasks={tasks[1].pk}&tasks=x"
    address += f"&tasks={'9' * 20}&tasks={'9' * 5000}"
    page = text(client, address)
    assert "批量分派 2 项任务" in page
    keys = [task.pk for task in tasks]
    nobody = client.post(address, {"tasks": keys})
    assert nobody.status_code == 422
    assert "请选择牵头单位或责任单位" in nobody.content.decode()
    for wild in ({"tasks": ["9" * 20], "units": [market.pk]}, {"tasks": keys, "units": ["9" * 20]}):
        assert client.post(address, wild).status_code == 422
    none = client.post(address, {"units": [market.pk]})
    assert "请至少选择一项任务" in none.content.decode()
    answer = client.post(address, {"tasks": keys, "units": [market.pk]}, follow=True)
    page = answer.content.decode()
    assert "已分派 1 项分工" in page
    assert "已经承担这项任务" in page
    assert part(tasks[0], market).added

    undo = reverse("tasks:bulk", args=["take_back"])
    assert undo in text(client, reverse("tasks:mine"))
    page = text(client, undo)
    assert "checked" not in page, "what is taken back is chosen one by one"
    key = part(tasks[0], market).pk
    assert client.post(undo, {"parts": [key]}).status_code == 302
    assert part(tasks[0], market).stage == "ended"


def test_without_a_choice_the_ledger_says_how(client: Client, coordinator: User) -> None:
    client.force_login(coordinator)
    answer = client.get(MANY, follow=True)
    assert "请先在台账中勾选任务" in answer.content.decode()


def test_all_counties_are_given_several_tasks_at_once(
    ledger: Ledger, science: Unit, market: Unit, yunxi: Unit, city: Area, client: Client,
    coordinator: User,
) -> None:  # fmt: skip
    make_unit("松湾县政府", UnitKind.COUNTY, make_area("松湾县", AreaKind.COUNTY, parent=city))
    unused = make_unit("旧县政府", UnitKind.COUNTY, make_area("旧县", AreaKind.COUNTY, parent=city))
    Unit.objects.filter(pk=unused.pk).update(active=False)
    tasks = ledger.publish(Order("甲", lead=[science]), Order("乙", lead=[science]))
    keys = [task.pk for task in tasks]
    address = f"{MANY}?tasks={keys[0]}&tasks={keys[1]}"
    client.force_login(coordinator)
    page = text(client, address)
    assert "全部县（市、区）政府" in page and "all_zones" not in page, "there is no zone"
    given = {"tasks": keys, "all_counties": "on", "units": [market.pk, yunxi.pk]}
    done = client.post(address, given, follow=True)
    assert "已分派 6 项分工" in done.content.decode(), "who is chosen twice has it once"
    assert not Assignment.objects.filter(unit=unused).exists()
    wrong = client.post(address, {"tasks": keys, "all_counties": "on", "units": ["x"]})
    assert wrong.status_code == 422


def test_what_is_not_above_nought_is_refused_in_those_words(
    task: Task, yunxi: Unit, client: Client, coordinator: User
) -> None:
    client.force_login(coordinator)
    given = {
        "title": "分",
        "due_on": str(task.due_on),
        "measure": "家",
        f"share_{yunxi.pk}": "1,000",
    }
    for amount in ("-40", "0"):
        page = client.post(url(task), {**given, "amount": amount}).content.decode()
        assert "总量应大于 0" in page and "0.0001" not in page
    assert client.post(url(task), {**given, "amount": "1,000"}).status_code == 302
    assert Task.objects.get(pk=task.pk).amount == 1000


def test_only_the_office_assigns_many(
    task: Task, client: Client, head: User, other_officer: User
) -> None:
    for user in (head, other_officer):
        client.force_login(user)
        assert client.get(f"{MANY}?tasks={task.pk}").status_code == 403
    assert 'name="tasks"' not in text(client, LEDGER)


def test_the_question_before_taking_back(
    task: Task, market: Unit, client: Client, coordinator: User, now: datetime
) -> None:
    extra = actions.assign(task=task, unit=market, lead=False, by=coordinator, at=now)
    client.force_login(coordinator)
    address = reverse("tasks:decide", args=[extra.pk, "take_back"])
    page = text(client, reverse("tasks:task", args=[task.pk]))
    assert address in page
    assert page.count("收回") == 1, "not offered for what the plan orders"
    assert "收回尚未签收的分工" in text(client, address)
    assert client.post(address, {"version": extra.version}).status_code == 302
    extra.refresh_from_db()
    assert extra.stage == "ended"


def test_a_day_that_lies_behind_is_refused_and_stays(
    ledger: Ledger, science: Unit, yunxi: Unit, client: Client, head: User, now: datetime
) -> None:
    ledger.at = now - timedelta(60)
    task = ledger.publish(Order(lead=[science]))[0]
    client.force_login(head)
    day = timezone.localdate(now) - timedelta(30)
    given = {"title": "分县区建库", "due_on": str(day), f"unit_{yunxi.pk}": "on"}
    answer = client.post(url(task), given)
    assert answer.status_code == 422
    assert "子任务的时限不能早于今天" in answer.content.decode()
    assert f'value="{day}"' in answer.content.decode()
    assert not task.children.exists()
