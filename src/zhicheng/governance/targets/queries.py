"""Reads about targets: how each stands on a day, its observations, its distribution."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from django.db.models import Prefetch, Q, QuerySet
from django.utils import timezone

from zhicheng.foundation.accounts.models import Deputyship, User
from zhicheng.foundation.accounts.queries import holders
from zhicheng.foundation.accounts.rules import Role
from zhicheng.foundation.units.models import Area, AreaKind, Unit
from zhicheng.governance.targets import permissions
from zhicheng.governance.targets.models import Observation, Share, Step, Target
from zhicheng.governance.targets.rules import (
    Judgement,
    Measured,
    Over,
    Prospect,
    Slice,
    Standing,
    State,
    Sum,
    convert,
    prospect,
    slices_of,
    standing,
    summed,
    tolerance_on,
)


def targets_for(user: Any) -> QuerySet[Target]:
    """The targets that a person sees, with what pages show of them and the observations in force."""
    rows = permissions.visible_targets(user).select_related("plan", "owner", "item__version")
    rows = rows.defer("item__version__text", "item__version__reading")  # large, and not shown
    return rows.prefetch_related(Prefetch("observations", in_force(), to_attr="in_force"))


def measured_targets(user: Any) -> QuerySet[Target]:
    """As ``targets_for``, for pages that show how many targets stand: without what else is shown of one, and
    with the observations of the whole city alone."""
    whole = in_force(Observation.objects.filter(area=None))
    rows = permissions.visible_targets(user)
    return rows.prefetch_related(Prefetch("observations", whole, to_attr="in_force"))


def in_force(rows: QuerySet[Observation] | None = None) -> QuerySet[Observation]:
    """Observations that no other one corrects, and that are not void; the earliest first."""
    found = Observation.objects.all() if rows is None else rows
    return found.filter(corrected_by=None, void=False).order_by("as_of", "id")


def measured(target: Target, area: int | None = None) -> list[Measured]:
    """The observations in force of the whole city, or of an area, in the target's unit.

    Asks nothing where they were prefetched by ``targets_for``.
    """
    known: Iterable[Observation] | None = getattr(target, "in_force", None)
    rows = in_force(target.observations.all()) if known is None else known
    return [_measured(target, row) for row in rows if row.area_id == area]


def measured_by(targets: Collection[Target], on: date) -> Mapping[int, list[Measured]]:
    """What was known of the whole city at the end of a day, by the key of the target: one query for all.

    What was brought or corrected later is left out.
    """
    end = timezone.make_aware(datetime.combine(on, time.max))
    rows = Observation.objects.filter(
        target__in=targets, area=None, void=False, as_of__lte=on, at__lte=end
    )
    by_key = {target.pk: target for target in targets}
    found: dict[int, list[Measured]] = defaultdict(list)
    for row in rows.exclude(corrected_by__at__lte=end).order_by("as_of", "id"):
        found[row.target_id].append(_measured(by_key[row.target_id], row))
    return found


def _measured(target: Target, row: Observation) -> Measured:
    value = None if row.value is None else convert(row.value, row.unit, target.unit)
    return Measured(row.as_of, value, Judgement(row.judgement) if row.judgement else None)


def standing_of(target: Target, on: date) -> Standing:
    """How a target stands on a day."""
    return standing(
        target.demand, State(target.state), measured(target), on, tolerance_on(on)
    )  # fmt: skip


def prospect_of(target: Target, on: date) -> Prospect:
    """What lies ahead of a target that values are taken in of; nothing for others."""
    return prospect(target.demand, measured(target), on) if target.is_open else Prospect()


def standings(rows: Iterable[Target], on: date) -> dict[int, Standing]:
    """How each of the targets stands, by key."""
    return {target.pk: standing_of(target, on) for target in rows}


def owners(rows: QuerySet[Target]) -> QuerySet[Unit]:
    """The units that report on one of these targets."""
    return Unit.objects.filter(pk__in=rows.order_by().values("owner"))


def observations_of(target: Target) -> QuerySet[Observation]:
    """All that was ever observed of a target, newest day first, corrections right after what they correct."""
    rows = target.observations.select_related("area", "by", "evidence", "corrected_by")
    return rows.order_by("-as_of", "area__code", "-id")


def steps_of(target: Target) -> QuerySet[Step]:
    """What happened to a target, newest first."""
    return target.steps.select_related("by", "deputy_for").order_by("-at", "-id")


@dataclass(frozen=True, slots=True)
class Distribution:
    """How a target is distributed: the parts, and their sum against the whole."""

    over: Over
    parts: tuple[Share, ...]
    sum: Sum


def shares_over(target: Target, over: Over) -> QuerySet[Share]:
    """The parts of a target over areas or over years, in their order."""
    rows = target.shares.all()
    return rows.exclude(area=None) if over is Over.AREAS else rows.exclude(year=None)


def distribution_of(target: Target, over: Over) -> Distribution:
    """The parts of a target over areas or over years, in their order."""
    parts = tuple(shares_over(target, over).select_related("area"))
    values = {part.area_id or part.year or 0: part.value for part in parts}
    return Distribution(over, parts, summed(target.demand, over, values))


def slices_of_years(target: Target, spread: Distribution, on: date) -> list[Slice]:
    """The years that a target is distributed over, each against what was measured in it."""
    parts = {part.year: part.value for part in spread.parts if part.year is not None}
    return slices_of(target.demand, parts, measured(target), on)


def parts_of_the_city() -> QuerySet[Area]:
    """The areas that a target can be distributed over: counties first, then functional zones."""
    return Area.objects.exclude(kind=AreaKind.CITY).order_by("kind", "code")


def standings_of_areas(target: Target, on: date) -> Mapping[int, Standing]:
    """How the value of each area that reported stands on a day, counted as the target counts the whole: a
    cumulative figure is the sum of what was reported. The status is against the whole, so nothing to show."""
    rows = in_force(target.observations.exclude(area=None))
    by_area: dict[int, list[Measured]] = defaultdict(list)
    for row in rows:
        by_area[row.area_id or 0].append(_measured(target, row))
    tolerance = tolerance_on(on)
    return {
        area: standing(target.demand, State.CONFIRMED, known, on, tolerance)
        for area, known in by_area.items()
    }


def people_to_tell(unit: Unit, on: date) -> list[User]:
    """Officers and heads of a unit, and who stands in for them."""
    found = list(holders(Role.UNIT_OFFICER, Role.UNIT_HEAD, on=on, unit=unit.pk))
    stand_ins = Deputyship.objects.filter(
        Q(absent__in=[user.pk for user in found]),
        valid_from__lte=on, valid_to__gte=on, deputy__is_active=True,
    ).select_related("deputy")  # fmt: skip
    return list({u.pk: u for u in (*found, *(row.deputy for row in stand_ins))}.values())
