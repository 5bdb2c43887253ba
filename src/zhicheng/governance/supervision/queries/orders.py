"""Reading orders."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Prefetch, Q, QuerySet

from zhicheng.engines.procedures.running import hindrance, open_to
from zhicheng.foundation.accounts.models import User
from zhicheng.foundation.accounts.permissions import actor_of
from zhicheng.foundation.accounts.rules import Role
from zhicheng.foundation.units.models import Unit
from zhicheng.governance.supervision import permissions
from zhicheng.governance.supervision.models import (
    Answer,
    AnswerFile,
    Finding,
    Order,
    OrderPart,
    OrderStep,
)
from zhicheng.governance.supervision.queries.lateness import pending_parts
from zhicheng.governance.supervision.rules import (
    ORDER,
    TO_ANSWER,
    AnswerState,
    As,
    OrderFacts,
    OrderState,
)
from zhicheng.governance.tasks.models import Task
from zhicheng.governance.tasks.queries import People
from zhicheng.governance.tasks.rules import As as TaskAs


def orders_for(user: Any) -> QuerySet[Order]:
    """The orders that a person sees, with their units."""
    return permissions.visible_orders(user).select_related("unit__area")


def parts_of(order: Order) -> QuerySet[OrderPart]:
    """What an order is about, in the order of the ledger."""
    return order.parts.select_related("assignment__task").order_by("assignment__task__number", "pk")


def load_numbers(orders: Sequence[Order]) -> None:
    """Give each of these orders the ``numbers`` of its tasks; one query, and no object for each of the
    parts: a rule may propose one order about everything that is late in a unit."""
    by_order: dict[int, list[str]] = {order.pk: [] for order in orders}
    rows = OrderPart.objects.filter(order__in=by_order).order_by("assignment__task__number")
    for key, number in rows.values_list("order_id", "assignment__task__number"):
        by_order[key].append(number)
    for order in orders:
        order.numbers = by_order[order.pk]


def units_under_orders(orders: QuerySet[Order]) -> QuerySet[Unit]:
    """The units that these orders go to."""
    return Unit.objects.filter(pk__in=orders.order_by().values("unit"))


def waiting_orders(user: Any) -> QuerySet[Order]:
    """What waits for a person to act: to issue or close, to verify, to draft or send an answer."""
    actor, waits = actor_of(user), Q(pk__in=[])
    drafts = Answer.objects.filter(state=AnswerState.DRAFT)
    handed_up = Q(pk__in=drafts.filter(handed_up=True).values("order"))
    if actor.has(Role.COORDINATOR):
        waits |= Q(state__in=[OrderState.DRAFTED, OrderState.ACCEPTED])
    if actor.has(Role.VERIFIER):
        waits |= Q(state=OrderState.ANSWERED) & ~permissions.on_own_side(user)
    to_answer = Q(state__in=TO_ANSWER)
    drafters = Q(unit__in=actor.units(Role.UNIT_OFFICER)) | Q(
        unit__area__in=actor.areas(Role.COUNTY_OFFICER)
    )
    waits |= to_answer & drafters & ~handed_up
    waits |= to_answer & Q(unit__in=actor.units(Role.UNIT_HEAD))
    return orders_for(user).filter(waits)


def orders_about(task: Task, user: Any) -> QuerySet[Order]:
    """The orders about a task that a person sees, newest first."""
    return orders_for(user).filter(parts__assignment__task=task).distinct()


def findings_of(order: Order) -> QuerySet[Finding]:
    """What a rule found, with the tasks."""
    return order.findings.select_related("assignment__task").order_by("pk")


def answers_of(order: Order, user: Any) -> QuerySet[Answer]:
    """The answers that a person may read, newest first, with their files."""
    files = Prefetch("files", AnswerFile.objects.select_related("file"))
    rows = permissions.readable_answers(user).filter(order=order)
    return rows.select_related("drafted_by", "sent_by").prefetch_related(files).order_by("-id")


def draft_of(order: Order) -> Answer | None:
    return order.answers.filter(state=AnswerState.DRAFT).first()


def waiting_answer(order: Order) -> Answer | None:
    """The answer that waits to be verified."""
    return order.answers.filter(state=AnswerState.SENT).first()


def files_for(user: Any) -> QuerySet[AnswerFile]:
    return permissions.readable_files(user).select_related("file")


def steps_of(order: Order) -> QuerySet[OrderStep]:
    """What happened to an order, newest first."""
    return order.steps.select_related("by", "deputy_for").order_by("-at", "-id")


def order_facts(order: Order, user: Any) -> OrderFacts:
    """What the guards of the procedure look at."""
    draft, sent = draft_of(order), waiting_answer(order)
    return OrderFacts(
        pending=pending_parts().filter(pk__in=order.parts.values("assignment")).count(),
        answerable=draft is not None and bool(draft.text.strip()),
        evidence=sent.files.count() if sent else 0,
        independent=permissions.is_independent(user, order),
    )


@dataclass(frozen=True, slots=True)
class Choice:
    """A step that is a person's to take. hindrance: why not now; empty when it can be taken."""

    verb: str
    title: str
    hindrance: str


def order_choices(order: Order, user: Any) -> tuple[Choice, ...]:
    """The steps that are this person's to take on an order."""
    open_steps = open_to(ORDER, order.state, permissions.order_capacities(user, order))
    if not open_steps:
        return ()
    facts = order_facts(order, user)
    return tuple(Choice(t.verb, t.title, hindrance(ORDER, t, facts)) for t in open_steps)


def people_to_tell(unit: Unit, *capacities: As, on: date) -> list[User]:
    """Everyone who acts in one of the capacities for or upon a unit, deputies included."""
    return People(on).of(unit, [TaskAs(capacity.value) for capacity in capacities])
