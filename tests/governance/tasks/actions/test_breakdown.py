"""A task is broken down, handed on, worked below, and put together again."""

from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from tests.factories import fresh, make_user, stand_in
from tests.governance.tasks.breaking import broken_down, closed_by, report
from tests.governance.tasks.ledger import Ledger, Order, part

from zhicheng.engines.procedures.running import Refused
from zhicheng.foundation.accounts.models import User
from zhicheng.foundation.accounts.rules import Role
from zhicheng.foundation.audit.models import Entry
from zhicheng.foundation.audit.queries import verify
from zhicheng.foundation.notices.models import Notice
from zhicheng.foundation.units.models import Unit
from zhicheng.governance.tasks import actions, queries
from zhicheng.governance.tasks.models import Assignment, Milestone, Task
from zhicheng.governance.tasks.permissions import (
    readable_assignments,
    visible_assignments,
    visible_tasks,
)
from zhicheng.governance.tasks.queries import derived_stage, disagreeing
from zhicheng.governance.tasks.rules import MilestoneKind


def test_the_office_breaks_a_task_down_for_counties_and_units(
    task: Task, science: Unit, market: Unit, yunxi: Unit, coordinator: User, county_officer: User,
    now: datetime,
) -> None:  # fmt: skip
    subs = broken_down(task, yunxi, market, by=coordinator, at=now)
    assert [sub.number for sub in subs] == [f"{task.number}-01", f"{task.number}-02"]
    first = fresh(subs[0])
    assert (first.parent, first.origin) == (task, part(task, science))
    assert (first.stage, first.item, first.position) == ("assigned", task.item, task.position)
    assert {str(part.unit) for part in Assignment.objects.filter(task__parent=task)} == {
        "云溪县政府", "市市场监管局",
    }  # fmt: skip
    assert Notice.objects.filter(to=county_officer, text__contains=f"{task.number}-").count() == 1
    assert Entry.objects.filter(verb="tasks.break_down").count() == 1
    assert Entry.objects.filter(verb="tasks.assign", subject_type="tasks.assignment").count() == 3
    step = task.steps.get(verb="break_down")
    assert step.title == "分解"
    assert f"{task.number}-01" in step.reason
    assert not list(verify())
    again = broken_down(task, yunxi, by=coordinator, at=now, title="第二批")
    assert again[0].number == f"{task.number}-03", "no number is given twice"


def test_the_head_of_the_lead_hands_its_work_on_and_nobody_else_does(
    task: Task, yunxi: Unit, market: Unit, head: User, officer: User, other_officer: User,
    now: datetime,
) -> None:  # fmt: skip
    for other in (officer, other_officer):
        with pytest.raises(PermissionDenied):
            broken_down(task, yunxi, by=other, at=now)
    with pytest.raises(ValidationError, match="不能转办给：市市场监管局"):
        broken_down(task, yunxi, market, by=head, at=now)
    assert not task.children.exists(), "all or nothing"
    sub = broken_down(task, yunxi, by=head, at=now)[0]
    assert part(sub, yunxi).stage == "assigned"
    assert task.steps.get(verb="break_down").title == "转办"


def test_who_carries_the_task_with_it_may_be_given_a_part_of_it(
    ledger: Ledger, science: Unit, market: Unit, head: User, now: datetime
) -> None:
    task = ledger.publish(Order(lead=[science], responsible=[market]))[0]
    assert broken_down(task, market, by=head, at=now)[0].parent == task
    with pytest.raises(ValidationError, match="不能转办给：市科技局"):
        broken_down(task, science, by=head, at=now)


def test_a_deputy_hands_on_in_the_place_of_the_head(
    task: Task, yunxi: Unit, head: User, now: datetime
) -> None:
    deputy = make_user(name="代理人")
    stand_in(deputy, head, on=now.date())
    sub = broken_down(task, yunxi, by=deputy, at=now)[0]
    step = sub.steps.get(verb="assign")
    assert (step.by, step.deputy_for) == (deputy, head)


