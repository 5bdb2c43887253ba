"""The plan changes while counties work on what was made of its tasks."""

from datetime import datetime

import pytest
from tests.factories import fresh, make_user
from tests.governance.tasks.breaking import broken_down, closed_by
from tests.governance.tasks.ledger import Ledger, Order, part

from zhicheng.foundation.accounts.models import User
from zhicheng.foundation.accounts.rules import Role
from zhicheng.foundation.notices.models import Notice
from zhicheng.foundation.units.models import Unit
from zhicheng.governance.tasks import actions, queries
from zhicheng.governance.tasks.models import Task
from zhicheng.governance.tasks.queries import disagreeing


def test_sub_tasks_stay_and_move_with_their_task(
    ledger: Ledger, science: Unit, yunxi: Unit, bureau: Unit, coordinator: User,
    county_officer: User, now: datetime,
) -> None:  # fmt: skip
    order = Order(lead=[science])
    task = ledger.publish(order)[0]
    sub = broken_down(task, yunxi, by=coordinator, at=now)[0]
    below = broken_down(sub, bureau, by=coordinator, at=now)[0]
    actions.move(assignment=part(sub, yunxi), verb="sign", by=county_officer, at=now)
    first = Order("新任务", lead=[science])
    sooner = Order(lead=[science], key=order.key, days=100, chapter="三、新的一章")
    ledger.publish(first, sooner)
    for row in (fresh(sub), fresh(below)):
        assert (row.position, row.chapter) == (1, "三、新的一章")
        assert row.due_on == ledger.due(sooner), "never due after its task"
        assert "随上级任务" in row.steps.get(verb="amend").reason
        assert row.item_id == fresh(task).item_id
    assert part(sub, yunxi).due_on == ledger.due(sooner)
    assert fresh(sub).stage == "accepted"
    later = Order(lead=[science], key=order.key, days=150)
    ledger.publish(later)
    assert fresh(sub).due_on == ledger.due(sooner), "not put off by itself"
    assert not list(disagreeing(Task.objects.all()))


def test_what_ends_above_ends_below(
    ledger: Ledger, science: Unit, yunxi: Unit, bureau: Unit, coordinator: User,
    verifier: User, county_officer: User, now: datetime,
) -> None:  # fmt: skip
    task = ledger.publish(Order(lead=[science]))[0]
    sub, done = (
        broken_down(task, yunxi, title=title, by=coordinator, at=now)[0] for title in ("甲", "乙")
    )
    below = broken_down(sub, bureau, by=coordinator, at=now)[0]
    magistrate = make_user(Role.UNIT_HEAD, unit=yunxi)
    closed_by(part(done, yunxi), magistrate, verifier, now)
    ledger.publish()
    assert [fresh(row).stage for row in (task, sub, below)] == ["ended"] * 3
    assert fresh(below).ended_in is not None
    assert fresh(done).stage == "closed", "what was closed stays closed"
    assert Notice.objects.filter(to=county_officer, text__contains="已发布").exists()
    assert not list(disagreeing(Task.objects.all()))


@pytest.mark.parametrize("known", [True, False])
def test_the_new_lead_answers_for_what_the_old_one_handed_on(
    ledger: Ledger, science: Unit, market: Unit, yunxi: Unit, coordinator: User,
    now: datetime, known: bool,
) -> None:  # fmt: skip
    order = Order(lead=[science], responsible=[market] if known else [])
    task = ledger.publish(order)[0]
    sub = broken_down(task, yunxi, by=coordinator, at=now)[0]
    ledger.publish(Order(lead=[market], key=order.key))
    assert fresh(sub).origin == part(task, market)
    market_head = make_user(Role.UNIT_HEAD, unit=market)
    assert part(sub, yunxi) in queries.to_take_back(market_head)


def test_with_nobody_left_it_stays_where_it_was(
    ledger: Ledger, science: Unit, yunxi: Unit, coordinator: User, now: datetime
) -> None:
    order = Order(lead=[science])
    task = ledger.publish(order)[0]
    sub = broken_down(task, yunxi, by=coordinator, at=now)[0]
    ledger.publish(Order(key=order.key))
    assert fresh(sub).origin == part(task, science)
