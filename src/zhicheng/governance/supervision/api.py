"""Supervision for programs: orders, and circulars that were published."""

from datetime import date
from typing import Annotated, Any

from django.db.models import QuerySet
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Field, Query, Schema

from zhicheng.foundation.access.paging import Key, Page, Paging, Words, page_of
from zhicheng.foundation.access.routing import Operations, person
from zhicheng.foundation.access.verbs import Rows, offer_verbs
from zhicheng.foundation.accounts.models import User
from zhicheng.governance.supervision import actions
from zhicheng.governance.supervision.models import (
    Answer,
    Circular,
    CircularEntry,
    EscalationSetting,
    ListingSetting,
    Order,
    ProposalSetting,
    Request,
)
from zhicheng.governance.supervision.permissions import (
    readable_answers,
    visible_circulars,
    visible_orders,
    visible_requests,
)
from zhicheng.governance.targets import api as targets

operations = Operations()


class OrderOut(Schema):
    """A supervision order. parts: the units' parts in the tasks that it is about."""

    id: int
    number: str
    unit: str
    title: str
    demand: str
    state: str
    rule: str
    escalated: str
    issued_on: date | None
    due_on: date | None
    parts: list[int]

    @staticmethod
    def resolve_unit(row: Order) -> str:
        return row.unit.name

    @staticmethod
    def resolve_parts(row: Order) -> list[int]:
        return [part.assignment_id for part in row.parts.all()]


class OrderFilter(Paging):
    state: Annotated[Words, Field(max_length=8)] = ""


class MentionOut(Schema):
    """A unit that is praised or criticised, why, and on what that rests. Persons are named on paper only."""

    kind: str
    unit: str
    reason: str
    bases: list[str]

    @staticmethod
    def resolve_unit(row: CircularEntry) -> str:
        return row.unit_name

    @staticmethod
    def resolve_bases(row: CircularEntry) -> list[str]:
        return [basis.words for basis in row.bases.all()]


class CircularOut(Schema):
    """A circular that was published."""

    id: int
    number: str
    title: str
    period_from: date
    period_to: date
    intro: str
    published_on: date
    mentions: list[MentionOut]

    @staticmethod
    def resolve_mentions(row: Circular) -> list[CircularEntry]:
        return [entry for entry in row.entries.all() if not entry.person_name]


def _orders(user: User) -> QuerySet[Order]:
    return visible_orders(user).select_related("unit").prefetch_related("parts")


def _circulars(user: User) -> QuerySet[Circular]:
    rows = visible_circulars(user).filter(state="published")
    return rows.prefetch_related("entries__bases")


@operations.reads("/orders", scope="read:supervision", answer=Page[OrderOut])
def orders(request: HttpRequest, asked: Query[OrderFilter]) -> Any:
    """The supervision orders that the token's owner may see."""
    rows = _orders(person(request))
    return page_of(rows.filter(state=asked.state) if asked.state else rows, asked)


@operations.reads("/orders/{key}", scope="read:supervision", answer=OrderOut)
def order(request: HttpRequest, key: Key) -> Any:
    """One supervision order."""
    return get_object_or_404(_orders(person(request)), pk=key)


@operations.reads("/circulars", scope="read:supervision", answer=Page[CircularOut])
def circulars(request: HttpRequest, paging: Query[Paging]) -> Any:
    """The circulars that were published."""
    return page_of(_circulars(person(request)), paging)


@operations.reads("/circulars/{key}", scope="read:supervision", answer=CircularOut)
def circular(request: HttpRequest, key: Key) -> Any:
    """One circular."""
    return get_object_or_404(_circulars(person(request)), pk=key)


ROWS: Rows = {
    **targets.ROWS,
    Order: visible_orders,
    Answer: readable_answers,
    Request: visible_requests,
    Circular: visible_circulars,
    CircularEntry: lambda user: CircularEntry.objects.filter(circular__in=visible_circulars(user)),
    User: lambda user: User.objects.filter(is_active=True),
    EscalationSetting: lambda user: EscalationSetting.objects.all(),
    ProposalSetting: lambda user: ProposalSetting.objects.all(),
    ListingSetting: lambda user: ListingSetting.objects.all(),
}

operations.acts(offer_verbs("supervision", actions, ROWS), scope="act:supervision")
