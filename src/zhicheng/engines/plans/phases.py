"""Phases: stages of the work with their months, mangled dates included (PATTERNS §6)."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

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
_STAGE = re.compile(r"^(?:第[一二三四五六七八九十]阶段|[^,。;:]{2,20}阶段)")
_SEPARATOR = re.compile(r"[:,]")


@dataclass(frozen=True, slots=True)
class Stretch:
    """Months ``YYYY-MM`` or years ``YYYY``; ``None`` for an open end. mangled: signs are lost."""

    start: str | None
    end: str | None
    mangled: bool


@dataclass(frozen=True, slots=True)
class PhasesRead:
    phases: tuple[Phase, ...]
    doubts: tuple[Doubt, ...]


def phases_of(items: Sequence[Item]) -> PhasesRead:
    """The stages under headings of phases, each with its months."""
    phases, doubts = [], []
    for item in items:
        if item.role is not Role.PHASES:
            continue
        for phase, mangled in _phases(item):
            phases.append(phase)
            if mangled:
                why = f"日期缺字，读作 {phase.start or '未写明'} 至 {phase.end or '未写明'}，请核对"
                doubts.append(
                    Doubt(
                        item.path, phase.text_as_written, "phases", "date_mangled", why, phase.span
                    )
                )
    return PhasesRead(tuple(phases), tuple(doubts))


def stretch(text: str) -> Stretch | None:
    """The months that a folded phrase gives, ``None`` if it gives none."""
    if now := _FROM_NOW.search(text):
        return Stretch(None, _month(now, "c"), False)
    found = _RANGE.search(text)
    if not found:
        return None
    first: str | None = _month(found, "a")
    second = _month(found, "b") if found["by"] else None
    if found["m2"] and found["ay"]:
        second = f"{found['ay']}-{int(found['m2']):02d}"
    mangled = any(found[p + "m"] and not found[p + "sep"] for p in "ab")
    if found["open"]:
        return Stretch(first, None, mangled)
    if second is None:
        second, first = first, None if found["before"] else first
    return Stretch(first, second, mangled)


def _month(found: re.Match[str], point: str) -> str:
    month = found[point + "m"]
    return f"{found[point + 'y']}-{int(month):02d}" if month else found[point + "y"]


def _phases(item: Item) -> Iterator[tuple[Phase, bool]]:
    heading = item.headline
    if heading is not None and (made := _from(item, heading, item.text)):
        yield made
        return
    for one in item.paragraphs:
        opens = heading is not None and one is item.paragraphs[0]
        if (opens or _STAGE.match(one.text)) and (made := _from(item, one, one.raw())):
            yield made


def _from(item: Item, one: Passage, text: str) -> tuple[Phase, bool] | None:
    """A phase out of a title or paragraph with its months in brackets or in its first words."""
    for start, end in pairs(one.text[:120]):
        if when := stretch(one.text[start + 1 : end - 1]):
            span = one.span(start + 1, end - 1)
            return _phase(item, one, when, (0, start), span, one.raw(start + 1, end - 1), text)
    head = one.text[:60].partition("。")[0]
    found = _RANGE.search(head)
    when = stretch(head) if found else None
    if not found or when is None:
        return None
    name = _name_beside(head, found.start(), found.end())
    span = one.span(found.start(), found.end())
    written = one.raw(found.start(), found.end())
    return _phase(item, one, when, name, span, written, text)


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
) -> tuple[Phase, bool]:
    title = one.raw(*name).strip(" ：:，,。") or item.title
    return Phase(title, when.start, when.end, written, item.path, span, text), when.mangled
