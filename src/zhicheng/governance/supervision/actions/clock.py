"""What the daily clock does: proposing orders for what is late, escalating what is not answered; and what
follows from a calendar that was loaded."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext_noop

from zhicheng.engines.calendar import Calendar, again
from zhicheng.engines.procedures.running import apply
from zhicheng.foundation.accounts.models import User
from zhicheng.foundation.audit.actions import Deed, record, record_all
from zhicheng.foundation.audit.permissions import Doer
from zhicheng.foundation.audit.turns import take_turn
from zhicheng.foundation.face.told import told
from zhicheng.foundation.notices.actions import notify
from zhicheng.foundation.units.models import Unit
from zhicheng.governance.supervision.actions.orders import write
from zhicheng.governance.supervision.actions.steps import day_of
from zhicheng.governance.supervision.models import (
    Escalation,
    Finding,
    Order,
    OrderPart,
    OrderStep,
    Request,
    RequestStep,
)
from zhicheng.governance.supervision.queries import (
    ESCALATIONS,
    PROPOSING,
    Due,
    Found,
    due_escalations,
    ripe_parts,
)
from zhicheng.governance.supervision.rules import (
    ORDER,
    REQUEST_WAITS,
    TO_ANSWER,
    UNIT,
    As,
    OrderFacts,
)
from zhicheng.governance.tasks.queries import People
from zhicheng.governance.tasks.rules import As as TaskAs
from zhicheng.governance.tasks.rules import day_of_telling


@transaction.atomic
def propose(*, on: date, at: datetime) -> int:
    """Draft the orders that the rules of a day call for; a coordinator issues them, or says why not.

    One order a unit and rule, about all of its parts that were found. What is under an open order, or was
    found before for the same day (``Finding``), is not proposed again: a second run finds nothing. Returns
    how many orders. A fixed number of statements. A day whose work was left undone is judged as today.
    """
    take_turn("supervision: proposals")
    on = day_of_telling(on, day_of(at))
    groups: dict[tuple[int, str], list[Found]] = defaultdict(list)
    for found in ripe_parts(PROPOSING.on(on).rules, on):
        groups[found.part.unit_id, found.rule.key].append(found)
    orders = Order.objects.bulk_create([_drafted(group, at) for group in groups.values()])
    pairs = list(zip(orders, groups.values(), strict=True))
    _write_down(pairs, on, at)
    if orders:
        _tell_office(orders, on, at)
    return len(orders)


def _drafted(group: Sequence[Found], at: datetime) -> Order:
    rule = group[0].rule
    return Order(
        unit=group[0].part.unit, title=told(rule.title), demand=told(rule.demand), days=rule.days,
        rule=rule.key, raised_at=at,
    )  # fmt: skip


def _write_down(pairs: Sequence[tuple[Order, list[Found]]], on: date, at: datetime) -> None:
    found = [(order, one) for order, group in pairs for one in group]
    OrderPart.objects.bulk_create([OrderPart(order=o, assignment=one.part) for o, one in found])
    Finding.objects.bulk_create(
        [
            Finding(
                order=order, assignment=one.part, rule=one.rule.key, anchor_on=one.ripe.anchor_on,
                on=on, count=one.ripe.count, provisional=one.provisional,
            )
            for order, one in found
        ]
    )  # fmt: skip
    title = told("按规则拟办")
    OrderStep.objects.bulk_create(
        [OrderStep(order=order, verb="propose", title=title, at=at) for order, _group in pairs]
    )
    record_all(
        [
            Deed(
                "supervision.order_propose",
                order,
                after={"rule": order.rule, "parts": [one.part.pk for one in group]},
            )
            for order, group in pairs
        ],
        by=None,
        at=at,
    )


def _tell_office(orders: Sequence[Order], on: date, at: datetime) -> None:
    notify(
        to=People(on).of(orders[0].unit, [TaskAs.COORDINATOR]),
        text=told(
            "按督办规则拟出 %(count)s 份督办单，请审核签发或写明不予督办的理由", count=len(orders)
        ),
        url=f"{reverse('supervision:orders')}?state=drafted",
        at=at,
    )


@transaction.atomic
def escalate(*, on: date, at: datetime) -> int:
    """Take the steps that have come up for orders that are not answered by their term; each once for a term
    (``Escalation``). Returns how many orders. A day whose work was left undone is judged as today."""
    take_turn("supervision: escalations")
    on = day_of_telling(on, day_of(at))
    people = People(on)
    due = list(due_escalations(ESCALATIONS.on(on).steps, on))
    for one in due:
        _escalate(one, people, on=on, at=at)
    return len(due)


def _escalate(due: Due, people: People, *, on: date, at: datetime) -> None:
    order, step = due.order, due.step
    reason = told("逾期%(late)s个工作日，%(step)s", late=due.late.days, step=told(step.words))
    found = apply(ORDER, order.state, "escalate", who={As.CLOCK}, facts=OrderFacts(), reason=reason)
    told_to = people.of(order.unit, [TaskAs(one.value) for one in step.to])
    told_to = told_to or people.of(order.unit, [TaskAs.COORDINATOR])
    Escalation.objects.create(
        order=order, step=step.key, anchor_on=due.due_on, on=on, people=len(told_to),
        provisional=due.late.provisional,
    )  # fmt: skip
    notify(
        to=told_to,
        text=told(
            "督办单%(number)s“%(title)s”（%(unit)s）回复%(reason)s",
            number=order.number,
            title=order.title,
            unit=order.unit,
            reason=reason,
        ),
        url=reverse("supervision:order", args=[order.pk]),
        at=at,
    )
    write(order, found, by=None, at=at, changes={"escalated": step.key})


@transaction.atomic
def follow_calendar(calendar: Calendar, *, years: tuple[int, ...], by: Doer, at: datetime) -> None:
    """Follow a calendar (``calendars.following``): terms that run are counted again, and whose day has moved
    is told the old day and the new one (R-T-4, appendix B 10)."""
    people = People(day_of(at))
    for order in Order.objects.filter(state__in=TO_ANSWER).select_related("unit").order_by("pk"):
        found, before = again(order.basis, calendar), order.due_on
        Order.objects.filter(pk=order.pk).update(due_on=found.day, basis=found.to_dict())
        if found.day != before:
            moved = _Moved(order.number, order.unit, before, found.day)
            url = reverse("supervision:order", args=[order.pk])
            _tell_moved(moved, people.of(order.unit, _UNIT), url, at)
            title = told(_RETIMED)
            OrderStep.objects.create(
                order=order, verb="retime", title=title, reason=moved.words, at=at
            )
            record(
                by=by, at=at, verb="supervision.order_retime", subject=order,
                before={"due_on": str(before)}, after={"due_on": str(found.day)},
            )  # fmt: skip
    for request in Request.objects.filter(state__in=REQUEST_WAITS).select_related("unit"):
        _retime_request(request, calendar, people, by=by, at=at)


_UNIT = [TaskAs(one.value) for one in UNIT]
_RETIMED = gettext_noop("时限按新载入的放假安排调整")


@dataclass(frozen=True, slots=True)
class _Moved:
    """A paper whose day is another one now."""

    number: str
    unit: Unit
    before: date | None
    after: date

    @property
    def words(self) -> str:
        return told("由%(before)s改为%(after)s", before=self.before, after=self.after)


def _tell_moved(moved: _Moved, people: Sequence[User], url: str, at: datetime) -> None:
    text = told(
        "%(number)s的时限按新载入的放假安排由%(before)s改为%(after)s",
        number=moved.number,
        before=moved.before,
        after=moved.after,
    )
    notify(to=people, text=text, url=url, at=at)


def _retime_request(
    request: Request, calendar: Calendar, people: People, *, by: Doer, at: datetime
) -> None:
    whole, turn = again(request.basis, calendar), again(request.turn_basis, calendar)
    before = request.turn_due_on
    Request.objects.filter(pk=request.pk).update(
        due_on=whole.day, basis=whole.to_dict(), turn_due_on=turn.day, turn_basis=turn.to_dict()
    )
    if turn.day != before:
        moved = _Moved(request.number, request.unit, before, turn.day)
        url = reverse("supervision:request", args=[request.pk])
        _tell_moved(moved, people.of(request.unit, _UNIT), url, at)
        title = told(_RETIMED)
        RequestStep.objects.create(
            request=request, verb="retime", title=title, reason=moved.words, at=at
        )
        record(
            by=by, at=at, verb="supervision.request_retime", subject=request,
            before={"turn_due_on": str(before)}, after={"turn_due_on": str(turn.day)},
        )  # fmt: skip
