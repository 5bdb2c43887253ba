"""Working days as the city counts them, exact where it can be, else estimated (R-T-4)."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from zhicheng.engines.calendar import (
    Calendar,
    CalendarUnknown,
    Deadline,
    Period,
    Unit,
    estimate,
)
from zhicheng.foundation.calendars.queries import calendar


@dataclass(frozen=True, slots=True)
class Reckoned:
    """A day that was counted. provisional: with a year whose calendar is not published yet."""

    day: date
    provisional: bool


def reckoned(count: Callable[[Calendar], date]) -> Reckoned:
    """A day by the published calendars, or else by the estimate, and marked so."""
    known = calendar()
    try:
        return Reckoned(count(known), provisional=False)
    except CalendarUnknown:
        return Reckoned(count(known.with_estimates()), provisional=True)


class Signing:
    """The last day for signing, by the day on which a part was assigned; each is computed once, so that the
    calendar is asked for once a batch and not once a row."""

    def __init__(self) -> None:
        self._known: dict[date, Deadline] = {}

    def by(self, assigned_on: date, working_days: int) -> Deadline:
        """With everything that is kept of a computed date (R-T-8)."""
        if assigned_on not in self._known:
            period = Period(working_days, Unit.WORKING_DAYS)
            self._known[assigned_on] = estimate(assigned_on, period, calendar())
        return self._known[assigned_on]


def calendar_version() -> str:
    """What names the calendars that are loaded."""
    return calendar().version
