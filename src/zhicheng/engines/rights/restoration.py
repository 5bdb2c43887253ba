"""Restoring a patent that was lost for a time limit (细则 art 6; RULES §4.3)."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from zhicheng.engines.calendar import Calendar, Deadline, Period, Unit, estimate
from zhicheng.engines.rights.kinds import PATENTS, Kind
from zhicheng.engines.sources import Rule, Source, rule_on


@dataclass(frozen=True, slots=True, kw_only=True)
class RestorationRule(Rule):
    """months: from the notice, or from the end of the obstacle. at_most_years: from the limit that was missed.

    fee: yuan, for a restoration for other good reasons; none for force majeure.
    """

    kinds: tuple[Kind, ...]
    months: int
    at_most_years: int
    fee: Decimal


RESTORATION = (
    RestorationRule(
        id="R-RESTORE-2010",
        source=Source("专利法实施细则（2010年修订）第六条"),
        valid_from=date(2010, 2, 1),
        valid_to=date(2024, 1, 19),
        kinds=PATENTS,
        months=2,
        at_most_years=2,
        fee=Decimal(1000),
    ),
    RestorationRule(
        id="R-RESTORE-2023",
        source=Source("专利法实施细则（2023年修订）第六条"),
        valid_from=date(2024, 1, 20),
        kinds=PATENTS,
        months=2,
        at_most_years=2,
        fee=Decimal(1000),
    ),
)


@dataclass(frozen=True, slots=True)
class Restoration:
    """until: the last day for the request. fee: yuan. rule: its id."""

    until: Deadline
    fee: Decimal
    rule: str


def restoration(kind: Kind, *, notice_received: date, calendar: Calendar) -> Restoration:
    """For good reasons: two months from the receipt of the notice, with a fee.

    Raises NoRule for other rights, CalendarUnknown as ``calendar.estimate`` does.
    """
    rule = _rule(kind, notice_received)
    until = estimate(notice_received, Period(rule.months, Unit.MONTHS), calendar)
    return Restoration(until, rule.fee, rule.id)


def restoration_after_force_majeure(
    kind: Kind, *, obstacle_removed: date, limit_missed: date, calendar: Calendar
) -> Restoration:
    """Two months from the end of the obstacle, but at most two years from the limit; without a fee.

    Raises as ``restoration`` does.
    """
    rule = _rule(kind, obstacle_removed)
    since = estimate(obstacle_removed, Period(rule.months, Unit.MONTHS), calendar)
    at_most = estimate(limit_missed, Period(rule.at_most_years, Unit.YEARS), calendar)
    return Restoration(min(since, at_most, key=lambda end: end.day), Decimal(0), rule.id)


def _rule(kind: Kind, on: date) -> RestorationRule:
    mine = [rule for rule in RESTORATION if kind in rule.kinds]
    return rule_on(mine, on, "恢复权利")
