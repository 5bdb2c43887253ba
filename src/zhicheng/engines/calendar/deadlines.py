"""From a start and a period to the last day, with everything that led there (R-T-1 to R-T-8)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from zhicheng.engines.calendar.calendar import Calendar, CalendarUnknown
from zhicheng.engines.calendar.exclusions import Exclusion, days_out
from zhicheng.engines.calendar.periods import Period, Unit
from zhicheng.engines.calendar.years import DAY


@dataclass(frozen=True, slots=True)
class Deadline:
    """A last day, and how it was computed (R-T-8).

    day: the last day. unrolled: before a rest day moved it to the next working day. rules: the ids of
    the rules that had a part in it. excluded: the intervals as given; excluded_days: how many days of
    them (for a period in working days: working days) made it later. roll: whether it would have been
    moved. provisional: rests on an estimate.
    """

    day: date
    unrolled: date
    rules: tuple[str, ...]
    start: date
    period: Period
    excluded: tuple[Exclusion, ...]
    excluded_days: int
    calendar_version: str
    roll: bool = True
    provisional: bool = False

    @property
    def rolled(self) -> bool:
        return self.day != self.unrolled

    def to_dict(self) -> dict[str, Any]:
        """Plain values, to be kept with the date wherever it is stored."""
        return {
            "day": self.day.isoformat(),
            "unrolled": self.unrolled.isoformat(),
            "rules": list(self.rules),
            "start": self.start.isoformat(),
            "period": f"{self.period.number}{self.period.unit.value}",
            "excluded": [one.to_dict() for one in self.excluded],
            "excluded_days": self.excluded_days,
            "calendar_version": self.calendar_version,
            "roll": self.roll,
            "provisional": self.provisional,
        }


def deadline(
    start: date,
    period: Period,
    calendar: Calendar,
    excluded: Iterable[Exclusion] = (),
    *,
    roll: bool = True,
) -> Deadline:
    """The last day of a period that begins with an event.

    start: the day of the event, not counted (R-T-1). excluded: added first, before the last day is
    moved (R-T-7); what lies after the period has run out changes nothing. roll: whether a last day that
    is a rest day gives way to the next working day (R-T-2); False for the term of a patent. Periods in
    working days are never moved.

    Raises CalendarUnknown when a year that it needs is not published (R-T-4) and OverflowError
    beyond the year 9999.
    """
    return _computed(start, period, replace(calendar, estimates=False), tuple(excluded), roll)


def estimate(
    start: date,
    period: Period,
    calendar: Calendar,
    excluded: Iterable[Exclusion] = (),
    *,
    roll: bool = True,
) -> Deadline:
    """The exact answer where there is one; else the one from estimated years, marked provisional (R-T-4).

    Raises CalendarUnknown only for years that cannot be estimated either.
    """
    exclusions = tuple(excluded)
    try:
        return deadline(start, period, calendar, exclusions, roll=roll)
    except CalendarUnknown:
        found = _computed(start, period, calendar.with_estimates(), exclusions, roll)
        return replace(found, provisional=True, rules=(*found.rules, "R-T-4"))


def again(kept: Mapping[str, Any], calendar: Calendar) -> Deadline:
    """Compute a date that was kept (``Deadline.to_dict``) with the calendar of today.

    This is what a room does with its provisional dates when a year is published (appendix B 10). Exact
    where it can be, else provisional as before. Raises CalendarUnknown as ``estimate`` does.
    """
    excluded = [Exclusion.from_dict(one) for one in kept["excluded"]]
    start, period = date.fromisoformat(kept["start"]), Period.parse(kept["period"])
    return estimate(start, period, calendar, excluded, roll=kept["roll"])


def _computed(
    start: date, period: Period, calendar: Calendar, excluded: tuple[Exclusion, ...], roll: bool
) -> Deadline:
    out = days_out(excluded)
    if period.unit is Unit.WORKING_DAYS:
        unrolled, left_out = _last_working_day(start, period.number, calendar, out)
        day = unrolled
    else:
        unrolled, left_out = _moved_by(out, start, period.end_after(start))
        day = calendar.next_working_day(unrolled) if roll else unrolled
    return Deadline(
        day=day,
        unrolled=unrolled,
        rules=_rules(period, looked=roll, moved=day != unrolled, left_out=left_out),
        start=start,
        period=period,
        excluded=excluded,
        excluded_days=left_out,
        calendar_version=calendar.version,
        roll=roll,
    )


def _last_working_day(
    start: date, number: int, calendar: Calendar, out: frozenset[date]
) -> tuple[date, int]:
    """The last of so many working days, and how many were left out on the way."""
    day, left_out = start, 0
    while number:
        day = calendar.add_working_days(day, 1)
        if day in out:
            left_out += 1
        else:
            number -= 1
    return day, left_out


def _moved_by(out: frozenset[date], start: date, end: date) -> tuple[date, int]:
    """The end, one day later for each excluded day that the period meets before it has run out."""
    left_out = 0
    for day in sorted(out):
        if start < day <= end:
            end += DAY
            left_out += 1
    return end, left_out


def _rules(period: Period, *, looked: bool, moved: bool, left_out: int) -> tuple[str, ...]:
    in_working_days = period.unit is Unit.WORKING_DAYS
    used = {
        "R-T-1": True,
        "R-T-2": moved,
        "R-T-3": in_working_days or looked,
        "R-T-7": left_out > 0,
    }
    return tuple(rule for rule, applies in used.items() if applies)
