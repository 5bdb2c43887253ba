"""Annual fees of patents: amounts, due days, reductions, surcharges (细则 art 115; RULES §4.3)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from zhicheng.engines.calendar import Calendar, Deadline, Period, Unit, estimate
from zhicheng.engines.rights.kinds import PATENTS, Kind
from zhicheng.engines.sources import Confidence, NoRule, Rule, Source, rule_on

_HUNDRED = Decimal(100)


@dataclass(frozen=True, slots=True, kw_only=True)
class FeeStep(Rule):
    """Yuan for each of the years first to last of some kinds."""

    kinds: tuple[Kind, ...]
    first: int
    last: int
    amount: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class ReductionRule(Rule):
    """What part of the annual fees is remitted, and for how many years from the one of the grant."""

    name: str
    percent: int
    years: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SurchargeRule(Rule):
    """percent of the full fee for each month begun after the free ones; months: how long one may pay late."""

    percent: int
    free_months: int
    months: int


_SINCE = date(2001, 3, 1)
_FIFTEEN_YEAR_DESIGNS = date(2021, 6, 1)
_TABLE = Source(
    "专利年费标准，攀枝花市市场监督管理局公布的收费表；起始日期为经验", Confidence.MEDIUM
)
_SMALL = (Kind.UTILITY_MODEL, Kind.DESIGN)


def _step(
    name: str, kinds: tuple[Kind, ...], years: tuple[int, int], amount: int, since: date = _SINCE
) -> FeeStep:
    return FeeStep(
        id=f"R-FEE-{name}-{years[0]}-{years[1]}",
        source=_TABLE,
        valid_from=since,
        kinds=kinds,
        first=years[0],
        last=years[1],
        amount=Decimal(amount),
    )


STEPS = (
    _step("INVENTION", (Kind.INVENTION,), (1, 3), 900),
    _step("INVENTION", (Kind.INVENTION,), (4, 6), 1200),
    _step("INVENTION", (Kind.INVENTION,), (7, 9), 2000),
    _step("INVENTION", (Kind.INVENTION,), (10, 12), 4000),
    _step("INVENTION", (Kind.INVENTION,), (13, 15), 6000),
    _step("INVENTION", (Kind.INVENTION,), (16, 20), 8000),
    _step("UTILITY-MODEL-DESIGN", _SMALL, (1, 3), 600),
    _step("UTILITY-MODEL-DESIGN", _SMALL, (4, 5), 900),
    _step("UTILITY-MODEL-DESIGN", _SMALL, (6, 8), 1200),
    _step("UTILITY-MODEL-DESIGN", _SMALL, (9, 10), 2000),
    _step("DESIGN", (Kind.DESIGN,), (11, 15), 3000, since=_FIFTEEN_YEAR_DESIGNS),
)
_REDUCED_SINCE = date(2018, 8, 1)
_REDUCTION = Source("专利收费减缴办法：自授权当年起十年的年费；起始日期为经验", Confidence.MEDIUM)
REDUCTIONS = (
    ReductionRule(
        id="R-FEE-REDUCTION-SINGLE",
        source=_REDUCTION,
        valid_from=_REDUCED_SINCE,
        name="single",
        percent=85,
        years=10,
    ),
    ReductionRule(
        id="R-FEE-REDUCTION-JOINT",
        source=_REDUCTION,
        valid_from=_REDUCED_SINCE,
        name="joint",
        percent=70,
        years=10,
    ),
)
_MONTHS = "；首月不收，以后每开始一个月加收5%的界限取自专利审查指南第五部分第九章"
SURCHARGES = (
    SurchargeRule(
        id="R-FEE-SURCHARGE-2010",
        source=Source(f"专利法实施细则（2010年修订）第九十八条{_MONTHS}", Confidence.MEDIUM),
        valid_to=date(2024, 1, 19),
        percent=5,
        free_months=1,
        months=6,
    ),
    SurchargeRule(
        id="R-FEE-SURCHARGE-2023",
        source=Source(f"专利法实施细则（2023年修订）第一百一十五条{_MONTHS}", Confidence.MEDIUM),
        valid_from=date(2024, 1, 20),
        percent=5,
        free_months=1,
        months=6,
    ),
)


@dataclass(frozen=True, slots=True)
class AnnualFee:
    """The annual fee of one patent year, in yuan. full: without reduction. amount: what is to be paid.

    due: the last day on which no month has begun; for the year of the grant None (paid at registration).
    """

    year: int
    full: Decimal
    amount: Decimal
    due: date | None
    rules: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Payment:
    """What is to be paid on a day. months_begun: after the due day, none when it is not past.

    deadline: the last day on which it can be paid. lapsed_on: the day on which the patent has ended, if
    that is past, else None; then it can be paid only with a request for restoration. provisional: a day
    rests on a year without a published calendar.
    """

    fee: AnnualFee
    surcharge: Decimal
    months_begun: int
    deadline: Deadline
    lapsed_on: date | None
    provisional: bool
    rules: tuple[str, ...]

    @property
    def total(self) -> Decimal:
        return self.fee.amount + self.surcharge


def patent_year(filed: date, day: date) -> int:
    """Which year of the patent a day lies in; the first begins with the day of filing.

    Raises ValueError for a day before.
    """
    if day < filed:
        raise ValueError("日期早于申请日。")
    years = day.year - filed.year
    return years + (years == 0 or _year_after(filed, years) <= day)


def _year_after(filed: date, years: int) -> date:
    return Period(years, Unit.YEARS).end_after(filed) if years else filed


def due_day(filed: date, year: int) -> date:
    """The day on which the fee of a year is due: the corresponding day at the end of the year before."""
    return _year_after(filed, year - 1)


def annual_fee(
    kind: Kind, *, filed: date, granted: date, year: int, reduction: str | None = None
) -> AnnualFee:
    """The fee of one year by the rules of the day on which it is due.

    granted: the day of the announcement; fees are owed from that year on. reduction: ``single`` or
    ``joint``. Raises NoRule for other rights, for years before the grant or after the term, and where no
    rule is on file.
    """
    first = patent_year(filed, granted)
    if kind not in PATENTS or year < first:
        raise NoRule("年费自授予专利权当年起缴纳；其他权利没有专利年费。")
    due = due_day(filed, year) if year > first else None
    on = due or granted
    mine = [step for step in STEPS if kind in step.kinds and step.first <= year <= step.last]
    step = rule_on(mine, on, f"第{year}年专利年费")
    if reduction is None:
        return AnnualFee(year, step.amount, step.amount, due, (step.id,))
    named = [rule for rule in REDUCTIONS if rule.name == reduction]
    rule = rule_on(named, on, f"减缴（{reduction}）")
    percent = rule.percent if year < first + rule.years else 0
    amount = step.amount * (_HUNDRED - percent) / _HUNDRED
    return AnnualFee(year, step.amount, amount, due, (step.id, rule.id))


def payment(fee: AnnualFee, *, paid_on: date, calendar: Calendar) -> Payment:
    """What is to be paid on a day, with the surcharge, which is counted from the full fee.

    Every boundary between two months is moved when it is a rest day (R-T-2); the day on which an unpaid
    patent has ended is not. Raises CalendarUnknown as ``calendar.estimate`` does, NoRule for the year
    of the grant, whose fee is paid with the registration.
    """
    if fee.due is None:
        raise NoRule("授予专利权当年的年费在办理登记手续时缴纳，没有滞纳金。")
    rule = rule_on(SURCHARGES, fee.due, "年费滞纳金")
    ends = [estimate(fee.due, Period(n, Unit.MONTHS), calendar) for n in range(1, rule.months + 1)]
    begun = 0 if paid_on <= fee.due else 1 + sum(end.day < paid_on for end in ends)
    charged = min(max(0, begun - rule.free_months), rule.months - rule.free_months)
    return Payment(
        fee=fee,
        surcharge=fee.full * rule.percent * charged / _HUNDRED,
        months_begun=begun,
        deadline=ends[-1],
        lapsed_on=fee.due if begun > rule.months else None,
        provisional=any(end.provisional for end in ends),
        rules=(*fee.rules, rule.id),
    )


def fees_due(
    kind: Kind,
    *,
    filed: date,
    granted: date,
    paid_through: int,
    until: date,
    reduction: str | None = None,
) -> Iterator[AnnualFee]:
    """The fees after those paid that fall due up to a day, in order; none after the term.

    paid_through: the last year that is paid; with the grant its own year is. The patent lapses on the
    first of these due days if nobody pays. Raises NoRule as ``annual_fee`` does.
    """
    last = max(step.last for step in STEPS if kind in step.kinds)
    for year in range(max(paid_through, patent_year(filed, granted)) + 1, last + 1):
        if due_day(filed, year) > until:
            return
        yield annual_fee(kind, filed=filed, granted=granted, year=year, reduction=reduction)
