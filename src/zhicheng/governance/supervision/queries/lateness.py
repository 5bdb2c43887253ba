"""The parts for which an order would be proposed, and the orders that are not answered by their term."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet

from zhicheng.governance.supervision.models import Escalation, Finding, Order, OrderPart
from zhicheng.governance.supervision.queries.terms import Late, Lateness
from zhicheng.governance.supervision.rules import (
    ORDER_OVER,
    TO_ANSWER,
    EscalationStep,
    Ground,
    ProposalRule,
    Ripe,
    missed,
    overdue,
    step_come_up,
)
from zhicheng.governance.tasks.models import Assignment
from zhicheng.governance.tasks.queries import milestones_of
from zhicheng.governance.tasks.rules import MOVED_ON, Stage


@dataclass(frozen=True, slots=True)
class Found:
    """That a rule has come up for a part."""

    part: Assignment
    rule: ProposalRule
    ripe: Ripe
    provisional: bool


def pending_parts() -> QuerySet[Assignment]:
    """The parts whose unit has something to do: not reported, closed, frozen or ended, nor verified in full."""
    waits_for_the_office = Q(stage__in=MOVED_ON) | Q(stage=Stage.VERIFIED, progress=100)
    return Assignment.objects.exclude(waits_for_the_office)


def free_parts() -> QuerySet[Assignment]:
    """Those that no order is open for."""
    going = OrderPart.objects.filter(assignment=OuterRef("pk")).exclude(order__state__in=ORDER_OVER)
    return pending_parts().exclude(Exists(going))


def ripe_parts(rules: Sequence[ProposalRule], on: date) -> Iterator[Found]:
    """The parts for which a rule has come up by a day and was not found before; each once, by the first
    of the rules. A fixed number of queries."""
    lateness, taken = Lateness(on), set[int]()
    for rule in rules:
        known = _found_before(rule)
        for part in _candidates(rule, on):
            found = _ripe(rule, part, on, lateness)
            new = found and (part.pk, found.ripe.anchor_on) not in known
            if found and new and part.pk not in taken:
                taken.add(part.pk)
                yield found


def _found_before(rule: ProposalRule) -> set[tuple[int, date]]:
    rows = Finding.objects.filter(rule=rule.key, assignment__in=free_parts())
    return set(rows.values_list("assignment_id", "anchor_on"))


def _candidates(rule: ProposalRule, on: date) -> QuerySet[Assignment]:
    rows = free_parts().select_related("unit", "task").order_by("unit__order", "due_on", "pk")
    if rule.ground is Ground.OVERDUE:
        return rows.filter(due_on__lt=on)
    return rows.filter(behind_from__lte=on).prefetch_related("task__milestones")


def _ripe(rule: ProposalRule, part: Assignment, on: date, lateness: Lateness) -> Found | None:
    if rule.ground is Ground.OVERDUE:
        late = lateness.of(part.due_on)
        ripe = overdue(rule, part.due_on, late.days)
        return Found(part, rule, ripe, late.provisional) if ripe else None
    days = [
        m.due_on
        for m in milestones_of(part.task)
        if m.binds and m.due_on < on and not m.is_met(part.progress)
    ]
    ripe = missed(rule, days)
    return Found(part, rule, ripe, provisional=False) if ripe else None


@dataclass(frozen=True, slots=True)
class Due:
    """That a step of escalation has come up for an order."""

    order: Order
    due_on: date
    step: EscalationStep
    late: Late


def due_escalations(steps: Sequence[EscalationStep], on: date) -> Iterator[Due]:
    """The orders whose latest step has come up by a day and was not taken; two queries for any number."""
    lateness = Lateness(on)
    rows = Order.objects.select_for_update(of=("self",)).filter(state__in=TO_ANSWER, due_on__lt=on)
    taken = set(
        Escalation.objects.filter(order__state__in=TO_ANSWER).values_list(
            "order_id", "step", "anchor_on"
        )
    )
    for order in rows.select_related("unit").order_by("due_on", "pk"):
        assert order.due_on is not None  # noqa: S101 - found by it
        late = lateness.of(order.due_on)
        step = step_come_up(steps, late.days)
        if step and (order.pk, step.key, order.due_on) not in taken:
            yield Due(order, order.due_on, step, late)
