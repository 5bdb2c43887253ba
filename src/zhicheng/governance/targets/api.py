"""Targets for programs: what is demanded, how it stands, and what was observed."""

from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, Any, Literal

from django.db.models import QuerySet
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils import timezone
from ninja import Field, Query, Schema, Status

from zhicheng.foundation.access.files import sent
from zhicheng.foundation.access.paging import Key, Page, Paging, Words, page_of
from zhicheng.foundation.access.queries import brought_by
from zhicheng.foundation.access.routing import Operations, person
from zhicheng.foundation.access.verbs import Rows, offer_verbs
from zhicheng.foundation.accounts.models import User
from zhicheng.foundation.units.models import Area
from zhicheng.governance.targets import actions, queries
from zhicheng.governance.targets.models import Observation, Target
from zhicheng.governance.targets.permissions import readable_evidence, visible_targets
from zhicheng.governance.targets.rules import Judgement, Standing
from zhicheng.governance.tasks import api as ledger

operations = Operations()
Measure = Annotated[Decimal, Field(max_digits=24, decimal_places=6)]


class StandingOut(Schema):
    """How a target stands today. value, as_of: the last one in force; null while there is none, never zero."""

    status: str
    outlook: str
    why: str
    value: Decimal | None
    as_of: date | None
    expected: Decimal | None
    judgement: str | None


class TargetOut(Schema):
    """What a plan demands, and how it stands."""

    id: int
    plan_id: int
    indicator: str
    comparator: str
    value: Decimal | None
    value_max: Decimal | None
    unit: str
    due_on: date | None
    state: str
    owner: str | None
    baseline: Decimal | None
    baseline_on: date | None
    version: int
    standing: StandingOut

    @staticmethod
    def resolve_owner(row: Target) -> str | None:
        return row.owner.name if row.owner else None

    @staticmethod
    def resolve_standing(row: Target) -> Standing:
        return queries.standing_of(row, timezone.localdate())


class TargetFilter(Paging):
    plan: Key | None = None


class EstimateOut(Schema):
    """What is to be expected of a day. low, high: the interval; null where there are too few values for one."""

    at: date
    value: Decimal
    low: Decimal | None
    high: Decimal | None


class BackTestOut(Schema):
    """How far the same method would have been wrong. error: the mean distance from what came; share: as a share of
    that. inside: how many of the intervals held what came."""

    times: int
    error: Decimal
    share: Decimal | None
    intervals: int
    inside: int


class ForecastOut(Schema):
    """Where a target goes, in its own unit. until: the due day; of an annual demand the end of the year that runs.
    required: the change a year that leads to what is demanded, or that a limit still allows; pace: the change a
    year so far. points: how many values there are; missing: why there is no forecast, whose fields are null then.
    reached_on: when what is demanded would be there; passed_on: when a limit would be passed; chance: where the
    interval of the due day lies."""

    target_id: int
    until: date | None
    required: Decimal | None
    allowed: bool
    points: int
    missing: str | None
    pace: Decimal | None
    due: EstimateOut | None
    way: list[EstimateOut]
    chance: str | None
    reached_on: date | None
    passed_on: date | None
    back_test: BackTestOut | None
    far: bool | None


class ObservationOut(Schema):
    """What was measured on a day. area: null for the whole city. corrects_id: the observation in whose place this
    one stands. void: it counts no more."""

    id: int
    target_id: int
    area: str | None
    as_of: date
    value: Decimal | None
    unit: str
    judgement: str
    source: str
    evidence_sha256: str
    corrects_id: int | None
    void: bool
    reason: str
    at: datetime

    @staticmethod
    def resolve_area(row: Observation) -> str | None:
        return row.area.name if row.area else None

    @staticmethod
    def resolve_evidence_sha256(row: Observation) -> str:
        return row.evidence.sha256


class ObservationFilter(Paging):
    target: Key | None = None


class FigureIn(Schema):
    """What was measured: a value in a unit, or a judgement of a qualitative target."""

    source: Annotated[Words, Field(max_length=300)]
    value: Measure | None = None
    unit: Annotated[Words, Field(max_length=40)] = ""
    judgement: Judgement | Literal[""] = ""

    @property
    def figure(self) -> actions.Figure:
        return actions.Figure(
            source=self.source, value=self.value, unit=self.unit, judgement=self.judgement
        )


class ObservationIn(FigureIn):
    """as_of: the day that the value is of. area: none for the whole city. file: the evidence, brought before.
    sure: the value was looked at again, though it is far from what is known."""

    as_of: date
    area: Key | None = None
    file: Key
    sure: bool = False


