"""Assessments for programs: schemes with what they ask, the totals that one may see, scores and appeals."""

from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db.models import Model, Prefetch, QuerySet
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from ninja import Query, Schema

from zhicheng.foundation.access.files import AttachedOut, sent, sent_unless_known
from zhicheng.foundation.access.paging import Key, Page, Paging, page_of
from zhicheng.foundation.access.routing import Operations, person
from zhicheng.foundation.access.verbs import Rows, offer_verbs
from zhicheng.governance.assessment import actions, queries
from zhicheng.governance.assessment.models import (
    Adjustment,
    Appeal,
    Clause,
    Dimension,
    Entry,
    Indicator,
    Proof,
    Scheme,
    Sheet,
)
from zhicheng.governance.assessment.papers import as_file, frozen_of
from zhicheng.governance.assessment.permissions import visible_schemes
from zhicheng.governance.assessment.queries import ranking, ranks_of
from zhicheng.governance.assessment.rules import SheetState
from zhicheng.governance.targets import api as targets

operations = Operations()


class SchemeOut(Schema):
    """The scheme of one assessment in one year. basis: the document that orders it. self_by: last day of scoring
    oneself. appeal_days, answer_days: working days for an appeal from the announcement, and for its answer.
    appeal_until: last day of appeal, null until it is announced. submit_by: last day for handing the frozen result
    up."""

    id: int
    title: str
    year: int
    origin: str
    subject: str
    basis: str
    period_start: date
    period_end: date
    self_by: date
    appeal_days: int
    answer_days: int
    submit_by: date | None
    state: str
    version: int
    published_at: datetime | None
    announced_on: date | None
    appeal_until: date | None
    frozen_at: datetime | None


class SheetOut(Schema):
    """What a unit came to. total, rank: null while they are not known. into_id: of a sheet that was merged, the
    sheet of the unit's successor, which counts for both."""

    id: int
    unit: str | None
    unit_id: int
    into_id: int | None
    state: str
    version: int
    total: Decimal | None
    rank: int | None


class DimensionOut(Schema):
    """A dimension of a scheme."""

    id: int
    scheme_id: int
    position: int
    name: str
    weight: Decimal


class IndicatorOut(Schema):
    """What is scored. method: measured by a formula (measure, target_id, floor, full, steps), or judged."""

    id: int
    dimension_id: int
    position: int
    name: str
    mark: Decimal
    demand: str
    evidence: str
    method: str
    measure: str
    target_id: int | None
    floor: Decimal | None
    full: Decimal | None
    steps: int | None


class ClauseOut(Schema):
    """Under which marks are added or taken off. points: of one event, at most. cap: of all events together."""

    id: int
    scheme_id: int
    kind: str
    number: str
    text: str
    points: Decimal
    cap: Decimal | None


class ProofOut(AttachedOut):
    """A file that proves a score. evidence_id, observation_id: the file of a report, or the value of a target,
    that it was taken from; taken_from_id: the score, of this or another scheme, that has it already. All null
    where it was brought for the score."""

    evidence_id: int | None
    observation_id: int | None
    taken_from_id: int | None


class ScoreOut(Schema):
    """A line of a unit's score sheet. value, as_of, computed: what the formula's measure was on a day, and what
    that earns; why: the reason where it is not known; lineage: the rows that it was counted from. self_score,
    note: the unit's. score, reason: the verifier's; exempt: the indicator does not fall to the unit."""

    id: int
    sheet_id: int
    indicator_id: int
    value: Decimal | None
    as_of: date | None
    why: str
    lineage: dict[str, Any]
    computed: Decimal | None
    self_score: Decimal | None
    note: str
    score: Decimal | None
    exempt: bool
    reason: str
    version: int
    proofs: list[ProofOut]

    @staticmethod
    def resolve_proofs(row: Entry) -> list[Proof]:
        return list(row.proofs.all())


class AdjustmentOut(Schema):
    """A bonus or deduction under a clause, and whether it was accepted. file_name, sha256: of what proves it;
    empty and null where nothing was brought."""

    id: int
    sheet_id: int
    clause_id: int
    said: str
    points: Decimal
    decision: str
    reason: str
    at: datetime
    file_name: str
    sha256: str | None

    @staticmethod
    def resolve_sha256(row: Adjustment) -> str | None:
        return row.file.sha256 if row.file else None


class AppealOut(Schema):
    """An appeal against one score, or one bonus or deduction, and its answer. answer_by: last day of the
    answer. file_name, sha256: of what was brought with it; empty and null where nothing was."""

    id: int
    sheet_id: int
    score_id: int | None
    adjustment_id: int | None
    text: str
    at: datetime
    answer_by: date
    state: str
    answer: str
    score_before: Decimal | None
    score_after: Decimal | None
    answered_at: datetime | None
    file_name: str
    sha256: str | None

    @staticmethod
    def resolve_sha256(row: Appeal) -> str | None:
        return row.file.sha256 if row.file else None

    @staticmethod
    def resolve_score_id(row: Appeal) -> int | None:
        return row.entry_id


