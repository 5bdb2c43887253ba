"""A target goes on through the versions of its plan; what changed in the demand is confirmed anew."""

from datetime import date, datetime
from decimal import Decimal

import pytest
from tests.factories import fresh
from tests.governance.targets.goals import Goal, Goals, observe

from zhicheng.foundation.accounts.models import User
from zhicheng.foundation.audit.models import Entry
from zhicheng.foundation.units.models import Unit
from zhicheng.governance.targets import actions
from zhicheng.governance.targets.models import Target, TargetState


def test_a_target_begins_as_a_draft_with_what_the_plan_demands(goals: Goals) -> None:
    values = {"comparator": "range", "value_max": "8.5", "baseline": "5.2", "attribute": "预期性"}
    target = goals.publish(Goal("指标", "7.5", "件/万人", values))[0]
    assert (target.value, target.value_max) == (Decimal("7.5"), Decimal("8.5"))
    assert (target.state, target.due_on, target.due_source) == (
        "draft",
        date(2028, 12, 31),
        "stated",
    )
    assert (target.baseline, target.baseline_written, target.attribute) == (None, "5.2", "预期性")
    assert target.steps.get().title == "列入指标"
    assert Entry.objects.filter(verb="targets.open").exists()


@pytest.mark.parametrize(
    ("period", "due", "source"),
    [((None, date(2030, 6, 30)), date(2030, 6, 30), "inferred"), ((None, None), None, "")],
)
def test_where_the_plan_states_no_day(
    goals: Goals, period: tuple[date | None, date | None], due: date | None, source: str
) -> None:
    target = goals.publish(Goal(values={"due": None}), period=period)[0]
    assert (target.due_on, target.due_source) == (due, source)


def test_what_has_no_figure_is_qualitative_and_what_has_no_name_is_its_sentence(
    goals: Goals,
) -> None:
    target = goals.publish(Goal(value="", values={"indicator": None, "comparator": ">="}))[0]
    assert (target.comparator, target.value) == ("qualitative", None)
    assert target.indicator.startswith("有效注册商标量达到")


def test_it_continues_with_its_observations(
    goals: Goals, science: Unit, coordinator: User, now: datetime, today: date
) -> None:
    goal = Goal()
    target = goals.publish(goal)[0]
    actions.confirm(target=target, owner=science, by=coordinator, at=now)
    observe(target, coordinator, now, today, 50000)
    again = goals.publish(Goal(indicator="商标量", key=goal.key))[0]
    assert again.pk == target.pk
    assert (again.state, again.owner, again.observations.count()) == ("confirmed", science, 1)
    assert "指标名称由“有效注册商标量”改为“商标量”" in again.steps.latest("id").said
    unchanged = goals.publish(Goal(indicator="商标量", key=goal.key))[0]
    assert unchanged.steps.latest("id").said == "第3版：内容未变"


def test_another_demand_is_confirmed_anew(
    goals: Goals, science: Unit, coordinator: User, now: datetime
) -> None:
    goal = Goal()
    target = goals.publish(goal)[0]
    actions.confirm(target=target, owner=science, by=coordinator, at=now)
    again = goals.publish(Goal(value=60000, key=goal.key))[0]
    assert (again.state, again.owner) == (TargetState.DRAFT, science)
    assert "须重新确认" in again.steps.latest("id").said


def test_what_falls_away_ends_and_may_come_back(goals: Goals, target: Target) -> None:
    goals.publish()
    ended = fresh(target)
    assert ended.ended_in is not None
    assert not ended.is_open
    steps = ended.steps.count()
    goals.publish()  # once is enough
    assert fresh(target).steps.count() == steps
    back = goals.publish(Goal(key=target.key))[0]
    assert back.ended_in is None
    assert "重新列入方案" in back.steps.latest("id").said
