"""How a year looks on a page, and when the city is asked for the next one. Plain values only."""

import calendar
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from django.utils.translation import gettext_noop

from zhicheng.engines.calendar import CalendarYear

_NOVEMBER = 11  # the State Council's notice comes out between late October and early December
_MONDAY = 0
_WEEKS = calendar.Calendar(firstweekday=_MONDAY)


class DayKind(StrEnum):
    WORKING = "working"
    WEEKEND = "weekend"
    OFF = "off"
    MADE_UP = "made-up"


@dataclass(frozen=True, slots=True)
class Cell:
    """A day in a month's table."""

    day: date
    kind: DayKind

    @property
    def mark(self) -> str:
        """What is written beside the number, as on every Chinese calendar: colour never speaks alone."""
        return {DayKind.OFF: gettext_noop("休"), DayKind.MADE_UP: gettext_noop("班")}.get(
            self.kind, ""
        )


@dataclass(frozen=True, slots=True)
class Month:
    """A month: its number, and its weeks from Monday to Sunday; None where a day is another month's."""

    number: int
    weeks: tuple[tuple[Cell | None, ...], ...]


def months(year: CalendarYear) -> tuple[Month, ...]:
    """The twelve months of a year."""
    return tuple(Month(number, _weeks(year, number)) for number in range(1, 13))


def _weeks(year: CalendarYear, month: int) -> tuple[tuple[Cell | None, ...], ...]:
    return tuple(
        tuple(Cell(day, kind(year, day)) if day.month == month else None for day in week)
        for week in _WEEKS.monthdatescalendar(year.year, month)
    )


def kind(year: CalendarYear, day: date) -> DayKind:
    if day in year.off:
        return DayKind.OFF
    if day in year.work:
        return DayKind.MADE_UP
    return DayKind.WORKING if year.is_working_day(day) else DayKind.WEEKEND


def asks_for_next_year(on: date) -> bool:
    """From November on, every Monday, as long as the next year is missing."""
    return on.month >= _NOVEMBER and on.weekday() == _MONDAY
