"""Terms in working days, and how late something is: exact where it can be, else estimated (R-T-4)."""

from dataclasses import dataclass
from datetime import date

from zhicheng.engines.calendar import CalendarUnknown, Deadline, Period, Unit, estimate
from zhicheng.foundation.calendars.queries import calendar


def term(start: date, days: int) -> Deadline:
    """The last of so many working days after a day, with everything that led to it (R-T-8)."""
    return estimate(start, Period(days, Unit.WORKING_DAYS), calendar())


@dataclass(frozen=True, slots=True)
class Late:
    """How many working days something is late; negative while its day is to come. provisional: counted
    with a year whose calendar is not published."""

    days: int
    provisional: bool


class Lateness:
    """How late a day is on another one. Each day is counted once, and the calendar asked for once a batch."""

    def __init__(self, on: date) -> None:
        self._on, self._calendar = on, calendar()
        self._known: dict[date, Late] = {}

    def of(self, due_on: date) -> Late:
        if due_on not in self._known:
            self._known[due_on] = self._count(due_on)
        return self._known[due_on]

    def _count(self, due_on: date) -> Late:
        known = self._calendar
        try:
            return Late(known.working_days_between(due_on, self._on), provisional=False)
        except CalendarUnknown:
            estimated = known.with_estimates()
            return Late(estimated.working_days_between(due_on, self._on), provisional=True)
