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
from zhicheng.foundation.face.records import Link, Tone
from zhicheng.foundation.face.told import retold
from zhicheng.foundation.units.models import Unit
from zhicheng.foundation.units.registry import SHOWN, Load, Row
from zhicheng.governance.supervision import queries
from zhicheng.governance.supervision.models import Order
from zhicheng.governance.supervision.permissions import visible_orders
from zhicheng.governance.supervision.rules import ORDER_OVER, TO_ANSWER, UNNUMBERED
from zhicheng.governance.supervision.views.common import order_light, order_url
from zhicheng.governance.tasks.models import Task
from zhicheng.governance.tasks.registry import Beside


def _row(order: Order, today: date) -> Row:
    words = f"{order.number} {retold(order.title)}".strip()
    return Row(
        Link(words, order_url(order)), order_light(order, today), str(order.unit), order.due_on
    )


def _load(orders: QuerySet[Order], on: date, url: str) -> Load | None:
    count = orders.count()
    if not count:
        return None
    shown = orders.order_by("due_on", "pk")[:SHOWN]
    return Load(title=_("督办单"), count=count, rows=[_row(one, on) for one in shown], url=url)


def unit_load(user: Any, unit: Unit, on: date) -> Load | None:
    """The open orders to a unit that the person may see, the most urgent first."""
    rows = queries.orders_for(user).filter(unit=unit).exclude(state__in=ORDER_OVER)
    return _load(rows, on, f"{reverse('supervision:orders')}?unit={unit.pk}")


def waiting(user: User, on: date) -> Load | None:
    """The orders that wait for a person to act."""
    return _load(queries.waiting_orders(user), on, reverse("supervision:orders"))


def beside_task(user: Any, task: Task) -> Beside | None:
    """The orders about a task, and, for who may, one more to each unit that nothing is open for."""
    today = timezone.localdate()
    rows = [_row(order, today) for order in queries.orders_about(task, user)]
    ways = list(_ways(user, task))
    return Beside(_("督办"), rows, ways) if rows or ways else None


def _ways(user: Any, task: Task) -> Iterator[Link]:
    if rules.has_perm("supervision.order_raise", user):
        for part in queries.free_parts().filter(task=task).select_related("unit"):
            words = gettext("对%(unit)s拟办督办单") % {"unit": part.unit}
            yield Link(words, reverse("supervision:raise", args=[part.pk]))


def due_days(user: User, first: date, last: date) -> Iterator[Entry]:
    """When answers are due: all for who follows the whole city, else those of one's own units."""
    rows = visible_orders(user).filter(due_on__range=(first, last)).exclude(state__in=UNNUMBERED)
    for order in rows.select_related("unit"):
        waits = order.state in TO_ANSWER
        yield Entry(
            day=order.due_on,  # type: ignore[arg-type]  # it was found by it
            uid=f"order-{order.pk}",
            kind=_("督办回复到期"),
            title=f"{order.number} {order.unit} {retold(order.title)}",
            url=order_url(order),
            tone=Tone.ACTIVE if waits else Tone.QUIET,
            done=not waits,
        )
