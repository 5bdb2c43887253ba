"""Assessments for programs: schemes, and the totals that one may see."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Query, Schema

from zhicheng.foundation.access.paging import Key, Page, Paging, page_of
from zhicheng.foundation.access.routing import Operations, person
from zhicheng.governance.assessment.models import Sheet
from zhicheng.governance.assessment.permissions import visible_schemes
from zhicheng.governance.assessment.queries import ranking, ranks_of

operations = Operations()


class SchemeOut(Schema):
    """The scheme of one assessment in one year."""

    id: int
    title: str
    year: int
    origin: str
    subject: str
    period_start: date
    period_end: date
    state: str
    published_at: datetime | None
    frozen_at: datetime | None


class SheetOut(Schema):
    """What a unit came to. total, rank: null while they are not known."""

    id: int
    unit: str | None
    state: str
    total: Decimal | None
    rank: int | None


@operations.reads("/assessments", scope="read:assessment", answer=Page[SchemeOut])
def schemes(request: HttpRequest, paging: Query[Paging]) -> Any:
    """The schemes that the token's owner may see."""
    return page_of(visible_schemes(person(request)), paging)


@operations.reads("/assessments/{key}", scope="read:assessment", answer=SchemeOut)
def scheme(request: HttpRequest, key: Key) -> Any:
    """One scheme."""
    return get_object_or_404(visible_schemes(person(request)), pk=key)


@operations.reads("/assessments/{key}/sheets", scope="read:assessment", answer=Page[SheetOut])
def sheets(request: HttpRequest, key: Key, paging: Query[Paging]) -> Any:
    """The totals of a scheme that the token's owner may see, with their places."""
    found = get_object_or_404(visible_schemes(person(request)), pk=key)
    rows = ranking(person(request), found)
    # Whoever sees a part of the totals must not learn of the others by its place.
    places = ranks_of(found) if rows.count() == found.sheets.count() else {}

    def shown(row: Sheet) -> dict[str, Any]:
        unit = row.unit.name if row.unit else None
        return {
            "id": row.pk, "unit": unit, "state": row.state, "total": row.total,
            "rank": places.get(row.pk),
        }  # fmt: skip

    return page_of(rows, paging, shown)