def test_a_county_hands_it_on_once_more_and_no_further(
    task: Task, yunxi: Unit, bureau: Unit, coordinator: User, now: datetime
) -> None:
    sub = broken_down(task, yunxi, by=coordinator, at=now)[0]
    magistrate = make_user(Role.UNIT_HEAD, unit=yunxi)
    below = broken_down(sub, bureau, by=magistrate, at=now)[0]
    assert below.number == f"{task.number}-01-01"
    with pytest.raises(Refused, match="最多分解 2 级"):
        broken_down(below, bureau, by=coordinator, at=now)
    seen = set(visible_tasks(magistrate))
    assert seen == {sub, below}, "what is below, not what is above"


def test_a_task_that_nobody_carries_is_assigned_first(
    ledger: Ledger, yunxi: Unit, coordinator: User, now: datetime
) -> None:
    task = ledger.publish(Order())[0]
    with pytest.raises(Refused, match="请先分派"):
        broken_down(task, yunxi, by=coordinator, at=now)


def test_without_a_lead_the_first_unit_answers_for_it(
    ledger: Ledger, science: Unit, market: Unit, yunxi: Unit, coordinator: User, now: datetime
) -> None:
    task = ledger.publish(Order(responsible=[market, science]))[0]
    sub = broken_down(task, yunxi, by=coordinator, at=now)[0]
    assert sub.origin == part(task, market)


def test_shares_sum_up_and_are_kept(
    task: Task, yunxi: Unit, market: Unit, coordinator: User, head: User, now: datetime
) -> None:
    whole = {"amount": Decimal(40), "measure": "家"}
    with pytest.raises(ValidationError, match="少 5家"):
        broken_down(task, shares={yunxi: "35"}, by=coordinator, at=now, **whole)
    assert (fresh(task).amount, task.children.count()) == (None, 0), "nothing changed"
    broken_down(task, shares={yunxi: "35"}, partial=True, by=coordinator, at=now, **whole)
    task.refresh_from_db()
    assert (task.amount, task.measure) == (Decimal(40), "家")
    with pytest.raises(ValidationError, match="多 1家"):
        broken_down(task, shares={market: "6"}, title="余下", by=coordinator, at=now, **whole)
    with pytest.raises(ValidationError, match="请填写数量"):
        broken_down(task, yunxi, title="余下", by=head, at=now)
    broken_down(task, shares={yunxi: "5"}, title="余下", by=head, at=now)
    subs = list(task.children.order_by("number"))
    total = queries.sum_of_subtasks(task, subs)
    assert (total.whole, total.given, total.rest) == ("40家", "40家", "0家")
    assert [(sub.amount, sub.measure) for sub in subs] == [(Decimal(35), "家"), (Decimal(5), "家")]


def test_the_total_stays_what_its_parts_are_counted_in_as_long_as_they_live(
    task: Task, yunxi: Unit, market: Unit, coordinator: User, now: datetime
) -> None:
    whole = {"amount": Decimal(40), "measure": "家", "partial": True}
    sub = broken_down(task, shares={yunxi: "35"}, by=coordinator, at=now, **whole)[0]
    with pytest.raises(ValidationError, match="已经分解 35家"):
        broken_down(task, market, title="余下", by=coordinator, at=now)
    with pytest.raises(ValidationError, match="已有子任务以“家”计量"):
        broken_down(
            task, shares={market: "5"}, title="余下", by=coordinator, at=now,
            **{**whole, "measure": "件"},
        )  # fmt: skip
    assert (fresh(task).amount, fresh(task).measure) == (Decimal(40), "家")
    actions.move(assignment=part(sub, yunxi), verb="take_back", by=coordinator, at=now)
    broken_down(task, market, title="余下", by=coordinator, at=now)
    assert fresh(task).amount is None, "nothing is counted any more"


def test_an_amount_has_a_measure(task: Task, yunxi: Unit, coordinator: User, now: datetime) -> None:
    with pytest.raises(ValidationError, match="计量单位"):
        broken_down(task, shares={yunxi: "40"}, amount=Decimal(40), by=coordinator, at=now)
    with pytest.raises(ValidationError, match="子任务名称"):
        broken_down(task, yunxi, title=" ", by=coordinator, at=now)


