"""Months as weeks, and what stands on a day. Plain values only."""

import calendar
import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta

from django.utils.translation import gettext_noop

from zhicheng.foundation.face.records import Text, Tone

_MONTH = re.compile(r"(\d{4})-(\d{2})")
FIRST_YEAR, LAST_YEAR = 2000, 2100
BEHIND, AHEAD = timedelta(days=366), timedelta(days=731)
"""How far the .ics reaches from today: what was due lately, and the rest of most plans."""


@dataclass(frozen=True, slots=True)
class Entry:
    """Something on a day.

    uid: the same whenever it is asked for again, so that a calendar program moves the entry instead of
    doubling it. kind: what happens (任务到期). url: a path within the product. done: nothing is to be done
    any more. binds: whoever lets the day pass is late; a phase of a plan just passes. late: the day has
    passed, and it is not done.
    """

    day: date
    uid: str
    kind: Text
    title: str
    url: str
    done: bool = False
    binds: bool = True
    late: bool = False

    @property
    def tone(self) -> Tone:
        if self.late:
            return Tone.DANGER
        return Tone.QUIET if self.done else Tone.ACTIVE


def as_seen(entry: Entry, today: date) -> Entry:
    """The entry as it stands today: late where it binds, is not done, and its day has passed."""
    return replace(entry, late=entry.binds and not entry.done and entry.day < today)


@dataclass(frozen=True, slots=True)
class Day:
    """A day of a month page. inside: of the month itself. working: None where no calendar is published."""

    on: date
    inside: bool
    working: bool | None
    entries: tuple[Entry, ...]

    @property
    def unusual(self) -> str:
        """休 for a weekday off, 班 for a weekend day that is worked; else nothing."""
        weekend = self.on.weekday() >= calendar.SATURDAY
        if self.working is None or self.working != weekend:
            return ""
        return gettext_noop("班") if self.working else gettext_noop("休")


def month_of(text: str) -> date | None:
    """The first day of ``YYYY-MM``; None for anything else, and for years outside FIRST_YEAR to LAST_YEAR."""
    found = _MONTH.fullmatch(text)
    if found and FIRST_YEAR <= int(found[1]) <= LAST_YEAR and 1 <= int(found[2]) <= 12:
        return date(int(found[1]), int(found[2]), 1)
    return None


def month_after(month: date, steps: int) -> date:
    """The first day of the month so many months later (earlier when negative)."""
    years, index = divmod(month.month - 1 + steps, 12)
    return date(month.year + years, index + 1, 1)


def weeks_of(month: date) -> list[list[date]]:
    """The weeks that a month touches, Monday first."""
    return calendar.Calendar().monthdatescalendar(month.year, month.month)


def by_day(entries: Iterable[Entry]) -> dict[date, tuple[Entry, ...]]:
    """Entries of each day: what is still to be done first, then by kind and title."""
    found: dict[date, list[Entry]] = {}
    for entry in entries:
        found.setdefault(entry.day, []).append(entry)
    return {
        day: tuple(sorted(rows, key=lambda row: (row.done, str(row.kind), row.title)))
        for day, rows in found.items()
    }