def _of_schemes(model: type[Model], way: str) -> Callable[[Any], QuerySet[Any]]:
    return lambda user: model._default_manager.filter(**{f"{way}__in": visible_schemes(user)})


def _scores(user: Any) -> QuerySet[Entry]:
    proofs = Prefetch("proofs", Proof.objects.select_related("file").order_by("pk"))
    return queries.entries_for(user).prefetch_related(proofs)


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
    """The totals of a scheme that the token's owner may see, with their places; what was merged has neither."""
    found = get_object_or_404(visible_schemes(person(request)), pk=key)
    rows = queries.sheets_of(person(request), found)
    # Whoever sees a part of the totals must not learn of the others by its place.
    counted = found.sheets.exclude(state=SheetState.MERGED).count()
    places = ranks_of(found) if ranking(person(request), found).count() == counted else {}

    def shown(row: Sheet) -> dict[str, Any]:
        unit = row.called if row.unit else None
        return {
            "id": row.pk, "unit": unit, "unit_id": row.unit_id, "into_id": row.into_id,
            "state": row.state, "version": row.version, "total": row.total, "rank": places.get(row.pk),
        }  # fmt: skip

    return page_of(rows, paging, shown)


ROWS: Rows = {
    **targets.ROWS,
    Scheme: visible_schemes,
    Dimension: _of_schemes(Dimension, "scheme"),
    Indicator: _of_schemes(Indicator, "dimension__scheme"),
    Clause: _of_schemes(Clause, "scheme"),
    Sheet: queries.sheets_for,
    Entry: queries.entries_for,
    Proof: queries.proofs_for,
    Adjustment: queries.adjustments_for,
    Appeal: queries.appeals_for,
}

_SCOPE = "read:assessment"
operations.lists("/dimensions", DimensionOut, ROWS[Dimension], scope=_SCOPE, of=["scheme"])
operations.lists(
    "/indicators",
    IndicatorOut,
    ROWS[Indicator],
    scope=_SCOPE,
    of=["dimension", "dimension__scheme"],
)
operations.lists("/clauses", ClauseOut, ROWS[Clause], scope=_SCOPE, of=["scheme"])
operations.lists("/scores", ScoreOut, _scores, scope=_SCOPE, of=["sheet", "sheet__scheme"])
operations.lists(
    "/adjustments",
    AdjustmentOut,
    queries.adjustments_for,
    scope=_SCOPE,
    of=["sheet", "sheet__scheme"],
)
operations.lists(
    "/appeals", AppealOut, queries.appeals_for, scope=_SCOPE, of=["sheet", "sheet__scheme"]
)


@operations.hands_out("/proofs/{key}/content", scope=_SCOPE)
def proof_content(request: HttpRequest, key: Key) -> HttpResponseBase:
    """A file that proves a score. The ETag is its SHA-256."""
    found = get_object_or_404(queries.proofs_for(person(request)), pk=key)
    return sent(request, found.file, found.name)


@operations.hands_out("/adjustments/{key}/content", scope=_SCOPE)
def adjustment_content(request: HttpRequest, key: Key) -> HttpResponseBase:
    """The file of a bonus or deduction. The ETag is its SHA-256; 404 where there is none."""
    return _file_of(request, get_object_or_404(queries.adjustments_for(person(request)), pk=key))


@operations.hands_out("/appeals/{key}/content", scope=_SCOPE)
def appeal_content(request: HttpRequest, key: Key) -> HttpResponseBase:
    """The file of an appeal. The ETag is its SHA-256; 404 where there is none."""
    return _file_of(request, get_object_or_404(queries.appeals_for(person(request)), pk=key))


def _file_of(request: HttpRequest, row: Adjustment | Appeal) -> HttpResponseBase:
    if row.file is None:
        raise Http404
    return sent(request, row.file, row.file_name)


@operations.hands_out("/assessments/{key}/frozen", scope=_SCOPE, json=True)
def frozen_content(request: HttpRequest, key: Key) -> HttpResponseBase:
    """The frozen result as it goes up, byte for byte (JSON), for those who see the whole city. The ETag is its
    SHA-256."""
    found = get_object_or_404(visible_schemes(person(request)), pk=key)
    kept = frozen_of(person(request), found)
    return sent_unless_known(request, kept.sha256, lambda: as_file(kept))


operations.acts(offer_verbs("assessment", actions, ROWS), scope="act:assessment")
