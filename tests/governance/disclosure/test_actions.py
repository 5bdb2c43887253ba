"""Opening a plan and withdrawing it: who may, what is refused, what is written down."""

from datetime import date, datetime, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import DatabaseError, IntegrityError, transaction
from tests.factories import make_user, stand_in

from zhicheng.foundation.accounts.models import User
from zhicheng.foundation.audit.models import Entry
from zhicheng.foundation.audit.queries import history
from zhicheng.foundation.audit.seen import Overtaken
from zhicheng.governance.disclosure import actions
from zhicheng.governance.disclosure.models import Opening, Step
from zhicheng.governance.disclosure.permissions import plans_open
from zhicheng.governance.plans.models import Plan


def terms(on: date, note: str = "", checked: bool = True) -> actions.Terms:
    return actions.Terms(on, note, checked)


def test_a_plan_is_open_from_its_day_on_until_it_is_withdrawn(
    plan: Plan, coordinator: User, now: datetime, today: date
) -> None:
    tomorrow = today + timedelta(1)
    row = actions.open_plan(plan=plan, terms=terms(tomorrow), by=coordinator, at=now)
    assert not plans_open(today).exists()
    assert plans_open(tomorrow).get() == row
    actions.withdraw(opening=row, reason=" 数据有误 ", by=coordinator, at=now)
    assert not plans_open(tomorrow).exists()
    assert Opening.objects.get().reason == "数据有误"
    again = actions.open_plan(plan=plan, terms=terms(today), by=coordinator, at=now)
    assert (again.pk, again.version, again.reason) == (row.pk, 2, "")
    assert plans_open(today).exists()
    assert [s.verb for s in row.steps.order_by("id")] == ["open", "withdraw", "open"]
    assert [e.verb for e in history(row)] == [
        "disclosure.open", "disclosure.withdraw", "disclosure.open",
    ]  # fmt: skip


def test_the_reason_is_sealed_in_the_chain(
    opening: Opening, coordinator: User, now: datetime
) -> None:
    actions.withdraw(opening=opening, reason="张三来电要求", by=coordinator, at=now)
    entry = Entry.objects.get(verb="disclosure.withdraw")
    assert "张三" not in f"{entry.reason}{entry.before}{entry.after}"


def test_only_who_coordinates_decides(
    plan: Plan, opening: Opening, officer: User, verifier: User, leader: User, outsider: User,
    administrator: User, now: datetime, today: date,
) -> None:  # fmt: skip
    for person in (officer, verifier, leader, outsider, administrator):
        with pytest.raises(PermissionDenied):
            actions.open_plan(plan=plan, terms=terms(today), by=person, at=now)
        with pytest.raises(PermissionDenied):
            actions.withdraw(opening=opening, reason="理由", by=person, at=now)
    assert Step.objects.count() == 1


def test_a_deputy_decides_in_the_coordinators_place(
    plan: Plan, coordinator: User, now: datetime, today: date
) -> None:
    deputy = make_user(name="代班")
    stand_in(deputy, coordinator, on=today)
    actions.open_plan(plan=plan, terms=terms(today), by=deputy, at=now)
    assert Step.objects.get().deputy_for == coordinator


def test_what_is_refused_changes_nothing(
    plan: Plan, coordinator: User, now: datetime, today: date
) -> None:
    bare = Plan.objects.create(title="草稿", created_by=coordinator, created_at=now)
    for wrong, given, said in (
        (bare, terms(today), "还没有发布"),
        (plan, terms(today - timedelta(1)), "早于今天"),
        (plan, terms(today, checked=False), "个人信息"),
    ):
        with pytest.raises(ValidationError, match=said):
            actions.open_plan(plan=wrong, terms=given, by=coordinator, at=now)
    assert not Opening.objects.exists()


def test_what_is_done_is_not_done_twice(
    plan: Plan, opening: Opening, coordinator: User, now: datetime, today: date
) -> None:
    with pytest.raises(ValidationError, match="已经公开"):
        actions.open_plan(plan=plan, terms=terms(today), by=coordinator, at=now)
    with pytest.raises(ValidationError, match="理由"):
        actions.withdraw(opening=opening, reason=" ", by=coordinator, at=now)
    seen = Opening.objects.get()
    actions.withdraw(opening=opening, reason="理由", by=coordinator, at=now)
    with pytest.raises(Overtaken, match="撤回公开"):
        actions.withdraw(opening=seen, reason="理由", by=coordinator, at=now)
    with pytest.raises(ValidationError, match="没有公开"):
        actions.withdraw(opening=opening, reason="理由", by=coordinator, at=now)


def test_the_database_keeps_the_history_and_the_reason(opening: Opening) -> None:
    with pytest.raises(DatabaseError), transaction.atomic():
        Step.objects.update(said="别的")
    with pytest.raises(IntegrityError), transaction.atomic():
        Opening.objects.update(state="withdrawn")
    assert opening.plan is not None
    assert str(opening) == opening.plan.title
