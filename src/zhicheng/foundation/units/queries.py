"""Reads about areas and units."""

from collections.abc import Iterable, Iterator
from datetime import date

from django.db.models import Q, QuerySet

from zhicheng.foundation.units.models import Alias, Area, Reform, Unit
from zhicheng.foundation.units.rules import SUCCEEDED, ReformKind, last_heirs


def units() -> QuerySet[Unit]:
    """All units with their areas, in the order of the city."""
    return Unit.objects.select_related("area")


def areas() -> QuerySet[Area]:
    """All areas with the area that each lies in."""
    return Area.objects.select_related("parent")


def names_of_others(unit: Unit) -> Iterator[str]:
    """Every name that means a unit other than this one: full, short, alias."""
    for full, short in Unit.objects.exclude(pk=unit.pk).values_list("name", "short_name"):
        yield from (full, short)
    yield from Alias.objects.exclude(unit=unit.pk).values_list("name", flat=True)


def reforms_of(unit: Unit) -> QuerySet[Reform]:
    """What became of a unit, and what it took over, in the order of the days."""
    rows = Reform.objects.filter(Q(unit=unit) | Q(successor=unit))
    return rows.select_related("unit", "successor")


def name_on(unit: Unit, day: date) -> str:
    """The full name of a unit as it was on a day."""
    row = _renamed_after(unit, day)
    return row.name if row else unit.name


def short_name_on(unit: Unit, day: date) -> str:
    """The short name of a unit as it was on a day."""
    row = _renamed_after(unit, day)
    return row.short_name if row else unit.short_name


def _renamed_after(unit: Unit, day: date) -> Reform | None:
    later = Reform.objects.filter(unit=unit, kind=ReformKind.RENAME, on__gt=day)
    return later.order_by("on", "pk").first()


def heirs() -> dict[int, int]:
    """Of every unit that is gone, who does its work today: keys of units."""
    rows = Reform.objects.filter(kind__in=SUCCEEDED).values_list("unit", "successor")
    return last_heirs({unit: heir for unit, heir in rows if heir is not None})


def doer_of(unit: Unit) -> Unit:
    """Who does a unit's work today: the unit itself, or, where it is gone, its successor in the end."""
    if unit.active:
        return unit
    heir = heirs().get(unit.pk)
    return unit if heir is None else Unit.objects.get(pk=heir)


def answering_for(units: Iterable[int]) -> set[int]:
    """The units for whose work these answer: themselves, and those that are gone and whose work they do today.

    units: keys.
    """
    own = set(units)
    return own | {gone for gone, heir in heirs().items() if heir in own}


def kin_of(units: Iterable[int]) -> set[int]:
    """These units, who does their work today, and the units that are gone and whose work the same one does.

    units: keys.
    """
    own, known = set(units), heirs()
    doers = {known.get(unit, unit) for unit in own}
    return own | doers | {gone for gone, heir in known.items() if heir in doers}
