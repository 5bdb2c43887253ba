"""What this room says on the pages of others: a unit's load, what waits for a person, a task, the agenda."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import rules
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from zhicheng.foundation.accounts.models import User
from zhicheng.foundation.agenda.rules import Entry
from zhicheng.foundation.face.records import Link, Text
from zhicheng.foundation.face.told import retold
from zhicheng.foundation.units.models import Unit
from zhicheng.foundation.units.registry import SHOWN, Load, Row, first_of
from zhicheng.governance.supervision import queries
from zhicheng.governance.supervision.models import Order, Request
from zhicheng.governance.supervision.permissions import visible_orders, visible_requests
from zhicheng.governance.supervision.rules import (
    ORDER_OVER,
    REQUEST_OVER,
    REQUEST_WAITS,
    TO_ANSWER,
    UNNUMBERED,
)
from zhicheng.governance.supervision.views.common import (
    order_light,
    order_url,
    request_light,
    request_url,
)
from zhicheng.governance.tasks.models import Task
from zhicheng.governance.tasks.registry import Beside


def _order_row(order: Order, today: date) -> Row:
    words = f"{order.number} {retold(order.title)}".strip()
    light = order_light(order, today)
    return Row(Link(words, order_url(order)), light, str(order.unit), order.due_on)


def _request_row(found: Request, today: date) -> Row:
    light = request_light(found, today)
    return Row(Link(str(found), request_url(found)), light, str(found.unit), found.turn_due_on)


def _load(
    title: Text, orders: QuerySet[Order], requests: QuerySet[Request], on: date, url: str
) -> Load | None:
    """Orders and requests together, the most urgent first; what has no day yet comes last."""
    ordered, orders_in_all = first_of(orders.order_by("due_on", "pk"))
    asked, asked_in_all = first_of(requests.order_by("turn_due_on", "pk"))
    rows = [_order_row(one, on) for one in ordered] + [_request_row(one, on) for one in asked]
    if not rows:
        return None
    rows.sort(key=lambda row: row.due_on or date.max)
    return Load(title=title, count=orders_in_all + asked_in_all, rows=rows[:SHOWN], url=url)


def unit_load(user: Any, unit: Unit, on: date) -> Load | None:
    """The open orders to a unit, and what it asked, as far as the person may see."""
    orders = queries.orders_for(user).filter(unit=unit).exclude(state__in=ORDER_OVER)
    asked = queries.requests_for(user).filter(unit=unit).exclude(state__in=REQUEST_OVER)
    url = f"{reverse('supervision:orders')}?unit={unit.pk}"
    return _load(_("督办和请示"), orders, asked, on, url)


def waiting(user: User, on: date) -> Load | None:
    """The orders and requests that wait for a person to act."""
    orders, asked = queries.waiting_orders(user), queries.waiting_requests(user)
    return _load(_("督办和请示"), orders, asked, on, reverse("supervision:orders"))


def beside_task(user: Any, task: Task) -> Beside | None:
    """What there is about a task, and what the person may begin: an order to a unit that none is open for,
    a request of one's own unit."""
    today = timezone.localdate()
    rows = [_order_row(order, today) for order in queries.orders_about(task, user)]
    rows += [_request_row(found, today) for found in queries.requests_about(task, user)]
    ways = list(_ways(user, task))
    return Beside(_("督办和请示"), rows, ways) if rows or ways else None


def _ways(user: Any, task: Task) -> Iterator[Link]:
    if rules.has_perm("supervision.order_raise", user):
        for part in queries.free_parts().filter(task=task).select_related("unit"):
            words = gettext("对%(unit)s拟办督办单") % {"unit": part.unit}
            yield Link(words, reverse("supervision:raise", args=[part.pk]))
    if rules.has_perm("supervision.request_begin", user):
        yield Link(
            gettext("就此提出请示"), reverse("supervision:new_request_about", args=[task.pk])
        )


def due_days(user: User, first: date, last: date) -> Iterator[Entry]:
    """When answers are due: all for who follows the whole city, else those of one's own units."""
    rows = visible_orders(user).filter(due_on__range=(first, last)).exclude(state__in=UNNUMBERED)
    for order in rows.select_related("unit"):
        done = order.state not in TO_ANSWER
        title = f"{order.number} {order.unit} {retold(order.title)}"
        yield _entry(f"order-{order.pk}", order.due_on, title, order_url(order), done, _ORDER_DUE)
    asked = visible_requests(user).filter(turn_due_on__range=(first, last))
    for found in asked.filter(state__in=REQUEST_WAITS).select_related("unit"):
        title, url = f"{found.number} {found.unit} {found.title}", request_url(found)
        yield _entry(f"request-{found.pk}", found.turn_due_on, title, url, False, _REQUEST_DUE)


_ORDER_DUE, _REQUEST_DUE = _("督办回复到期"), _("请示答复到期")


def _entry(uid: str, day: date | None, title: str, url: str, done: bool, kind: Text) -> Entry:
    assert day is not None  # noqa: S101 - found by it
    return Entry(day=day, uid=uid, kind=kind, title=title, url=url, done=done)
