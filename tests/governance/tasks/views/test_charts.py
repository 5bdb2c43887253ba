"""挂图作战: tasks against units, and along time."""

import re
from datetime import date, datetime, timedelta

import pytest
from django.test import Client
from tests.factories import make_unit, queries_of
from tests.governance.tasks.breaking import broken_down
from tests.governance.tasks.ledger import Ledger, Order, duty, part

from zhicheng.foundation.accounts.models import User
from zhicheng.foundation.units.models import Unit
from zhicheng.governance.tasks import actions
from zhicheng.governance.tasks.models import Milestone, Task

pytestmark = pytest.mark.django_db


@pytest.fixture
def tasks(ledger: Ledger, science: Unit, market: Unit) -> list[Task]:
    return ledger.publish(
        Order("甲", lead=[science], responsible=[market]), Order("乙", lead=[market])
    )


def test_a_square_leads_to_why_and_says_state_and_light_and_its_row_leads_to_the_task(
    client: Client, coordinator: User, tasks: list[Task], science: Unit, market: Unit
) -> None:
    client.force_login(coordinator)
    html = client.get("/tasks/matrix/").content.decode()
    mine = part(tasks[0], science)
    assert f'href="/tasks/parts/{mine.pk}/light/"' in html
    assert f'href="/tasks/{tasks[0].pk}/"' in html
    assert f"{science}（牵头）：待签收，正常" in html
    assert f"{market}：待签收，正常" in html
    assert html.count('class="matrix-unit"') == 2, "a column for each unit that has a part"


def test_a_square_that_alarms_says_its_word(
    client: Client, coordinator: User, ledger: Ledger, science: Unit
) -> None:
    ledger.publish(Order("甲", lead=[science], days=-400))
    client.force_login(coordinator)
    html = client.get("/tasks/matrix/").content.decode()
    assert '<span class="matrix-word" aria-hidden="true">逾期</span>' in html


def test_a_filter_narrows_both_charts(client: Client, coordinator: User, tasks: list[Task]) -> None:
    client.force_login(coordinator)
    for address in ("/tasks/matrix/", "/tasks/timeline/"):
        html = client.get(address, {"q": "乙"}).content.decode()
        assert tasks[1].number in html and tasks[0].number not in html
        assert "没有可以" in client.get(address, {"q": "没有这样的"}).content.decode()


def test_the_bar_and_its_milestones_are_said_in_words(
    client: Client, coordinator: User, tasks: list[Task], now: datetime
) -> None:
    task = tasks[0]
    day = task.due_on - timedelta(30)
    Milestone.objects.create(task=task, kind="own", key="a", title="完成遴选", due_on=day)
    Milestone.objects.create(
        task=task, kind="own", key="b", title="完成摸底", due_on=day, met_on=now, met_by=coordinator
    )
    client.force_login(coordinator)
    html = client.get("/tasks/timeline/").content.decode()
    assert f"至 {task.due_on}，正常；节点：" in html
    assert f"{day} 完成遴选" in html
    assert html.count('class="mark is-met"') == 1


def test_without_tasks_the_charts_say_what_will_stand_there(
    client: Client, coordinator: User
) -> None:
    client.force_login(coordinator)
    for address in ("/tasks/matrix/", "/tasks/timeline/"):
        assert "方案发布后" in client.get(address).content.decode()


@pytest.mark.parametrize("address", ["/tasks/matrix/", "/tasks/timeline/"])
def test_charts_ask_the_same_for_any_number_of_tasks_and_units(
    client: Client, coordinator: User, ledger: Ledger, tasks: list[Task], address: str
) -> None:
    client.force_login(coordinator)
    client.get(address)
    before = queries_of(client, address)
    units = [make_unit(f"市第{n}局") for n in range(4)]
    Ledger(coordinator, ledger.at, "另一方案").publish(
        *(Order(f"第{n}项", lead=units[:1], responsible=units[1:]) for n in range(5))
    )
    assert queries_of(client, address) == before


def test_an_outsider_sees_no_task(client: Client, outsider: User, tasks: list[Task]) -> None:
    client.force_login(outsider)
    for address in ("/tasks/matrix/", "/tasks/timeline/"):
        assert tasks[0].number not in client.get(address).content.decode()


def test_sub_tasks_stand_under_their_task_and_recurring_duties_last(
    client: Client, coordinator: User, ledger: Ledger, science: Unit, market: Unit, yunxi: Unit
) -> None:
    """In all three views alike; the numbers alone do not say it, since a sub-task comes later."""
    ledger.at = datetime.fromisoformat("2026-11-06T09:30:00+08:00")
    orders = [Order("甲", lead=[science]), Order("乙", lead=[market])]
    first, second = ledger.publish(*orders, duties=[duty("每年报告。", "yearly 12-20", science)])
    assert actions.open_occurrences(on=date(2026, 11, 9), at=ledger.at + timedelta(3)) == 1
    opened = Task.objects.get(occurrence__isnull=False)
    for task in (first, opened):
        broken_down(task, yunxi, by=coordinator, at=ledger.at)
    whole = [first.number, f"{first.number}-01", second.number, opened.number]
    expected = [*whole, f"{opened.number}-01"]
    client.force_login(coordinator)
    for address in ("/tasks/", "/tasks/matrix/", "/tasks/timeline/"):
        html = client.get(address).content.decode()
        found = re.findall(r">\s*(20\d\d-\d{4}(?:-\d\d)?)\b", html)
        assert list(dict.fromkeys(found)) == expected
