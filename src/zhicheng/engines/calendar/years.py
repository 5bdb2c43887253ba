"""One year of the calendar: which days the State Council's notice makes off, and which it makes up."""

from dataclasses import dataclass
from datetime import date, timedelta

_SATURDAY = 5
DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class CalendarYear:
    """A year's days off and make-up days (调休上班).

    off: days off, weekends among them or not. work: days of a weekend that are worked. source: the
    notice or file that they were taken from. provisional: nobody has published it, it was estimated.
    """

    year: int
    off: frozenset[date]
    work: frozenset[date]
    source: str
    provisional: bool = False

    def is_working_day(self, day: date) -> bool:
        """R-T-3: not in the list of days off, and Monday to Friday or a make-up day."""
        return day not in self.off and (day.weekday() < _SATURDAY or day in self.work)

    def count(self) -> int:
        """How many working days the year has."""
        first = date(self.year, 1, 1)
        days = (date(self.year + 1, 1, 1) - first).days
        return sum(self.is_working_day(first + DAY * n) for n in range(days))


def is_weekend(day: date) -> bool:
    """Saturday or Sunday, whatever the notices say of it."""
    return day.weekday() >= _SATURDAY
