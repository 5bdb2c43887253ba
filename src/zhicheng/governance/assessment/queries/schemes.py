"""Reads about schemes: what one sees of them, whether they can be published, what comes next."""

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Count, Prefetch, Q, QuerySet

from zhicheng.engines.procedures.running import hindrance, open_to
from zhicheng.foundation.accounts.models import Deputyship, User
from zhicheng.foundation.accounts.permissions import capacities_of
from zhicheng.foundation.accounts.queries import holders
from zhicheng.foundation.accounts.rules import IN_A_UNIT, IN_AN_AREA, Role
from zhicheng.foundation.units.models import Unit, UnitKind
from zhicheng.governance.assessment import permissions
from zhicheng.governance.assessment.models import Appeal, Dimension, Indicator, Scheme, Step
from zhicheng.governance.assessment.queries.records import Choice
from zhicheng.governance.assessment.rules import (
    SCHEME,
    AppealState,
    As,
    DimensionDraft,
    FormulaDraft,
    IndicatorDraft,
    Named,
    SchemeDraft,
    SchemeFacts,
    SheetState,
    Subject,
    publish_faults,
)
from zhicheng.governance.targets.models import Target

_HANDED_IN = (SheetState.SUBMITTED, SheetState.VERIFIED)
_SETTLED = (SheetState.VERIFIED, SheetState.MERGED)


def schemes_for(user: Any) -> QuerySet[Scheme]:
    """The schemes that a person sees, each with how many are assessed and how far they are."""
    return permissions.visible_schemes(user).annotate(
        assessed=Count("sheets", filter=~Q(sheets__state=SheetState.MERGED)),
        handed_in=Count("sheets", filter=Q(sheets__state__in=_HANDED_IN)),
        verified=Count("sheets", filter=Q(sheets__state=SheetState.VERIFIED)),
    )


def dimensions_of(scheme: Scheme) -> list[Dimension]:
    """The dimensions in their order, each with its indicators and their targets: three queries."""
    indicators = Indicator.objects.select_related("target").order_by("position", "pk")
    rows = scheme.dimensions.order_by("position", "pk")
    return list(rows.prefetch_related(Prefetch("indicators", indicators)))


def targets_to_name() -> QuerySet[Target]:
    """The targets that a formula can name: those of plans in force that have a figure."""
    rows = Target.objects.filter(ended_in=None).exclude(value=None)
    return rows.select_related("plan").order_by("plan_id", "position", "pk")


def to_assess(subject: str) -> QuerySet[Unit]:
    """The units that a scheme can assess. Where the whole city is assessed: the one that fills in."""
    local = (UnitKind.COUNTY, UnitKind.ZONE)
    rows = Unit.objects.filter(active=True).select_related("area")
    if subject == Subject.COUNTIES:
        return rows.filter(kind__in=local)
    return rows.exclude(kind__in=local)


def faults_of(scheme: Scheme) -> list[str]:
    """Everything that keeps a draft from being published."""
    rows = Indicator.objects.filter(dimension__scheme=scheme).exclude(target=None)
    known = named(rows.values_list("target", flat=True))
    dimensions = [
        DimensionDraft(
            d.name, d.weight,
            [IndicatorDraft(i.name, i.mark, formula_of(i, known)) for i in d.indicators.all()],
        )
        for d in dimensions_of(scheme)
    ]  # fmt: skip
    draft = SchemeDraft(Subject(scheme.subject), scheme.terms, dimensions, scheme.sheets.count())
    return publish_faults(draft)


def named(keys: Iterable[int]) -> dict[int, Named]:
    """What the targets with these keys are to a formula that names them."""
    wanted = set(keys)
    rows = Target.objects.filter(pk__in=wanted, ended_in=None).values_list("pk", "value")
    values = dict(rows)
    return {key: _named(key, values) for key in wanted}


def _named(key: int, values: Mapping[int, Decimal | None]) -> Named:
    if key not in values:
        return Named.GONE
    return Named.QUALITATIVE if values[key] is None else Named.FIT


def formula_of(indicator: Indicator, known: Mapping[int, Named]) -> FormulaDraft | None:
    """An indicator's formula for the rules. known: what the target is that it names (``named``)."""
    measure = indicator.measured_by
    if measure is None:
        return None
    target = None if indicator.target_id is None else known[indicator.target_id]
    return FormulaDraft(measure, indicator.floor, indicator.full, indicator.steps, target)


def facts_of(scheme: Scheme, on: date) -> SchemeFacts:
    """What the guards of a scheme look at."""
    appeals = Appeal.objects.filter(sheet__scheme=scheme)
    until = scheme.appeal_until
    return SchemeFacts(
        verified=not scheme.sheets.exclude(state__in=_SETTLED).exists(),
        appeals=appeals.count(),
        open_appeals=appeals.filter(state=AppealState.OPEN).count(),
        term_over=until is not None and (not scheme.appeal_days or on > until),
    )


def conducting(user: Any) -> dict[As, int | None]:
    """The coordinator's capacity, which conducts schemes; empty for everybody else."""
    return dict(
        capacities_of(user, lambda h: As.COORDINATOR if h.role is Role.COORDINATOR else None)
    )


def scheme_choices(scheme: Scheme, user: Any, on: date) -> tuple[Choice, ...]:
    """The steps of a scheme that are this person's to take."""
    found = open_to(SCHEME, scheme.state, conducting(user))
    facts = facts_of(scheme, on) if found else SchemeFacts()
    return tuple(Choice(t.verb, t.title, hindrance(SCHEME, t, facts)) for t in found)


def steps_of(scheme: Scheme) -> QuerySet[Step]:
    """What happened to a scheme as a whole, newest first."""
    rows = scheme.steps.filter(sheet=None).select_related("by", "deputy_for")
    return rows.order_by("-at", "-id")


_ROLES = {
    As.HEAD: Role.UNIT_HEAD,
    As.OFFICER: Role.UNIT_OFFICER,
    As.COUNTY: Role.COUNTY_OFFICER,
    As.COORDINATOR: Role.COORDINATOR,
    As.VERIFIER: Role.VERIFIER,
}


def people_to_tell(unit: Unit, *capacities: As, on: date) -> list[User]:
    """Everyone who acts in one of the capacities for a unit, or for the office, deputies included."""
    found = [user for capacity in capacities for user in _holders(unit, _ROLES[capacity], on)]
    stand_ins = Deputyship.objects.filter(
        absent__in=[user.pk for user in found], valid_from__lte=on, valid_to__gte=on,
        deputy__is_active=True,
    ).select_related("deputy")  # fmt: skip
    return list({u.pk: u for u in (*found, *(row.deputy for row in stand_ins))}.values())


def _holders(unit: Unit, role: Role, on: date) -> QuerySet[User]:
    return holders(
        role,
        on=on,
        unit=unit.pk if role in IN_A_UNIT else None,
        area=unit.area_id if role in IN_AN_AREA else None,
    )
