"""The calendar: the years that are published, and counting in their working days."""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from zhicheng.engines.calendar.estimated import estimated
from zhicheng.engines.calendar.unknown import CalendarUnknown
from zhicheng.engines.calendar.years import DAY, CalendarYear

__all__ = ["Calendar", "CalendarUnknown"]


@dataclass(frozen=True, slots=True)
class Calendar:
    """Years by number. ``with_estimates`` gives the one that also answers for years nobody has published.

    version: names the contents; two calendars with the same days have the same one (R-T-8).
    """

    years: Mapping[int, CalendarYear]
    version: str
    estimates: bool = False

    @classmethod
    def of(cls, years: Iterable[CalendarYear]) -> "Calendar":
        """A calendar of published years; of two for the same year the later one counts.

        Raises ValueError for an estimated year: an estimate never answers the exact question.
        """
        by_number = {one.year: one for one in years}
        if any(one.provisional for one in by_number.values()):
            raise ValueError("an estimated year is not published")
        ordered = {number: by_number[number] for number in sorted(by_number)}
        return cls(ordered, _version(ordered.values()))

    def replaced_by(self, years: Iterable[CalendarYear]) -> "Calendar":
        """This calendar with some years added or put in place of its own."""
        return Calendar.of([*self.years.values(), *years])

    def with_estimates(self) -> "Calendar":
        """The same, but a year that is missing is estimated (R-T-4, the second question)."""
        return Calendar(self.years, self.version, estimates=True)

    def year(self, number: int) -> CalendarYear:
        """Raises CalendarUnknown for a year without a published calendar."""
        found = self.years.get(number)
        if found is not None:
            return found
        if self.estimates:
            return estimated(number)
        raise CalendarUnknown(number)

    def is_working_day(self, day: date) -> bool:
        """R-T-3. Raises CalendarUnknown."""
        return self.year(day.year).is_working_day(day)

    def next_working_day(self, day: date) -> date:
        """The day itself, or the first working day after it (R-T-2). Raises CalendarUnknown."""
        while not self.is_working_day(day):
            day += DAY
        return day

    def add_working_days(self, day: date, number: int) -> date:
        """The ``number``-th working day after a day, which is not counted (R-T-1); before it when negative.

        Zero gives the day itself. Raises CalendarUnknown, and OverflowError beyond the years that
        Python knows.
        """
        step = DAY if number >= 0 else -DAY
        for _ in range(abs(number)):
            day += step
            while not self.is_working_day(day):
                day += step
        return day

    def working_days_between(self, first: date, last: date) -> int:
        """How many working days come after ``first`` up to and with ``last``.

        Negative when ``last`` is the earlier one; then those from ``last`` on before ``first`` count, so
        that ``working_days_between(a, add_working_days(a, n)) == n`` for every n. Raises CalendarUnknown.
        """
        if last < first:
            return -self._count(last, first)
        return self._count(first + DAY, last + DAY)

    def _count(self, begin: date, end: date) -> int:
        return sum(self.is_working_day(begin + DAY * n) for n in range((end - begin).days))


def _version(years: Iterable[CalendarYear]) -> str:
    """The years and a hash of their days: ``2024-2026.1f0c9a3b52d7``."""
    digest, numbers = hashlib.sha256(), []
    for one in years:
        numbers.append(one.year)
        for kind, days in (("off", one.off), ("work", one.work)):
            digest.update(f"{one.year} {kind} {' '.join(map(str, sorted(days)))}\n".encode())
    span = f"{numbers[0]}-{numbers[-1]}" if numbers else "none"
    return f"{span}.{digest.hexdigest()[:12]}"
