"""What a paper is about: its kind, its period, what it is called."""

from datetime import date, timedelta
from enum import StrEnum
from typing import Final

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from zhicheng.foundation.face.told import told

FIRST_YEAR: Final = 2000
QUARTERS: Final = (1, 2, 3, 4)
_QUARTER_WORDS: Final = ("一", "二", "三", "四")


class Kind(StrEnum):
    QUARTERLY = "quarterly"
    YEARLY = "yearly"


KIND_NAMES: Final = {Kind.QUARTERLY: _("季度简报"), Kind.YEARLY: _("年度报告")}


def period_of(year: int, quarter: int | None) -> tuple[date, date]:
    """First and last day of a quarter, or of the whole year. Raises ValueError for a quarter that is none."""
    if quarter is None:
        return date(year, 1, 1), date(year, 12, 31)
    if quarter not in QUARTERS:
        raise ValueError(f"no quarter {quarter}")
    following = date(year + quarter // 4, quarter % 4 * 3 + 1, 1)
    return date(year, quarter * 3 - 2, 1), following - timedelta(1)


def quarter_before(today: date) -> tuple[int, int]:
    """Year and number of the last quarter that has ended."""
    past = (today.month - 1) // 3
    return (today.year, past) if past else (today.year - 1, 4)


def period_faults(kind: Kind, year: int, quarter: int | None, today: date) -> dict[str, str]:
    """What is wrong with the period that is asked for: field → message (Chinese)."""
    if not FIRST_YEAR <= year <= today.year:
        return {
            "year": gettext("年份应在%(first)s至%(last)s之间。")
            % {"first": FIRST_YEAR, "last": today.year}
        }
    if kind is Kind.QUARTERLY and quarter not in QUARTERS:
        return {"quarter": gettext("季度简报须选择季度。")}
    if kind is Kind.YEARLY and quarter is not None:
        return {"quarter": gettext("年度报告不分季度，请不要选择季度。")}
    if period_of(year, quarter)[0] > today:
        return {"quarter": gettext("所选季度尚未开始，不能编写简报。")}
    return {}


def period_words(year: int, quarter: int | None) -> str:
    """2026年第三季度; 2026年度. To be kept: in Chinese."""
    if quarter is None:
        return told("%(year)s年度", year=year)
    return told("%(year)s年第%(quarter)s季度", year=year, quarter=_QUARTER_WORDS[quarter - 1])


def title_of(year: int, quarter: int | None, about: str) -> str:
    """What a paper is called where nobody calls it otherwise. about: the plan, or empty for all of the city."""
    of = told("“%(plan)s”", plan=about) if about else told("知识产权工作")
    period = period_words(year, quarter)
    if quarter is None:
        return told("%(period)s%(of)s报告", period=period, of=of)
    return told("%(period)s%(of)s简报", period=period, of=of)


def number_of(year: int, quarter: int | None, edition: int) -> str:
    """2026年第3期; the yearly report has its year alone. A paper that takes another's place says which
    edition it is. To be kept: in Chinese."""
    number = told("%(year)s年度", year=year) if quarter is None else told(
        "%(year)s年第%(quarter)s期", year=year, quarter=quarter
    )  # fmt: skip
    return number if edition == 1 else told("%(number)s（第%(n)s版）", number=number, n=edition)
