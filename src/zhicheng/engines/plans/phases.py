"""Phases: stages of the work with their months (PATTERNS §6).

Mangled dates are read and doubted; so are bare months (4月底前, 5-7月), whose year is that of the plan.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from zhicheng.engines.plans.facts.dates import Clock
from zhicheng.engines.plans.facts.stretches import (
    MONTHS,
    RANGE,
    Calendar,
    Stretch,
    months,
    stretch,
)
from zhicheng.engines.plans.reading import Doubt, Phase
from zhicheng.engines.plans.structure.items import Item
from zhicheng.engines.plans.structure.roles import Role
from zhicheng.engines.plans.text.passages import Passage, Span
from zhicheng.engines.plans.units.brackets import pairs

_STAGE = re.compile(r"^(?:第[一二三四五六七八九十]阶段|[^,。;:]{2,20}阶段)")
# A stage that begins with its months, and stages with theirs in brackets behind them.
_DATED = re.compile(r"^[-—·\s]{0,4}20\d{2}[年./]")
_STAGES = re.compile(r"(?P<name>[^,。;:()]{2,20}(?:阶段|期))\((?=[^()]{0,12}月)")
_LABELLED = frozenset({"时间", "时间安排", "起止时间", "实施时间"})
# The heading of all stages, which is the name of none.
_SECTION = re.compile("步骤|安排|进度|时间|时序|计划|阶段划分")
_COUNTED = re.compile(r"^(?:[一二三四五六七八九]是|[-—·]+)")
_DASHES = "-—· "
_SEPARATOR = re.compile(r"[:,]")


_WHY = {
    "date_mangled": "日期缺字，读作 {} 至 {}，请核对",
    "year_inferred": "只写月份未写年份，按上下文读作 {} 至 {}，请核对",
    "year_missing": "只写月份，文件中未见年份，请补充起止时间",
}


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


def _phases(item: Item, calendar: Calendar) -> Iterator[tuple[Phase, Stretch]]:
    heading = item.headline
    if heading is not None and (made := _from(item, heading, item.text, calendar)):
        yield made
        return
    one_by_one = sum(bool(_DATED.match(one.text)) for one in item.paragraphs) > 1
    for number, one in enumerate(item.paragraphs):
        row = list(_STAGES.finditer(one.text))
        first = number == 0 and heading is not None
        if len(row) > 1:
            yield from _in_a_row(item, one, row, calendar)
        elif first or _STAGE.match(one.text) or (one_by_one and _DATED.match(one.text)):
            yield from _made(_from(item, one, one.raw(), calendar))


def _in_a_row(
    item: Item, one: Passage, row: Sequence[re.Match[str]], calendar: Calendar
) -> Iterator[tuple[Phase, Stretch]]:
    """Several stages in one paragraph: 动员阶段(3月),整治阶段(4-9月)."""
    ends = [*(stage.start() for stage in row[1:]), len(one)]
    for stage, end in zip(row, ends, strict=True):
        part = one.cut(stage.start(), end)
        yield from _made(_from(item, part, part.raw(), calendar))


def _made(found: tuple[Phase, Stretch] | None) -> Iterator[tuple[Phase, Stretch]]:
    if found is not None:
        yield found


def _from(item: Item, one: Passage, text: str, calendar: Calendar) -> tuple[Phase, Stretch] | None:
    """A phase out of a title or paragraph with its months in brackets or in its first words."""
    for start, end in pairs(one.text[:120]):
        if when := _when(one.text[start + 1 : end - 1], calendar):
            span = one.span(start + 1, end - 1)
            return _phase(item, one, when, (0, start), span, one.raw(start + 1, end - 1), text)
    head = one.text[:60].partition("。")[0]
    found = RANGE.search(head) or (MONTHS.search(head) if _STAGE.match(head) else None)
    when = _when(head, calendar) if found else None
    if not found or when is None:
        return None
    name = _name_beside(head, found.start(), found.end())
    below = one.span()[0] != item.title_span[0]
    if name[0] and below and not _SECTION.search(item.title):
        name = (0, 0)  # 启动阶段。2023年8月,动员部署。: the stage has its name in the title
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
    if head[:start].strip(_DASHES):
        first, last = 0, start
    else:
        first, last = end, len(head)
        first += len(head[first:]) - len(head[first:].lstrip(":, "))
    return first, first + len(_SEPARATOR.split(head[first:last])[0])


def _phase(
    item: Item,
    one: Passage,
    when: Stretch,
    name: Span,
    span: Span,
    written: str,
    text: str,
) -> tuple[Phase, Stretch]:
    title = _COUNTED.sub("", one.raw(*name).strip(" ：:，,。"))
    if not title or title in _LABELLED:
        title = item.title
    return Phase(title, when.start, when.end, written, item.path, span, text), when
