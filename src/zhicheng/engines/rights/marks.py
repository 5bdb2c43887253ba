"""Marks: renewal windows, opposition, fees (商标法 art 33, 39, 40; RULES §4.1, §4.3)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum

from zhicheng.engines.calendar import Calendar, Deadline, Period, Unit, estimate
from zhicheng.engines.rights.events import Event
from zhicheng.engines.rights.terms import last_day_after
from zhicheng.engines.sources import Confidence, NoRule, Rule, Source, rule_on

_DAY = timedelta(days=1)
TERM_YEARS = 10
WINDOW_YEARS = 1
GRACE = Period(6, Unit.MONTHS)
"""宽展期. These three are the same in the law of 2019 (art 39, 40) and of 2026 (art 43, 44)."""


@dataclass(frozen=True, slots=True)
class Renewal:
    """When a mark may be renewed. last_day: of the term. opens: the first day for a request.

    grace_ends: six months after the last day; closes: the same, moved to a working day (R-T-2), with how
    it was found.
    """

    opens: date
    last_day: date
    grace_ends: date
    closes: Deadline


def window_opens(last_day: date) -> date:
    """Twelve months before the term has run out."""
    after = last_day + _DAY
    try:
        return after.replace(year=after.year - WINDOW_YEARS)
    except ValueError:  # 29 February
        return after.replace(year=after.year - WINDOW_YEARS, day=28)


def renewal(last_day: date, calendar: Calendar) -> Renewal:
    """The window of the term that ends on a day. Raises CalendarUnknown as ``calendar.estimate`` does."""
    closes = estimate(last_day, GRACE, calendar)
    return Renewal(window_opens(last_day), last_day, closes.unrolled, closes)


def renewed_until(last_day: date, renewals: Iterable[Event]) -> date:
    """The last day of the term after renewals, in the order of ``events.known``.

    A renewal whose ``until`` is known says it itself. One without adds a term to the last, if it was
    recorded after the window had opened: so one that was told twice counts once.
    """
    for event in renewals:
        if event.until is not None:
            last_day = max(last_day, event.until)
        elif event.effective_on >= window_opens(last_day):
            last_day = last_day_after(last_day + _DAY, TERM_YEARS)
    return last_day


@dataclass(frozen=True, slots=True, kw_only=True)
class OppositionRule(Rule):
    """How long a mark may be opposed after its preliminary approval was published."""

    months: int


_NEW_LAW = date(2027, 1, 1)
OPPOSITION = (
    OppositionRule(
        id="R-TM-OPPOSITION-2019",
        source=Source("商标法（2019年修正）第三十三条"),
        valid_to=_NEW_LAW - _DAY,
        months=3,
    ),
    OppositionRule(
        id="R-TM-OPPOSITION-2026",
        source=Source(
            "商标法（2026年修订）；施行前已公告的适用旧法为默认，未见过渡规定，须由经办人选定",
            Confidence.MEDIUM,
        ),
        valid_from=_NEW_LAW,
        months=2,
    ),
)


def opposition(published_on: date, calendar: Calendar) -> tuple[Deadline, OppositionRule]:
    """The last day for an opposition, and the rule. published_on: of the preliminary approval.

    Raises CalendarUnknown as ``calendar.estimate`` does.
    """
    rule = rule_on(OPPOSITION, published_on, "商标异议期")
    return estimate(published_on, Period(rule.months, Unit.MONTHS), calendar), rule


class Act(StrEnum):
    """What a fee is paid for."""

    NEW_CLASS = "new_class"
    NEW_COLLECTIVE_CLASS = "new_collective_class"
    RENEWAL = "renewal"
    LATE_RENEWAL = "late_renewal"
    TRANSFER = "transfer"
    LICENCE = "licence"


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkFee(Rule):
    """A fee in yuan, for one class, filed electronically. per_item: for each item of goods above ``items``."""

    act: Act
    amount: Decimal
    per_item: Decimal = Decimal(0)
    items: int = 10


_FEES_SINCE = date(2019, 7, 1)
_FEES_SOURCE = Source("商标业务收费标准（网上申请），深圳市知识产权服务指南所载", Confidence.MEDIUM)


def _fee(act: Act, amount: int, per_item: int = 0) -> MarkFee:
    return MarkFee(
        id=f"R-FEE-MARK-{act.name.replace('_', '-')}",
        source=_FEES_SOURCE,
        valid_from=_FEES_SINCE,
        act=act,
        amount=Decimal(amount),
        per_item=Decimal(per_item),
    )


FEES = (
    _fee(Act.NEW_CLASS, 270, 27),
    _fee(Act.NEW_COLLECTIVE_CLASS, 1350),
    _fee(Act.RENEWAL, 450),
    _fee(Act.LATE_RENEWAL, 450 + 225),
    _fee(Act.TRANSFER, 450),
    _fee(Act.LICENCE, 135),
)


def mark_fee(act: Act, *, on: date, items: int = 1) -> tuple[Decimal, MarkFee]:
    """Yuan for one class, and the rule. items: of goods or services. Raises NoRule."""
    if items < 1:
        raise NoRule("商品或服务项目至少一项。")
    rule = rule_on([fee for fee in FEES if fee.act is act], on, "商标收费")
    return rule.amount + rule.per_item * max(0, items - rule.items), rule
