"""Reads: the calendar that the city works by, and its years."""

from dataclasses import dataclass
from functools import lru_cache
from uuid import UUID

from django.db.models import QuerySet

from zhicheng.engines.calendar import Calendar, CalendarUnknown, CalendarYear, estimated, published
from zhicheng.foundation.calendars.models import LoadedYear


def calendar() -> Calendar:
    """The published years, those that the city loaded in place of them where it has.

    One query for a few stamps; the days themselves are read once a process.
    """
    return _built(tuple(_in_force().order_by("year").values_list("stamp", flat=True)))


def _in_force() -> QuerySet[LoadedYear]:
    return LoadedYear.objects.filter(in_force=True)


@lru_cache(maxsize=8)
def _built(stamps: tuple[UUID, ...]) -> Calendar:
    rows = LoadedYear.objects.filter(stamp__in=stamps)
    return published().replaced_by(row.calendar_year() for row in rows)


@dataclass(frozen=True, slots=True)
class Shown:
    """A year for a page. loaded: the row in force, none for what the library or an estimate gives."""

    year: CalendarYear
    loaded: LoadedYear | None

    @property
    def number(self) -> int:
        return self.year.year

    @property
    def working_days(self) -> int:
        return self.year.count()


def years(*, until: int) -> list[Shown]:
    """All years that are known, the newest first, and those up to ``until`` that must be estimated."""
    known = calendar().years
    rows = {row.year: row for row in _in_force().select_related("by", "file")}
    numbers = {*known, *range(max(known) + 1, until + 1)}
    return [
        Shown(known.get(number) or estimated(number), rows.get(number))
        for number in sorted(numbers, reverse=True)
    ]


def year(number: int) -> Shown | None:
    """One year; None for one that is neither published nor can be estimated."""
    try:
        found = calendar().with_estimates().year(number)
    except CalendarUnknown:
        return None
    return Shown(found, _in_force().filter(year=number).select_related("by", "file").first())


def loads(number: int) -> QuerySet[LoadedYear]:
    """Everything that was ever loaded for a year, the newest first."""
    return LoadedYear.objects.filter(year=number).select_related("by", "file")


def missing(numbers: list[int]) -> list[int]:
    """Those of the years that no row is in force for."""
    there = set(_in_force().filter(year__in=numbers).values_list("year", flat=True))
    return [number for number in numbers if number not in there]
