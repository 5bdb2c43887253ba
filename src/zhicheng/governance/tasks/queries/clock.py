"""Working days as the city counts them, exact where it can be, else estimated (R-T-4)."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import cache

from zhicheng.engines.calendar import (
    Calendar,
    CalendarUnknown,
    Deadline,
    Period,
    Unit,
    estimate,
    published,
)


@cache
def calendar() -> Calendar:
    return published()


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


def sign_by(assigned_on: date, working_days: int) -> Deadline:
    """The last day for signing, with everything that is kept of a computed date (R-T-8)."""
    return estimate(assigned_on, Period(working_days, Unit.WORKING_DAYS), calendar())


def calendar_version() -> str:
    """What names the calendars that are loaded."""
    return calendar().version
