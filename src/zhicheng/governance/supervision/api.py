"""Supervision for programs: orders with their answers, requests, circulars."""

from datetime import date, datetime
from typing import Any

from django.db.models import Prefetch, QuerySet
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from ninja import Schema

from zhicheng.foundation.access.files import AttachedOut, sent
from zhicheng.foundation.access.history import HappenedOut
from zhicheng.foundation.access.paging import Key
from zhicheng.foundation.access.routing import Operations, person
from zhicheng.foundation.access.verbs import Rows, offer_verbs
from zhicheng.foundation.accounts.models import User
from zhicheng.foundation.accounts.permissions import require
from zhicheng.governance.supervision import actions, queries
from zhicheng.governance.supervision.models import (
    Answer,
    AnswerFile,
    Circular,
    CircularEntry,
    EscalationSetting,
    ListingSetting,
    Order,
    OrderStep,
    ProposalSetting,
    Request,
    RequestStep,
)
from zhicheng.governance.supervision.permissions import (
    readable_answers,
    visible_circulars,
    visible_orders,
    visible_requests,
)
from zhicheng.governance.supervision.rules import CircularState
from zhicheng.governance.targets import api as targets

operations = Operations()


class OrderOut(Schema):
    """A supervision order. parts: the units' parts in the tasks that it is about."""

    id: int
    number: str
    unit_id: int
    unit: str
    title: str
    demand: str
    state: str
    rule: str
    escalated: str
    issued_on: date | None
    due_on: date | None
    version: int
    parts: list[int]

    @staticmethod
    def resolve_unit(row: Order) -> str:
        return row.unit.name

    @staticmethod
    def resolve_parts(row: Order) -> list[int]:
        return [part.assignment_id for part in row.parts.all()]


class OrderStepOut(HappenedOut):
    """A step of an order, with what was said: why it was returned, what its term was extended for."""

    order_id: int


class AnswerFileOut(AttachedOut):
    """A file of an answer."""


class AnswerOut(Schema):
    """What a unit answers to an order; a draft is seen inside the unit."""

    id: int
    order_id: int
    state: str
    text: str
    version: int
    sent_at: datetime | None
    files: list[AnswerFileOut]

    @staticmethod
    def resolve_files(row: Answer) -> list[AnswerFile]:
        return list(row.files.all())


class RequestOut(Schema):
    """A request for instructions, or a matter to be coordinated. days, due_on: by when the unit needs the answer.
    turn_due_on: by when whom it waits for now is to have spoken. adviser_id: the unit asked for its opinion
    last."""

    id: int
    kind: str
    number: str
    unit_id: int
    task_id: int | None
    title: str
    text: str
    days: int
    due_on: date | None
    turn_due_on: date | None
    adviser_id: int | None
    state: str
    version: int
    sent_on: date | None


class RequestStepOut(HappenedOut):
    """A step of a request, with what was said: the answer (reply), the leader's instruction (instruct), another
    unit's opinion (advise)."""

    request_id: int


class MentionOut(Schema):
    """A unit that is praised or criticised, why, and on what that rests. Persons are named on paper only; an entry
    about one is told while the circular is a draft, without the name."""

    id: int
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
    """A circular. Drafts are seen by who makes them, and by the auditor."""

    id: int
    number: str
    title: str
    state: str
    version: int
    period_from: date
    period_to: date
    intro: str
    published_on: date | None
    mentions: list[MentionOut]

    @staticmethod
    def resolve_mentions(row: Circular) -> list[CircularEntry]:
        draft = row.state == CircularState.DRAFT
        return [entry for entry in row.entries.all() if draft or not entry.person_name]


class EscalationRuleOut(Schema):
    """What is done, from a day on, about an order that is not answered. steps: the earliest first."""

    id: int
    valid_from: date
    source: str
    steps: list[dict[str, Any]]


class ProposalRuleOut(Schema):
    """When, from a day on, an order is proposed, and the working days for its answer."""

    id: int
    valid_from: date
    source: str
    overdue_least: int
    overdue_days: int
    milestones_least: int
    milestones_days: int


class ListingRuleOut(Schema):
    """Who is proposed, from a day on, for praise and for criticism: tasks closed in time, orders listed."""

    id: int
    valid_from: date
    source: str
    praise: int
    criticism: int


def _orders(user: User) -> QuerySet[Order]:
    return visible_orders(user).select_related("unit").prefetch_related("parts")


def _answers(user: User) -> QuerySet[Answer]:
    files = Prefetch("files", AnswerFile.objects.select_related("file"))
    return readable_answers(user).prefetch_related(files)


def _order_steps(user: User) -> QuerySet[OrderStep]:
    rows = OrderStep.objects.filter(order__in=visible_orders(user))
    return rows.select_related("by", "deputy_for")


def _request_steps(user: User) -> QuerySet[RequestStep]:
    rows = RequestStep.objects.filter(request__in=visible_requests(user))
    return rows.select_related("by", "deputy_for")


def _circulars(user: User) -> QuerySet[Circular]:
    return visible_circulars(user).prefetch_related("entries__bases")


def _escalation(user: User) -> QuerySet[EscalationSetting]:
    require("supervision.view", user)
    return EscalationSetting.objects.all()


def _proposals(user: User) -> QuerySet[ProposalSetting]:
    require("supervision.view", user)
    return ProposalSetting.objects.all()


def _listing(user: User) -> QuerySet[ListingSetting]:
    require("supervision.view", user)
    return ListingSetting.objects.all()


_SCOPE = "read:supervision"
operations.lists("/orders", OrderOut, _orders, scope=_SCOPE, of=["unit"])
operations.lists("/order-steps", OrderStepOut, _order_steps, scope=_SCOPE, of=["order"])
operations.lists("/answers", AnswerOut, _answers, scope=_SCOPE, of=["order"])
operations.lists("/requests", RequestOut, visible_requests, scope=_SCOPE, of=["unit", "task"])
operations.lists("/request-steps", RequestStepOut, _request_steps, scope=_SCOPE, of=["request"])
operations.lists("/circulars", CircularOut, _circulars, scope=_SCOPE)
operations.lists("/escalation-rules", EscalationRuleOut, _escalation, scope=_SCOPE)
operations.lists("/proposal-rules", ProposalRuleOut, _proposals, scope=_SCOPE)
operations.lists("/listing-rules", ListingRuleOut, _listing, scope=_SCOPE)


@operations.hands_out("/answer-files/{key}/content", scope=_SCOPE)
def answer_file_content(request: HttpRequest, key: Key) -> HttpResponseBase:
    """A file of an answer. The ETag is its SHA-256."""
    found = get_object_or_404(queries.files_for(person(request)), pk=key)
    return sent(request, found.file, found.name)


ROWS: Rows = {
    **targets.ROWS,
    Order: visible_orders,
    Answer: readable_answers,
    Request: visible_requests,
    Circular: visible_circulars,
    CircularEntry: lambda user: CircularEntry.objects.filter(circular__in=visible_circulars(user)),
    User: lambda user: User.objects.filter(is_active=True),
    EscalationSetting: _escalation,
    ProposalSetting: _proposals,
    ListingSetting: _listing,
}

operations.acts(offer_verbs("supervision", actions, ROWS), scope="act:supervision")
