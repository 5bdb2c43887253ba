"""Next year's scheme, drawn up from one that there is."""

from datetime import datetime

from django.db import transaction

from zhicheng.foundation.accounts.models import User
from zhicheng.foundation.accounts.permissions import require
from zhicheng.foundation.units.models import Unit
from zhicheng.governance.assessment.actions.drafting import (
    Asked,
    Demands,
    Ruled,
    choose,
    save_clause,
    save_dimension,
    save_indicator,
    save_scheme,
)
from zhicheng.governance.assessment.models import Dimension, Indicator, Method, Scheme
from zhicheng.governance.assessment.queries import dimensions_of, targets_to_name, to_assess
from zhicheng.governance.assessment.rules import ClauseKind, Origin, Subject, a_year_on


@transaction.atomic
def repeat(*, scheme: Scheme, by: User, at: datetime) -> Scheme:
    """Begin the draft of the next year with the same dimensions, indicators, clauses and units.

    What no longer holds is left out, for the office to settle: units that are not assessed any more, and
    indicators that measure a target which is no longer in force.

    Raises PermissionDenied; ValidationError when the next year has a scheme of that name.
    """
    require("assessment.draft", by)
    draft = save_scheme(demands=_demands(scheme), by=by, at=at)
    for dimension in dimensions_of(scheme):
        _dimension(dimension, draft, by=by, at=at)
    for row in scheme.clauses.order_by("pk"):
        ruled = Ruled(ClauseKind(row.kind), row.number, row.text, row.points, row.cap)
        save_clause(scheme=draft, ruled=ruled, by=by, at=at)
    assessed = Unit.objects.filter(pk__in=scheme.sheets.values("unit"))
    units = list(assessed.filter(pk__in=to_assess(draft.subject)))
    choose(scheme=draft, units=units, by=by, at=at)
    return draft


def _demands(scheme: Scheme) -> Demands:
    year = scheme.year + 1
    return Demands(
        title=scheme.title.replace(str(scheme.year), str(year)),
        year=year,
        origin=Origin(scheme.origin),
        subject=Subject(scheme.subject),
        period_start=a_year_on(scheme.period_start),
        period_end=a_year_on(scheme.period_end),
        self_by=a_year_on(scheme.self_by),
        submit_by=scheme.submit_by and a_year_on(scheme.submit_by),
        basis="",  # the document that orders it is another one
        appeal_days=scheme.appeal_days,
        answer_days=scheme.answer_days,
    )


def _dimension(dimension: Dimension, draft: Scheme, *, by: User, at: datetime) -> None:
    row = save_dimension(scheme=draft, name=dimension.name, weight=dimension.weight, by=by, at=at)
    in_force = set(targets_to_name().values_list("pk", flat=True))
    for indicator in dimension.indicators.all():
        if indicator.target_id is None or indicator.target_id in in_force:
            save_indicator(dimension=row, asked=_asked(indicator), by=by, at=at)


def _asked(row: Indicator) -> Asked:
    return Asked(
        row.name, row.mark, Method(row.method), row.demand, row.evidence, row.measured_by,
        row.target_id, row.floor, row.full, row.steps,
    )  # fmt: skip
