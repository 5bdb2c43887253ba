"""How long rights last: the rules as data, and the last day that they give (RULES §4.1)."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from zhicheng.engines.calendar import Period, Unit
from zhicheng.engines.rights.events import Event, only
from zhicheng.engines.rights.kinds import (
    MARKS,
    WORKS_OF_ORGANISATIONS,
    WORKS_OF_PERSONS,
    Kind,
    What,
)
from zhicheng.engines.sources import Confidence, NoRule, Rule, Source, rule_on

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class TermRule(Rule):
    """The term of some kinds.

    years: None for a right without end. counted_from: the event, or the earliest of these, that it is
    counted from (the same in all rules of a kind); its day decides which of several rules holds.
    to_year_end: it ends with the last year (copyright). at_most: so many years from another event,
    whatever the term. open_without: without the event it does not end (the author lives).
    """

    kinds: tuple[Kind, ...]
    years: int | None
    counted_from: tuple[What, ...] = ()
    to_year_end: bool = False
    at_most: tuple[What, int] | None = None
    open_without: bool = False


@dataclass(frozen=True, slots=True)
class Term:
    """last_day: the last day on which the right is valid, None if it has no end. rule: what says so."""

    last_day: date | None
    rule: TermRule


_FIFTEEN_YEAR_DESIGNS = date(2021, 6, 1)
_NEW_MARK_LAW = date(2027, 1, 1)
_NEW_VARIETY_RULES = date(2025, 6, 1)
_NEW_LAYOUT_RULES = date(2026, 10, 15)
_PATENT_LAW = "专利法（2020年修正）第四十二条"
_OLD_VARIETIES = "植物新品种保护条例（2014年修订）第三十四条"
_NEW_VARIETIES = (
    "植物新品种保护条例（国务院令第807号）第三十五条；此前授权的适用旧条例为默认参数，未见过渡条款"
)
_MARKS_2019 = "商标法（2019年修正）第三十九条、第四十条"
_MARKS_2026 = "商标法（2026年修订）第四十三条、第四十四条"
_LAYOUTS_2001 = "集成电路布图设计保护条例（2001年）第十二条"
_LAYOUTS_2026 = "集成电路布图设计保护条例（国务院令第842号）第十七条"

TERMS = (
    TermRule(
        id="R-TERM-INVENTION",
        source=Source(_PATENT_LAW),
        kinds=(Kind.INVENTION,),
        years=20,
        counted_from=(What.FILED,),
    ),
    TermRule(
        id="R-TERM-UTILITY-MODEL",
        source=Source(_PATENT_LAW),
        kinds=(Kind.UTILITY_MODEL,),
        years=10,
        counted_from=(What.FILED,),
    ),
    TermRule(
        id="R-TERM-DESIGN-2008",
        source=Source("专利法（2008年修正）第四十二条"),
        valid_to=_FIFTEEN_YEAR_DESIGNS - _DAY,
        kinds=(Kind.DESIGN,),
        years=10,
        counted_from=(What.FILED,),
    ),
    TermRule(
        id="R-TERM-DESIGN-2020",
        source=Source(f"{_PATENT_LAW}，适用于2021年6月1日起申请的"),
        valid_from=_FIFTEEN_YEAR_DESIGNS,
        kinds=(Kind.DESIGN,),
        years=15,
        counted_from=(What.FILED,),
    ),
    TermRule(
        id="R-TERM-MARK-2019",
        source=Source(_MARKS_2019),
        valid_to=_NEW_MARK_LAW - _DAY,
        kinds=MARKS,
        years=10,
        counted_from=(What.GRANTED,),
    ),
    TermRule(
        id="R-TERM-MARK-2026",
        source=Source(_MARKS_2026),
        valid_from=_NEW_MARK_LAW,
        kinds=MARKS,
        years=10,
        counted_from=(What.GRANTED,),
    ),
    TermRule(
        id="R-TERM-INDICATION",
        source=Source("地理标志保护产品、农产品地理标志没有届满日，直至撤销"),
        kinds=(Kind.INDICATION,),
        years=None,
    ),
    TermRule(
        id="R-TERM-VARIETY-WOODY-2014",
        source=Source(_OLD_VARIETIES),
        valid_to=_NEW_VARIETY_RULES - _DAY,
        kinds=(Kind.WOODY_VARIETY,),
        years=20,
        counted_from=(What.GRANTED,),
    ),
    TermRule(
        id="R-TERM-VARIETY-WOODY-2025",
        source=Source(_NEW_VARIETIES, Confidence.MEDIUM),
        valid_from=_NEW_VARIETY_RULES,
        kinds=(Kind.WOODY_VARIETY,),
        years=25,
        counted_from=(What.GRANTED,),
    ),
    TermRule(
        id="R-TERM-VARIETY-OTHER-2014",
        source=Source(_OLD_VARIETIES),
        valid_to=_NEW_VARIETY_RULES - _DAY,
        kinds=(Kind.OTHER_VARIETY,),
        years=15,
        counted_from=(What.GRANTED,),
    ),
    TermRule(
        id="R-TERM-VARIETY-OTHER-2025",
        source=Source(_NEW_VARIETIES, Confidence.MEDIUM),
        valid_from=_NEW_VARIETY_RULES,
        kinds=(Kind.OTHER_VARIETY,),
        years=20,
        counted_from=(What.GRANTED,),
    ),
    TermRule(
        id="R-TERM-LAYOUT-2001",
        source=Source(_LAYOUTS_2001),
        valid_to=_NEW_LAYOUT_RULES - _DAY,
        kinds=(Kind.LAYOUT_DESIGN,),
        years=10,
        counted_from=(What.FILED, What.FIRST_USED),
        at_most=(What.CREATED, 15),
    ),
    TermRule(
        id="R-TERM-LAYOUT-2026",
        source=Source(_LAYOUTS_2026, Confidence.MEDIUM),
        valid_from=_NEW_LAYOUT_RULES,
        kinds=(Kind.LAYOUT_DESIGN,),
        years=10,
        counted_from=(What.FILED, What.FIRST_USED),
        at_most=(What.CREATED, 15),
    ),
    TermRule(
        id="R-TERM-WORK-ORGANISATION",
        source=Source("著作权法（2020年修正）第二十三条；计算机软件保护条例第十四条"),
        kinds=WORKS_OF_ORGANISATIONS,
        years=50,
        counted_from=(What.FIRST_PUBLISHED,),
        to_year_end=True,
        # 自创作完成后五十年内未发表的，不再保护.
        at_most=(What.CREATED, 50),
    ),
    TermRule(
        id="R-TERM-WORK-PERSON",
        source=Source("著作权法（2020年修正）第二十三条；计算机软件保护条例第十四条"),
        kinds=WORKS_OF_PERSONS,
        years=50,
        counted_from=(What.AUTHOR_DIED,),
        to_year_end=True,
        open_without=True,
    ),
)


def last_day_after(start: date, years: int) -> date:
    """The last day of a term that begins with a day which counts: the day before the corresponding one.

    Without a corresponding day (29 February) the last day of that month (商标法实施条例 art 12). It is
    not moved when it is a rest day.
    """
    end = Period(years, Unit.YEARS).end_after(start)
    return end - _DAY if end.day == start.day else end


def year_end_after(start: date, years: int) -> date:
    """31 December of the so-many-th year after a day (著作权法 art 23)."""
    return date(start.year + years, 12, 31)


def term_of(kind: Kind, events: Sequence[Event], rules: Sequence[TermRule] = TERMS) -> Term | None:
    """The term that follows from what is known; without renewals and compensation.

    events: the known ones. Returns None when the event that it is counted from is not known. Raises
    NoRule when no rule is on file for the kind on that day.
    """
    mine = [rule for rule in rules if kind in rule.kinds]
    if not mine:
        raise NoRule(f"没有“{kind}”的期限规则。")
    start = _start(mine[0], events)
    if start is None:
        return _without_start(mine[0], events)
    rule = rule_on(mine, start, f"{kind} 的期限")
    last = _measure(rule)(start, rule.years) if rule.years else None
    return Term(_limited(rule, last, start, events), rule)


def _start(rule: TermRule, events: Sequence[Event]) -> date | None:
    """The day that the term is counted from; for a term without end any day will do."""
    if rule.years is None:
        return date.max
    found = (only(events, what) for what in rule.counted_from)
    return min((event.effective_on for event in found if event), default=None)


def _without_start(rule: TermRule, events: Sequence[Event]) -> Term | None:
    """The author lives; or the work is not published, and protected as long as it may still be."""
    if rule.open_without:
        return Term(None, rule)
    if rule.to_year_end and (limit := _limit(rule, events)):
        return Term(limit, rule)
    return None


def _limited(
    rule: TermRule, last: date | None, start: date, events: Sequence[Event]
) -> date | None:
    """Within what the rule allows at most. A work that was published in time keeps its whole term."""
    limit = _limit(rule, events)
    if last is None or limit is None or (rule.to_year_end and start <= limit):
        return last
    return min(last, limit)


def _limit(rule: TermRule, events: Sequence[Event]) -> date | None:
    if rule.at_most is None:
        return None
    what, years = rule.at_most
    event = only(events, what)
    return _measure(rule)(event.effective_on, years) if event else None


def _measure(rule: TermRule) -> Callable[[date, int], date]:
    return year_end_after if rule.to_year_end else last_day_after
