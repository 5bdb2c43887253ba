"""Drawing up a scheme: its days, dimensions, indicators, clauses, and who is assessed by it."""

from collections.abc import Collection
from dataclasses import asdict, dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from typing import Any, TypeVar

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max, Model, QuerySet
from django.utils.translation import gettext

from zhicheng.engines.procedures.running import Refused
from zhicheng.foundation.accounts.models import User
from zhicheng.foundation.accounts.permissions import require
from zhicheng.foundation.audit.actions import record
from zhicheng.foundation.audit.fitting import check_part
from zhicheng.foundation.audit.seen import update_as_seen
from zhicheng.foundation.units.models import Unit
from zhicheng.governance.assessment.actions.common import plain
from zhicheng.governance.assessment.models import (
    Clause,
    Dimension,
    Indicator,
    Method,
    Scheme,
    Sheet,
)
from zhicheng.governance.assessment.queries import named, to_assess
from zhicheng.governance.assessment.rules import (
    ClauseKind,
    FormulaDraft,
    Measure,
    Origin,
    SchemeState,
    Subject,
    Terms,
    appeal_terms_faults,
    formula_faults,
    terms_faults,
)

Row = TypeVar("Row", bound=Model)


@dataclass(frozen=True, slots=True)
class Demands:
    """A scheme as it is filled in; the fields as in ``models.Scheme``."""

    title: str
    year: int
    origin: Origin
    subject: Subject
    period_start: date
    period_end: date
    self_by: date
    basis: str = ""
    appeal_days: int = 5
    answer_days: int = 5
    submit_by: date | None = None


@dataclass(frozen=True, slots=True)
class Asked:
    """An indicator as it is filled in; the fields as in ``models.Indicator``. target: the key of a target."""

    name: str
    mark: Decimal
    method: Method = Method.JUDGED
    demand: str = ""
    evidence: str = ""
    measure: Measure | None = None
    target: int | None = None
    floor: Decimal | None = None
    full: Decimal | None = None
    steps: int | None = None


@transaction.atomic
def save_scheme(
    *, demands: Demands, by: User, at: datetime, scheme: Scheme | None = None
) -> Scheme:
    """Begin a draft, or change one.

    Raises PermissionDenied; Refused when the scheme is published; Overtaken; ValidationError by field. Whom
    it assesses is chosen anew when the kind of them changes.
    """
    require("assessment.draft", by)
    if demands.subject == Subject.CITY:  # nobody is ranked against anybody, so nobody appeals
        demands = replace(demands, appeal_days=0)
    demands = replace(demands, title=demands.title.strip(), basis=demands.basis.strip())
    values = asdict(demands)
    days = Terms(
        demands.year, demands.period_start, demands.period_end, demands.self_by, demands.submit_by
    )
    faults = terms_faults(days) | appeal_terms_faults(demands.appeal_days, demands.answer_days)
    same = Scheme.objects.filter(year=demands.year, title=demands.title)
    if _others(same, scheme).exists():
        faults["title"] = gettext("%(year)s年已有同名的考核方案。") % {"year": demands.year}
    if faults := faults | _unsaid(title=demands.title):
        raise ValidationError(faults)
    if scheme is None:
        scheme = Scheme.objects.create(**values)
    else:
        before = held_draft(scheme)
        update_as_seen(scheme, **values)
        if before.subject != demands.subject:
            scheme.sheets.all().delete()
    after = {name: plain(value) for name, value in values.items()}
    record(by=by, at=at, verb="assessment.save", subject=scheme, after=after)
    return scheme


def held_draft(scheme: Scheme) -> Scheme:
    """Hold a draft until the transaction ends. Raises Refused when it is published."""
    held = Scheme.objects.select_for_update().get(pk=scheme.pk)
    if held.state != SchemeState.DRAFT:
        raise Refused(gettext("考核方案已经发布，内容不能再改。"))
    return held


@transaction.atomic
def discard(*, scheme: Scheme, by: User, at: datetime) -> None:
    """Throw a draft away; the audit chain keeps that it was there. Raises PermissionDenied, Refused."""
    require("assessment.draft", by)
    held = held_draft(scheme)
    before = {"title": held.title, "year": held.year}
    record(by=by, at=at, verb="assessment.discard", subject=held, before=before)
    held.delete()


@transaction.atomic
def save_dimension(
    *, scheme: Scheme, name: str, weight: Decimal, by: User, at: datetime,
    dimension: Dimension | None = None,
) -> Dimension:  # fmt: skip
    """Add a dimension to a draft, or change one of it. Raises PermissionDenied, Refused, ValidationError."""
    require("assessment.draft", by)
    check_part(dimension, scheme=scheme)
    _see_said(name=name)
    held_draft(scheme)
    others = _others(scheme.dimensions.all(), dimension)
    if others.filter(name=name).exists():
        raise ValidationError({"name": gettext("方案中已有这个维度。")})
    _see_weight(weight, "weight", Decimal(100))
    row = dimension or Dimension(scheme=scheme, position=_next(others))
    row.name, row.weight = name, weight
    row.save()
    after = {"name": name, "weight": plain(weight)}
    record(by=by, at=at, verb="assessment.dimension", subject=row, after=after)
    return row


def _unsaid(**words: str) -> dict[str, str]:
    """What was left empty, by field."""
    return {name: gettext("请填写这一项。") for name, said in words.items() if not said.strip()}


def _see_said(**words: str) -> None:
    if empty := _unsaid(**words):
        raise ValidationError(empty)


