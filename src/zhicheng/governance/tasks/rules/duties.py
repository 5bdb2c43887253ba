"""Recurring duties (周期性工作): when each occurrence is due, and when its task is opened."""

import re
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from zhicheng.foundation.face.told import told

AFTER_TASKS: Final = 100_000
"""More than any plan has tasks."""


def place_of(position: int) -> int:
    """The position in the ledger of what a duty opens: after all that the plan orders once, not between.

    position: of the duty among the plan's duties.
    """
    return AFTER_TASKS + position


@dataclass(frozen=True, slots=True)
class Schedule:
    """The months at whose end, or on whose ``day``, a duty is due, every ``every`` years."""

    months: tuple[int, ...]
    day: int | None = None
    every: int = 1


@dataclass(frozen=True, slots=True)
class Occurrence:
    """One time that a duty is due. key: names the period, and with it the occurrence, for ever."""

    key: str
    due_on: date


@dataclass(frozen=True, slots=True)
class LeadRule:
    """So many working days before it is due, the task of an occurrence is opened (PARAM).

    working_days: by how often a year the duty recurs.
    """

    valid_from: date
    working_days: dict[int, int]
    source: str


LEAD_RULES: Final = (
    LeadRule(date(2000, 1, 1), {1: 30, 2: 20, 4: 15, 12: 10}, "PARAM; no source prescribes it"),
)
WHEN_NAMES: Final = {
    "yearly": _("每年"),
    "half-yearly": _("每半年"),
    "quarterly": _("每季度"),
    "monthly": _("每月"),
    "every two years": _("每两年"),
    "weekly": _("每周"),
    "yearly campaign": _("每年活动期间"),
    "ongoing": _("常态化"),
    "as appropriate": _("适时"),
    "periodic (interval not stated)": _("定期（未写明间隔）"),
}
_NAMED: Final = {
    "yearly": Schedule((12,)),
    "half-yearly": Schedule((6, 12)),
    "quarterly": Schedule((3, 6, 9, 12)),
    "monthly": Schedule(tuple(range(1, 13))),
    "every two years": Schedule((12,), every=2),
}
_YEARLY = re.compile(r"yearly (\d{2})(?:-(\d{2}))?")


def schedule(when: str) -> Schedule | None:
    """When a duty is due, from what was read (``engines.plans.duties``). None where the plan names no day
    that can be waited for: 适时, 常态化, a campaign; and for every week, which is no task of its own."""
    found = _YEARLY.fullmatch(when)
    if found is None:
        return _NAMED.get(when)
    month, day = int(found[1]), int(found[2]) if found[2] else None
    sound = 1 <= month <= 12 and (day is None or 1 <= day <= monthrange(2000, month)[1])
    return Schedule((month,), day) if sound else None


def when_words(when: str) -> str:
    """``when`` in Chinese; what is not known is shown as it is."""
    found, plan = _YEARLY.fullmatch(when), schedule(when)
    if found is None or plan is None:
        return str(WHEN_NAMES.get(when, when))
    month = plan.months[0]
    if plan.day:
        return gettext("每年%(month)s月%(day)s日前") % {"month": month, "day": plan.day}
    return gettext("每年%(month)s月底前") % {"month": month}


def occurrences(plan: Schedule, since: date, until: date) -> Iterator[Occurrence]:
    """What is due from ``since`` to ``until``, both included.

    The day that the plan names is a calendar day and is kept as it is, also on a rest day: a plan sets a
    date, not a period, so R-T-2 does not move it. Of every second year, the first is the one after
    ``since``.
    """
    for year in range(since.year, until.year + 1):
        if (year - since.year + 1) % plan.every:
            continue
        for month in plan.months:
            last = monthrange(year, month)[1]
            due_on = date(year, month, min(plan.day or last, last))
            if since <= due_on <= until:
                yield Occurrence(_key(plan, due_on), due_on)


def ordered_since(since: date | None, today: date, start: date | None) -> date:
    """The day from which on the occurrences of a duty are asked for: none for a time in which no version in
    force ordered them.

    since: the day until now; None for a duty that is new, back again, or due at other times than before.
    today: on which the version comes into force. start: the first day of its plan's period, where it has one.
    """
    begins = max(today, start or date.min)
    return begins if since is None else max(min(since, begins), start or date.min)


def is_asked_for(plan: Schedule, key: str, since: date, until: date | None) -> bool:
    """Whether a duty that counts from ``since`` has the occurrence of a period."""
    year_end = date(int(key[:4]), 12, 31)
    found = occurrences(plan, since, min(until or year_end, year_end))
    return any(one.key == key for one in found)


def occurrence_due(plan: Schedule, key: str) -> date | None:
    """When the occurrence of a period is due by a schedule that was changed since; None where the schedule has
    no such period any more."""
    year, yearly = int(key[:4]), replace(plan, every=1)
    found = occurrences(yearly, date(year, 1, 1), date(year, 12, 31))
    return next((one.due_on for one in found if one.key == key), None)


def _key(plan: Schedule, due_on: date) -> str:
    match len(plan.months):
        case 12:
            return f"{due_on:%Y-%m}"
        case 4:
            return f"{due_on.year}Q{(due_on.month + 2) // 3}"
        case 2:
            return f"{due_on.year}H{(due_on.month + 5) // 6}"
        case _:
            return str(due_on.year)


def occurrence_words(key: str) -> str:
    """2026Q4 → 2026年第4季度."""
    year, rest = key[:4], key[4:]
    if not rest:
        return told("%(year)s年度", year=year)
    if rest.startswith("-"):
        return told("%(year)s年%(month)s月", year=year, month=int(rest[1:]))
    if rest[0] == "Q":
        return told("%(year)s年第%(quarter)s季度", year=year, quarter=rest[1:])
    return (
        told("%(year)s年上半年", year=year)
        if rest[1:] == "1"
        else told("%(year)s年下半年", year=year)
    )


def occurrence_title(text: str, key: str) -> str:
    """What the task of an occurrence is called."""
    suffix = f"（{occurrence_words(key)}）"
    return text[: 300 - len(suffix)].rstrip("。") + suffix


def lead(plan: Schedule, on: date) -> int:
    """Working days before the due day on which the task is opened, by the rule of a day."""
    rule = max((r for r in LEAD_RULES if r.valid_from <= on), key=lambda r: r.valid_from)
    return rule.working_days[len(plan.months)]
