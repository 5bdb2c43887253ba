"""How long: so many working days, days, months or years."""

import calendar
import re
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

_MONTHS_A_YEAR = 12


class Unit(StrEnum):
    WORKING_DAYS = "wd"
    DAYS = "d"
    MONTHS = "m"
    YEARS = "y"


NAMES = {
    Unit.WORKING_DAYS: "个工作日",
    Unit.DAYS: "日",
    Unit.MONTHS: "个月",
    Unit.YEARS: "年",
}
LONGEST = {Unit.WORKING_DAYS: 9999, Unit.DAYS: 36500, Unit.MONTHS: 1200, Unit.YEARS: 100}
_WORDS = {
    "wd": Unit.WORKING_DAYS,
    "个工作日": Unit.WORKING_DAYS,
    "工作日": Unit.WORKING_DAYS,
    "d": Unit.DAYS,
    "日": Unit.DAYS,
    "天": Unit.DAYS,
    "m": Unit.MONTHS,
    "个月": Unit.MONTHS,
    "y": Unit.YEARS,
    "年": Unit.YEARS,
}
_DIGITS = {sign: n for n, sign in enumerate("一二三四五六七八九", 1)} | {"两": 2}
_ONE = f"[{''.join(_DIGITS)}]"
# 五, 十五, 二十, 一百, 一百零五, 一百二十; not 一百二, which people say for 120.
_NUMERAL = re.compile(
    rf"(?:(?P<h>{_ONE})百(?=$|零{_ONE}$|{_ONE}十)零?)?(?:(?P<t>{_ONE})?十)?(?P<o>{_ONE})?"
)
_PERIOD = re.compile(rf"([0-9]+|[{''.join(_DIGITS)}零十百]+)\s*({'|'.join(_WORDS)})")


class PeriodError(ValueError):
    """Not a period. The message is Chinese, for people."""


@dataclass(frozen=True, slots=True)
class Period:
    """A period of law. Raises PeriodError when it is not positive, or longer than any law has."""

    number: int
    unit: Unit

    def __post_init__(self) -> None:
        if not 1 <= self.number <= LONGEST[self.unit]:
            limit = f"1 到 {LONGEST[self.unit]} {NAMES[self.unit]}"
            raise PeriodError(f"期限“{self.number}{NAMES[self.unit]}”超出范围，应为 {limit}。")

    @classmethod
    def parse(cls, words: str) -> "Period":
        """Read ``15wd``, ``30d``, ``3m``, ``1y``, ``15个工作日``, ``30日``, ``三个月``, ``1年``.

        Raises PeriodError.
        """
        found = _PERIOD.fullmatch(words.strip().lower())
        number = _number(found[1]) if found else None
        if found is None or number is None:
            raise PeriodError(
                f"看不懂期限“{words}”。写法如 15wd（工作日）、30d（日）、3m（月）、1y（年），或 15个工作日。"
            )
        return cls(number, _WORDS[found[2]])

    def end_after(self, start: date) -> date:
        """The last day of a period in days, months or years; the start is not counted (R-T-1).

        A month without the corresponding day ends on its last one. Raises OverflowError beyond the
        year 9999.
        """
        if self.unit is Unit.DAYS:
            return start + timedelta(days=self.number)
        months = self.number * (_MONTHS_A_YEAR if self.unit is Unit.YEARS else 1)
        year, month = divmod(start.year * _MONTHS_A_YEAR + start.month - 1 + months, _MONTHS_A_YEAR)
        if year > date.max.year:
            raise OverflowError("the period ends after the last year")
        return date(year, month + 1, min(start.day, calendar.monthrange(year, month + 1)[1]))

    def __str__(self) -> str:
        return f"{self.number}{NAMES[self.unit]}"


_FIGURES = 18
"""A number of more figures is not read, and shown as it was typed."""


def _number(words: str) -> int | None:
    """Figures, or Chinese numerals up to 九百九十九; None when they make no number, or none of any use."""
    if words.isascii():
        return int(words) if len(words) <= _FIGURES else None
    found = _NUMERAL.fullmatch(words)
    if found is None:
        return None
    hundreds, tens, ones = (_DIGITS.get(found[part] or "", 0) for part in ("h", "t", "o"))
    return hundreds * 100 + (tens or ("十" in words)) * 10 + ones