def _see_weight(given: Decimal, field: str, most: Decimal) -> None:
    if not given.is_finite() or not 0 < given <= most or given != round(given, 2):
        raise ValidationError(
            {field: gettext("应大于 0、不超过 %(most)s，最多两位小数。") % {"most": most}}
        )


def _others(rows: QuerySet[Row], row: Row | None) -> QuerySet[Row]:
    return rows if row is None else rows.exclude(pk=row.pk)


def _next(rows: Any) -> int:
    """The position after the last of these rows."""
    last = rows.aggregate(last=Max("position"))["last"]
    return 0 if last is None else last + 1


@transaction.atomic
def save_indicator(
    *, dimension: Dimension, asked: Asked, by: User, at: datetime,
    indicator: Indicator | None = None,
) -> Indicator:  # fmt: skip
    """Add an indicator to a dimension of a draft, or change one of it.

    Raises PermissionDenied, Refused, and ValidationError by field: a formula that names an unknown target,
    or none where it needs one; a mark of more than 100 …
    """
    require("assessment.draft", by)
    check_part(indicator, dimension=dimension)
    _see_said(name=asked.name)
    held_draft(dimension.scheme)
    others = _others(dimension.indicators.all(), indicator)
    if others.filter(name=asked.name).exists():
        raise ValidationError({"name": gettext("这个维度下已有同名指标。")})
    _see_weight(asked.mark, "mark", Decimal(100))
    row = indicator or Indicator(dimension=dimension, position=_next(others))
    row.name, row.mark, row.method = asked.name, asked.mark, asked.method
    row.demand, row.evidence = asked.demand, asked.evidence
    for name, value in _formula(asked).items():
        setattr(row, name, value)
    row.save()
    after = {name: plain(value) for name, value in asdict(asked).items()}
    record(by=by, at=at, verb="assessment.indicator", subject=row, after=after)
    return row


def _formula(asked: Asked) -> dict[str, Any]:
    """The columns of the formula; empty for a judged score. Raises ValidationError."""
    if asked.method != Method.MEASURED:
        return {"measure": "", "target_id": None, "floor": None, "full": None, "steps": None}
    target = asked.target if asked.measure is Measure.ATTAINMENT else None
    known = None if target is None else named([target])[target]
    draft = FormulaDraft(asked.measure, asked.floor, asked.full, asked.steps, known)
    if faults := formula_faults(draft):
        raise ValidationError(faults)
    return {
        "measure": asked.measure, "target_id": target, "floor": asked.floor, "full": asked.full,
        "steps": asked.steps,
    }  # fmt: skip


@dataclass(frozen=True, slots=True)
class Ruled:
    """A clause as it is filled in; the fields as in ``models.Clause``."""

    kind: ClauseKind
    number: str
    text: str
    points: Decimal
    cap: Decimal | None = None


@transaction.atomic
def save_clause(
    *, scheme: Scheme, ruled: Ruled, by: User, at: datetime, clause: Clause | None = None
) -> Clause:
    """Add a clause to a draft, or change one of it. Raises PermissionDenied, Refused, ValidationError."""
    require("assessment.draft", by)
    check_part(clause, scheme=scheme)
    _see_said(number=ruled.number, text=ruled.text)
    held_draft(scheme)
    others = _others(scheme.clauses.all(), clause)
    if others.filter(number=ruled.number).exists():
        raise ValidationError({"number": gettext("方案中已有这个编号的条款。")})
    _see_weight(ruled.points, "points", Decimal(100))
    if ruled.cap is not None:
        _see_weight(ruled.cap, "cap", Decimal(100))
        if ruled.cap < ruled.points:
            raise ValidationError({"cap": gettext("合计上限不能小于每次的分值。")})
    row = clause or Clause(scheme=scheme)
    for name, value in asdict(ruled).items():
        setattr(row, name, value)
    row.save()
    after = {name: plain(value) for name, value in asdict(ruled).items()}
    record(by=by, at=at, verb="assessment.clause", subject=row, after=after)
    return row


@transaction.atomic
def drop(*, part: Dimension | Indicator | Clause, by: User, at: datetime) -> None:
    """Take a dimension with its indicators, an indicator, or a clause off a draft. Raises PermissionDenied,
    Refused."""
    require("assessment.draft", by)
    scheme = part.dimension.scheme if isinstance(part, Indicator) else part.scheme
    held_draft(scheme)
    record(by=by, at=at, verb="assessment.drop", subject=part, before={"name": str(part)})
    part.delete()


@transaction.atomic
def choose(*, scheme: Scheme, units: Collection[Unit], by: User, at: datetime) -> None:
    """Say who is assessed, in place of what was said before. Raises PermissionDenied, Refused, and
    ValidationError for a unit that the kind of scheme does not assess."""
    require("assessment.draft", by)
    held = held_draft(scheme)
    wanted = {unit.pk: unit for unit in units}
    fitting = set(to_assess(held.subject).filter(pk__in=wanted).values_list("pk", flat=True))
    if wrong := [unit.short_name for key, unit in wanted.items() if key not in fitting]:
        raise ValidationError(
            {"units": gettext("不属于这类考核的对象：%(names)s。") % {"names": "、".join(wrong)}}
        )
    scheme.sheets.exclude(unit__in=wanted).delete()
    there = set(scheme.sheets.values_list("unit", flat=True))
    Sheet.objects.bulk_create(
        Sheet(scheme=scheme, unit=unit, name=unit.short_name)
        for key, unit in wanted.items()
        if key not in there
    )
    after = {"units": sorted(wanted)}
    record(by=by, at=at, verb="assessment.choose", subject=scheme, after=after)