def test_a_sub_tasks_amount_comes_from_above(
    task: Task, yunxi: Unit, bureau: Unit, coordinator: User, now: datetime
) -> None:
    whole = {"amount": Decimal(40), "measure": "家"}
    sub = broken_down(task, shares={yunxi: "40"}, by=coordinator, at=now, **whole)[0]
    magistrate = make_user(Role.UNIT_HEAD, unit=yunxi)
    more = {"amount": Decimal(99), "measure": "件"}
    below = broken_down(sub, shares={bureau: "40"}, by=magistrate, at=now, **more)[0]
    assert (fresh(sub).amount, below.measure) == (Decimal(40), "家")


def test_the_same_unit_is_not_given_the_same_thing_twice(
    task: Task, yunxi: Unit, coordinator: User, now: datetime
) -> None:
    sub = broken_down(task, yunxi, by=coordinator, at=now)[0]
    with pytest.raises(ValidationError, match="已有同名子任务：云溪县政府"):
        broken_down(task, yunxi, by=coordinator, at=now)
    actions.move(assignment=part(sub, yunxi), verb="take_back", by=coordinator, at=now)
    assert broken_down(task, yunxi, by=coordinator, at=now)


@pytest.mark.parametrize("days", [1, -400])
def test_a_day_outside_the_task_changes_nothing(
    task: Task, yunxi: Unit, coordinator: User, now: datetime, days: int
) -> None:
    day = task.due_on + timedelta(days)
    with pytest.raises(ValidationError, match="子任务的时限"):
        broken_down(task, yunxi, due_on=day, by=coordinator, at=now)
    assert not task.children.exists()


def test_the_whole_is_closed_after_what_it_was_broken_down_into(
    task: Task, science: Unit, yunxi: Unit, head: User, verifier: User, coordinator: User,
    now: datetime,
) -> None:  # fmt: skip
    sub = broken_down(task, yunxi, by=head, at=now)[0]
    mine, theirs = part(task, science), part(sub, yunxi)
    actions.move(assignment=mine, verb="sign", by=head, at=now)
    report(mine, head, now)
    actions.move(assignment=mine, verb="verify", by=verifier, at=now)
    with pytest.raises(Refused, match="未办结的子任务"):
        actions.move(assignment=mine, verb="close", by=verifier, at=now)
    assert fresh(mine).stage == "verified"
    magistrate = make_user(Role.UNIT_HEAD, unit=yunxi)
    closed_by(theirs, magistrate, verifier, now)
    actions.move(assignment=mine, verb="close", by=verifier, at=now)
    assert {fresh(task).stage, fresh(sub).stage} == {"closed"}
    with pytest.raises(Refused, match="先重新打开上级任务"):
        actions.move(assignment=theirs, verb="reopen", by=verifier, at=now, reason="有误")
    actions.move(assignment=mine, verb="reopen", by=verifier, at=now, reason="有误")
    actions.move(assignment=theirs, verb="reopen", by=verifier, at=now, reason="有误")
    assert not list(disagreeing(Task.objects.all()))


def test_other_parts_of_the_task_do_not_wait_for_it(
    ledger: Ledger, science: Unit, market: Unit, yunxi: Unit, head: User, verifier: User,
    now: datetime,
) -> None:  # fmt: skip
    task = ledger.publish(Order(lead=[science], responsible=[market]))[0]
    broken_down(task, yunxi, by=head, at=now)
    market_head = make_user(Role.UNIT_HEAD, unit=market)
    beside = part(task, market)
    closed_by(beside, market_head, verifier, now)
    assert fresh(beside).stage == "closed"


def test_what_is_not_signed_is_taken_back_by_whoever_gave_it(
    task: Task, yunxi: Unit, head: User, officer: User, coordinator: User, county_officer: User,
    now: datetime,
) -> None:  # fmt: skip
    sub = broken_down(task, yunxi, by=head, at=now)[0]
    theirs = part(sub, yunxi)
    assert theirs in queries.to_take_back(head)
    with pytest.raises(PermissionDenied):
        actions.move(assignment=theirs, verb="take_back", by=officer, at=now)
    actions.move(assignment=theirs, verb="take_back", by=head, at=now)
    assert (fresh(sub).stage, fresh(theirs).stage) == ("ended", "ended")
    assert derived_stage(sub) == "ended"
    assert Notice.objects.filter(to=county_officer, text__contains="收回").exists()
    with pytest.raises(Refused, match="子任务只由一个单位承担"):
        actions.assign(task=sub, unit=yunxi, lead=True, by=coordinator, at=now)
    signed = broken_down(task, yunxi, by=head, at=now)[0]
    accepted = part(signed, yunxi)
    actions.move(assignment=accepted, verb="sign", by=county_officer, at=now)
    assert accepted not in queries.to_take_back(head)
    with pytest.raises(Refused, match="已签收"):
        actions.move(assignment=accepted, verb="take_back", by=head, at=now)


