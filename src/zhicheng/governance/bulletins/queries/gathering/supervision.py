"""What supervision says of the period: orders, circulars, requests."""

from collections.abc import Iterator
from datetime import date

from django.db.models import Exists, OuterRef, QuerySet

from zhicheng.foundation.face.records import short_date
from zhicheng.foundation.face.told import told
from zhicheng.governance.bulletins.queries.gathering.common import Asked, count
from zhicheng.governance.bulletins.rules import Figure, Lineage, Table
from zhicheng.governance.supervision.models import Circular, Order, OrderPart, Request
from zhicheng.governance.supervision.queries import circulars_for, orders_for, requests_for
from zhicheng.governance.supervision.rules import (
    ORDER_NAMES,
    REQUEST_NAMES,
    TO_ANSWER,
    CircularState,
    OrderState,
    RequestState,
)


def gathered(asked: Asked) -> tuple[list[Figure], list[Table]]:
    """The figures of the period, and the orders and circulars behind them."""
    orders, circulars = list(_orders(asked)), list(_circulars(asked))
    requests = list(_requests(asked))
    figures = [
        *_of_orders(asked, orders),
        *_of_circulars(asked, circulars),
        *_of_requests(asked, requests),
    ]
    return figures, [_order_table(orders), _circular_table(circulars), _request_table(requests)]


def _orders(asked: Asked) -> QuerySet[Order]:
    rows = orders_for(asked.user).filter(issued_on__range=(asked.first, asked.last))
    rows = rows.exclude(state=OrderState.REVOKED)
    if asked.plan is not None:
        about = OrderPart.objects.filter(order=OuterRef("pk"), assignment__task__plan=asked.plan)
        rows = rows.filter(Exists(about))
    return rows.order_by("issued_on", "pk")


def _of_orders(asked: Asked, orders: list[Order]) -> Iterator[Figure]:
    rule = told("期内签发、未撤销的督办单；状态截至当日")
    line = Lineage(told("督办台账"), rule, asked.on, "#orders", len(orders))
    closed = sum(order.state == OrderState.CLOSED for order in orders)
    late = sum(
        order.state in TO_ANSWER and order.due_on is not None and order.due_on < asked.on
        for order in orders
    )
    for key, value in (("issued", len(orders)), ("closed", closed), ("late", late)):
        yield count(f"orders.{key}", value, "份", line)


def _order_table(orders: list[Order]) -> Table:
    heads = (
        ("number", told("编号")), ("title", told("事由")), ("unit", told("承办单位")),
        ("issued", told("签发日期")), ("due", told("回复时限")), ("state", told("状态")),
    )  # fmt: skip
    return Table("orders", told("期内督办情况"), heads, tuple(
        (
            order.number, order.title, str(order.unit), _day(order.issued_on), _day(order.due_on),
            str(ORDER_NAMES[OrderState(order.state)]),
        )
        for order in orders
    ))  # fmt: skip


def _circulars(asked: Asked) -> QuerySet[Circular]:
    """Of the whole city: a circular is about no plan."""
    rows = circulars_for(asked.user).filter(state=CircularState.PUBLISHED)
    rows = rows.filter(published_on__range=(asked.first, asked.last))
    return rows.order_by("published_on", "pk")


def _of_circulars(asked: Asked, circulars: list[Circular]) -> Iterator[Figure]:
    rule = told("期内印发的通报，不分方案")
    line = Lineage(told("通报"), rule, asked.on, "#circulars", len(circulars))
    yield count("circulars.published", len(circulars), "期", line)


def _circular_table(circulars: list[Circular]) -> Table:
    heads = (("number", told("编号")), ("title", told("标题")), ("published", told("印发日期")))
    return Table("circulars", told("期内通报"), heads, tuple(
        (c.number, c.title, _day(c.published_on)) for c in circulars
    ))  # fmt: skip


def _requests(asked: Asked) -> QuerySet[Request]:
    rows = requests_for(asked.user).filter(sent_on__range=(asked.first, asked.last))
    if asked.plan is not None:
        rows = rows.filter(task__plan=asked.plan)
    return rows.order_by("sent_on", "pk")


def _of_requests(asked: Asked, found: list[Request]) -> Iterator[Figure]:
    rule = told("期内报送的请示和协调事项；状态截至当日")
    line = Lineage(told("请示和协调事项"), rule, asked.on, "#requests", len(found))
    answered = sum(row.state == RequestState.ANSWERED for row in found)
    for key, value in (("raised", len(found)), ("answered", answered)):
        yield count(f"requests.{key}", value, "件", line)


def _request_table(found: list[Request]) -> Table:
    heads = (
        ("number", told("编号")), ("title", told("事项")), ("unit", told("提出单位")),
        ("sent", told("报送日期")), ("due", told("答复时限")), ("state", told("状态")),
    )  # fmt: skip
    return Table("requests", told("期内请示和协调事项"), heads, tuple(
        (
            row.number, row.title, str(row.unit), _day(row.sent_on), _day(row.due_on),
            str(REQUEST_NAMES[RequestState(row.state)]),
        )
        for row in found
    ))  # fmt: skip


def _day(day: date | None) -> str:
    return short_date(day) if day else "—"
