"""Events of a right with two times: when they take effect, and when they were learned of (R-00-2)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from zhicheng.engines.rights.kinds import Side, What

FIRST_YEAR, LAST_YEAR = 1800, 2200


class EventError(ValueError):
    """Not an event that can be. The message is Chinese, for people."""


@dataclass(frozen=True, slots=True)
class Event:
    """One fact. effective_on: the day of its legal effect. known_on: the day on which it was learned.

    retracted_on: the day on which it turned out to be wrong (a decision set aside by a court, a mistake
    of import); it is believed until the day before. days: of a compensation. until: of a renewal. side:
    of what begins or ends. reference: the number of the contract or decision.

    Raises EventError for days outside 1800 to 2200, a fact that is retracted before it was known, a side
    state that is not named, and a compensation of less than no days.
    """

    what: What
    effective_on: date
    known_on: date
    retracted_on: date | None = None
    days: int = 0
    until: date | None = None
    side: Side | None = None
    reference: str = ""

    def __post_init__(self) -> None:
        days = (self.effective_on, self.known_on, self.until or self.effective_on)
        if not all(FIRST_YEAR <= day.year <= LAST_YEAR for day in days):
            raise EventError(f"日期不在 {FIRST_YEAR} 年至 {LAST_YEAR} 年之间，请核对。")
        if self.retracted_on is not None and self.retracted_on < self.known_on:
            raise EventError("撤销记载的日期早于知悉日期，请核对。")
        if self.what in (What.BEGUN, What.ENDED) and self.side is None:
            raise EventError("没有写明开始或者结束的是许可、质押、保全还是中止。")
        if self.days < 0:
            raise EventError("补偿天数不能小于零。")

    def known_at(self, day: date) -> bool:
        return self.known_on <= day and (self.retracted_on is None or day < self.retracted_on)


def known(events: Iterable[Event], at: date) -> tuple[Event, ...]:
    """What was known on a day, in an order that does not depend on the one given."""
    return tuple(sorted((event for event in events if event.known_at(at)), key=_order))


def knowledge_days(events: Iterable[Event]) -> tuple[date, ...]:
    """The days on which what is known changes: between two of them every question has one answer.

    A bitemporal table of a right is its history on each of these days.
    """
    given = [*events]
    learned = {event.known_on for event in given}
    return tuple(sorted(learned | {event.retracted_on for event in given if event.retracted_on}))


def only(events: Iterable[Event], what: What) -> Event | None:
    """Of what happens once: the event that was learned last, which corrects the earlier ones."""
    found = [event for event in events if event.what is what]
    return max(found, key=lambda event: (event.known_on, event.effective_on), default=None)


_PLACES = {what: place for place, what in enumerate(What)}


def _order(event: Event) -> tuple[date, int, date, str, str, int, date]:
    return (
        event.effective_on,
        _PLACES[event.what],
        event.known_on,
        event.reference,
        event.side or "",
        event.days,
        event.until or date.min,
    )
