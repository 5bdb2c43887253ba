"""The lists: what each person finds in them, and that more rows cost no more queries."""

import io
import re
from datetime import datetime

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import load_workbook
from tests.factories import make_unit, make_user
from tests.governance.tasks.ledger import Ledger, Order, part

from zhicheng.foundation.accounts.models import User
from zhicheng.foundation.accounts.rules import Role
from zhicheng.foundation.audit.memory import forget_all
from zhicheng.foundation.units.models import Unit
from zhicheng.governance.tasks import actions
from zhicheng.governance.tasks.models import Assignment, Task

LISTS = ("tasks:ledger", "tasks:parts", "tasks:mine", "tasks:units")


def page(client: Client, user: User, name: str, *args: object, **query: str | int) -> str:
    client.force_login(user)
    response = client.get(reverse(name, args=args), query)
    assert response.status_code == 200
    return response.content.decode()


def count(text: str) -> int:
    found = re.search(r"共 (\d+) 条", text)
    assert found, text
    return int(found[1])


def queries(client: Client, path: str) -> int:
    forget_all()
    with CaptureQueriesContext(
        connection,
    ) as captured:
        assert client.get(path).status_code == 200
    return len(captured)


@pytest.mark.parametrize("name", LISTS)
@pytest.mark.parametrize("who", ["coordinator", "officer", "leader"])
def test_three_rows_cost_the_queries_of_one(
    name: str, who: str, client: Client, ledger: Ledger, science: Unit, market: Unit,
    request: pytest.FixtureRequest,
) -> None:  # fmt: skip
    user = request.getfixturevalue(who)
    client.force_login(user)
    order = Order("甲", lead=[science])
    ledger.publish(order)
    one = queries(client, reverse(name))
    third = make_unit("市教育局")
    wide = [Order(n, lead=[science], responsible=[market, third]) for n in "乙丙"]
    ledger.publish(order, *wide)
    assert queries(client, reverse(name)) == one


def test_a_task_page_of_an_officer_costs_the_same_for_any_number_of_units(
    client: Client, ledger: Ledger, science: Unit, market: Unit, officer: User
) -> None:
    client.force_login(officer)
    alone, among = ledger.publish(
        Order("甲", lead=[science]),
        Order("乙", lead=[science], responsible=[market, make_unit("市教育局")]),
    )
    paths = [reverse("tasks:task", args=[task.pk]) for task in (alone, among)]
    assert queries(client, paths[0]) == queries(client, paths[1])


def test_everyone_finds_what_is_theirs_and_no_more(
    client: Client, ledger: Ledger, science: Unit, market: Unit, coordinator: User, officer: User,
    other_officer: User, leader: User, auditor: User, administrator: User, outsider: User,
) -> None:  # fmt: skip
    ledger.publish(
        Order("甲", lead=[science]), Order("乙", lead=[science], responsible=[market]), Order("丙")
    )
    expected = {
        coordinator: 3, leader: 3, auditor: 3, officer: 2, other_officer: 1, outsider: 0, administrator: 0,
    }  # fmt: skip
    for user, tasks in expected.items():
        assert count(page(client, user, "tasks:ledger")) == tasks, user
    assert count(page(client, other_officer, "tasks:parts")) == 2, "both parts of the shared task"


@pytest.mark.parametrize(
    ("query", "titles"),
    [
        ({}, "甲乙丙"),
        ({"q": "甲"}, "甲"),
        ({"q": "0002"}, "乙"),
        ({"q": "培育库"}, "甲乙丙"),
        ({"chapter": "三、保障措施"}, "丙"),
        ({"light": "overdue"}, "乙"),
        ({"light": "soon"}, "丙"),
        ({"stage": "assigned"}, "甲乙"),
        ({"stage": "drafted"}, "丙"),
        ({"stage": "nonsense"}, "甲乙丙"),
    ],
)
def test_the_ledger_is_narrowed(
    query: dict[str, str], titles: str, client: Client, ledger: Ledger, science: Unit,
    coordinator: User,
) -> None:  # fmt: skip
    ledger.publish(
        Order("任务甲", lead=[science]),
        Order("任务乙", lead=[science], days=-1),
        Order("任务丙", chapter="三、保障措施", days=10),
    )
    text = page(client, coordinator, "tasks:ledger", **query)
    assert re.findall(r">任务([甲乙丙])</a>", text) == list(titles)


def test_narrowed_by_unit_and_plan(
    client: Client, ledger: Ledger, science: Unit, market: Unit, coordinator: User, now: datetime
) -> None:
    ledger.publish(Order("甲", lead=[science], responsible=[market]), Order("乙", lead=[science]))
    other = Ledger(coordinator, now, "示例市另一方案")
    other.publish(Order("丙", lead=[market]))
    for name, rows in (("tasks:ledger", 2), ("tasks:parts", 2)):
        assert count(page(client, coordinator, name, unit=market.pk)) == rows
    assert count(page(client, coordinator, "tasks:ledger", plan=other.plan.pk)) == 1
    assert count(page(client, coordinator, "tasks:parts", plan=other.plan.pk, unit=science.pk)) == 0


