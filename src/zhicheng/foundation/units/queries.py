"""Reads about areas and units."""

from collections.abc import Iterator

from django.db.models import QuerySet

from zhicheng.foundation.units.models import Alias, Area, Unit


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
