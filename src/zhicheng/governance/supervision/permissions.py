"""Who sees what of supervision, and who may take which step: role × unit × area."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

import rules
from django.db.models import Q, QuerySet
from rules.predicates import Predicate

from zhicheng.engines.procedures.declaration import Procedure
from zhicheng.foundation.accounts.permissions import actor_of, capacities_of, holds, own_side
from zhicheng.foundation.accounts.rules import Actor, Held, Role
from zhicheng.governance.plans.permissions import READERS
from zhicheng.governance.supervision.models import Answer, AnswerFile, Circular, Order, Request
from zhicheng.governance.supervision.rules import (
    ORDER,
    REQUEST,
    UNIT,
    UNNUMBERED,
    AnswerState,
    As,
    CircularState,
    RequestState,
)

_ANYWHERE = {
    Role.COORDINATOR: As.COORDINATOR,
    Role.VERIFIER: As.VERIFIER,
    Role.LEADER: As.LEADER,
}
_IN_THE_UNIT = {Role.UNIT_OFFICER: As.OFFICER, Role.UNIT_HEAD: As.HEAD}
_INSIDERS = tuple(_IN_THE_UNIT)


def order_capacities(user: Any, order: Order) -> Mapping[As, int | None]:
    """In what capacities a person stands to an order (`capacities_of`)."""
    return capacities_of(user, lambda held: _capacity(held, order))


def request_capacities(user: Any, request: Request) -> Mapping[As, int | None]:
    """As ``order_capacities``; the head of the unit that is asked for its opinion is its adviser."""

    def capacity(held: Held) -> As | None:
        asked = request.adviser_id is not None and held.unit == request.adviser_id
        if asked and held.role is Role.UNIT_HEAD:
            return As.ADVISER
        return _capacity(held, request)

    return capacities_of(user, capacity)


def _capacity(held: Held, row: Order | Request) -> As | None:
    if held.role in _ANYWHERE:
        return _ANYWHERE[held.role]
    if held.role in _IN_THE_UNIT and held.unit == row.unit_id:
        return _IN_THE_UNIT[held.role]
    if held.role is Role.COUNTY_OFFICER and held.area == row.unit.area_id:
        return As.COUNTY
    return None


def is_independent(user: Any, order: Order) -> bool:
    """Whether a person is not of the unit, nor of one that a reform joined with it, and neither issued the order
    nor wrote or sent its answer."""
    own = own_side(user, *_INSIDERS)
    if order.unit_id in own or As.COUNTY in order_capacities(user, order):
        return False
    hands = {order.raised_by_id, order.issued_by_id}
    for row in order.answers.exclude(state=AnswerState.DRAFT):
        hands |= {row.drafted_by_id, row.sent_by_id}
    return user.pk not in hands


def on_own_side(user: Any) -> Q:
    """Orders that a person cannot judge from outside."""
    return of_own_units(actor_of(user)) | Q(unit__in=own_side(user, *_INSIDERS))


def of_own_units(actor: Actor, way: str = "unit") -> Q:
    """Rows whose unit is one of the person's, or of a county officer's area. way: to the unit."""
    inside = Q(**{f"{way}__in": actor.units(*_INSIDERS)})
    return inside | Q(**{f"{way}__area__in": actor.areas(Role.COUNTY_OFFICER)})


def visible_orders(user: Any) -> QuerySet[Order]:
    """The city's offices see what was issued, a unit its own; what was not, only who issues, and the auditor."""
    actor = actor_of(user)
    if actor.has(Role.COORDINATOR, Role.AUDITOR):
        return Order.objects.all()
    issued = Order.objects.exclude(state__in=UNNUMBERED)
    return issued if actor.sees_whole_city else issued.filter(of_own_units(actor))


def visible_requests(user: Any) -> QuerySet[Request]:
    """The city's offices see what was sent; a unit its own, and what it was asked its opinion of."""
    actor = actor_of(user)
    own = of_own_units(actor)
    sent = ~Q(state=RequestState.DRAFTED) & ~Q(number="")
    if actor.sees_whole_city:
        return Request.objects.filter(sent | own)
    return Request.objects.filter(own | (sent & of_own_units(actor, "adviser")))


def visible_circulars(user: Any) -> QuerySet[Circular]:
    """What was published, whoever reads plans; drafts, who makes them, and the auditor."""
    actor = actor_of(user)
    if actor.has(Role.COORDINATOR, Role.AUDITOR):
        return Circular.objects.all()
    if actor.has(*READERS):
        return Circular.objects.filter(state=CircularState.PUBLISHED)
    return Circular.objects.none()


def readable_answers(user: Any) -> QuerySet[Answer]:
    """Answers to the orders that a person sees; drafts stay inside the unit."""
    inside = of_own_units(actor_of(user), "order__unit")
    sent = ~Q(state=AnswerState.DRAFT) & Q(order__in=visible_orders(user))
    return Answer.objects.filter(sent | (Q(state=AnswerState.DRAFT) & inside))


def readable_files(user: Any) -> QuerySet[AnswerFile]:
    """Files of the answers that a person may read."""
    return AnswerFile.objects.filter(answer__in=readable_answers(user))


Capacities = Callable[[Any, Any], Mapping[As, int | None]]


def _may(actors: Iterable[str], capacities: Capacities) -> Predicate:
    names = tuple(dict.fromkeys(actors))

    def test(user: Any, row: Any) -> bool:
        return row is not None and not set(names).isdisjoint(capacities(user, row))

    return Predicate(test, name="acts_as_" + "_or_".join(names))


def _add(room: str, procedure: Procedure[Any], capacities: Capacities) -> None:
    """The permission of each verb, as the procedure gives it."""
    for verb in dict.fromkeys(t.verb for t in procedure.transitions):
        who = (name for t in procedure.transitions if t.verb == verb for name in t.who)
        rules.add_perm(f"supervision.{room}_{verb}", _may(who, capacities))


_add("order", ORDER, order_capacities)
_add("request", REQUEST, request_capacities)
rules.add_perm("supervision.request_draft", _may(UNIT, request_capacities))
rules.add_perm("supervision.request_begin", holds(*_INSIDERS, Role.COUNTY_OFFICER))
rules.add_perm("supervision.circular_draft", holds(Role.COORDINATOR))
rules.add_perm("supervision.order_raise", holds(Role.COORDINATOR))
rules.add_perm("supervision.order_draft_answer", _may(UNIT, order_capacities))
rules.add_perm("supervision.view", holds(*READERS))
rules.add_perm("supervision.set_rules", holds(Role.COORDINATOR))
