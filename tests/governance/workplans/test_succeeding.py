"""A unit is gone: its successor goes on with its plans, and what was agreed stays under the name that it had."""

from datetime import datetime

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from tests.factories import fresh, make_unit, make_user
from tests.governance.tasks.ledger import Ledger, Order

from zhicheng.foundation.accounts.models import User
from zhicheng.foundation.accounts.rules import Role
from zhicheng.foundation.agenda.registry import waiting
from zhicheng.foundation.audit.queries import verify
from zhicheng.foundation.notices.models import Notice
from zhicheng.foundation.units.actions import succeed
from zhicheng.foundation.units.models import Unit
from zhicheng.foundation.units.rules import ReformKind
from zhicheng.foundation.units.succession import estates
from zhicheng.governance.tasks.models import Assignment
from zhicheng.governance.workplans import actions, queries
from zhicheng.governance.workplans.models import Workplan
from zhicheng.governance.workplans.rules import OwnState


@pytest.fixture
def heir(city: object) -> Unit:
    return make_unit("市知识产权局")


@pytest.fixture
def chief(heir: Unit) -> User:
    return make_user(Role.UNIT_HEAD, unit=heir)


def merge(old: Unit, new: Unit, by: User, at: datetime) -> None:
    succeed(
        unit=old, successor=new, kind=ReformKind.MERGE, on=at.date(), document="文件", by=by, at=at
    )


def plans_of(unit: Unit) -> int:
    return sum(estate.count(unit) for estate in estates() if str(estate.title) == "年度计划")


def test_a_draft_becomes_the_successors(
    drafted: Workplan, science: Unit, heir: Unit, chief: User, coordinator: User, now: datetime
) -> None:
    assert plans_of(science) == 1
    merge(science, heir, coordinator, now)
    plan = fresh(drafted)
    assert plan.unit == heir
    step = queries.steps_of(plan)[0]
    assert (step.verb, step.reason) == (
        "succeed",
        "机构改革：示例市科技局的职责由示例市知识产权局承接",
    )
    assert Notice.objects.filter(to=chief, text__contains="1份年度计划").exists()
    actions.move(workplan=plan, verb="submit", by=chief, at=now)
    assert plans_of(science) == 0
    assert not list(verify())


def test_an_agreed_plan_keeps_its_name_and_the_successor_goes_on_with_it(
    agreed: Workplan, science: Unit, heir: Unit, chief: User, coordinator: User, client: Client, now: datetime
) -> None:  # fmt: skip
    merge(science, heir, coordinator, now)
    plan = fresh(agreed)
    assert (plan.unit, plan.unit_name, plan.state) == (science, "示例市科技局", "agreed")
    own = plan.items.get(assignment=None)
    actions.report(item=own, on=now.date(), state=OwnState.DONE, text="办完", by=chief, at=now)
    client.force_login(chief)
    page = client.get(f"/workplans/{plan.pk}/").content.decode()
    assert "承接单位" in page and "示例市知识产权局" in page
    actions.move(workplan=plan, verb="revise", reason="机构改革", by=chief, at=now)
    assert [one.count for one in waiting(chief, now.date()) if one.title == "年度计划"] == [1]


def test_the_successors_own_plan_does_not_list_again_what_stands_there(
    agreed: Workplan, science: Unit, heir: Unit, chief: User, coordinator: User, now: datetime
) -> None:  # fmt: skip
    Ledger(coordinator, now).publish(Order("承接单位的任务", lead=[heir], days=0))
    merge(science, heir, coordinator, now)
    assert set(Assignment.objects.values_list("unit", flat=True)) == {heir.pk}
    own = actions.draw(unit=heir, year=now.year, by=chief, at=now)
    assert [item.title for item in own.items.all()] == ["承接单位的任务"]


def test_where_both_have_a_draft_each_goes_on(
    drafted: Workplan, science: Unit, market: Unit, other_officer: User, coordinator: User, now: datetime
) -> None:  # fmt: skip
    actions.draw(unit=market, year=now.year, by=other_officer, at=now)
    merge(science, market, coordinator, now)
    plan = fresh(drafted)
    assert plan.unit == science
    item = plan.items.get(assignment=None)
    actions.arrange(item=item, measures="三期", by=other_officer, at=now)
    assert queries.workplans_for(other_officer).count() == 2


def test_plans_of_years_before_are_not_handed_over(
    drafted: Workplan, science: Unit, heir: Unit, chief: User, officer: User, coordinator: User, now: datetime
) -> None:  # fmt: skip
    past = actions.draw(unit=science, year=now.year - 1, by=officer, at=now)
    merge(science, heir, coordinator, now)
    assert fresh(past).unit == science
    assert not past.steps.filter(verb="succeed").exists()


def test_the_people_of_another_unit_stay_outside(
    agreed: Workplan, science: Unit, heir: Unit, coordinator: User, other_officer: User, now: datetime
) -> None:  # fmt: skip
    merge(science, heir, coordinator, now)
    own = agreed.items.get(assignment=None)
    with pytest.raises(PermissionDenied):
        actions.report(
            item=own, on=now.date(), state=OwnState.DONE, text="x", by=other_officer, at=now
        )


def test_nothing_to_hand_over_tells_nobody(
    science: Unit, heir: Unit, chief: User, coordinator: User, now: datetime
) -> None:
    merge(science, heir, coordinator, now)
    assert not Notice.objects.filter(to=chief, text__contains="年度计划").exists()
