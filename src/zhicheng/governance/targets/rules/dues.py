"""The day on which a target is due: as the plan states it, as a person decided it, else the end of the plan."""

from datetime import date
from typing import Final

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from zhicheng.governance.plans.rules.dates import (
    DECIDED,
    INFERRED,
    STATED,
    Due,
    Period,
    last_day,
    outside,
)

DUE_SOURCES: Final = {
    STATED: _("方案写明"),
    INFERRED: _("按规划期推定"),
    DECIDED: _("人工确定"),
}
_LABEL = _("截止日期")


def due_of(written: object, period: Period, decided: date | None = None) -> Due | None:
    """The due day as a version of the plan sets it; None where neither plan nor person names one.

    written: as the plan writes it. decided: the day that a person decided before; it stays while the plan is
    silent and its period holds that day, else the target is due at the end of the period.
    """
    if stated := last_day(written):
        return Due(stated, STATED)
    if decided is not None and not outside(decided, period):
        return Due(decided, DECIDED)
    return Due(period.end, INFERRED) if period.end else None


def decided_due(
    due: Due | None, wanted: date | None, period: Period, *, drop: bool = False
) -> Due | None:
    """The due day after a person settled the target. due: as it was; wanted: what the person named, None to leave
    it; drop: the person takes it away. The end of the period is what holds without a person, and moves with the
    period."""
    if drop and wanted is None:
        return due_of(None, period)
    if wanted is None or (due is not None and wanted == due.on):
        return due
    return Due(wanted, INFERRED if wanted == period.end else DECIDED)


def due_fault(before: Due | None, due: Due | None, period: Period) -> str:
    """Why a target cannot be due on this day (Chinese); empty when it can, or has none.

    What the plan itself states is asked for when the plan is published, and is not a person's to move.
    """
    if before is not None and before.source == STATED:
        if due == before:
            return ""
        return gettext("方案写明的截止日期是%(day)s，不能另定；确有变动的，请修订方案。") % {
            "day": before.on
        }
    return "" if due is None else outside(due.on, period, _LABEL)


def is_past(before: Due | None, due: Due | None, today: date) -> bool:
    """Whether a day newly decided has gone already, so that the target is judged as over at once."""
    return due is not None and due != before and due.on < today
