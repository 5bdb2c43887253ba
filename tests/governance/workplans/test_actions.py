"""A yearly plan on its way: drawn, changed, sent, agreed, reported against."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import DatabaseError, transaction
from django.test import Client
from tests.factories import fresh, make_user, stand_in
from tests.governance.targets.goals import Goal, Goals, observe
from tests.governance.tasks.ledger import Ledger, Order

from zhicheng.engines.procedures.running import Refused
from zhicheng.foundation.accounts.models import User
from zhicheng.foundation.accounts.rules import Role
from zhicheng.foundation.audit.queries import verify
from zhicheng.foundation.audit.seen import Overtaken
from zhicheng.foundation.notices.models import Notice
from zhicheng.foundation.units.models import Unit
from zhicheng.governance.targets import actions as targets
from zhicheng.governance.targets.models import Target
from zhicheng.governance.targets.rules import Over
from zhicheng.governance.tasks import actions as tasks
from zhicheng.governance.tasks.models import Assignment
from zhicheng.governance.workplans import actions, queries, sample
from zhicheng.governance.workplans.models import Item, OwnReport, Workplan
from zhicheng.governance.workplans.rules import OwnState


def test_a_plan_is_drawn_from_the_ledger(
    ledger: Ledger, science: Unit, market: Unit, officer: User, now: datetime
) -> None:
    """Work of several years has a milestone in each of them, and so belongs into each."""
    this, _long, _other = ledger.publish(
        Order("今年", lead=[science], days=0),
        Order("跨年", responsible=[science], days=800),
        Order("别人的", lead=[market], days=0),
    )
    plan = actions.draw(unit=science, year=now.year, by=officer, at=now)
    assert {item.title for item in plan.items.all()} == {"今年", "跨年"}
    assert actions.draw(unit=science, year=now.year - 1, by=officer, at=now).items.count() == 0
    assert actions.draw(unit=science, year=now.year + 9, by=officer, at=now).items.count() == 0
    plan.items.get(assignment__task=this).delete()
    again = actions.draw(unit=science, year=now.year, by=officer, at=now)
    assert (again, again.items.count()) == (plan, 2)
    assert not list(verify())


def test_a_year_that_is_none(science: Unit, officer: User, now: datetime) -> None:
    with pytest.raises(ValidationError):
        actions.draw(unit=science, year=202, by=officer, at=now)


def test_the_unit_changes_its_draft(drafted: Workplan, officer: User, now: datetime) -> None:
    ledger, own = drafted.items.order_by("assignment__pk").reverse()
    if ledger.assignment_id is None:
        ledger, own = own, ledger
    actions.arrange(item=ledger, measures=" 每季调度 ", by=officer, at=now)
    assert fresh(ledger).measures == "每季调度"
    own = Item.objects.get(pk=own.pk)
    actions.drop_item(item=own, by=officer, at=now)
    assert drafted.items.count() == 1
    with pytest.raises(ValidationError) as refused:
        actions.add_item(
            workplan=fresh(drafted), title="", due_on=date(2001, 1, 1), measures="", by=officer,
            at=now,
        )  # fmt: skip
    assert set(refused.value.message_dict) == {"title", "due_on"}


def test_an_empty_plan_is_not_sent(science: Unit, head: User, now: datetime) -> None:
    plan = actions.draw(unit=science, year=now.year, by=head, at=now)
    with pytest.raises(Refused, match="没有事项"):
        actions.move(workplan=plan, verb="submit", by=head, at=now)


def test_a_plan_is_returned_and_agreed(
    sent: Workplan, science: Unit, officer: User, head: User, coordinator: User, now: datetime
) -> None:
    assert Notice.objects.filter(to=coordinator, text__contains="报送计划").exists()
    with pytest.raises(Refused, match="不能再改"):
        actions.draw(unit=science, year=now.year, by=officer, at=now)
    with pytest.raises(Refused, match="须写明理由"):
        actions.move(workplan=sent, verb="return", by=coordinator, at=now)
    actions.move(workplan=sent, verb="return", reason="补充经费。", by=coordinator, at=now)
    assert Notice.objects.filter(to=officer, text__contains="退回计划").exists()
    actions.move(workplan=sent, verb="submit", by=head, at=now)
    actions.move(workplan=sent, verb="agree", by=coordinator, at=now)
    plan = fresh(sent)
    assert (plan.agreed_on, plan.unit_name) == (now.date(), "示例市科技局")
    assert queries.steps_of(plan)[2].reason == "补充经费。"


def test_how_items_stood_on_any_day(
    agreed: Workplan, head: User, officer: User, now: datetime
) -> None:
    today, ago = now.date(), now.date() - timedelta(1)
    part = Assignment.objects.get()
    tasks.move(assignment=part, verb="sign", by=head, at=now)
    own = agreed.items.get(assignment=None)
    given = {"item": own, "by": officer, "at": now}
    actions.report(on=today, state=OwnState.WORKING, text="第一期", **given)  # type: ignore[arg-type]  # as named
    stood = {one.item.pk: one for one in queries.standings(agreed, today)}
    assert stood[own.pk].own is OwnState.WORKING
    [ledger] = [one for one in stood.values() if one.item.pk != own.pk]
    assert (ledger.stage, ledger.late, ledger.done) == ("accepted", False, False)
    before = queries.standings(agreed, ago)
    assert all(one.stage is None and one.own is None for one in before)
    tomorrow = queries.standings(agreed, today + timedelta(1))
    assert all(one.late for one in tomorrow)
    actions.report(on=today, state=OwnState.DONE, text="办完", **given)  # type: ignore[arg-type]  # as named
    done = {one.item.pk: one for one in queries.standings(agreed, today + timedelta(1))}
    assert done[own.pk].done and not done[own.pk].late


def test_reports_that_cannot_be(agreed: Workplan, officer: User, now: datetime) -> None:
    own, ledger = (agreed.items.get(assignment__isnull=null) for null in (True, False))
    given = {"state": OwnState.DONE, "by": officer, "at": now}
    with pytest.raises(ValidationError) as refused:
        actions.report(item=own, on=now.date() + timedelta(1), text=" ", **given)  # type: ignore[arg-type]  # as named
    assert set(refused.value.message_dict) == {"on", "text"}
    with pytest.raises(Refused, match="台账"):
        actions.report(item=ledger, on=now.date(), text="x", **given)  # type: ignore[arg-type]  # as named


def test_before_it_is_agreed_nothing_is_reported(
    sent: Workplan, officer: User, now: datetime
) -> None:
    own = sent.items.get(assignment=None)
    with pytest.raises(Refused, match="审定后"):
        actions.report(item=own, on=now.date(), state=OwnState.DONE, text="x", by=officer, at=now)


def test_two_at_once(drafted: Workplan, officer: User, head: User, now: datetime) -> None:
    second = fresh(drafted)
    item = drafted.items.all()[0]
    actions.arrange(item=item, measures="x", by=officer, at=now)
    with pytest.raises(Overtaken):
        actions.move(workplan=second, verb="submit", by=head, at=now)


def test_a_deputy_acts_in_the_place_of_the_absent(
    drafted: Workplan, head: User, officer: User, now: datetime
) -> None:
    stand_in(officer, head, on=now.date())
    actions.move(workplan=drafted, verb="submit", by=officer, at=now)
    assert queries.steps_of(drafted)[0].deputy_for == head


_DRAFTING: list[Callable[[Workplan, User, datetime], Any]] = [
    lambda w, by, at: actions.draw(unit=w.unit, year=w.year, by=by, at=at),
    lambda w, by, at: actions.add_item(
        workplan=w, title="x", due_on=at.date(), measures="", by=by, at=at
    ),
    lambda w, by, at: actions.arrange(item=w.items.all()[0], measures="x", by=by, at=at),
    lambda w, by, at: actions.drop_item(item=w.items.all()[0], by=by, at=at),
    lambda w, by, at: actions.move(workplan=w, verb="submit", by=by, at=at),
    lambda w, by, at: actions.report(
        item=w.items.all()[0], on=at.date(), state=OwnState.DONE, text="x", by=by, at=at
    ),
]


@pytest.mark.parametrize("act", _DRAFTING)
@pytest.mark.parametrize("who", ["other_officer", "coordinator", "leader", "auditor", "outsider"])
def test_only_the_unit_draws_its_plan(
    act: Callable[[Workplan, User, datetime], Any], who: str, drafted: Workplan,
    request: pytest.FixtureRequest, now: datetime,
) -> None:  # fmt: skip
    with pytest.raises(PermissionDenied):
        act(drafted, request.getfixturevalue(who), now)


@pytest.mark.parametrize("who", ["head", "leader", "verifier", "outsider"])
def test_only_the_coordinator_agrees(
    who: str, sent: Workplan, request: pytest.FixtureRequest, now: datetime
) -> None:
    with pytest.raises(PermissionDenied):
        actions.move(workplan=sent, verb="agree", by=request.getfixturevalue(who), at=now)


def test_the_officer_does_not_send(drafted: Workplan, officer: User, now: datetime) -> None:
    with pytest.raises(PermissionDenied):
        actions.move(workplan=drafted, verb="submit", by=officer, at=now)


def test_what_was_agreed_is_kept(agreed: Workplan, officer: User, now: datetime) -> None:
    own = agreed.items.get(assignment=None)
    actions.report(item=own, on=now.date(), state=OwnState.DONE, text="x", by=officer, at=now)
    changes: tuple[Callable[[], Any], ...] = (
        lambda: Workplan.objects.update(year=2020),
        lambda: Item.objects.update(measures="x"),
        lambda: OwnReport.objects.update(text="y"),
        lambda: Item.objects.create(workplan=agreed, title="x", due_on=now.date()),
    )
    for change in changes:
        with pytest.raises(DatabaseError, match=r"kept|only added"), transaction.atomic():
            change()


def test_the_sample(
    ledger: Ledger, science: Unit, market: Unit, head: User, officer: User, now: datetime
) -> None:
    sample.create(at=now)
    assert not Workplan.objects.exists()
    ledger.at = now - timedelta(40)
    ledger.publish(Order("任务", lead=[science], responsible=[market], days=40))
    make_user(Role.UNIT_HEAD, unit=market)
    sample.create(at=now)
    sample.create(at=now)
    assert set(Workplan.objects.values_list("state", flat=True)) == {"agreed", "drafted"}
    assert OwnReport.objects.count() == 1
    assert not list(verify())


AUTUMN = datetime(2025, 9, 1, 9, 30, tzinfo=ZoneInfo("Asia/Shanghai"))
"""A day on which the year has months behind it and before it."""


@pytest.fixture
def goals(coordinator: User) -> Goals:
    return Goals(coordinator, AUTUMN - timedelta(30))


def _distributed(goals: Goals, owner: Unit, by: User, year: int) -> Target:
    """件, a sum, of which this year has 100."""
    [target] = goals.publish(
        Goal("专利质押融资项目数", 300, "件", {"cumulative": True}),
        period=(date(year, 1, 1), date(year + 1, 12, 31)),
    )
    targets.confirm(target=target, owner=owner, by=by, at=goals.at)
    parts = {year: Decimal(100), year + 1: Decimal(200)}
    targets.distribute(target=fresh(target), over=Over.YEARS, parts=parts, by=by, at=goals.at)
    return fresh(target)


def test_the_slices_of_targets_are_drawn_and_measured(
    goals: Goals, science: Unit, market: Unit, officer: User, head: User, coordinator: User,
) -> None:  # fmt: skip
    now, year, today = AUTUMN, AUTUMN.year, AUTUMN.date()
    target = _distributed(goals, science, coordinator, year)
    plan = actions.draw(unit=science, year=year, by=officer, at=now)
    [item] = plan.items.all()
    assert (item.target, item.wanted, item.title) == (target, Decimal(100), "专利质押融资项目数")
    assert item.due_on == date(year, 12, 31)
    assert queries.steps_of(plan)[0].reason == "台账任务0项，年度指标1项"
    again = actions.draw(unit=science, year=year, by=officer, at=now)
    assert again.items.count() == 1 and not queries.slices_for(market, year)
    assert actions.draw(unit=science, year=year + 2, by=officer, at=now).items.count() == 0
    [before] = queries.standings(plan, today)
    assert before.measured is not None and before.measured.value is None and not before.done
    for value, ago in (("60", 10), ("50", 0)):
        at = now - timedelta(ago)
        observe(fresh(target), head, at, at.date(), value)
    [earlier], [stood] = (queries.standings(plan, today - timedelta(ago)) for ago in (5, 0))
    assert earlier.measured is not None and earlier.measured.value == 60 and not earlier.done
    assert stood.measured is not None and stood.measured.value == 110 and stood.done
    [long_ago] = queries.standings(plan, today - timedelta(20))
    assert long_ago.measured is not None and long_ago.measured.value is None
    for verb, by in (("submit", head), ("agree", coordinator)):
        actions.move(workplan=again, verb=verb, by=by, at=now)
    with pytest.raises(Refused, match="年度指标"):
        actions.report(
            item=fresh(item), on=today, state=OwnState.DONE, text="x", by=officer, at=now
        )


def test_an_edition_shows_what_a_target_wanted_of_the_year(
    client: Client, goals: Goals, science: Unit, officer: User, head: User, coordinator: User
) -> None:
    _distributed(goals, science, coordinator, AUTUMN.year)
    plan = actions.draw(unit=science, year=AUTUMN.year, by=officer, at=AUTUMN)
    for verb, by in (("submit", head), ("agree", coordinator), ("revise", head)):
        actions.move(workplan=plan, verb=verb, reason="经费削减", by=by, at=AUTUMN)
    client.force_login(head)
    page = client.get(f"/workplans/editions/{plan.editions.get().pk}/").content.decode()
    assert "年度目标值" in page and "≥ 100 件（累计）" in page


def test_a_correction_made_later_is_not_what_was_known(
    goals: Goals, science: Unit, officer: User, head: User, coordinator: User
) -> None:
    now = AUTUMN
    target = _distributed(goals, science, coordinator, now.year)
    plan = actions.draw(unit=science, year=now.year, by=officer, at=now)
    ago = now - timedelta(10)
    row = observe(fresh(target), head, ago, ago.date(), 60)
    figure = targets.Figure(source="市统计局月报", value=Decimal(40), unit="件")
    targets.correct(observation=row, reason="统计口径更正", figure=figure, by=head, at=now)
    days = (now.date() - timedelta(5), now.date())
    stood = [queries.standings(plan, day)[0].measured for day in days]
    assert [found.value for found in stood if found] == [60, 40]
