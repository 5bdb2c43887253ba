"""What publishing a version, and amending it later, makes of the ledger."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from tests.factories import fresh
from tests.governance.tasks.ledger import Ledger, Order, part

from zhicheng.engines.procedures.running import Refused
from zhicheng.foundation.accounts.models import User
from zhicheng.foundation.audit.queries import history, verify
from zhicheng.foundation.notices.queries import notices_of
from zhicheng.foundation.units.models import Unit
from zhicheng.governance.plans.publication import followers
from zhicheng.governance.tasks import actions
from zhicheng.governance.tasks.models import Assignment, Task
from zhicheng.governance.tasks.rules import ReportState, Stage


def test_the_ledger_follows_publications() -> None:
    assert actions.open_ledger in list(followers())


def test_a_publication_opens_the_ledger(
    ledger: Ledger, science: Unit, market: Unit, officer: User, other_officer: User, now: datetime
) -> None:
    first, second = ledger.publish(
        Order("甲", lead=[science], responsible=[market]), Order("乙", responsible=[science])
    )
    assert [first.stage, second.stage] == [Stage.ASSIGNED, Stage.ASSIGNED]
    assert [first.number, second.number] == [f"{now.year}-0001", f"{now.year}-0002"]
    kinds = list(first.assignments.values_list("unit", "kind", "position", "stage"))
    assert kinds == [(science.pk, "lead", 0, "assigned"), (market.pk, "responsible", 1, "assigned")]
    assert history(first).get().verb == "tasks.open"
    assert "涉及您单位的任务有 2 项" in notices_of(officer).get().text
    assert "涉及您单位的任务有 1 项" in notices_of(other_officer).get().text


def test_numbers_are_never_given_twice(ledger: Ledger, science: Unit, now: datetime) -> None:
    gone = ledger.publish(Order(lead=[science]))[0]
    Assignment.objects.filter(task=gone).first()
    with pytest.raises(IntegrityError), transaction.atomic():
        Task.objects.create(
            plan=ledger.plan, item=gone.item, key=Order().key, number=gone.number, position=9,
            title="重号", due_on=gone.due_on, due_source="stated", opened_at=now,
        )  # fmt: skip
    after = ledger.publish(Order("乙", lead=[science]))[0]
    assert after.number == f"{now.year}-0002"


def test_a_task_without_a_unit_waits_for_the_coordinator(
    ledger: Ledger, science: Unit, market: Unit, coordinator: User, officer: User, now: datetime
) -> None:
    task = ledger.publish(Order())[0]
    assert task.stage == Stage.DRAFTED
    with pytest.raises(PermissionDenied):
        actions.assign(task=task, unit=science, lead=True, by=officer, at=now)
    lead = actions.assign(task=task, unit=science, lead=True, by=coordinator, at=now)
    other = actions.assign(task=task, unit=market, lead=False, by=coordinator, at=now)
    assert [(a.kind, a.position, a.stage) for a in (lead, other)] == [
        ("lead", 0, "assigned"),
        ("responsible", 1, "assigned"),
    ]
    assert fresh(task).stage == Stage.ASSIGNED
    assert "分派" in notices_of(officer)[0].text
    with pytest.raises(Refused, match="市科技局已经承担这项任务"):
        actions.assign(task=task, unit=science, lead=True, by=coordinator, at=now)


def test_an_amendment_keeps_state_and_history_and_shows_what_changed(
    ledger: Ledger, science: Unit, verified: Assignment, task: Task
) -> None:
    order = Order("建立培育库和名单", lead=[science], days=100, body="改写的内容。", key=task.key)
    same = ledger.publish(order)[0]
    assert (same.pk, same.number, same.stage) == (task.pk, task.number, Stage.VERIFIED)
    assert (same.title, same.due_on) == ("建立培育库和名单", ledger.due(order))
    assert same.item.version.number == 2
    step = same.steps.get(verb="amend")
    assert step.reason == (
        "第2版：任务名称由“建立高价值专利培育库”改为“建立培育库和名单”；内容有修改；"
        f"完成时限由{task.due_on}改为{same.due_on}（按规划期推定）"
    )
    assert part(same, science).reports.count() == 1


def test_an_amendment_without_changes_says_so(
    ledger: Ledger, science: Unit, task: Task, officer: User
) -> None:
    before = notices_of(officer).count()
    ledger.publish(Order(lead=[science], key=task.key))
    assert task.steps.get(verb="amend").reason == "第2版：继续执行，内容未变"
    assert notices_of(officer).count() == before


def test_units_that_come_go_and_change_their_part(
    ledger: Ledger, science: Unit, market: Unit, reported: Assignment, task: Task,
    other_officer: User, officer: User,
) -> None:  # fmt: skip
    ledger.publish(Order(lead=[market], key=task.key))
    gone = part(task, science)
    assert (gone.stage, gone.reports.get().state) == (Stage.ENDED, ReportState.LAPSED)
    assert gone.steps.get(verb="end").reason == "第2版不再列为承担单位"
    assert part(task, market).stage == Stage.ASSIGNED
    assert fresh(task).stage == Stage.ASSIGNED
    assert "第2版已发布" in notices_of(other_officer)[0].text
    assert "第2版已发布" in notices_of(officer)[0].text

    ledger.publish(Order(lead=[market], responsible=[science], key=task.key))
    back = part(task, science)
    assert (back.pk, back.stage, back.kind) == (gone.pk, Stage.ASSIGNED, "responsible")
    assert back.steps.get(verb="amend").reason == "由牵头单位改为责任单位"

    ledger.publish(Order(responsible=[market, science], key=task.key))
    assert part(task, market).steps.get(verb="amend").reason == "由牵头单位改为责任单位"


def test_a_task_that_fell_away_ends_and_may_come_back(
    ledger: Ledger, science: Unit, market: Unit, reported: Assignment, task: Task
) -> None:
    other = Order("另一项", lead=[market])
    ledger.publish(other)
    ended = fresh(task)
    assert (ended.stage, ended.ended_in) == (Stage.ENDED, ledger.plan.versions.get(number=2))
    assert fresh(reported).stage == Stage.ENDED
    assert task.steps.get(verb="end", assignment=None).reason == "第2版不再列入"
    assert history(task).latest("seq").verb == "tasks.end"

    ledger.publish(other)
    assert task.steps.filter(verb="end", assignment=None).count() == 1, "it does not end twice"

    ledger.publish(other, Order(lead=[science], key=task.key))
    back = fresh(task)
    assert (back.stage, back.ended_in) == (Stage.ASSIGNED, None)
    assert "重新列入方案" in task.steps.get(verb="amend").reason


def test_what_was_closed_stays_closed_and_is_not_reopened(
    ledger: Ledger, market: Unit, closed: Assignment, coordinator: User, now: datetime
) -> None:
    ledger.publish(Order("另一项", lead=[market]))
    task = fresh(closed.task)
    assert (task.stage, task.ended_in is None) == (Stage.CLOSED, False)
    with pytest.raises(Refused, match="现行方案已不再安排"):
        actions.move(assignment=part(task, closed.unit), verb="reopen", reason="查", by=coordinator,
                     at=now + timedelta(1))  # fmt: skip
    with pytest.raises(Refused, match="现行方案已不再安排"):
        actions.assign(task=task, unit=market, lead=False, by=coordinator, at=now)


def test_a_task_that_nobody_had_ends_too(ledger: Ledger, science: Unit) -> None:
    nobodys = ledger.publish(Order())[0]
    ledger.publish(Order("另一项", lead=[science]))
    assert fresh(nobodys).stage == Stage.ENDED


def test_any_number_of_tasks_takes_as_many_queries(
    ledger: Ledger, coordinator: User, now: datetime, science: Unit, market: Unit
) -> None:
    few = [Order(f"第{n}项", lead=[science], responsible=[market]) for n in range(3)]
    many = [Order(f"第{n}项", lead=[science], responsible=[market]) for n in range(12)]
    other = Ledger(coordinator, now, "示例市另一工作方案")
    first = Ledger(
        coordinator, now
    )  # the first of all begins the series, the chain, and a key in it
    first.publish(order := Order())
    first.publish(order)
    assert _queries(ledger, few) == _queries(other, many), "published"
    few, many = (
        [replace(o, lead=[market], responsible=[], days=9) for o in os] for os in (few, many)
    )
    assert _queries(ledger, few) == _queries(other, many), "amended"
    assert _queries(ledger, few[:1]) == _queries(other, many[:1]), "ended"
    assert list(verify()) == []
    numbers = set(Task.objects.values_list("number", flat=True))
    assert numbers == {f"{now.year}-{n:04d}" for n in range(1, 17)}


def _queries(ledger: Ledger, orders: list[Order]) -> int:
    """How many queries the room asks to follow a publication."""
    publication = ledger.ordered(*orders)
    with CaptureQueriesContext(connection) as asked:
        actions.open_ledger(publication, by=ledger.by, at=ledger.at)
    return len(asked)
