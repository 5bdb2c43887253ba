"""Milestones: from the plan, of one's own, found met, carried over."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from tests.factories import fresh, make_user
from tests.governance.tasks.ledger import Extra, Ledger, Order, part, phase

from zhicheng.engines.procedures.running import Refused
from zhicheng.foundation.accounts.models import User
from zhicheng.foundation.accounts.rules import Role
from zhicheng.foundation.audit.permissions import SYSTEM
from zhicheng.foundation.audit.queries import history
from zhicheng.foundation.units.models import Unit
from zhicheng.governance.tasks import actions, queries
from zhicheng.governance.tasks.models import Assignment, Milestone, Task
from zhicheng.governance.tasks.rules import Condition

SEEN = "现场查看，初稿已经形成"


def add(task: Task, by: User, at: datetime, days: int = 30, expected: int | None = 40) -> Milestone:
    due_on = at.date() + timedelta(days)
    return actions.add_milestone(
        task=task, title="完成初稿", due_on=due_on, expected=expected, by=by, at=at
    )


def test_a_plan_gives_its_phases_and_the_years(
    ledger: Ledger, science: Unit, now: datetime
) -> None:
    soon, never = now.date() + timedelta(20), now.date() - timedelta(20)
    phases = (
        phase("全面推进", soon),
        phase("动员部署", never),
        Extra("以后持续推进。"),
    )
    order = Order(lead=[science], days=800)
    task = ledger.publish(order, phases=phases)[0]
    found = [(m.kind, m.title) for m in task.milestones.all()]
    years = [("year", f"{now.year + n}年度") for n in range(3)]
    assert ("phase", "全面推进") in found
    assert set(found) - {("phase", "全面推进")} <= set(years)
    assert task.behind_from == task.milestones.filter(kind="year")[0].due_on + timedelta(1)


def test_lead_and_coordinator_add_their_own(
    task: Task, officer: User, coordinator: User, now: datetime
) -> None:
    own = add(task, officer, now)
    add(task, coordinator, now, days=10, expected=None)
    assert str(own) == f"完成初稿（{own.due_on}）"
    assert fresh(task).behind_from == now.date() + timedelta(11)
    assert history(task).latest("seq").verb == "tasks.add_milestone"
    assert task.steps.filter(verb="add_milestone").count() == 2


@pytest.mark.parametrize("who", ["other_officer", "verifier", "leader", "county_officer"])
def test_others_add_none(
    who: str, task: Task, request: pytest.FixtureRequest, now: datetime
) -> None:
    with pytest.raises(PermissionDenied):
        add(task, request.getfixturevalue(who), now)


@pytest.mark.parametrize(
    ("days", "expected", "title", "field", "message"),
    [
        (-1, 40, "初稿", "due_on", "节点不能早于任务的起算日"),
        (201, 40, "初稿", "due_on", "节点不能晚于任务的完成时限"),
        (30, 101, "初稿", "expected", "1 到 100"),
        (30, 40, "  ", "title", "请填写节点名称"),
    ],
)
def test_bad_input_changes_nothing(
    days: int, expected: int, title: str, field: str, message: str, task: Task, officer: User,
    now: datetime,
) -> None:  # fmt: skip
    before = (task.milestones.count(), task.steps.count(), history(task).count())
    with pytest.raises(ValidationError) as refused:
        actions.add_milestone(
            task=task, title=title, due_on=now.date() + timedelta(days), expected=expected,
            by=officer, at=now,
        )  # fmt: skip
    assert message in refused.value.message_dict[field][0]
    assert (task.milestones.count(), task.steps.count(), history(task).count()) == before


def test_a_day_that_lies_behind_is_the_coordinators_to_add(
    task: Task, officer: User, coordinator: User, now: datetime
) -> None:
    later = now + timedelta(10)
    with pytest.raises(ValidationError, match="不能早于今天"):
        actions.add_milestone(
            task=task, title="初稿", due_on=now.date(), expected=None, by=officer, at=later
        )
    own = actions.add_milestone(
        task=task, title="初稿", due_on=now.date(), expected=None, by=coordinator, at=later
    )
    assert own.by_office


def test_verified_progress_meets_it(
    task: Task, reported: Assignment, officer: User, verifier: User, now: datetime
) -> None:
    add(task, officer, now, days=0)
    assert part(task, reported.unit).behind_from == now.date() + timedelta(1)
    actions.move(assignment=reported, verb="verify", by=verifier, at=now)
    assert (reported.behind_from, fresh(task).behind_from) == (None, None)


def test_a_verifier_finds_it_met(
    task: Task, officer: User, coordinator: User, verifier: User, science: Unit, now: datetime
) -> None:
    own = add(task, officer, now, expected=None)
    housed_there = make_user(Role.VERIFIER, unit=science)
    for nobody in (officer, coordinator, housed_there):
        with pytest.raises(PermissionDenied):
            actions.mark_milestone(milestone=own, reason=SEEN, by=nobody, at=now)
    with pytest.raises(ValidationError, match="确认依据"):
        actions.mark_milestone(milestone=own, reason=" ", by=verifier, at=now)
    assert fresh(own).met_on is None
    met = actions.mark_milestone(milestone=own, reason=SEEN, by=verifier, at=now)
    assert task.steps.latest("id").reason == f"{own}；依据：{SEEN}"
    assert (met.met_on, met.met_by) == (now.date(), verifier)
    assert fresh(task).behind_from == _year_end(task)
    with pytest.raises(Refused, match="已经确认达到"):
        actions.mark_milestone(milestone=own, reason=SEEN, by=verifier, at=now)
    with pytest.raises(Refused, match="只能删除"):
        actions.remove_milestone(milestone=own, by=officer, at=now)


def _year_end(task: Task) -> date | None:
    first = task.milestones.filter(kind="year").first()
    return first.due_on + timedelta(1) if first else None


def test_ones_own_may_be_taken_away_again_and_the_plans_may_not(
    ledger: Ledger, science: Unit, officer: User, now: datetime
) -> None:
    task = ledger.publish(Order(lead=[science], days=800))[0]
    own = add(task, officer, now)
    actions.remove_milestone(milestone=own, by=officer, at=now)
    assert not task.milestones.filter(kind="own").exists()
    with pytest.raises(Refused):
        actions.remove_milestone(milestone=own, by=officer, at=now)
    with pytest.raises(Refused):
        actions.remove_milestone(milestone=task.milestones.all()[0], by=officer, at=now)


def test_the_lead_does_not_take_away_what_it_is_measured_by(
    task: Task, officer: User, coordinator: User, now: datetime
) -> None:
    set_by_office = add(task, coordinator, now)
    missed = add(task, officer, now, days=10)
    for row, at in ((set_by_office, now), (missed, now + timedelta(11))):
        with pytest.raises(Refused, match="由统筹协调员删除"):
            actions.remove_milestone(milestone=row, by=officer, at=at)
        actions.remove_milestone(milestone=row, by=coordinator, at=at)
    assert not task.milestones.filter(kind="own").exists()


@pytest.mark.parametrize(("before", "removed"), [(1, True), (0, False), (-1, False)])
def test_on_its_very_day_a_milestone_is_no_longer_the_leads_to_take_away(
    before: int, removed: bool, task: Task, officer: User, now: datetime
) -> None:
    row = add(task, officer, now, days=10)
    at = now + timedelta(10 - before)
    if removed:
        actions.remove_milestone(milestone=row, by=officer, at=at)
    else:
        with pytest.raises(Refused, match="由统筹协调员删除"):
            actions.remove_milestone(milestone=row, by=officer, at=at)
    assert task.milestones.filter(pk=row.pk).exists() is not removed


def test_a_second_click_adds_no_second_one(task: Task, officer: User, now: datetime) -> None:
    add(task, officer, now)
    with pytest.raises(ValidationError, match="已有同名节点"):
        add(task, officer, now)
    add(task, officer, now, days=31)
    assert task.milestones.filter(kind="own").count() == 2


def test_what_rests_for_good_gets_no_milestones(
    closed: Assignment, officer: User, verifier: User, coordinator: User, now: datetime
) -> None:
    with pytest.raises(Refused, match="已办结或终止"):
        add(closed.task, coordinator, now)
    row = Milestone.objects.create(
        task=closed.task, kind="own", key="a", title="旧", due_on=now.date()
    )
    with pytest.raises(Refused, match="不再确认节点"):
        actions.mark_milestone(milestone=row, reason=SEEN, by=verifier, at=now)


def test_a_phase_or_a_year_is_not_found_met_ahead_of_its_day(
    task: Task, verifier: User, now: datetime
) -> None:
    year = task.milestones.get(kind="year")
    with pytest.raises(Refused, match="不能提前"):
        actions.mark_milestone(milestone=year, reason=SEEN, by=verifier, at=now)
    on_its_day = datetime.combine(year.due_on, now.timetz())
    assert actions.mark_milestone(milestone=year, reason=SEEN, by=verifier, at=on_its_day).met_by


def test_an_amendment_carries_ones_own_over_and_lays_the_plans_anew(
    ledger: Ledger, science: Unit, officer: User, verifier: User, now: datetime
) -> None:
    order = Order("甲", lead=[science], days=800)
    day, later = now.date() + timedelta(90), now.date() + timedelta(100)
    kept, gone, found_met = (phase(name, day) for name in ("推进", "取消", "已达"))
    task = ledger.publish(order, phases=(kept, gone, found_met))[0]
    row, on_its_day = task.milestones.get(title="已达"), datetime.combine(day, now.timetz())
    actions.mark_milestone(milestone=row, reason=SEEN, by=verifier, at=on_its_day)
    near, far = add(task, officer, now, days=30), add(task, officer, now, days=300)

    kept = replace(kept, values=phase("全面推进", later).values)
    shorter = replace(order, days=120)
    ledger.publish(shorter, phases=(kept,))
    titles = {m.title: m.due_on.isoformat() for m in task.milestones.exclude(kind="own")}
    assert titles["全面推进"] == later.isoformat()
    assert "已达" in titles
    assert "取消" not in titles
    assert [m.pk for m in task.milestones.filter(kind="own")] == [near.pk, far.pk]
    assert fresh(far).due_on == fresh(task).due_on == ledger.due(shorter)
    assert "不晚于新的完成时限" in task.steps.get(verb="move_milestone").reason
    assert not list(queries.mistimed(Task.objects.all()))


def test_the_dates_of_a_task_follow_from_its_parts(
    ledger: Ledger, science: Unit, market: Unit, officer: User, coordinator: User, leader: User,
    now: datetime,
) -> None:  # fmt: skip
    task = ledger.publish(Order(lead=[science], responsible=[market]))[0]
    add(task, officer, now)
    for unit in (science, market):
        mine = part(task, unit)
        assert fresh(task).behind_from == now.date() + timedelta(31)
        actions.move(assignment=mine, verb="ask_freeze", reason="等", by=coordinator, at=now)
        actions.move(assignment=mine, verb="approve_freeze", by=leader, at=now)
    frozen = fresh(task)
    assert (frozen.behind_from, frozen.frozen_on, frozen.frozen_as) == (None, now.date(), "normal")
    nobodys = ledger.publish(Order("丙"), Order(lead=[science], key=task.key))[0]
    add(nobodys, coordinator, now)
    assert fresh(nobodys).behind_from == now.date() + timedelta(31)
    assert not list(queries.mistimed(Task.objects.all()))


def test_dates_written_past_the_actions_are_found_and_computed_again(mine: Assignment) -> None:
    Assignment.objects.filter(pk=mine.pk).update(sign_by=None)
    Task.objects.filter(pk=mine.task_id).update(behind_from=date(2026, 1, 1))
    wrong = [(found is not None, list(values)) for _, found, values in queries.mistimed(
        Task.objects.all())]  # fmt: skip
    assert wrong[0] == (True, ["sign_by"])
    assert actions.retime(Task.objects.all()) == 2
    assert actions.retime(Task.objects.all()) == 0
    assert not list(queries.mistimed(Task.objects.all()))


def test_a_plan_published_before_its_period_is_measured_from_its_start(
    ledger: Ledger, science: Unit, officer: User
) -> None:
    published = datetime.fromisoformat("2026-12-21T09:00+08:00")
    start, due = date(2027, 1, 1), date(2027, 12, 31)
    ledger.at = published
    order = Order(lead=[science], days=(due - published.date()).days)
    task = ledger.publish(order, period_start=start, period_end=due)[0]
    assert queries.begins_on(task) == start
    assert not task.milestones.exists()
    assert queries.condition_of(task, start) is not Condition.BEHIND
    with pytest.raises(ValidationError, match="节点不能早于任务的起算日（2027-01-01"):
        add(task, officer, published, days=4)
    add(task, officer, published, days=11)


def test_what_was_laid_for_a_plan_published_ahead_is_laid_anew(
    ledger: Ledger, science: Unit, verifier: User
) -> None:
    ledger.at = datetime.fromisoformat("2026-12-21T09:00+08:00")
    start, due = date(2028, 1, 1), date(2029, 12, 31)
    order = Order(lead=[science], days=(due - ledger.at.date()).days)
    early, late = phase("筹备", date(2027, 6, 30)), phase("推进", date(2028, 6, 30))
    [task] = ledger.publish(order, phases=(late,), period_start=start, period_end=due)
    right = {(row.kind, row.key): row.expected for row in task.milestones.all()}
    assert set(right) == {("phase", str(late.key)), ("year", "2028")}

    given = {"2026": 1, "2027": 34, "2028": 67}
    task.milestones.filter(kind="year").delete()
    for year, expected in given.items():
        task.milestones.create(
            kind="year",
            key=year,
            title=f"{year}年度",
            due_on=date(int(year), 12, 31),
            expected=expected,
        )
    day = date(2027, 6, 30)
    task.milestones.create(kind="phase", key=str(early.key), title="筹备", due_on=day)
    found = task.milestones.create(
        kind="year",
        key="2025",
        title="2025年度",
        due_on=date(2025, 12, 31),
        met_on=day,
        met_by=verifier,
    )
    actions.retime(Task.objects.all())
    assert fresh(task).behind_from == date(2027, 1, 1)

    assert len(list(queries.laid_early(Task.objects.all()))) == 4
    assert actions.retime_all(by=SYSTEM, at=ledger.at) == 4 + 2, (
        "four milestones, the task and its part"
    )
    assert not list(queries.laid_early(Task.objects.all()))
    assert {(r.kind, r.key): r.expected for r in task.milestones.exclude(pk=found.pk)} == right
    assert fresh(task).behind_from == date(2029, 1, 1)
    assert history(ledger.plan).latest("seq").after == {"rows": 6}


def test_a_plan_that_is_not_published_ahead_keeps_what_it_was_given(
    ledger: Ledger, science: Unit
) -> None:
    [task] = ledger.publish(Order(lead=[science], days=800), period_start=ledger.at.date())
    task.milestones.update(expected=99)
    assert not list(queries.laid_early(Task.objects.all()))
