"""How a target is distributed: each part, what was measured of it, and the sum against the whole."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext

from zhicheng.foundation.face.records import Light
from zhicheng.governance.targets import queries
from zhicheng.governance.targets.models import Target
from zhicheng.governance.targets.rules import Kind, Over, Slice, measure, scale_of, wanted
from zhicheng.governance.targets.views.common import VERDICTS


@dataclass(frozen=True, slots=True)
class ShownShare:
    """measured, as_of: of the area, or of the year. verdict: whether the year has brought its part; areas
    have none, since their parts are due when the whole is."""

    name: str
    value: str
    measured: str | None = None
    as_of: date | None = None
    verdict: Light | None = None


@dataclass(frozen=True, slots=True)
class ShownDistribution:
    """over: areas or years. whole: what is demanded, in the magnitude of the total, and beside the latest value as
    in the head of the page. total, difference: None where parts are not summed, ``why_not`` says why."""

    over: str
    rows: tuple[ShownShare, ...]
    whole: str
    total: str | None
    difference: str | None
    why_not: str


def shown_distributions(
    found: Target, today: date, value: Decimal | None
) -> tuple[list[ShownDistribution], list[Slice]]:
    """Over areas and over years, and the slices of the years for the chart; of a qualitative target none.

    value: the latest one, beside which the page writes what is demanded."""
    if found.kind is Kind.QUALITATIVE:
        return [], []
    areas = queries.distribution_of(found, Over.AREAS)
    years = queries.distribution_of(found, Over.YEARS)
    slices = queries.slices_of_years(found, years, today)
    shown = [
        _shown(found, areas, value, _areas(found, areas, today)),
        _shown(found, years, value, _years(found, slices)),
    ]
    return shown, slices


def _shown(
    found: Target, spread: queries.Distribution, value: Decimal | None, rows: Sequence[ShownShare]
) -> ShownDistribution:
    total, missing, why_not = spread.sum.total, spread.sum.difference, spread.sum.why_not
    beside = (total, missing or None, value)
    scale = found.demand.scale_beside(*beside)
    return ShownDistribution(
        spread.over.value,
        tuple(rows),
        whole=wanted(found.demand, *beside),
        total=None if total is None else scale.words(total),
        difference=scale.words(missing) if missing else None,
        why_not=why_not,
    )


def _areas(found: Target, spread: queries.Distribution, today: date) -> list[ShownShare]:
    known, rows = queries.standings_of_areas(found, today), []
    for part in spread.parts:
        stands = known.get(part.area_id or 0)
        value, as_of = (stands.value, stands.as_of) if stands else (None, None)
        rows.append(ShownShare(str(part.area), *_pair(found, part.value, value), as_of))
    return rows


def _years(found: Target, slices: Sequence[Slice]) -> list[ShownShare]:
    return [
        ShownShare(
            gettext("%(year)s年") % {"year": one.found.year},
            *_pair(found, one.demanded, one.found.value),
            one.found.as_of,
            VERDICTS[one.found.met],
        )
        for one in slices
    ]


def _pair(found: Target, part: Decimal, value: Decimal | None) -> tuple[str, str | None]:
    """A part, and what was measured of it, in one magnitude."""
    if value is None:
        return measure(part, found.unit), None
    scale = scale_of(found.unit, part, value)
    return scale.words(part), scale.words(value)
