"""When a target is due: the plan states it, or the coordinator decides it – and can correct it."""

from datetime import date, datetime, timedelta
from decimal import Decimal
from importlib import import_module

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import connection
from tests.factories import fresh
from tests.governance.targets.goals import PERIOD, Goal, Goals

from zhicheng.foundation.accounts.models import User
from zhicheng.foundation.audit.models import Entry
from zhicheng.foundation.units.models import Unit
from zhicheng.governance.targets import actions
from zhicheng.governance.targets.models import Target
from zhicheng.governance.targets.rules import Over

SILENT = {"due": None}
DAY = date(2030, 6, 30)


@pytest.fixture
def goal() -> Goal:
    return Goal(values=SILENT)


@pytest.fixture
def decided(goals: Goals, goal: Goal, science: Unit, coordinator: User, now: datetime) -> Target:
    """The plan is silent, and the coordinator has decided the middle of 2030."""
    target = goals.publish(goal)[0]
    assert (target.due_on, target.due_source) == (PERIOD[1], "inferred")
    actions.confirm(target=target, owner=science, due_on=DAY, by=coordinator, at=now)
    found = fresh(target)
    assert (found.due_on, found.due_source) == (DAY, "decided")
    return found


def test_the_first_decision_stands_in_the_history(decided: Target) -> None:
    assert "截止日期由2035-12-31改为2030-06-30" in decided.steps.latest("id").said
    assert Entry.objects.filter(verb="targets.confirm").count() == 1


def test_a_day_that_was_decided_is_corrected(
    decided: Target, science: Unit, coordinator: User, now: datetime
) -> None:
    other = date(2029, 12, 31)
    actions.confirm(target=decided, owner=science, due_on=other, by=coordinator, at=now)
    found = fresh(decided)
    assert (found.due_on, found.due_source) == (other, "decided")
    assert "截止日期由2030-06-30改为2029-12-31" in found.steps.latest("id").said
    actions.confirm(target=found, owner=science, by=coordinator, at=now)
    assert fresh(decided).due_on == other  # nothing named, nothing moved


def test_the_end_of_the_period_follows_the_period_again(
    decided: Target, goals: Goals, goal: Goal, science: Unit, coordinator: User, now: datetime
) -> None:
    actions.confirm(target=decided, owner=science, due_on=PERIOD[1], by=coordinator, at=now)
    assert fresh(decided).due_source == "inferred"
    moved = goals.publish(goal, period=(PERIOD[0], date(2036, 12, 31)))[0]
    assert (moved.due_on, moved.due_source) == (date(2036, 12, 31), "inferred")


def test_a_day_that_has_gone_is_asked_about(
    decided: Target, science: Unit, coordinator: User, now: datetime, today: date
) -> None:
    gone = today - timedelta(3)
    with pytest.raises(ValidationError) as refused:
        actions.confirm(target=decided, owner=science, due_on=gone, by=coordinator, at=now)
    assert "已经过去" in refused.value.message_dict["sure"][0]
    assert fresh(decided).due_on == DAY
    actions.confirm(target=decided, owner=science, due_on=gone, sure=True, by=coordinator, at=now)
    assert fresh(decided).due_on == gone
    # once it is decided, the rest can be settled without the question
    actions.confirm(target=fresh(decided), owner=science, due_on=gone, by=coordinator, at=now)


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (date(2025, 12, 31), "不能早于方案开始的2026-01-01"),
        (date(2036, 1, 1), "不能晚于方案截止的2035-12-31"),
        (date(206, 1, 1), "年份似有误"),
    ],
)
def test_a_day_outside_of_the_plan_is_refused(
    day: date, words: str, decided: Target, science: Unit, coordinator: User, now: datetime
) -> None:
    with pytest.raises(ValidationError) as refused:
        actions.confirm(
            target=decided, owner=science, due_on=day, by=coordinator, at=now, sure=True
        )
    assert words in refused.value.message_dict["due_on"][0]
    assert fresh(decided).due_on == DAY


def test_a_day_that_the_plan_states_is_not_a_persons_to_move(
    draft: Target, science: Unit, coordinator: User, now: datetime
) -> None:
    with pytest.raises(ValidationError) as refused:
        actions.confirm(
            target=draft, owner=science, due_on=date(2027, 1, 1), by=coordinator, at=now
        )
    assert "方案写明的截止日期是2028-12-31" in refused.value.message_dict["due_on"][0]
    assert (fresh(draft).state, fresh(draft).due_on) == ("draft", date(2028, 12, 31))
    actions.confirm(target=draft, owner=science, due_on=date(2028, 12, 31), by=coordinator, at=now)
    assert fresh(draft).due_source == "stated"


