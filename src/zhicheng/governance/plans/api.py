"""Plans for programs: what is in force, what was read from the documents, its review, and bringing one in."""

from datetime import date, datetime
from typing import Any, Literal
from uuid import UUID

from django.db.models import QuerySet
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils import timezone
from ninja import Query, Schema, Status

from zhicheng.foundation.access.files import sent
from zhicheng.foundation.access.paging import Key, Page, Paging, page_of
from zhicheng.foundation.access.queries import brought_by
from zhicheng.foundation.access.routing import Operations, person
from zhicheng.foundation.access.verbs import Rows, offer_verbs
from zhicheng.foundation.accounts.models import User
from zhicheng.foundation.units.models import Unit
from zhicheng.governance.plans import actions
from zhicheng.governance.plans.models import Doubt, Item, Plan, UnitName, Version
from zhicheng.governance.plans.permissions import visible_plans, visible_versions

operations = Operations()


class PlanOut(Schema):
    """A plan. Its content is in its versions. ordered: what a meeting resolved."""

    id: int
    title: str
    period_start: date | None
    period_end: date | None
    ordered: bool
    created_at: datetime


class VersionOut(Schema):
    """One document of a plan. problem: why it could not be read."""

    id: int
    plan_id: int
    number: int
    title: str
    period_start: date | None
    period_end: date | None
    state: str
    problem: str
    created_at: datetime
    published_at: datetime | None


class ItemOut(Schema):
    """What a version says, with the sentence that it was read from and its place in the text."""

    id: int
    key: UUID
    kind: str
    state: str
    path: str
    sentence: str
    span_start: int
    span_end: int
    values: dict[str, Any]


class DoubtOut(Schema):
    """A place that the reader was unsure of. answer: what a person has made of it; empty while it is open."""

    id: int
    item_id: int | None
    kind: str
    field: str
    quote: str
    why: str
    span_start: int | None
    span_end: int | None
    answer: str
    settled_at: datetime | None


class UnitNameOut(Schema):
    """A unit's name as the document writes it. units: what it means; only suggested until it is settled."""

    id: int
    name: str
    basis: str
    settled: bool
    units: list[int]

    @staticmethod
    def resolve_units(row: UnitName) -> list[int]:
        return [unit.pk for unit in row.units.all()]


class ItemFilter(Paging):
    kind: Literal["", "target", "task", "phase", "duty", "system"] = ""


class PlanIn(Schema):
    """file: the id of a file that was brought before (POST /files). plan: the plan that it amends."""

    file: Key
    plan: Key | None = None


def _versions(user: User) -> QuerySet[Version]:
    """Without what is large."""
    return visible_versions(user).defer("text", "reading")


@operations.reads("/plans", scope="read:plans", answer=Page[PlanOut])
def plans(request: HttpRequest, paging: Query[Paging]) -> Any:
    """The plans that the token's owner may see."""
    return page_of(visible_plans(person(request)), paging)


@operations.reads("/plans/{key}", scope="read:plans", answer=PlanOut)
def plan(request: HttpRequest, key: Key) -> Any:
    """One plan."""
    return get_object_or_404(visible_plans(person(request)), pk=key)


@operations.reads("/plans/{key}/versions", scope="read:plans", answer=Page[VersionOut])
def versions(request: HttpRequest, key: Key, paging: Query[Paging]) -> Any:
    """The versions of a plan; drafts only for those who may review them."""
    found = get_object_or_404(visible_plans(person(request)), pk=key)
    return page_of(_versions(person(request)).filter(plan=found), paging)


@operations.reads("/versions/{key}", scope="read:plans", answer=VersionOut)
def version(request: HttpRequest, key: Key) -> Any:
    """One version."""
    return get_object_or_404(_versions(person(request)), pk=key)


@operations.reads("/versions/{key}/items", scope="read:plans", answer=Page[ItemOut])
def items(request: HttpRequest, key: Key, asked: Query[ItemFilter]) -> Any:
    """What a version says, item by item."""
    found = get_object_or_404(_versions(person(request)), pk=key)
    rows = Item.objects.filter(version=found)
    return page_of(rows.filter(kind=asked.kind) if asked.kind else rows, asked)


@operations.reads("/versions/{key}/doubts", scope="read:plans", answer=Page[DoubtOut])
def doubts(request: HttpRequest, key: Key, paging: Query[Paging]) -> Any:
    """The doubts about a version, settled ones too."""
    found = get_object_or_404(_versions(person(request)), pk=key)
    return page_of(Doubt.objects.filter(version=found), paging)


@operations.reads("/versions/{key}/names", scope="read:plans", answer=Page[UnitNameOut])
def unit_names(request: HttpRequest, key: Key, paging: Query[Paging]) -> Any:
    """The units' names that a version writes, and which units they mean."""
    found = get_object_or_404(_versions(person(request)), pk=key)
    return page_of(UnitName.objects.filter(version=found).prefetch_related("units"), paging)


@operations.hands_out("/versions/{key}/file", scope="read:plans")
def document(request: HttpRequest, key: Key) -> HttpResponseBase:
    """The document as it was brought. The ETag is its SHA-256."""
    found = get_object_or_404(_versions(person(request)).select_related("file"), pk=key)
    return sent(request, found.file, found.file_name)


@operations.writes("/plans", scope="write:plans", answer=VersionOut)
def add_plan(request: HttpRequest, payload: PlanIn) -> Any:
    """Have a document read, as a new plan or as an amendment; its state says when that is done."""
    by = person(request)
    amended = get_object_or_404(visible_plans(by), pk=payload.plan) if payload.plan else None
    with brought_by(by, [payload.file]) as (file,):
        made = actions.upload(
            stream=file.stream, name=file.name, plan=amended, by=by, at=timezone.now()
        )
    return Status(201, made)


@operations.writes("/versions/{key}/publish", scope="write:plans", answer=VersionOut)
def publish_version(request: HttpRequest, key: Key) -> Any:
    """Bring a reviewed version into force. Refused with the list of what is still open."""
    found = get_object_or_404(visible_versions(person(request)), pk=key)
    actions.publish(version=found, by=person(request), at=timezone.now())
    found.refresh_from_db()
    return Status(201, found)


ROWS: Rows = {
    Unit: lambda user: Unit.objects.all(),
    Plan: visible_plans,
    Version: _versions,
    Item: lambda user: Item.objects.filter(version__in=visible_versions(user)),
    Doubt: lambda user: Doubt.objects.filter(version__in=visible_versions(user)),
    UnitName: lambda user: UnitName.objects.filter(version__in=visible_versions(user)),
}
"""The rows that the review is about."""

operations.acts(offer_verbs("plans", actions, ROWS), scope="act:plans")
