"""The open tasks of recurring duties, as a later version orders them: as if the plan named each of them."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.utils import timezone

from zhicheng.governance.plans.publication import ItemOrder, Publication, TaskOrder
from zhicheng.governance.tasks.actions.carrying import Ledger
from zhicheng.governance.tasks.models import DueSource, Duty, DutyTask, Task
from zhicheng.governance.tasks.rules import (
    FINAL,
    Kind,
    Stage,
    is_asked_for,
    occurrence_due,
    occurrence_title,
    ordered_since,
    place_of,
    schedule,
)


def text_of(order: ItemOrder) -> str:
    """What a version says of a duty."""
    return str(order.values.get("text") or order.sentence)


def when_of(order: ItemOrder) -> str:
    """When it is due, as read."""
    return str(order.values.get("when") or "")[:200]


def since_of(duty: Duty | None, order: ItemOrder, publication: Publication, at: datetime) -> date:
    """The day from which on a version asks for the occurrences of a duty (``rules.ordered_since``).

    duty: as it was until now; None where the plan did not have it.
    """
    kept = None
    if duty and duty.ended_in_id is None and schedule(duty.when) == schedule(when_of(order)):
        kept = duty.since
    return ordered_since(kept, timezone.localdate(at), publication.period_start)


@dataclass(frozen=True, slots=True)
class Recurring:
    """An occurrence whose duty the version orders. units: of the duty, until now. asked_for: the version has it,
    were it not opened already. due_on: by the version. outside: that lies before or after its period."""

    key: str
    order: ItemOrder
    units: frozenset[int]
    asked_for: bool
    due_on: date
    outside: bool


def recurring(publication: Publication, *, at: datetime) -> dict[UUID, Recurring]:
    """By the key of the task. Holds the duties: no occurrence is opened by what they were until now."""
    orders = {order.key: order for order in publication.duties}
    duties = Duty.objects.select_for_update().filter(plan=publication.plan, key__in=orders)
    known = {duty.pk: duty for duty in duties.prefetch_related("units")}
    units = {pk: frozenset(unit.pk for unit in duty.units.all()) for pk, duty in known.items()}
    found = {}
    for row in DutyTask.objects.filter(duty__in=known).select_related("task"):
        duty = known[row.duty_id]
        order = orders[duty.key]
        plan, since = schedule(when_of(order)), since_of(duty, order, publication, at)
        asked_for = plan is not None and is_asked_for(plan, row.key, since, publication.period_end)
        due_on = (occurrence_due(plan, row.key) if plan else None) or row.task.due_on
        found[row.task.key] = Recurring(
            row.key, order, units[row.duty_id], asked_for, due_on, _outside(due_on, publication)
        )
    return found


def _outside(due_on: date, publication: Publication) -> bool:
    """The period alone decides: what is overdue, or due at other times from now on, is still to be done."""
    first, last = publication.period_start or date.min, publication.period_end or date.max
    return not first <= due_on <= last


def left_out(found: dict[UUID, Recurring], ledger: Ledger) -> list[tuple[Task, date]]:
    """Those still open that the period of the version leaves out, with the day on which they would be due."""
    rows = ((ledger.tasks[key], one.due_on) for key, one in found.items() if one.outside)
    return [(task, due_on) for task, due_on in rows if task.stage not in FINAL]


def orders_of(found: dict[UUID, Recurring], ledger: Ledger) -> Iterator[TaskOrder]:
    """What the version orders of each occurrence that is still open and in its period, or had ended and is
    asked for again."""
    for key, one in found.items():
        task = ledger.tasks[key]
        still_open = task.stage not in FINAL and not one.outside
        if still_open or (task.stage == Stage.ENDED and one.asked_for):
            yield _order(task, one, ledger)


def _order(task: Task, one: Recurring, ledger: Ledger) -> TaskOrder:
    order, plan, text = one.order, schedule(when_of(one.order)), text_of(one.order)
    due_on = occurrence_due(plan, one.key) if plan else None
    lead, responsible = _units(task, one, ledger)
    return TaskOrder(
        item=order.item,
        key=task.key,
        position=place_of(order.position),
        path=order.path,
        chapter=order.chapter,
        section=task.section,
        title=occurrence_title(text, one.key),
        body=text,
        lead=lead,
        responsible=responsible,
        due_on=due_on or task.due_on,
        due_source=DueSource.STATED if due_on else task.due_source,
    )


def _units(task: Task, one: Recurring, ledger: Ledger) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Who leads and who else carries it: the duty's units, and those that the coordinator gave it to."""
    named = one.order.units
    by_hand = [
        part
        for part in ledger.parts.get(task.pk, [])
        if part.stage not in FINAL and part.unit_id not in one.units | set(named)
    ]
    leads = [part.unit_id for part in by_hand if part.kind == Kind.LEAD]
    if len(named) == 1 and not leads:
        leads = list(named)
    others = [*named, *(part.unit_id for part in by_hand)]
    return tuple(leads), tuple(unit for unit in others if unit not in leads)
