"""One step of an order: raising, issuing, answering, verifying, closing."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from zhicheng.engines.procedures.declaration import VerbOf
from zhicheng.engines.procedures.running import Refused, apply
from zhicheng.engines.procedures.running import Step as Move
from zhicheng.foundation.accounts.models import User
from zhicheng.foundation.accounts.permissions import require
from zhicheng.foundation.audit.actions import record
from zhicheng.foundation.audit.seen import update_as_seen
from zhicheng.foundation.audit.turns import take_turn
from zhicheng.foundation.face.told import told
from zhicheng.foundation.notices.actions import notify
from zhicheng.foundation.units.models import Unit
from zhicheng.governance.supervision.actions.steps import (
    day_of,
    deputy_for,
    next_number,
    others,
    proof_of,
    term_of,
)
from zhicheng.governance.supervision.models import Order, OrderPart, OrderStep
from zhicheng.governance.supervision.permissions import order_capacities
from zhicheng.governance.supervision.queries import (
    free_parts,
    order_facts,
    people_to_tell,
    waiting_answer,
)
from zhicheng.governance.supervision.rules import (
    ANSWER_OUTCOME,
    ORDER,
    ORDER_TOLD,
    UNIT,
    As,
    OrderState,
    Series,
)
from zhicheng.governance.tasks.models import Assignment


@dataclass(frozen=True, slots=True)
class Wording:
    """What an order says: its subject, what it demands, and the term in working days."""

    title: str
    demand: str
    days: int


@transaction.atomic
def raise_order(
    *, unit: Unit, parts: Sequence[Assignment], wording: Wording, by: User, at: datetime
) -> Order:
    """Draft an order to a unit about its parts in some tasks. It has no number until it is issued.

    Raises PermissionDenied; ValidationError where the parts are none, another unit's, at rest, or already
    under an open order, and for an empty subject or demand or a term that is none.
    """
    require("supervision.order_raise", by)
    _check_wording(wording, at)
    parts = list(dict.fromkeys(parts))
    _check_parts(unit, parts)
    order = Order.objects.create(
        unit=unit, title=wording.title.strip(), demand=wording.demand.strip(), days=wording.days,
        raised_by=by, raised_at=at,
    )  # fmt: skip
    OrderPart.objects.bulk_create([OrderPart(order=order, assignment=part) for part in parts])
    add_step(order, "raise", told("拟办"), who=(As.COORDINATOR,), by=by, at=at)
    after = {**_audited(order), "parts": [part.pk for part in parts]}
    record(by=by, at=at, verb="supervision.order_raise", subject=order, after=after)
    return order


@transaction.atomic
def reword(*, order: Order, wording: Wording, by: User, at: datetime) -> None:
    """Say otherwise what a drafted order demands, before it is issued.

    Raises PermissionDenied, Refused once it was issued or dropped, Overtaken, ValidationError as
    ``raise_order``.
    """
    require("supervision.order_raise", by)
    if order.state != OrderState.DRAFTED:
        raise Refused(_("督办单已签发或已作处理，内容不能再改。"))
    _check_wording(wording, at)
    before = _audited(order)
    update_as_seen(
        order, title=wording.title.strip(), demand=wording.demand.strip(), days=wording.days
    )
    add_step(order, "reword", told("修改拟办内容"), who=(As.COORDINATOR,), by=by, at=at)
    record(
        by=by, at=at, verb="supervision.order_reword", subject=order, before=before,
        after=_audited(order),
    )  # fmt: skip


@transaction.atomic
def move_order(
    *,
    order: Order,
    verb: Annotated[str, VerbOf(ORDER)],
    by: User,
    at: datetime,
    reason: str = "",
    days: int | None = None,
) -> OrderStep:
    """Take a step of the procedure (``rules.ORDER``) other than sending an answer.

    order: as the person saw it; when it has changed since, nothing happens. reason: needed by the verbs
    that say so. days: of a return or a longer term, the new term in working days from this day on.
    Raises PermissionDenied, Refused, Overtaken; ValidationError for a term that is none.
    """
    require(f"supervision.order_{verb}", by, order)
    found = apply(
        ORDER, order.state, verb, who=order_capacities(by, order), facts=order_facts(order, by),
        reason=reason,
    )  # fmt: skip
    changes = _changes(order, verb, days, by=by, at=at)
    outcome = ANSWER_OUTCOME.get(verb)
    answer = waiting_answer(order) if outcome else None
    if answer is not None and outcome:
        answer.state = outcome
        answer.save(update_fields=["state"])
    return write(order, found, by=by, at=at, changes=changes)


def _changes(
    order: Order, verb: str, days: int | None, *, by: User, at: datetime
) -> dict[str, Any]:
    """What a verb sets besides the state: issuing gives the number, and each term begins on its day."""
    on = day_of(at)
    if verb == "issue":
        begun = term_of(on, order.days)
        return {"number": next_number(Series.ORDER, on), "issued_on": on, "issued_by": by, **begun}
    return {**term_of(on, days), "escalated": ""} if verb in ("return", "extend") else {}


def write(
    order: Order,
    found: Move,
    *,
    by: User | None,
    at: datetime,
    changes: Mapping[str, Any] | None = None,
) -> OrderStep:
    """Write a step that was found right: the row if it is still as seen, history, notices, audit."""
    before = _audited(order)
    update_as_seen(order, state=found.to, **(changes or {}))
    verb = found.transition.verb
    step = add_step(
        order, verb, found.transition.title, found.reason, who=found.transition.who,
        moved=(found.source, found.to), by=by, at=at,
    )  # fmt: skip
    tell(order, step)
    record(
        by=by, at=at, verb=f"supervision.order_{verb}", subject=order, before=before,
        after=_audited(order), reason=found.reason,
    )  # fmt: skip
    return step


_PLAIN = gettext_noop("督办单%(number)s“%(title)s”（%(unit)s）：%(step)s")
_WITH_REASON = gettext_noop("督办单%(number)s“%(title)s”（%(unit)s）%(step)s：%(reason)s")


def add_step(
    order: Order,
    verb: str,
    title: str,
    reason: str = "",
    *,
    who: Iterable[str],
    by: User | None,
    at: datetime,
    moved: tuple[str, str] = ("", ""),
) -> OrderStep:
    """Add to the history. who: the capacities that the verb can be done in."""
    return OrderStep.objects.create(
        order=order, verb=verb, title=title, state_from=moved[0], state_to=moved[1],
        reason=reason, by=by, deputy_for_id=deputy_for(order_capacities(by, order), who), at=at,
    )  # fmt: skip


def tell(order: Order, step: OrderStep) -> None:
    """Notify those whose turn it is now, or whose work it is; never the one who acted. Where a unit has
    nobody, the coordinators."""
    capacities = ORDER_TOLD.get(step.verb, ())
    on = day_of(step.at)
    people = people_to_tell(order.unit, *capacities, on=on)
    if capacities == UNIT and not people:
        people = people_to_tell(order.unit, As.COORDINATOR, on=on)
    words = _WITH_REASON if step.reason else _PLAIN
    notify(
        to=others(people, step.by),
        text=told(
            words, number=order.number, title=order.title, unit=order.unit, step=step.title,
            reason=step.reason,
        ),
        url=reverse("supervision:order", args=[order.pk]),
        at=step.at,
    )  # fmt: skip


def _check_wording(wording: Wording, at: datetime) -> None:
    faults: dict[str, Any] = {}
    if not wording.title.strip():
        faults["title"] = _("请写明督办事由。")
    if not wording.demand.strip():
        faults["demand"] = _("请写明督办要求。")
    if faults:
        raise ValidationError(faults)
    term_of(day_of(at), wording.days)


def _check_parts(unit: Unit, parts: Sequence[Assignment]) -> None:
    """See that an order may be about these parts, while nobody else raises one."""
    if not parts:
        raise ValidationError({"parts": _("请至少选择一项任务。")})
    take_turn("supervision: proposals")
    keys = [part.pk for part in parts]
    free = set(free_parts().filter(pk__in=keys).values_list("pk", flat=True))
    for part in parts:
        if part.unit_id != unit.pk:
            said = _("%(task)s不是%(unit)s承担的任务。") % {"task": part.task, "unit": unit}
            raise ValidationError({"parts": said})
        if part.pk not in free:
            said = _("%(task)s已在督办中，或已报送、销号、冻结、终止，不能再次督办。") % {
                "task": part.task
            }
            raise ValidationError({"parts": said})


def _audited(order: Order) -> dict[str, Any]:
    """An order as the audit chain shows it."""
    return {
        "number": order.number,
        "state": order.state,
        "version": order.version,
        "unit": order.unit_id,
        "days": order.days,
        "due_on": order.due_on.isoformat() if order.due_on else None,
        "demand_sha256": proof_of(order.demand),
    }
