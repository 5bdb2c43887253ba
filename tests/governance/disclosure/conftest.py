"""A published plan with a target that was measured and with tasks in two chapters, not open yet."""

from datetime import date, datetime
from typing import Any
from uuid import uuid4

import pytest
from tests.governance.targets.goals import Goal, Goals, observe

from zhicheng.foundation.accounts.models import User
from zhicheng.foundation.units.models import Unit
from zhicheng.governance.disclosure import actions
from zhicheng.governance.disclosure.models import Opening
from zhicheng.governance.plans.models import Item, Plan
from zhicheng.governance.targets.actions import confirm
from zhicheng.governance.targets.models import Target
from zhicheng.governance.tasks.models import Assignment, Task


@pytest.fixture
def target(coordinator: User, officer: User, science: Unit, now: datetime, today: date) -> Target:
    """Confirmed and measured."""
    found = Goals(coordinator, now).publish(Goal(), Goal("保护环境", None, ""))[0]
    confirm(target=found, owner=science, by=coordinator, at=now)
    observe(found, officer, now, today, 50000, figure={"source": "=市统计局月报"})
    return found


@pytest.fixture
def plan(target: Target) -> Plan:
    return target.plan


@pytest.fixture
def add_task(plan: Plan, science: Unit, market: Unit, now: datetime) -> Any:
    """Put a task into the ledger as it stands in some stage; the units that follow lead it first."""

    def add(title: str, stage: str, chapter: str = "二、重点任务", **more: Any) -> Task:
        number = Task.objects.count() + 1
        item = Item.objects.filter(version__plan=plan)[0]
        given = {"due_on": date(2028, 12, 31), "due_source": "stated", "opened_at": now, **more}
        task = Task.objects.create(
            plan=plan, item=item, key=uuid4(), number=f"2026-{number:04}", position=number,
            chapter=chapter, title=title, stage=stage, **given,
        )  # fmt: skip
        for place, (unit, kind) in enumerate(((science, "responsible"), (market, "lead"))):
            Assignment.objects.create(
                task=task,
                unit=unit,
                kind=kind,
                position=place,
                stage="in_progress",
                due_on=task.due_on,
                changed_at=now,
            )
        return task

    return add


@pytest.fixture
def opening(plan: Plan, coordinator: User, now: datetime, today: date) -> Opening:
    """Open from today on."""
    terms = actions.Terms(today, "背景说明", checked=True)
    return actions.open_plan(plan=plan, terms=terms, by=coordinator, at=now)
