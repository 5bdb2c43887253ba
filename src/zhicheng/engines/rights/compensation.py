"""Compensation of a patent's term: for delays of the grant, and of a medicine's approval (细则 art 77 to 84)."""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from zhicheng.engines.calendar import Calendar, Deadline, Period, Unit, estimate
from zhicheng.engines.rights.terms import last_day_after
from zhicheng.engines.sources import Confidence, Rule, Source, rule_on

_SINCE = date(2021, 6, 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class DelayRule(Rule):
    """Years from filing and from the request for examination after which a delay is compensated."""

    from_filing: int
    from_request: int
    request_months: int


@dataclass(frozen=True, slots=True, kw_only=True)
class MedicineRule(Rule):
    """Years that are deducted; at most so many; and so many in all after the approval."""

    deducted: int
    at_most: int
    in_all: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CompensationFee(Rule):
    """request: yuan, once. a_year: yuan for each whole year of compensation; what is less is free."""

    request: Decimal
    a_year: Decimal


DELAY = (
    DelayRule(
        id="R-PTA-2020",
        source=Source(
            "专利法（2020年修正）第四十二条第二款；专利法实施细则（2023年修订）第七十七条、第七十八条"
        ),
        valid_from=_SINCE,
        from_filing=4,
        from_request=3,
        request_months=3,
    ),
)
MEDICINE = (
    MedicineRule(
        id="R-PTE-2020",
        source=Source(
            "专利法（2020年修正）第四十二条第三款；专利法实施细则（2023年修订）第八十二条"
        ),
        valid_from=_SINCE,
        deducted=5,
        at_most=5,
        in_all=14,
    ),
)
FEES = (
    CompensationFee(
        id="R-FEE-COMPENSATION-2024",
        source=Source("国家知识产权局公告第594号", Confidence.MEDIUM),
        valid_from=date(2024, 8, 1),
        request=Decimal(200),
        a_year=Decimal(8000),
    ),
)


def delay_days(
    *, filed: date, examination_requested: date, granted: date, deducted: int = 0
) -> tuple[int, str]:
    """Days by which the term of an invention is made longer, and the id of the rule.

    From the day on which both four years from filing and three from the request are over, to the grant.
    deducted: days of reasonable delay and of delay by the applicant. Raises NoRule for a grant before
    the rule.
    """
    rule = rule_on(DELAY, granted, "专利权期限补偿")
    over = max(
        Period(rule.from_filing, Unit.YEARS).end_after(filed),
        Period(rule.from_request, Unit.YEARS).end_after(examination_requested),
    )
    return max(0, (granted - over).days - deducted), rule.id


def delay_request_until(granted: date, calendar: Calendar) -> Deadline:
    """The last day to ask for it: three months from the announcement of the grant.

    Raises NoRule, and CalendarUnknown as ``calendar.estimate`` does.
    """
    rule = rule_on(DELAY, granted, "专利权期限补偿")
    return estimate(granted, Period(rule.request_months, Unit.MONTHS), calendar)


def medicine_days(*, filed: date, approved: date, last_day: date) -> tuple[int, str]:
    """Days by which the term of a medicine's patent is made longer, and the id of the rule.

    approved: the day of the marketing approval in China. last_day: of the term before. From filing to
    approval, less five years; at most five years; not beyond fourteen years after the approval. Raises
    NoRule for an approval before the rule.
    """
    rule = rule_on(MEDICINE, approved, "药品专利权期限补偿")
    waited = (approved - Period(rule.deducted, Unit.YEARS).end_after(filed)).days
    longest = (last_day_after(last_day + timedelta(days=1), rule.at_most) - last_day).days
    allowed = (last_day_after(approved, rule.in_all) - last_day).days
    return max(0, min(waited, longest, allowed)), rule.id


def compensation_fees(*, last_day: date, days: int, on: date) -> tuple[Decimal, Decimal, str]:
    """Yuan for the request, yuan for the whole years of compensation, and the id of the rule.

    last_day: of the term before. days: of compensation. Raises NoRule before the rule.
    """
    rule = rule_on(FEES, on, "专利权期限补偿费用")
    years = 0
    while last_day_after(last_day + timedelta(days=1), years + 1) <= last_day + timedelta(
        days=days
    ):
        years += 1
    return rule.request, rule.a_year * years, rule.id