def test_grouped_by_chapter_and_by_unit(
    client: Client, ledger: Ledger, science: Unit, market: Unit, coordinator: User
) -> None:
    ledger.publish(
        Order("甲", lead=[science]),
        Order("乙", lead=[market]),
        Order("丙", lead=[science], chapter="三、保障措施"),
    )
    heading = re.compile(r'<th scope="rowgroup"[^>]*>([^<]+)</th>')
    by_chapter = page(client, coordinator, "tasks:ledger", group="chapter")
    assert heading.findall(by_chapter) == ["二、重点任务", "三、保障措施"]
    by_unit = page(client, coordinator, "tasks:parts", group="unit")
    assert heading.findall(by_unit) == ["示例市科技局", "示例市市场监管局"]


def test_the_export_holds_every_row(
    client: Client, ledger: Ledger, science: Unit, coordinator: User
) -> None:
    ledger.publish(*(Order(f"任务{n}", lead=[science]) for n in range(60)))
    client.force_login(coordinator)
    response = client.get(reverse("tasks:ledger"), {"export": "xlsx"})
    content = b"".join(response)
    rows = list(load_workbook(io.BytesIO(content)).active.values)  # type: ignore[union-attr]  # has a sheet
    assert len(rows) == 61
    assert rows[0][:3] == ("编号", "任务", "牵头单位")
    assert rows[1][1:3] == ("任务0", "市科技局")


def test_my_work_shows_what_waits_for_each_role(
    client: Client, ledger: Ledger, science: Unit, officer: User, head: User, verifier: User,
    leader: User, coordinator: User, now: datetime,
) -> None:  # fmt: skip
    def waiting() -> list[int]:
        return [
            count(page(client, user, "tasks:mine")) for user in (officer, head, verifier, leader)
        ]

    task = ledger.publish(Order("甲", lead=[science]))[0]
    mine = part(task, science)
    assert waiting() == [1, 1, 0, 0]
    actions.move(assignment=mine, verb="sign", by=officer, at=now)
    assert waiting() == [1, 0, 0, 0]
    saved = actions.save_draft(
        assignment=mine, text="完成", progress=100, seen=None, hand_up=True, by=officer, at=now
    )
    assert waiting() == [0, 1, 0, 0]
    actions.send(assignment=mine, draft=saved.draft, by=head, at=now)
    assert waiting() == [0, 0, 1, 0]
    actions.move(assignment=mine, verb="ask_freeze", reason="等细则", by=coordinator, at=now)
    assert waiting() == [0, 0, 0, 1]


def test_the_coordinator_is_shown_what_nobody_has(
    client: Client, ledger: Ledger, coordinator: User, leader: User
) -> None:
    ledger.publish(Order("甲"), Order("乙"))
    assert "有 2 项任务没有承担单位" in page(client, coordinator, "tasks:mine")
    assert "没有承担单位" not in page(client, leader, "tasks:mine")


def test_a_verifier_is_not_offered_the_work_of_the_own_unit(
    client: Client, reported: Assignment, science: Unit, verifier: User
) -> None:
    housed_there = make_user(Role.VERIFIER, unit=science)
    assert count(page(client, verifier, "tasks:mine")) == 1
    assert count(page(client, housed_there, "tasks:mine")) == 0


def test_a_units_figures_open_their_rows(
    client: Client, ledger: Ledger, science: Unit, market: Unit, coordinator: User
) -> None:
    ledger.publish(Order("甲", lead=[science], days=-5), Order("乙", lead=[science]))
    text = page(client, coordinator, "tasks:unit", science.pk)
    overdue = f"{reverse('tasks:parts')}?unit={science.pk}&amp;light=overdue"
    assert overdue in text
    assert count(page(client, coordinator, "tasks:parts", unit=science.pk, light="overdue")) == 1
    everywhere = page(client, coordinator, "tasks:units")
    assert overdue in everywhere
    assert "市市场监管局" not in everywhere, "a unit without a part has no line"


def test_a_units_list_offers_no_choice_of_units(
    client: Client, task: Task, science: Unit, coordinator: User, officer: User
) -> None:
    for user in (coordinator, officer):
        text = page(client, user, "tasks:unit", science.pk)
        for name in ("unit", "area", "whose"):
            assert f'name="{name}"' not in text
        assert "group=unit" not in text and "group=chapter" in text
        assert count(page(client, user, "tasks:unit", science.pk, unit="999")) == 1
    assert 'name="unit"' in page(client, coordinator, "tasks:parts")


def test_a_units_page_is_for_those_who_see_something_of_it(
    client: Client, task: Task, science: Unit, market: Unit, officer: User, other_officer: User,
    outsider: User,
) -> None:  # fmt: skip
    for user, status in ((officer, 200), (other_officer, 404), (outsider, 404)):
        client.force_login(user)
        assert client.get(reverse("tasks:unit", args=[science.pk])).status_code == status


@pytest.mark.parametrize("name", LISTS)
def test_without_a_login_there_is_the_login_page(name: str, client: Client, db: None) -> None:
    response = client.get(reverse(name))
    assert response.status_code == 302
    assert response["Location"].startswith(reverse("account_login"))


def test_empty_pages_say_what_will_stand_there(client: Client, coordinator: User) -> None:
    assert "方案发布后" in page(client, coordinator, "tasks:ledger")
    assert "没有等待您办理的任务" in page(client, coordinator, "tasks:mine")
    assert "尚无分工" in page(client, coordinator, "tasks:units")