def test_what_the_plan_orders_is_not_taken_back(
    mine: Assignment, market: Unit, coordinator: User, now: datetime
) -> None:
    with pytest.raises(Refused, match="方案安排"):
        actions.move(assignment=mine, verb="take_back", by=coordinator, at=now)
    extra = actions.assign(task=mine.task, unit=market, lead=False, by=coordinator, at=now)
    assert set(queries.to_take_back(coordinator)) == {extra}
    actions.move(assignment=extra, verb="take_back", by=coordinator, at=now)
    assert fresh(mine.task).stage == "assigned", "the plan's own part goes on"
    back = actions.assign(task=mine.task, unit=market, lead=True, by=coordinator, at=now)
    assert (back.pk, back.kind) == (extra.pk, "lead")


def test_who_sees_what_below(
    task: Task, science: Unit, yunxi: Unit, officer: User, head: User, county_officer: User,
    other_officer: User, verifier: User, now: datetime,
) -> None:  # fmt: skip
    sub = broken_down(task, yunxi, by=head, at=now)[0]
    theirs = part(sub, yunxi)
    assert sub in visible_tasks(officer)
    assert theirs in visible_assignments(officer)
    assert theirs in readable_assignments(officer), "whose work it is, reads the reports"
    assert set(visible_tasks(county_officer)) == {sub}
    assert part(task, science) not in readable_assignments(county_officer)
    assert sub not in visible_tasks(other_officer)


def test_the_database_keeps_parent_and_origin_together(
    task: Task, yunxi: Unit, coordinator: User, now: datetime
) -> None:
    sub = broken_down(task, yunxi, by=coordinator, at=now)[0]
    with pytest.raises(IntegrityError), transaction.atomic():
        Task.objects.filter(pk=sub.pk).update(origin=None)
    with pytest.raises(IntegrityError), transaction.atomic():
        Task.objects.filter(pk=sub.pk).update(amount=0)


def test_a_sub_tasks_day(task: Task, yunxi: Unit, coordinator: User, now: datetime) -> None:
    day: date = task.due_on - timedelta(30)
    sub = broken_down(task, yunxi, due_on=day, by=coordinator, at=now)[0]
    assert (sub.due_on, part(sub, yunxi).due_on) == (day, day)


def test_a_sub_task_has_the_phases_of_its_task_and_its_own_years(
    task: Task, yunxi: Unit, coordinator: User, now: datetime
) -> None:
    day = now.date() + timedelta(60)
    Milestone.objects.create(
        task=task, kind=MilestoneKind.PHASE, key="p", title="启动阶段", due_on=day
    )
    sub = broken_down(task, yunxi, by=coordinator, at=now)[0]
    kinds = dict(sub.milestones.values_list("title", "due_on"))
    assert kinds["启动阶段"] == day


def test_a_unit_gives_out_nothing_that_is_overdue_already(
    task: Task, yunxi: Unit, head: User, coordinator: User, now: datetime
) -> None:
    """Of a task that is overdue itself, the coordinator may; of one that is not, nobody."""
    later, yesterday = now + timedelta(30), now.date() + timedelta(29)
    for person in (head, coordinator):
        with pytest.raises(ValidationError, match="不能早于今天"):
            broken_down(task, yunxi, due_on=yesterday, by=person, at=later)
    overdue = now + timedelta((task.due_on - now.date()).days + 1)
    with pytest.raises(ValidationError, match="请统筹协调员分解"):
        broken_down(task, yunxi, by=head, at=overdue)
    assert not task.children.exists()
    assert broken_down(task, yunxi, by=coordinator, at=overdue)[0].due_on == task.due_on
