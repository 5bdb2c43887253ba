"""The city's own rules of supervision: set for a day to come, withdrawn before it, followed from it on."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from tests.governance.tasks.ledger import Ledger
from tests.governance.tasks.ledger import Order as Ordered

from zhicheng.engines.procedures.running import Refused
from zhicheng.foundation.accounts.models import User
from zhicheng.foundation.audit.models import Entry
from zhicheng.foundation.audit.queries import verify
from zhicheng.foundation.dated.models import Setting
from zhicheng.foundation.units.models import Unit
from zhicheng.governance.supervision import actions, queries
from zhicheng.governance.supervision.models import (
    Escalation,
    EscalationSetting,
    ListingSetting,
    Order,
    ProposalSetting,
)
from zhicheng.governance.supervision.rules import (
    ESCALATION,
    LISTING,
    PROPOSALS,
    UNIT,
    As,
    EscalationPlan,
    EscalationStep,
    ListingRule,
    Triggers,
)
from zhicheng.governance.tasks.models import Assignment

SOURCE = "示府办〔2026〕15号第十条"
STEPS = (
    EscalationStep(2, UNIT, "约谈联络员"),
    EscalationStep(4, (As.HEAD, As.LEADER), "约谈负责人", circular=True),
)
Set = Callable[[date], Setting]


@pytest.fixture
def escalation(coordinator: User, now: datetime) -> Set:
    def put(day: date) -> Setting:
        plan = EscalationPlan(day, SOURCE, STEPS)
        return actions.set_escalation(plan=plan, by=coordinator, at=_before(day, now))

    return put


@pytest.fixture
def proposals(coordinator: User, now: datetime) -> Set:
    def put(day: date) -> Setting:
        triggers = Triggers(day, SOURCE, 90, 3, 4, 6)
        return actions.set_proposals(triggers=triggers, by=coordinator, at=_before(day, now))

    return put


@pytest.fixture
def listing(coordinator: User, now: datetime) -> Set:
    def put(day: date) -> Setting:
        rule = ListingRule(day, SOURCE, praise=1, criticism=2)
        return actions.set_listing(rule=rule, by=coordinator, at=_before(day, now))

    return put


def _before(day: date, now: datetime) -> datetime:
    """A moment at which a rule of that day can still be set."""
    return min(now, now + timedelta((day - now.date()).days - 1))


KINDS = pytest.mark.parametrize("kind", ["escalation", "proposals", "listing"])


def _withdraw(kind: str) -> Callable[..., None]:
    verb: Callable[..., None] = getattr(actions, f"withdraw_{kind}")
    return verb


@KINDS
def test_a_second_rule_for_a_day_is_refused_until_the_first_is_withdrawn(
    kind: str, coordinator: User, today: date, now: datetime, request: pytest.FixtureRequest
) -> None:
    put: Set = request.getfixturevalue(kind)
    day = today + timedelta(1)
    row = put(day)
    assert (row.source, row.set_by) == (SOURCE, coordinator)
    with pytest.raises(ValidationError, match="先在规则页撤回"):
        put(day)
    withdraw = _withdraw(kind)
    withdraw(setting=row, by=coordinator, at=now)
    last = Entry.objects.latest("seq")
    assert (last.verb, last.before["source"]) == (f"supervision.withdraw_{kind}", SOURCE)
    with pytest.raises(Refused, match="已经被撤回"):
        withdraw(setting=row, by=coordinator, at=now)
    again = put(day)
    with pytest.raises(Refused, match="已经生效"):
        withdraw(setting=again, by=coordinator, at=now + timedelta(1))
    assert not list(verify())


@KINDS
def test_only_the_coordinator_sets_rules(
    kind: str, today: date, now: datetime, request: pytest.FixtureRequest
) -> None:
    day = today + timedelta(1)
    row = request.getfixturevalue(kind)(day)
    later = day + timedelta(1)
    rules: dict[str, dict[str, object]] = {
        "escalation": {"plan": EscalationPlan(later, SOURCE, STEPS)},
        "proposals": {"triggers": Triggers(later, SOURCE, 1, 1, 1, 1)},
        "listing": {"rule": ListingRule(later, SOURCE, praise=1, criticism=1)},
    }
    for who in ("officer", "head", "verifier", "leader", "auditor", "outsider"):
        by = request.getfixturevalue(who)
        with pytest.raises(PermissionDenied):
            getattr(actions, f"set_{kind}")(**rules[kind], by=by, at=now)
        with pytest.raises(PermissionDenied):
            _withdraw(kind)(setting=row, by=by, at=now)
    assert type(row)._default_manager.count() == 1


def test_what_does_not_hold_up_is_refused(coordinator: User, today: date, now: datetime) -> None:
    day, who = today + timedelta(1), {"by": coordinator, "at": now}
    with pytest.raises(ValidationError, match="逐步增加"):
        plan = EscalationPlan(day, SOURCE, (STEPS[1], STEPS[0]))
        actions.set_escalation(plan=plan, **who)  # type: ignore[arg-type]  # as named
    with pytest.raises(ValidationError) as refused:
        actions.set_proposals(triggers=Triggers(day, " ", 0, 5, 2, 5), **who)  # type: ignore[arg-type]  # as named
    assert set(refused.value.message_dict) == {"source", "overdue_least"}
    with pytest.raises(ValidationError) as refused:
        rule = ListingRule(day, SOURCE, praise=1, criticism=100)
        actions.set_listing(rule=rule, **who)  # type: ignore[arg-type]  # as named
    assert set(refused.value.message_dict) == {"criticism"}
    with pytest.raises(ValidationError, match="不追溯"):
        actions.set_listing(rule=replace(rule, valid_from=today, criticism=1), **who)  # type: ignore[arg-type]  # as named
    for model in (EscalationSetting, ProposalSetting, ListingSetting):
        assert not model._default_manager.exists()


def test_the_day_before_is_by_what_is_built_in(
    escalation: Set, proposals: Set, listing: Set, today: date
) -> None:
    day = today - timedelta(30)
    for put in (escalation, proposals, listing):
        put(day)
    for kind, built_in in (
        (queries.ESCALATIONS, ESCALATION),
        (queries.PROPOSING, PROPOSALS),
        (queries.LISTINGS, LISTING),
    ):
        assert kind.on(day - timedelta(1)) == built_in
        assert kind.on(day).valid_from == kind.on(today + timedelta(9)).valid_from == day


def test_orders_are_proposed_by_the_citys_rule(
    proposals: Set, late: Assignment, today: date, now: datetime
) -> None:
    proposals(today)
    assert actions.propose(on=today, at=now) == 0, "overdue for sixty days, not for ninety"
    later = now + timedelta(100)
    assert actions.propose(on=later.date(), at=later) == 1
    assert Order.objects.get().days == 3


def test_orders_are_escalated_by_the_citys_steps(
    escalation: Set, listing: Set, issued: Order, late: Assignment, ledger: Ledger, science: Unit,
    today: date, now: datetime,
) -> None:  # fmt: skip
    escalation(today)
    assert issued.due_on
    later = now + timedelta((issued.due_on - today).days + 30)
    assert actions.escalate(on=later.date(), at=later) == 1
    step = Escalation.objects.get().step
    assert step == f"{today:%Y%m%d}-4"
    [found] = list(queries.suggestions(today, later.date()))
    assert found.grounds.orders == [issued]
    listing(today)
    assert list(queries.suggestions(today, later.date())) == [], "one order, where two are needed"


def test_praise_is_by_the_citys_rule(
    listing: Set, ledger: Ledger, science: Unit, today: date, now: datetime
) -> None:
    tasks = ledger.publish(Ordered(lead=[science], days=10))
    parts = Assignment.objects.filter(task__in=tasks)
    parts.update(stage="closed", closed_at=now, progress=100)
    assert list(queries.suggestions(today, today)) == []
    listing(today)
    [found] = list(queries.suggestions(today, today))
    assert found.unit == science
