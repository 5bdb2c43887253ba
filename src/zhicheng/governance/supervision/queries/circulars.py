"""Reading circulars, and what one would list for a period."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Prefetch, QuerySet
from django.utils import timezone

from zhicheng.foundation.accounts.models import User
from zhicheng.foundation.face.told import told
from zhicheng.foundation.units.models import Unit
from zhicheng.governance.supervision import permissions
from zhicheng.governance.supervision.models import (
    Basis,
    Circular,
    CircularEntry,
    CircularStep,
    Escalation,
    Order,
)
from zhicheng.governance.supervision.queries.lateness import pending_parts
from zhicheng.governance.supervision.queries.settings import ESCALATIONS, LISTINGS
from zhicheng.governance.supervision.rules import (
    ORDER,
    UNNUMBERED,
    EntryKind,
    OrderState,
    circular_steps,
    deserves_praise,
)
from zhicheng.governance.targets.models import Observation
from zhicheng.governance.targets.permissions import visible_targets
from zhicheng.governance.tasks.models import Assignment, Task
from zhicheng.governance.tasks.permissions import visible_tasks
from zhicheng.governance.tasks.rules import ASSIGNMENT, Stage


def circulars_for(user: Any) -> QuerySet[Circular]:
    return permissions.visible_circulars(user)


def entries_of(circular: Circular) -> QuerySet[CircularEntry]:
    """Whom it lists, praise first, each with what it rests on: two queries."""
    bases = Basis.objects.select_related("order", "task", "observation__target")
    return circular.entries.select_related("unit").prefetch_related(Prefetch("bases", bases))


@dataclass(frozen=True, slots=True)
class Seen:
    """Keys of what a circular's entries rest on, as far as a reader may open it: everybody reads a circular,
    but a unit only its own orders and tasks."""

    orders: frozenset[int | None]
    tasks: frozenset[int | None]
    targets: frozenset[int]


def seen_of(circular: Circular, user: Any) -> Seen:
    """What of it this person may open."""
    bases = Basis.objects.filter(entry__circular=circular).order_by()
    orders = permissions.visible_orders(user).filter(pk__in=bases.values("order"))
    tasks = visible_tasks(user).filter(pk__in=bases.values("task"))
    targets = visible_targets(user).filter(pk__in=bases.values("observation__target"))
    return Seen(
        frozenset(orders.values_list("pk", flat=True)),
        frozenset(tasks.values_list("pk", flat=True)),
        frozenset(targets.values_list("pk", flat=True)),
    )


def circular_steps_of(circular: Circular) -> QuerySet[CircularStep]:
    return circular.steps.select_related("by", "deputy_for").order_by("-at", "-id")


@dataclass(frozen=True, slots=True)
class Grounds:
    """What an entry rests on."""

    orders: list[Order] = field(default_factory=list)
    tasks: list[Task] = field(default_factory=list)
    observations: list[Observation] = field(default_factory=list)

    def __bool__(self) -> bool:
        return bool(self.orders or self.tasks or self.observations)


@dataclass(frozen=True, slots=True)
class Suggestion:
    """An entry that the rules propose."""

    kind: EntryKind
    unit: Unit
    reason: str
    grounds: Grounds


def suggestions(first: date, last: date) -> Iterator[Suggestion]:
    """Whom a circular for a period would list: first who is to be praised, then who is to be criticised."""
    yield from _praise(first, last)
    yield from _criticism(first, last)


def _criticism(first: date, last: date) -> Iterator[Suggestion]:
    """The units of which enough orders were escalated into a circular within the period."""
    least = LISTINGS.on(last).criticism
    steps = circular_steps(ESCALATIONS.known())
    rows = Escalation.objects.filter(step__in=steps, on__range=(first, last))
    orders: dict[Unit, dict[int, Order]] = defaultdict(dict)
    for row in rows.select_related("order__unit").order_by("order__unit__order", "pk"):
        orders[row.order.unit][row.order.pk] = row.order
    for unit, found in orders.items():
        if len(found) < least:
            continue
        numbers = "、".join(order.number for order in found.values())
        reason = told("未按时限回复%(numbers)s，经逐级督办仍未落实。", numbers=numbers)
        yield Suggestion(EntryKind.CRITICISM, unit, reason, Grounds(orders=list(found.values())))


def _praise(first: date, last: date) -> Iterator[Suggestion]:
    """The units that closed their parts in time, and have nothing late and no order in the period."""
    rule = LISTINGS.on(last)
    closed: dict[Unit, list[Assignment]] = defaultdict(list)
    rows = Assignment.objects.filter(stage=Stage.CLOSED, closed_at__date__range=(first, last))
    for part in rows.select_related("unit", "task").order_by("unit__order", "task__number"):
        closed[part.unit].append(part)
    blamed = _late_units(last) | _units_under_orders(first, last)
    for unit, parts in closed.items():
        days = [(part.due_on, timezone.localdate(part.closed_at)) for part in parts]
        if unit.pk not in blamed and deserves_praise(rule, days):
            reason = told("期内按时销号%(count)s项任务，无逾期、无督办。", count=len(parts))
            grounds = Grounds(tasks=[part.task for part in parts])
            yield Suggestion(EntryKind.PRAISE, unit, reason, grounds)


def _late_units(last: date) -> set[int]:
    return set(pending_parts().filter(due_on__lt=last).values_list("unit_id", flat=True))


def _units_under_orders(first: date, last: date) -> set[int]:
    rows = Order.objects.filter(issued_on__range=(first, last)).exclude(state=OrderState.REVOKED)
    return set(rows.values_list("unit_id", flat=True))


def orders_to_cite(unit: Unit) -> QuerySet[Order]:
    """The unit's orders that were issued, newest first."""
    return Order.objects.filter(unit=unit).exclude(state__in=UNNUMBERED).order_by("-id")


def tasks_to_cite(unit: Unit) -> QuerySet[Task]:
    """The tasks that the unit has a part in."""
    keys = Assignment.objects.filter(unit=unit).exclude(stage=Stage.DRAFTED).values("task")
    return Task.objects.filter(pk__in=keys).order_by("number")


def figures_to_cite(unit: Unit) -> QuerySet[Observation]:
    """The figures of the targets that the unit reports on, those that still count, newest first."""
    rows = Observation.objects.filter(
        target__owner=unit, value__isnull=False, void=False, corrected_by=None
    )
    return rows.select_related("target").order_by("-as_of", "-id")


def people_to_cite(unit: Unit) -> QuerySet[User]:
    return User.objects.filter(unit=unit, is_active=True).order_by("name", "pk")


def words_of(row: Order | Task | Observation) -> str:
    """How an order, a task or a figure stands, in Chinese, to be kept with the entry."""
    if isinstance(row, Order):
        return f"{row.number} {row.title}（{ORDER.state(row.state).title}）"
    if isinstance(row, Task):
        return f"{row.number} {row.title}（{ASSIGNMENT.state(row.stage).title}）"
    assert row.value is not None  # noqa: S101 - a judgement is no figure (``figures_to_cite``)
    return f"{row.target.indicator} {row.value.normalize():f}{row.unit}（{row.as_of}）"
