"""When a task is due: what the plan states, and what follows from its period where it is silent."""

import calendar
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from zhicheng.foundation.face.records import Text

STATED, INFERRED, DECIDED, KEPT = "stated", "inferred", "decided", "kept"
SOURCES = {
    STATED: _("方案写明"),
    INFERRED: _("推断"),
    DECIDED: _("人工确定"),
    KEPT: _("方案写明，按原文保留"),
}
FIRST_YEAR, LAST_YEAR = 2000, 2100
"""No plan of a city begins earlier or reaches further: a day outside of these is a slip of the pen."""
LONGEST = 20
"""Years that a plan's period takes at most: long-term outlines reach that far, none further."""
_OUTLOOK_YEARS = 15
"""How far beyond its own end a plan sets targets: outlines up to 2025 or 2030 look ahead to 2035."""
_DUE_DAY = _("完成时限")
_PARTS = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?")


@dataclass(frozen=True, slots=True)
class Due:
    """A day, and where it comes from: one of SOURCES."""

    on: date
    source: str


@dataclass(frozen=True, slots=True)
class Period:
    """When a plan begins and ends, as far as it says so. brought_in: the day on which it was imported."""

    start: date | None
    end: date | None
    brought_in: date


def last_day(written: object) -> date | None:
    """The last day of ``YYYY``, ``YYYY-MM`` or ``YYYY-MM-DD``; None for anything else.

    A plan that says 到2026年 means all of that year. What recurs (``yearly 12-20``) is no due date.
    """
    found = _PARTS.fullmatch(str(written or "").strip())
    if found is None:
        return None
    year, month = int(found[1]), int(found[2] or 12)
    try:
        day = int(found[3]) if found[3] else calendar.monthrange(year, month)[1]
        return date(year, month, day)
    except ValueError:  # calendar.IllegalMonthError is one
        return None


def first_day(written: object) -> date | None:
    """The first day of ``YYYY``, ``YYYY-MM`` or ``YYYY-MM-DD``; None for anything else."""
    found = _PARTS.fullmatch(str(written or "").strip())
    if found is None:
        return None
    try:
        return date(int(found[1]), int(found[2] or 1), int(found[3] or 1))
    except ValueError:
        return None


def slip_of(day: date | None) -> str:
    """What to say (Chinese) of a day in a year that cannot be meant; empty for all others."""
    if day is None or FIRST_YEAR <= day.year <= LAST_YEAR:
        return ""
    return gettext("年份似有误，应在%(first)s年至%(last)s年之间，请核对。") % {
        "first": FIRST_YEAR,
        "last": LAST_YEAR,
    }


def period_faults(start: date | None, end: date | None) -> dict[str, str]:
    """What does not hold up in a plan's period: field → message (Chinese). Empty when all is well."""
    days = {"period_start": start, "period_end": end}
    if slips := {name: said for name, day in days.items() if (said := slip_of(day))}:
        return slips
    if start is None or end is None:
        return {}
    if end < start:
        return {"period_end": gettext("截止日期不能早于起始日期。")}
    if (end.year - LONGEST, end.month, end.day) >= (start.year, start.month, start.day):
        return {
            "period_end": gettext("方案的期限不能超过%(years)s年，请核对起始日期和截止日期。")
            % {"years": LONGEST}
        }
    return {}


def outside(on: date, period: Period, label: Text = _DUE_DAY) -> str:
    """Why a day cannot stand in a plan of this period (Chinese); empty when it can.

    A plan that does not say when it begins takes no day of a year before it was imported, unless it had
    ended by then. label: what the day is called.
    """
    if slip := slip_of(on):
        return slip
    start, end, brought_in = period.start, period.end, period.brought_in
    if start is None and on.year < brought_in.year and (end is None or end >= brought_in):
        return gettext(
            "方案没有写明开始日期，%(label)s不能早于导入的%(year)s年；请核对年份，或先在“方案信息”中填写起始日期。"
        ) % {"label": label, "year": brought_in.year}
    if start is not None and on < start:
        return gettext("%(label)s不能早于方案开始的%(day)s。") % {
            "label": label,
            "day": start.isoformat(),
        }
    if end is not None and on > end:
        return gettext("%(label)s不能晚于方案截止的%(day)s。") % {
            "label": label,
            "day": end.isoformat(),
        }
    return ""


def looks_ahead(on: date, period: Period) -> bool:
    """Whether a day lies in the years after its end for which a plan still sets targets (展望2035年)."""
    end = period.end
    return end is not None and end < on and on.year <= min(end.year + _OUTLOOK_YEARS, LAST_YEAR)


def settled_due(values: Mapping[str, Any]) -> Due | None:
    """The due day that a task has: stated by the plan, or set by a person; None while it is open."""
    kept = last_day(values.get("due_on"))
    if kept is not None:
        return Due(kept, str(values.get("due_source") or DECIDED))
    stated = last_day(values.get("due"))
    return Due(stated, STATED) if stated else None


def due_fault(values: Mapping[str, Any], period: Period) -> str:
    """Why the day that a task has cannot stand (Chinese); empty when it can, or there is none yet.

    Also a day that the plan itself states: either it, or the plan's period, was read or written wrongly –
    unless a person has looked and keeps it as it is written.
    """
    due = settled_due(values)
    if due is None:
        return ""
    return slip_of(due.on) if due.source == KEPT else outside(due.on, period)


def keeping_fault(values: Mapping[str, Any], period: Period) -> str:
    """Why the day that the plan states for a task cannot be kept against its period (Chinese); empty when
    it can: it is stated, in a year that can be meant, and outside of the period."""
    due = settled_due(values)
    if due is None or due.source != STATED:
        return gettext("只有方案写明的完成时限才能按原文保留，请另定时限。")
    if slip := slip_of(due.on):
        return slip
    return "" if outside(due.on, period) else gettext("这一完成时限在方案期限内，不需要另行保留。")


def kept_because(values: Mapping[str, Any]) -> str:
    """The reason for which the stated day is kept although it lies outside of the plan's period; or empty."""
    due = settled_due(values)
    kept = due is not None and due.source == KEPT
    return str(values.get("due_reason") or "") if kept else ""


def due_words(values: Mapping[str, Any], period_end: date | None) -> str:
    """The day by which a task is to be done, settled or else suggested, and what the plan writes in place
    of a day, such as a date that recurs; empty where nothing is known."""
    due = settled_due(values) or _inferred(period_end)
    written = "" if last_day(values.get("due")) else str(values.get("due_as_written") or "")
    return "，".join(part for part in (due.on.isoformat() if due else "", written) if part)


def suggested_due(values: Mapping[str, Any], period: Period) -> Due | None:
    """What to propose for a task without a due day: the end of the plan's period, marked as inferred. So, too,
    where the day that was inferred before lies outside of the period as it is now.

    None when the task has a day that stands or was set by a person, or the plan has no end either.
    """
    due = settled_due(values)
    stale = due is not None and due.source == INFERRED and bool(outside(due.on, period))
    return _inferred(period.end) if due is None or stale else None


def _inferred(period_end: date | None) -> Due | None:
    return Due(period_end, INFERRED) if period_end else None


def past_fault(day: date, today: date, *, office: bool) -> str:
    """Why a new milestone cannot have this day (Chinese); empty when it can. One that lies behind is missed as
    soon as it is there, and told to everybody: a slip of the pen, unless the coordinator means it.

    office: the coordinator sets it.
    """
    if office or day >= today:
        return ""
    return gettext("节点日期不能早于今天；确需补记的，请统筹协调员办理。")