def test_a_day_that_a_person_decided_stays(decided: Target, goals: Goals, goal: Goal) -> None:
    again = goals.publish(goal)[0]
    assert (again.due_on, again.due_source) == (DAY, "decided")
    assert again.steps.latest("id").said == "第2版：内容未变"


def test_no_day_outlives_the_plan(decided: Target, goals: Goals, goal: Goal) -> None:
    shorter = goals.publish(goal, period=(PERIOD[0], date(2028, 12, 31)))[0]
    assert (shorter.due_on, shorter.due_source) == (date(2028, 12, 31), "inferred")
    said = shorter.steps.latest("id").said
    assert "截止由“2030-06-30”改为“2028-12-31”" in said
    assert "截止依据由“人工确定”改为“按规划期推定”" in said
    assert "人工确定的截止日期2030-06-30不在方案期限内" in said


def test_a_day_that_the_plan_no_longer_states_falls_back_to_its_end(goals: Goals) -> None:
    goal = Goal()
    target = goals.publish(goal)[0]
    assert (target.due_on, target.due_source) == (date(2028, 12, 31), "stated")
    silent = goals.publish(Goal(key=goal.key, values=SILENT))[0]
    assert (silent.due_on, silent.due_source) == (PERIOD[1], "inferred")
    assert "截止依据由“方案写明”改为“按规划期推定”" in silent.steps.latest("id").said
    endless = goals.publish(Goal(key=goal.key, values=SILENT), period=(None, None))[0]
    assert (endless.due_on, endless.due_source) == (None, "")
    assert "截止依据由“按规划期推定”改为“未定”" in endless.steps.latest("id").said


def test_days_kept_before_are_told_apart(decided: Target, goals: Goals) -> None:
    migration = import_module("zhicheng.governance.targets.migrations.0003_due_source")
    stated = goals.publish(Goal())[0]
    Target.objects.filter(pk=decided.pk).update(due_source="stated")
    migration.tell_apart(apps, connection.schema_editor())
    assert (fresh(stated).due_source, fresh(decided).due_source) == ("stated", "decided")


def test_a_day_that_was_decided_is_taken_away(
    decided: Target, science: Unit, coordinator: User, now: datetime
) -> None:
    actions.confirm(target=decided, owner=science, drop_due_on=True, by=coordinator, at=now)
    found = fresh(decided)
    assert (found.due_on, found.due_source) == (PERIOD[1], "inferred")
    assert "截止日期由2030-06-30改为2035-12-31" in found.steps.latest("id").said


def test_it_is_taken_away_in_a_plan_without_an_end(
    goals: Goals, goal: Goal, science: Unit, coordinator: User, now: datetime
) -> None:
    target = goals.publish(goal, period=(None, None))[0]
    actions.confirm(target=target, owner=science, due_on=DAY, by=coordinator, at=now)
    target = fresh(target)
    assert target.due_on == DAY
    actions.confirm(target=target, owner=science, drop_due_on=True, by=coordinator, at=now)
    assert (fresh(target).due_on, fresh(target).due_source) == (None, "")
    assert "截止日期由2030-06-30改为未填" in fresh(target).steps.latest("id").said


def test_a_day_that_the_plan_states_is_not_taken_away(
    draft: Target, science: Unit, coordinator: User, now: datetime
) -> None:
    with pytest.raises(ValidationError, match="方案写明的截止日期"):
        actions.confirm(target=draft, owner=science, drop_due_on=True, by=coordinator, at=now)
    assert fresh(draft).due_on == date(2028, 12, 31)


def test_a_day_that_the_years_do_not_fit_is_asked_about(
    decided: Target, science: Unit, coordinator: User, now: datetime
) -> None:
    parts = {2028: Decimal(48000), 2030: Decimal(56000)}
    actions.distribute(target=decided, over=Over.YEARS, parts=parts, by=coordinator, at=now)
    target, sooner = fresh(decided), date(2029, 6, 30)
    with pytest.raises(ValidationError) as refused:
        actions.confirm(target=target, owner=science, due_on=sooner, by=coordinator, at=now)
    [said] = refused.value.message_dict["sure"]
    assert "2029-06-30" in said and "2030年不在方案期内" in said and "重新分解到年度" in said
    assert fresh(target).due_on == DAY
    # in the same year they fit, and what is not moved is not asked about
    same_year = date(2030, 9, 30)
    actions.confirm(target=target, owner=science, due_on=same_year, by=coordinator, at=now)
    target = fresh(target)
    actions.confirm(target=target, owner=science, due_on=sooner, sure=True, by=coordinator, at=now)
    assert fresh(target).due_on == sooner
    actions.confirm(target=fresh(target), owner=science, due_on=sooner, by=coordinator, at=now)
