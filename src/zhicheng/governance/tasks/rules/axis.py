"""Days on a line: where a bar begins and how long it is. Plain values only."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Axis:
    """A line of days, from ``first`` to ``last`` (both included)."""

    first: date
    last: date

    @property
    def days(self) -> int:
        return (self.last - self.first).days + 1

    def at(self, day: date) -> float:
        """Where a day begins, in hundredths of the line; days off the line are at its ends."""
        inside = min(max(day, self.first), self.last)
        return round((inside - self.first).days / self.days * 100, 3)

    def length(self, first: date, last: date) -> float:
        """How long ``first`` to ``last`` (included) is, in hundredths; a single day can be seen."""
        begin, end = max(first, self.first), min(last, self.last)
        return round(max((end - begin).days + 1, 0) / self.days * 100, 3)

    def years(self) -> Iterator[tuple[int, date]]:
        """The years of the line, each with the day on which it begins here."""
        for year in range(self.first.year, self.last.year + 1):
            yield year, max(date(year, 1, 1), self.first)

    def quarters(self) -> Iterator[tuple[int, date]]:
        """The quarters that begin on the line: number, first day."""
        for year in range(self.first.year, self.last.year + 1):
            for number in range(1, 5):
                day = date(year, number * 3 - 2, 1)
                if self.first <= day <= self.last:
                    yield number, day


def axis_of(first: date, last: date) -> Axis:
    """The whole quarters that hold these days."""
    end = (last.month - 1) // 3 * 3 + 3
    after = date(last.year + end // 12, end % 12 + 1, 1)
    begin = date(first.year, (first.month - 1) // 3 * 3 + 1, 1)
    return Axis(begin, date.fromordinal(after.toordinal() - 1))
