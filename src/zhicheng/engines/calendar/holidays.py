"""The days that the law itself makes holidays (全国年节及纪念日放假办法), as data with validity."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from borax.calendars.lunardate import LunarDate

from zhicheng.engines.calendar.years import DAY

_QINGMING = range(3, 7)  # the solar term falls on one of 3 to 6 April in all years of the tables


@dataclass(frozen=True, slots=True)
class StatutoryRule:
    """A version of the list. valid_from, valid_to: years, both counted. source: decree and article."""

    valid_from: int
    valid_to: int
    source: str
    days: Callable[[int], dict[date, str]]


def _solar(year: int, labour_days: int) -> dict[date, str]:
    labour = {date(year, 5, 1 + n): "劳动节" for n in range(labour_days)}
    national = {date(year, 10, 1 + n): "国庆节" for n in range(3)}
    return {date(year, 1, 1): "元旦"} | labour | national


def _lunar(year: int) -> dict[date, str]:
    """春节 (正月初一 to 初三), 清明, 端午, 中秋.

    The tables of borax agree with an astronomical computation (寿星万年历) in every one of these days
    from 2000 to 2088.
    """
    spring = LunarDate(year, 1, 1).to_solar_date()
    return {
        **{spring + DAY * n: "春节" for n in range(3)},
        _qingming(year): "清明节",
        LunarDate(year, 5, 5).to_solar_date(): "端午节",
        LunarDate(year, 8, 15).to_solar_date(): "中秋节",
    }


def _qingming(year: int) -> date:
    days = (date(year, 4, day) for day in _QINGMING)
    return next(day for day in days if LunarDate.from_solar(day).term == "清明")


def _eleven(year: int) -> dict[date, str]:
    return _solar(year, 1) | _lunar(year)


def _thirteen(year: int) -> dict[date, str]:
    """Since 2025 除夕 and 2 May are holidays too."""
    eve = LunarDate(year, 1, 1).to_solar_date() - DAY
    return _solar(year, 2) | _lunar(year) | {eve: "春节"}


RULES = (
    StatutoryRule(2014, 2024, "全国年节及纪念日放假办法（2013年修订）第二条", _eleven),
    StatutoryRule(2025, 2088, "全国年节及纪念日放假办法（2024年修订）第二条", _thirteen),
)


def statutory_rule(year: int) -> StatutoryRule | None:
    """The version that holds in a year; None for years that the tables do not reach."""
    return next((rule for rule in RULES if rule.valid_from <= year <= rule.valid_to), None)
