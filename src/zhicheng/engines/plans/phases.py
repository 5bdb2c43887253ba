"""Phases: stages of the work with their months (PATTERNS §6).

Mangled dates are read and doubted; so are bare months (4月底前, 5-7月), whose year is that of the plan.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from zhicheng.engines.plans.facts.dates import Clock
from zhicheng.engines.plans.reading import Doubt, Phase
from zhicheng.engines.plans.structure.items import Item
from zhicheng.engines.plans.structure.roles import Role
from zhicheng.engines.plans.text.passages import Passage, Span
from zhicheng.engines.plans.units.brackets import pairs

# One month, with the characters that get lost: 2023年8月, 20238月, 2023.8, 2023-08; a year alone.
_POINT = (
    r"(?P<{0}y>20\d{{2}})(?P<{0}sep>年|[./-])?(?:(?P<{0}m>1[0-2]|0?[1-9])(?:月份?|(?=[-~至到一)\s]|$))"
    r"(?:[0-3]?\d日|上旬|中旬|下旬|底|初)?)?"
)
_TO = r"\s*(?:起)?(?:[-~至到一]|—|开始至|起至)\s*"
_RANGE = re.compile(
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
_PART = "(?:[0-3]?\\d日|份|上旬|中旬|下旬|底|初)?"
_MONTH = "1[0-2]|0?[1-9]"
# Months without a year: 5-7月, 4月上旬, 4月中旬-6月底, 11月至次年3月.
_MONTHS = re.compile(
    rf"(?<![\d年./-])(?P<a>{_MONTH})(?:月{_PART}(?:{_TO}(?P<next>次年|翌年)?(?P<b>{_MONTH})月{_PART})?|{_TO}(?P<c>{_MONTH})月{_PART})"
    r"(?P<open>以后|之后|起|以来|后)?(?P<before>底?(?:之?前|以前|底|末))?"
)
_STAGE = re.compile(r"^(?:第[一二三四五六七八九十]阶段|[^,。;:]{2,20}阶段)")
_SEPARATOR = re.compile(r"[:,]")


@dataclass(frozen=True, slots=True)
class Stretch:
    """Months ``YYYY-MM`` or years ``YYYY``; ``None`` for an open end.

    doubt: what a person must look at, a key of ``_WHY``.
    """

    start: str | None
    end: str | None
    doubt: str = ""


_WHY = {
    "date_mangled": "日期缺字，读作 {} 至 {}，请核对",
    "year_inferred": "只写月份未写年份，按上下文读作 {} 至 {}，请核对",
    "year_missing": "只写月份，文件中未见年份，请补充起止时间",
}


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


@dataclass(frozen=True, slots=True)
class PhasesRead:
    phases: tuple[Phase, ...]
    doubts: tuple[Doubt, ...]


def phases_of(items: Sequence[Item], clock: Clock) -> PhasesRead:
    """The stages under headings of phases, each with its months. clock: the year of bare months."""
    phases, doubts = [], []
    calendar = Calendar(int(clock.issued or 0))
    for item in items:
        if item.role is not Role.PHASES:
            continue
        for phase, when in _phases(item, calendar):
            phases.append(phase)
            if when.doubt:
                why = _WHY[when.doubt].format(phase.start or "未写明", phase.end or "未写明")
                written = phase.text_as_written
                doubts.append(Doubt(item.path, written, "phases", when.doubt, why, phase.span))
    return PhasesRead(tuple(phases), tuple(doubts))


def stretch(text: str) -> Stretch | None:
    """The months that a folded phrase gives, ``None`` if it gives none."""
    if now := _FROM_NOW.search(text):
        return Stretch(None, _month(now, "c"))
    found = _RANGE.search(text)
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


def _month(found: re.Match[str], point: str) -> str:
    month = found[point + "m"]
    return f"{found[point + 'y']}-{int(month):02d}" if month else found[point + "y"]


def months(text: str, calendar: Calendar) -> Stretch | None:
    """The months that a folded phrase gives without a year, ``None`` if it gives none."""
    found = _MONTHS.search(text)
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


def _phases(item: Item, calendar: Calendar) -> Iterator[tuple[Phase, Stretch]]:
    heading = item.headline
    if heading is not None and (made := _from(item, heading, item.text, calendar)):
        yield made
        return
    for one in item.paragraphs:
        opens = heading is not None and one is item.paragraphs[0]
        if (opens or _STAGE.match(one.text)) and (made := _from(item, one, one.raw(), calendar)):
            yield made


def _from(item: Item, one: Passage, text: str, calendar: Calendar) -> tuple[Phase, Stretch] | None:
    """A phase out of a title or paragraph with its months in brackets or in its first words."""
    for start, end in pairs(one.text[:120]):
        if when := _when(one.text[start + 1 : end - 1], calendar):
            span = one.span(start + 1, end - 1)
            return _phase(item, one, when, (0, start), span, one.raw(start + 1, end - 1), text)
    head = one.text[:60].partition("。")[0]
    found = _RANGE.search(head) or (_MONTHS.search(head) if _STAGE.match(head) else None)
    when = _when(head, calendar) if found else None
    if not found or when is None:
        return None
    name = _name_beside(head, found.start(), found.end())
    span = one.span(found.start(), found.end())
    written = one.raw(found.start(), found.end())
    return _phase(item, one, when, name, span, written, text)


def _when(text: str, calendar: Calendar) -> Stretch | None:
    when = stretch(text)
    if when is None:
        return months(text, calendar)
    calendar.keep(when)
    return when


def _name_beside(head: str, start: int, end: int) -> Span:
    """The words of a title before its months, or behind them where it opens with them."""
    first = 0 if start else end
    name = _SEPARATOR.split(head[first : start or len(head)])[0]
    return first, first + len(name)


def _phase(
    item: Item,
    one: Passage,
    when: Stretch,
    name: Span,
    span: Span,
    written: str,
    text: str,
) -> tuple[Phase, Stretch]:
    title = one.raw(*name).strip(" ：:，,。") or item.title
    return Phase(title, when.start, when.end, written, item.path, span, text), when
