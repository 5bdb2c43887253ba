"""An agreed plan is adjusted: what it was is kept, and any day shows the plan and the due days of that day."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, transaction
from django.test import Client
from tests.factories import fresh
from tests.governance.tasks.ledger import Ledger, Order

from zhicheng.engines.procedures.running import Refused
from zhicheng.foundation.accounts.models import User
from zhicheng.foundation.audit.queries import verify
from zhicheng.foundation.units.models import Unit
from zhicheng.governance.tasks.models import Assignment
from zhicheng.governance.workplans import actions, queries
from zhicheng.governance.workplans.models import Edition, Item, Workplan
from zhicheng.governance.workplans.rules import OwnState

TITLES = {"建立专利培育库", "培训骨干"}


def revise(plan: Workplan, by: User, at: datetime) -> None:
    actions.move(workplan=plan, verb="revise", reason="经费削减", by=by, at=at)


def agree_again(plan: Workplan, head: User, coordinator: User, at: datetime) -> None:
    actions.move(workplan=plan, verb="submit", by=head, at=at)
    actions.move(workplan=plan, verb="agree", by=coordinator, at=at)


def titles(plan: Workplan, on: datetime) -> set[str]:
    return {one.item.title for one in queries.standings(plan, on.date())}


def test_an_adjusted_plan_is_agreed_again_and_keeps_what_it_was(
    agreed: Workplan, head: User, officer: User, coordinator: User, now: datetime
) -> None:
    own = agreed.items.get(assignment=None)
    day = now.date()
    actions.report(item=own, on=day, state=OwnState.WORKING, text="第一期", by=officer, at=now)
    later = now + timedelta(10)
    revise(agreed, coordinator, later)
    assert (agreed.state, agreed.agreed_on) == ("revising", day)
    actions.report(
        item=own, on=later.date(), state=OwnState.DONE, text="办完", by=officer, at=later
    )
    given: dict[str, Any] = {"workplan": agreed, "measures": "", "by": officer, "at": later}
    spare = actions.add_item(title="编印手册", due_on=day, **given)
    actions.drop_item(item=Item.objects.get(pk=spare.pk), by=officer, at=later)
    assert not Item.objects.filter(pk=spare.pk).exists(), "no edition had it"
    agreed = fresh(agreed)
    actions.add_item(title="线上培训", due_on=day, **{**given, "workplan": agreed})
    actions.drop_item(item=Item.objects.get(pk=own.pk), by=officer, at=later)
    agreed = fresh(agreed)
    agree_again(agreed, head, coordinator, later + timedelta(1))
    [edition] = queries.editions_of(agreed)
    assert (edition.number, edition.agreed_on, edition.reason) == (1, day, "经费削减")
    assert {row["title"] for row in edition.items} == TITLES
    assert fresh(own).dropped_in == edition
    assert own.reports.count() == 2
    assert titles(agreed, now) == TITLES
    assert titles(agreed, later) == TITLES, "nothing else was agreed by then"
    assert titles(agreed, later + timedelta(1)) == {"建立专利培育库", "线上培训"}
    assert fresh(agreed).agreed_on == later.date() + timedelta(1)
    assert not list(verify())


def test_until_it_is_agreed_again_the_last_edition_counts(
    agreed: Workplan, head: User, officer: User, coordinator: User, now: datetime
) -> None:
    """Whatever is changed or taken off meanwhile, sent or returned: an overdue item stays late."""
    own, later = agreed.items.get(title="培训骨干"), now + timedelta(10)
    revise(agreed, head, later)
    for item, change in ((agreed.items.exclude(pk=own.pk).get(), "arrange"), (own, "drop")):
        item = Item.objects.get(pk=item.pk)
        if change == "drop":
            actions.drop_item(item=item, by=officer, at=later)
        else:
            actions.arrange(item=item, measures="改了", by=officer, at=later)
    agreed = fresh(agreed)
    actions.move(workplan=agreed, verb="submit", by=head, at=later)
    actions.move(workplan=agreed, verb="return", reason="须补充", by=coordinator, at=later)
    for on in (now, later, later + timedelta(3)):
        stood = {one.item.title: one for one in queries.standings(agreed, on.date())}
        assert set(stood) == TITLES
        assert stood["培训骨干"].late == (on != now)
        assert stood["建立专利培育库"].item.measures == ""
    again = later + timedelta(3)
    agree_again(agreed, head, coordinator, again)
    [left] = queries.standings(agreed, again.date())
    assert left.item.measures == "改了"
    revise(agreed, head, again + timedelta(2))
    actions.drop_item(item=Item.objects.get(pk=left.item.pk), by=officer, at=again)
    found = {day: titles(fresh(agreed), now + timedelta(day)) for day in (0, 12, 13, 20)}
    assert found == {0: TITLES, 12: TITLES, 13: {"建立专利培育库"}, 20: {"建立专利培育库"}}


def test_reports_may_be_of_any_day_since_the_first_agreement(
    agreed: Workplan, head: User, officer: User, coordinator: User, now: datetime
) -> None:
    own, later = agreed.items.get(assignment=None), now + timedelta(10)
    revise(agreed, head, later)
    agree_again(agreed, head, coordinator, later)
    actions.report(
        item=own, on=now.date(), state=OwnState.WORKING, text="第一期", by=officer, at=later
    )
    revise(agreed, head, later)
    assert [row.number for row in queries.editions_of(agreed)] == [2, 1]


@pytest.mark.parametrize("who", ["officer", "other_officer", "leader", "verifier", "outsider"])
def test_who_may_not_adjust(
    who: str, agreed: Workplan, request: pytest.FixtureRequest, now: datetime
) -> None:
    with pytest.raises(PermissionDenied):
        revise(agreed, request.getfixturevalue(who), now)


def test_an_adjustment_says_why_and_begins_from_what_was_agreed(
    agreed: Workplan, head: User, now: datetime
) -> None:
    with pytest.raises(Refused, match="须写明理由"):
        actions.move(workplan=agreed, verb="revise", by=head, at=now)
    assert not Edition.objects.exists()
    revise(agreed, head, now)
    with pytest.raises(Refused, match="不能“调整计划”"):
        revise(agreed, head, now)


def test_the_database_lets_nothing_else_out_of_an_agreed_plan(
    agreed: Workplan, head: User, now: datetime
) -> None:
    for change in ({"state": "revising"}, {"state": "drafted"}, {"unit_name": "别的"}):
        with pytest.raises(DatabaseError, match="kept"), transaction.atomic():
            Workplan.objects.update(**change)
    revise(agreed, head, now)
    with pytest.raises(DatabaseError, match="only added"), transaction.atomic():
        Edition.objects.update(reason="别的")


def test_a_past_day_is_judged_by_the_due_day_known_then(
    ledger: Ledger, science: Unit, officer: User, now: datetime
) -> None:
    """Due on the tenth, put off on the twelfth: on the eleventh it was late, and still is when that day is
    shown."""
    begun = now - timedelta(40)
    ledger.at = begun
    order = Order("建立专利培育库", lead=[science], days=10)
    ledger.publish(order)
    due = Assignment.objects.get().due_on
    plan = actions.draw(unit=science, year=due.year, by=officer, at=begun)
    ledger.at = begun + timedelta(12)
    ledger.publish(Order("建立专利培育库", lead=[science], days=18, key=order.key))
    assert Assignment.objects.get().due_on == due + timedelta(20)
    days = (due, due + timedelta(1), due + timedelta(3), due + timedelta(21))
    stood = [queries.standings(plan, day)[0] for day in days]
    assert [one.late for one in stood] == [False, True, False, True]
    assert [one.due_on for one in stood] == [due, due, due + timedelta(20), due + timedelta(20)]


def test_what_is_overdue_is_carried_into_the_next_years_draft(
    ledger: Ledger, science: Unit, officer: User, now: datetime
) -> None:
    ledger.publish(
        Order("未完成", lead=[science], days=0), Order("已完成", lead=[science], days=0),
        Order("还没到期", lead=[science], days=30),
    )  # fmt: skip
    Assignment.objects.filter(task__title="已完成").update(stage="closed", closed_at=now)
    later = now + timedelta(5)
    plan = actions.draw(unit=science, year=now.year + 1, by=officer, at=later)
    names = set(plan.items.values_list("title", flat=True))
    assert "未完成" in names and "已完成" not in names
    assert ("还没到期" in names) == ((now + timedelta(30)).year == now.year + 1)
    assert "结转本年1项" in queries.steps_of(plan)[0].reason
    again = actions.draw(unit=science, year=now.year + 1, by=officer, at=later)
    assert again.items.count() == len(names)


def test_the_pages_of_an_adjustment(
    client: Client, agreed: Workplan, head: User, officer: User, other_officer: User, now: datetime
) -> None:
    client.force_login(head)
    url = f"/workplans/{agreed.pk}/"
    assert "调整计划" in client.get(url).content.decode()
    step = f"{url}step/revise/"
    assert "原审定的计划留存" in client.get(step).content.decode()
    given = {"version": fresh(agreed).version, "reason": ""}
    assert client.post(step, given).status_code == 422
    said = client.post(step, {**given, "reason": "经费削减"}, follow=True).content.decode()
    edition = Edition.objects.get()
    kept = f"/workplans/editions/{edition.pk}/"
    assert "计划正在调整" in said and kept in said
    assert "调整稿" in said and "调整稿还没有事项" not in said
    in_force, own = fresh(agreed), agreed.items.get(title="培训骨干")
    drop, report = f"/workplans/items/{own.pk}/drop/", f"/workplans/items/{own.pk}/report/"
    assert said.index('id="draft"') < said.index(drop), "the draft is changed, not what is in force"
    assert said.count(drop) == said.count(report) == 1
    client.post(drop, {"version": in_force.version})
    said = client.get(url).content.decode()
    assert said.index("培训骨干") < said.index('id="draft"') < said.rindex("建立专利培育库")
    assert "培训骨干" not in said[said.index('id="draft"') : said.index("办理经过")]
    assert drop not in said and report not in said
    other = agreed.items.get(title="建立专利培育库")
    client.post(f"/workplans/items/{other.pk}/drop/", {"version": fresh(agreed).version})
    assert "调整稿还没有事项" in client.get(url).content.decode()
    page = client.get(kept).content.decode()
    assert all(title in page for title in TITLES) and "经费削减" in page
    client.force_login(other_officer)
    assert client.get(kept).status_code == 404
