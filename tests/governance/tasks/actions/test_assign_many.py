"""The office gives several tasks to units in one go."""

from datetime import datetime

import pytest
from django.core.exceptions import PermissionDenied
from tests.factories import fresh
from tests.governance.tasks.breaking import broken_down
from tests.governance.tasks.ledger import Ledger, Order, part

from zhicheng.foundation.accounts.models import User
from zhicheng.foundation.audit.models import Entry
from zhicheng.foundation.notices.models import Notice
from zhicheng.foundation.units.models import Unit
from zhicheng.governance.tasks import actions
from zhicheng.governance.tasks.models import Task


def test_what_can_be_done_is_and_the_rest_is_named(
    ledger: Ledger, science: Unit, market: Unit, yunxi: Unit, coordinator: User,
    other_officer: User, now: datetime,
) -> None:  # fmt: skip
    tasks = ledger.publish(
        Order("甲", lead=[science]), Order("乙", responsible=[market]), Order("丙")
    )
    before = Entry.objects.filter(verb="tasks.assign").count()
    outcome = actions.assign_many(
        tasks=tasks, lead=market, units=[market, yunxi], by=coordinator, at=now
    )
    assert len(outcome.done) == 5
    assert outcome.refused == (f"{tasks[1].number} 市市场监管局：市市场监管局已经承担这项任务。",)
    assert part(tasks[2], market).kind == "lead"
    assert part(tasks[2], yunxi).kind == "county"
    assert Entry.objects.filter(verb="tasks.assign").count() == before + 5
    assert Notice.objects.filter(to=other_officer, text__contains="分派").count() >= 2


def test_sub_tasks_and_ended_tasks_are_refused(
    ledger: Ledger, science: Unit, market: Unit, yunxi: Unit, coordinator: User,
    now: datetime,
) -> None:  # fmt: skip
    task, gone = ledger.publish(Order("甲", lead=[science]), order := Order("乙"))
    assert order.title == gone.title
    sub = broken_down(task, yunxi, by=coordinator, at=now)[0]
    ledger.publish(Order("甲", lead=[science], key=task.key))
    outcome = actions.assign_many(
        tasks=[sub, fresh(gone)], lead=None, units=[market], by=coordinator, at=now
    )
    assert not outcome.done
    assert ["子任务" in outcome.refused[0], "不再安排" in outcome.refused[1]] == [True, True]


def test_only_the_office_does(task: Task, market: Unit, head: User, now: datetime) -> None:
    with pytest.raises(PermissionDenied):
        actions.assign_many(tasks=[task], lead=None, units=[market], by=head, at=now)
