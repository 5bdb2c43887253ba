"""Dates and due times as plans write them (PATTERNS §5, §6)."""

import re
from dataclasses import dataclass

from zhicheng.engines.plans.text.characters import digits, numeral

_DAY = re.compile(
    r"([\d〇○零一二三四五六七八九]{4})[年\-/.](\d{1,2}|[一二三四五六七八九十]{1,3})[月\-/.](\d{1,2}|[一二三四五六七八九十]{1,3})日?"
)
# 到2026年底 · 2026年12月底前 · 2026年上半年 · 力争到2030年 · 到"十四五"末
DUE = re.compile(
    r"(?<![较比以自从与在由])(?:力争|争取|确保|预计|计划|努力)?(?P<to>到|至|截至|截止)?(?:(?P<year>20\d{2})年|[“\"]?(?P<plan>十[三四五六七]五)[”\"]?(?P<plan_end>末|期末|期间|时期))"
    r"(?:(?P<month>1[0-2]|0?[1-9])月(?:(?P<day>[0-3]?\d)日|份)?|(?P<part>上半年|下半年|[一二三四]季度|[1-4]季度))?"
    r"(?P<tail>(?:年?底|年?末|底|末|月底|月末)?(?:之?前|以前)?)(?!起)"
)
# 2022年起3年内, 从2022年开始用三年时间: so many years, the first one included.
_WITHIN = re.compile(
    r"(?P<year>20\d{2})年(?:起|开始),?(?:力争)?(?:的|用)?(?P<span>[1-9]|[一二两三四五])年(?:内|时间|左右)"
)
_FIVE_YEAR = {
    "十三五": "2020",
    "十四五": "2025",
    "十五五": "2030",
    "十六五": "2035",
    "十七五": "2040",
}
_PARTS = {
    "上半年": "06", "下半年": "12", "一季度": "03", "二季度": "06", "三季度": "09", "四季度": "12",
    "1季度": "03", "2季度": "06", "3季度": "09", "4季度": "12",
}  # fmt: skip
# Without a year: 今年底前 means the year of issue; a bare 年底前 holds in a plan for one year.
_THIS_YEAR = re.compile(
    r"(?<![一二两三四五六七八九十\d])(?:今年|本年度?|年内|当年)(?:年?底|末)?(?:之?前|以前)?"
)
_BARE = re.compile(
    r"(?<![每\d年])(?:年底|年末)(?:之?前|以前)|(?<![\d年])(?P<month>1[0-2]|0?[1-9])月(?:底|末|份|\d{1,2}日)?(?:之?前|以前)"
)
_RANGE = re.compile(r"(20\d{2})年?[-~至到一—](20\d{2}|\d{2}(?=年|\)))年?")


@dataclass(frozen=True, slots=True)
class Due:
    """A due time. value: ``YYYY`` or ``YYYY-MM``; start, end: where it stands."""

    value: str
    start: int
    end: int


def day(text: str) -> str | None:
    """The first full date of a folded text as ``YYYY-MM-DD``, in Arabic or Chinese numerals."""
    for found in _DAY.finditer(text):
        year, month, date = digits(found[1]), numeral(found[2]), numeral(found[3])
        if year.isdigit() and month and date and month <= 12 and date <= 31 and year[0] in "12":
            return f"{year}-{month:02d}-{date:02d}"
    return None


@dataclass(frozen=True, slots=True)
class Clock:
    """What time it is in a document. issued: its year of issue. only: the one year it plans for."""

    issued: str | None = None
    only: str | None = None


def dues(text: str, clock: Clock) -> list[Due]:
    """Every due time in a folded text, in order."""
    found = [Due(_value(one), one.start(), one.end()) for one in DUE.finditer(text)]
    found += [_within(one) for one in _WITHIN.finditer(text)]
    taken = {index for one in found for index in range(one.start, one.end)}
    if clock.issued:
        found += [
            Due(clock.issued, one.start(), one.end())
            for one in _THIS_YEAR.finditer(text)
            if one.start() not in taken
        ]
    if clock.only:
        found += [
            Due(_in_year(clock.only, one["month"]), one.start(), one.end())
            for one in _BARE.finditer(text)
            if one.start() not in taken
        ]
    return sorted(found, key=lambda one: one.start)


def due_value(text: str, clock: Clock) -> str | None:
    """The last due time of a phrase such as 2025年12月底前, or ``None``."""
    found = dues(text, clock)
    return found[-1].value if found else None


def _within(found: re.Match[str]) -> Due:
    value = int(found["year"]) + (numeral(found["span"]) or 1) - 1
    return Due(str(value), found.start(), found.end())


def _in_year(year: str, month: str | None) -> str:
    return f"{year}-{int(month):02d}" if month else year


def years(text: str) -> tuple[str, str] | None:
    """The range of years in a title (2022-2025年), or ``None``."""
    found = _RANGE.search(text)
    if not found:
        return None
    end = found[2] if len(found[2]) == 4 else found[1][:2] + found[2]
    return (found[1], end) if found[1] <= end else None


def five_year_plan(text: str) -> tuple[str, str] | None:
    """First and last year of the five-year plan that a title names (十四五 → 2021, 2025)."""
    for name, end in _FIVE_YEAR.items():
        if name in text:
            return str(int(end) - 4), end
    return None


def _value(found: re.Match[str]) -> str:
    if found["plan"]:
        return _FIVE_YEAR[found["plan"]]
    if found["month"]:
        return f"{found['year']}-{int(found['month']):02d}"
    return f"{found['year']}-{_PARTS[found['part']]}" if found["part"] else str(found["year"])
