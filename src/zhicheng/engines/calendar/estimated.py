"""A year that nobody has published, from what the law fixes (R-T-4). Always provisional."""

from functools import lru_cache

from zhicheng.engines.calendar.holidays import statutory_rule
from zhicheng.engines.calendar.unknown import CalendarUnknown
from zhicheng.engines.calendar.years import CalendarYear


@lru_cache(maxsize=128)
def estimated(year: int) -> CalendarYear:
    """Monday to Friday without the statutory holidays; no bridge days, no make-up days.

    Which days make up for a holiday on a weekend is what the notice decides, so they are left out: the
    estimate has too many working days rather than too few, and its deadlines are early rather than
    late. Raises CalendarUnknown for years whose lunar days are not computed.
    """
    rule = statutory_rule(year)
    if rule is None:
        raise CalendarUnknown(year, f"{year}年超出可以预计的年份，不能推算该年的工作日。")
    source = f"预计：周一至周五，除去{rule.source}所列节日"
    return CalendarYear(
        year=year,
        off=frozenset(rule.days(year)),
        work=frozenset(),
        source=source,
        provisional=True,
    )
