"""A year as a file says it, before anybody has checked it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date

from zhicheng.engines.calendar.years import DAY

_SHOWN = 8
LONGEST = 31
"""Days of one entry; no holiday has been longer than nine."""


class CalendarFileError(ValueError):
    """A calendar file that cannot be used. problems: what is wrong, in Chinese, one sentence each."""

    def __init__(self, problems: Iterable[str]) -> None:
        self.problems = tuple(problems)
        more = len(self.problems) - _SHOWN
        rest = [f"另有 {more} 处问题。"] if more > 0 else []
        super().__init__("\n".join([*self.problems[:_SHOWN], *rest]))


@dataclass(frozen=True, slots=True)
class Entry:
    """A span of days, both ends counted, and what the file calls it. Raises CalendarFileError."""

    first: date
    last: date
    name: str = ""

    def __post_init__(self) -> None:
        if not 0 <= (self.last - self.first).days < LONGEST:
            raise CalendarFileError(
                [f"“{self}”的起止日期不对：应先写开始日期，且不超过 {LONGEST} 天。"]
            )

    def days(self) -> Iterable[date]:
        return (self.first + DAY * n for n in range((self.last - self.first).days + 1))

    def by_year(self) -> Iterator["Entry"]:
        """Itself, or its two parts: a holiday over New Year's Eve belongs to two years."""
        if self.first.year == self.last.year:
            yield self
            return
        yield Entry(self.first, date(self.first.year, 12, 31), self.name)
        yield Entry(date(self.last.year, 1, 1), self.last, self.name)

    def __str__(self) -> str:
        span = f"{self.first}" if self.first == self.last else f"{self.first}..{self.last}"
        return self.name or span


@dataclass(slots=True)
class Draft:
    """One year of a file."""

    year: int
    source: str
    off: list[Entry] = field(default_factory=list)
    work: list[Entry] = field(default_factory=list)