class CorrectionIn(Schema):
    """figure: in the place of the old one; null when the old one simply does not count. file: new evidence.
    sure: the value was looked at again, though it is far from the others."""

    reason: Words
    figure: FigureIn | None = None
    file: Key | None = None
    sure: bool = False


_OF_A_FORECAST = ("pace", "due", "chance", "reached_on", "passed_on", "back_test", "far")


def _observations(user: User) -> QuerySet[Observation]:
    rows = Observation.objects.filter(target__in=visible_targets(user))
    return rows.select_related("area", "evidence", "target__owner")


@operations.reads("/targets", scope="read:targets", answer=Page[TargetOut])
def targets(request: HttpRequest, asked: Query[TargetFilter]) -> Any:
    """The targets of the plans that the token's owner may read."""
    rows = queries.targets_for(person(request))
    return page_of(rows.filter(plan=asked.plan) if asked.plan else rows, asked)


@operations.reads("/targets/{key}", scope="read:targets", answer=TargetOut)
def target(request: HttpRequest, key: Key) -> Any:
    """One target."""
    return get_object_or_404(queries.targets_for(person(request)), pk=key)


@operations.reads("/targets/{key}/forecast", scope="read:targets", answer=ForecastOut)
def forecast(request: HttpRequest, key: Key) -> Any:
    """Where the target goes if it goes on as it has, how sure that is, and the pace that it needs."""
    found = get_object_or_404(queries.targets_for(person(request)), pk=key)
    prospect = queries.prospect_of(found, timezone.localdate())
    ahead = prospect.forecast
    return {
        "target_id": found.pk, "until": prospect.until, "required": prospect.required,
        "allowed": prospect.allowed, "points": prospect.points, "missing": prospect.missing,
        "way": ahead.way if ahead else [],
        **{name: getattr(ahead, name, None) for name in _OF_A_FORECAST},
    }  # fmt: skip


@operations.reads("/observations", scope="read:observations", answer=Page[ObservationOut])
def observations(request: HttpRequest, asked: Query[ObservationFilter]) -> Any:
    """All that was ever observed, corrections included."""
    rows = _observations(person(request))
    return page_of(rows.filter(target=asked.target) if asked.target else rows, asked)


@operations.reads("/observations/{key}", scope="read:observations", answer=ObservationOut)
def observation(request: HttpRequest, key: Key) -> Any:
    """One observation."""
    return get_object_or_404(_observations(person(request)), pk=key)


@operations.hands_out("/observations/{key}/evidence", scope="read:observations")
def evidence(request: HttpRequest, key: Key) -> HttpResponseBase:
    """The evidence of an observation. The ETag is its SHA-256."""
    rows = readable_evidence(person(request)).filter(target__in=visible_targets(person(request)))
    found = get_object_or_404(rows.select_related("evidence"), pk=key)
    return sent(request, found.evidence, found.evidence_name)


@operations.writes("/targets/{key}/observations", scope="write:observations", answer=ObservationOut)
def observe(request: HttpRequest, key: Key, payload: ObservationIn) -> Any:
    """Report what was measured, with its source and evidence."""
    by = person(request)
    found = get_object_or_404(visible_targets(by), pk=key)
    area = get_object_or_404(Area, pk=payload.area) if payload.area else None
    with brought_by(by, [payload.file]) as (file,):
        made = actions.observe(
            target=found, as_of=payload.as_of, area=area, figure=payload.figure, evidence=file,
            by=by, at=timezone.now(), sure=payload.sure,
        )  # fmt: skip
    return Status(201, made)


@operations.writes(
    "/observations/{key}/corrections", scope="write:observations", answer=ObservationOut
)
def correct(request: HttpRequest, key: Key, payload: CorrectionIn) -> Any:
    """Put another value of the same day in the place of this one, with the reason; the old one stays."""
    by = person(request)
    found = get_object_or_404(_observations(by), pk=key)
    figure = payload.figure.figure if payload.figure else None
    with brought_by(by, [payload.file] if payload.file else []) as files:
        made = actions.correct(
            observation=found, reason=payload.reason, figure=figure, by=by, at=timezone.now(),
            evidence=files[0] if files else None, sure=payload.sure,
        )  # fmt: skip
    return Status(201, made)


ROWS: Rows = {
    **ledger.ROWS,
    Target: visible_targets,
    Observation: lambda user: Observation.objects.filter(target__in=visible_targets(user)),
}

operations.acts(offer_verbs("targets", actions, ROWS), scope="act:targets")
