"""Stretches of months and years as stages of work are dated (PATTERNS §6)."""

import re
from dataclasses import dataclass

from zhicheng.engines.plans.text.characters import numeral

# One month, with the characters that get lost: 2023年8月, 20238月, 2023.8, 2023-08; a year alone.
_POINT = (
    r"(?P<{0}y>20\d{{2}})(?P<{0}sep>年|[./-])?(?:(?P<{0}m>1[0-2]|0?[1-9])(?:月份?|(?=[-~至到一)\s]|$))"
    r"(?:[0-3]?\d日|上旬|中旬|下旬|底|初)?)?"
)
_TO = r"\s*(?:起)?(?:[-~至到一]|—|开始至|起至)\s*"
RANGE = re.compile(
    _POINT.format("a")
    + "(?:"
    + _TO
    + r"(?:"
    + _POINT.format("b")
    + r"|(?P<m2>1[0-2]|0?[1-9])月(?:[0-3]?\d日|上旬|中旬|下旬|底|初)?))?"
    + r"(?P<open>以后|之后|起|以来|后)?(?P<before>底?(?:之?前|以前|底|末))?"
)
_FROM_NOW = re.compile(
    r"(?:即日起|印发之日起|发布之日起|自发布)[^,。;)]{0,4}" + _TO + _POINT.format("c")
)
# 2024年上半年, 2024年一季度至三季度.
_PARTS = {
    "上半年": (1, 6), "下半年": (7, 12), "一季度": (1, 3), "二季度": (4, 6), "三季度": (7, 9),
    "四季度": (10, 12), "1季度": (1, 3), "2季度": (4, 6), "3季度": (7, 9), "4季度": (10, 12),
}  # fmt: skip
_PART_OF_YEAR = re.compile(
    rf"(?P<year>20\d{{2}})年?第?(?P<part>{'|'.join(_PARTS)})(?:{_TO}第?(?P<last>{'|'.join(_PARTS)}))?"
)
_WORDED_YEAR = re.compile("[二][〇○零一二三四五六七八九]{3}(?=年)")
_WORDED = re.compile(
    "(?<=[年至到-])[一二三四五六七八九十]{1,2}(?=月)|[一二三四五六七八九十]{1,3}(?=日)"
)
_FIGURES = str.maketrans("〇○零一二三四五六七八九", "000123456789")
_PART = "(?:[0-3]?\\d日|份|上旬|中旬|下旬|底|初)?"
_MONTH = "1[0-2]|0?[1-9]"
# Months without a year: 5-7月, 4月上旬, 4月中旬-6月底, 11月至次年3月.
MONTHS = re.compile(
    rf"(?<![\d年./-])(?P<a>{_MONTH})(?:月{_PART}(?:{_TO}(?P<next>次年|翌年)?(?P<b>{_MONTH})月{_PART})?|{_TO}(?P<c>{_MONTH})月{_PART})"
    r"(?P<open>以后|之后|起|以来|后)?(?P<before>底?(?:之?前|以前|底|末))?"
)


@dataclass(frozen=True, slots=True)
class Stretch:
    """Months ``YYYY-MM`` or years ``YYYY``; ``None`` for an open end.

    doubt: what a person must look at, a key of ``_WHY``.
    """

    start: str | None
    end: str | None
    doubt: str = ""


@dataclass(slots=True)
class Calendar:
    """The year that bare months are in, 0 while none is known, and the last month named in it."""

    year: int
    month: int = 0

    def keep(self, when: Stretch) -> None:
        """Goes on from a stage whose year is written."""
        named = when.start or str(when.end)
        self.year, self.month = int(named[:4]), int(named[5:] or 1)

    def enter(self, month: int) -> str:
        """The month as ``YYYY-MM``; months that go backwards are those of the next year."""
        self.year += month < self.month
        self.month = month
        return f"{self.year}-{month:02d}"


def stretch(text: str) -> Stretch | None:
    """The months that a folded phrase gives, ``None`` if it gives none."""
    text = _in_figures(text)
    if now := _FROM_NOW.search(text):
        return Stretch(None, _month(now, "c"))
    if part := _PART_OF_YEAR.search(text):
        begins, ends = _PARTS[part["part"]][0], _PARTS[part["last"] or part["part"]][1]
        return Stretch(f"{part['year']}-{begins:02d}", f"{part['year']}-{ends:02d}")
    found = RANGE.search(text)
    if not found:
        return None
    first: str | None = _month(found, "a")
    second = _month(found, "b") if found["by"] else None
    if found["m2"] and found["ay"]:
        second = f"{found['ay']}-{int(found['m2']):02d}"
    lost = any(found[p + "m"] and not found[p + "sep"] for p in "ab")
    mangled = "date_mangled" if lost else ""
    if found["open"]:
        return Stretch(first, None, mangled)
    if second is None:
        second, first = first, None if found["before"] else first
    return Stretch(first, second, mangled)


def _in_figures(text: str) -> str:
    """二〇二四年三月 → 2024年3月."""
    return _WORDED.sub(
        lambda found: str(numeral(found[0])),
        _WORDED_YEAR.sub(lambda found: found[0].translate(_FIGURES), text),
    )


def _month(found: re.Match[str], point: str) -> str:
    month = found[point + "m"]
    return f"{found[point + 'y']}-{int(month):02d}" if month else found[point + "y"]


def months(text: str, calendar: Calendar) -> Stretch | None:
    """The months that a folded phrase gives without a year, ``None`` if it gives none."""
    found = MONTHS.search(text)
    if not found:
        return None
    if not calendar.year:
        return Stretch(None, None, "year_missing")
    first: str | None = calendar.enter(int(found["a"]))
    last = found["b"] or found["c"]
    if found["open"]:
        return Stretch(first, None, "year_inferred")
    second = calendar.enter(int(last)) if last else first
    if found["before"] or (not last and "底" in found[0]):
        first = first if last else None
    return Stretch(first, second, "year_inferred")
