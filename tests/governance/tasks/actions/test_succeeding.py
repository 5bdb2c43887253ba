"""A unit is gone: its open parts go on with the successor, what is closed stays, later versions follow."""

from datetime import datetime, timedelta

import pytest
from tests.factories import fresh, give, make_unit, make_user
from tests.governance.tasks.ledger import Ledger, Order, duty, part

from zhicheng.engines.procedures.running import Refused
from zhicheng.foundation.accounts.models import User
from zhicheng.foundation.accounts.rules import Role
from zhicheng.foundation.audit.permissions import SYSTEM
from zhicheng.foundation.audit.queries import verify
from zhicheng.foundation.notices.models import Notice
from zhicheng.foundation.units.actions import succeed
from zhicheng.foundation.units.models import Unit
from zhicheng.foundation.units.rules import ReformKind
from zhicheng.governance.tasks import actions
from zhicheng.governance.tasks.actions.succeeding import hand_over, open_parts
from zhicheng.governance.tasks.models import Assignment, Duty, Task
from zhicheng.governance.tasks.permissions import is_no_part_of, waiting_for
from zhicheng.governance.tasks.queries import disagreeing


@pytest.fixture
def ledger(coordinator: User, now: datetime) -> Ledger:
    return Ledger(coordinator, now)


@pytest.fixture
def old(city: object) -> Unit:
    return make_unit("市版权局")


def merge(old: Unit, new: Unit, by: User, at: datetime) -> None:
    succeed(
        unit=old, successor=new, kind=ReformKind.MERGE, on=at.date(), document="文件", by=by, at=at
    )


def test_an_open_part_goes_on_as_it_is(
    ledger: Ledger, old: Unit, science: Unit, head: User, coordinator: User, now: datetime
) -> None:
    task = ledger.publish(Order(lead=[old]))[0]
    mine = part(task, old)
    chief = make_user(Role.UNIT_HEAD, unit=old)
    actions.move(assignment=mine, verb="sign", by=chief, at=now)
    assert open_parts(old) == 1
    merge(old, science, coordinator, now)
    again = fresh(mine)
    assert (again.unit, again.stage) == (science, "accepted")
    step = again.steps.latest("id")
    assert step.reason == "机构改革：示例市版权局的职责由示例市科技局承接"
    assert step.by == coordinator
    actions.move(assignment=again, verb="begin", by=head, at=now)
    assert Notice.objects.filter(to=head, text__contains="1项在办任务").exists()
    assert not list(disagreeing(Task.objects.all()))
    assert not list(verify())


def test_what_is_closed_stays(
    ledger: Ledger, old: Unit, science: Unit, coordinator: User, now: datetime
) -> None:
    task = ledger.publish(Order(lead=[old]))[0]
    Assignment.objects.filter(task=task).update(stage="closed", closed_at=now)
    merge(old, science, coordinator, now)
    assert part(task, old).unit == old


@pytest.mark.parametrize(
    ("stage", "after"), [("assigned", "assigned"), ("ended", "assigned"), ("closed", "reopened")]
)
def test_two_parts_become_one(
    ledger: Ledger, old: Unit, science: Unit, coordinator: User, now: datetime, stage: str,
    after: str,
) -> None:  # fmt: skip
    task = ledger.publish(Order(lead=[old], responsible=[science]))[0]
    closed_at = now if stage == "closed" else None
    Assignment.objects.filter(task=task, unit=science).update(stage=stage, closed_at=closed_at)
    merge(old, science, coordinator, now)
    assert part(task, old).stage == "ended"
    twin = part(task, science)
    assert (twin.stage, twin.kind) == (after, "lead")
    assert not list(disagreeing(Task.objects.all()))


def test_a_responsible_part_does_not_make_a_lead(
    ledger: Ledger, old: Unit, science: Unit, market: Unit, coordinator: User, now: datetime
) -> None:
    task = ledger.publish(Order(lead=[market], responsible=[old, science]))[0]
    merge(old, science, coordinator, now)
    assert part(task, science).kind == "responsible"


def test_recurring_duties_go_too(
    ledger: Ledger, old: Unit, science: Unit, coordinator: User, now: datetime
) -> None:
    ledger.publish(duties=[duty("报送总结", "yearly 12-20", old)])
    merge(old, science, coordinator, now)
    assert list(Duty.objects.get().units.all()) == [science]


def test_the_system_hands_over_as_well(
    ledger: Ledger, old: Unit, science: Unit, now: datetime
) -> None:
    task = ledger.publish(Order(lead=[old]))[0]
    later = now + timedelta(1)
    assert hand_over(old, science, on=now.date(), by=SYSTEM, at=later) == 1
    assert part(task, science).steps.latest("id").by is None


def test_who_was_of_the_gone_unit_does_not_verify_for_its_successor(
    reported: Assignment,
    science: Unit,
    market: Unit,
    verifier: User,
    coordinator: User,
    now: datetime,
) -> None:
    """Appendix A: the verifier is not of the unit; a reform does not make one independent."""
    by_unit = make_user(Role.VERIFIER, unit=science)
    by_role = make_user(Role.VERIFIER)
    give(by_role, Role.UNIT_OFFICER, unit=science)
    merge(science, market, coordinator, now)
    row = fresh(reported)
    assert row.unit == market
    for insider in (by_unit, by_role):
        assert row not in waiting_for(insider)
        assert not is_no_part_of(insider, row.task)
        with pytest.raises(Refused, match="复核人不得来自报送单位"):
            actions.move(assignment=row, verb="verify", by=insider, at=now)
    assert row in waiting_for(verifier)
    actions.move(assignment=row, verb="verify", by=verifier, at=now)
