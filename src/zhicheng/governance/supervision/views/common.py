"""What the views of this room share."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from zhicheng.foundation.face import records
from zhicheng.foundation.face.records import Link, Tone
from zhicheng.foundation.face.told import retold
from zhicheng.governance.supervision import queries
from zhicheng.governance.supervision.models import Circular, Order, Request
from zhicheng.governance.supervision.rules import (
    ANSWER_NAMES,
    CIRCULAR_NAMES,
    ORDER_NAMES,
    REQUEST_NAMES,
    REQUEST_WAITS,
    TO_ANSWER,
    AnswerState,
    CircularState,
    OrderState,
    RequestState,
)

ORDER_TONES: Mapping[str, Tone] = {
    OrderState.DRAFTED: Tone.CAUTION,
    OrderState.ISSUED: Tone.ACTIVE,
    OrderState.ANSWERED: Tone.ACTIVE,
    OrderState.RETURNED: Tone.CAUTION,
    OrderState.ACCEPTED: Tone.GOOD,
    OrderState.CLOSED: Tone.GOOD,
    OrderState.DROPPED: Tone.QUIET,
    OrderState.REVOKED: Tone.QUIET,
}
_ANSWER_TONES = {
    AnswerState.DRAFT: Tone.QUIET,
    AnswerState.SENT: Tone.ACTIVE,
    AnswerState.ACCEPTED: Tone.GOOD,
    AnswerState.RETURNED: Tone.CAUTION,
}
REQUEST_TONES: Mapping[str, Tone] = {
    RequestState.DRAFTED: Tone.QUIET,
    RequestState.OFFICE: Tone.ACTIVE,
    RequestState.LEADER: Tone.ACTIVE,
    RequestState.OPINION: Tone.ACTIVE,
    RequestState.ANSWERED: Tone.GOOD,
    RequestState.WITHDRAWN: Tone.QUIET,
}
CIRCULAR_TONES: Mapping[str, Tone] = {
    CircularState.DRAFT: Tone.QUIET,
    CircularState.PUBLISHED: Tone.GOOD,
    CircularState.DISCARDED: Tone.QUIET,
}


@dataclass(frozen=True, slots=True)
class Button:
    """A step that the person may take. hindrance: why not now."""

    title: str
    url: str
    hindrance: str


def find_order(request: HttpRequest, key: int) -> Order:
    """An order that the person may see, or 404."""
    return get_object_or_404(queries.orders_for(request.user), pk=key)


def order_url(order: Order) -> str:
    return reverse("supervision:order", args=[order.pk])


def order_name(order: Order) -> str:
    """Its number, once it has one, and its subject."""
    return f"{order.number} {retold(order.title)}".strip()


def order_light(order: Order, today: date) -> records.Light:
    """The state as icon and word; red once the term has run out."""
    if order.state in TO_ANSWER and order.due_on is not None and order.due_on < today:
        return records.Light(_("逾期未回复"), Tone.DANGER)
    return records.Light(ORDER_NAMES[OrderState(order.state)], ORDER_TONES[order.state])


def find_request(request: HttpRequest, key: int) -> Request:
    """A request that the person may see, or 404."""
    return get_object_or_404(queries.requests_for(request.user), pk=key)


def request_url(found: Request) -> str:
    return reverse("supervision:request", args=[found.pk])


def request_light(found: Request, today: date) -> records.Light:
    """Whom it waits for, as icon and word; red once the term has run out."""
    name = REQUEST_NAMES[RequestState(found.state)]
    due_on = found.turn_due_on
    if found.state in REQUEST_WAITS and due_on is not None and due_on < today:
        return records.Light(gettext("%(state)s（逾期）") % {"state": name}, Tone.DANGER)
    return records.Light(name, REQUEST_TONES[found.state])


def way_to_request(found: Request) -> tuple[Link, ...]:
    """The pages above a form about a request."""
    above = Link(gettext("请示和协调事项"), reverse("supervision:requests"))
    return (above, Link(str(found), request_url(found)))


def find_circular(request: HttpRequest, key: int) -> Circular:
    """A circular that the person may see, or 404."""
    return get_object_or_404(queries.circulars_for(request.user), pk=key)


def circular_url(circular: Circular) -> str:
    return reverse("supervision:circular", args=[circular.pk])


def circular_light(circular: Circular) -> records.Light:
    state = CircularState(circular.state)
    return records.Light(CIRCULAR_NAMES[state], CIRCULAR_TONES[state])


def way_to_circular(circular: Circular) -> tuple[Link, ...]:
    """The pages above a form about a circular."""
    above = Link(gettext("通报"), reverse("supervision:circulars"))
    return (above, Link(str(circular), circular_url(circular)))


def answer_light(state: str) -> records.Light:
    found = AnswerState(state)
    return records.Light(ANSWER_NAMES[found], _ANSWER_TONES[found])


def way_to_order(order: Order) -> tuple[Link, ...]:
    """The pages above a form about an order."""
    return (
        Link(gettext("督办单"), reverse("supervision:orders")),
        Link(order_name(order), order_url(order)),
    )
