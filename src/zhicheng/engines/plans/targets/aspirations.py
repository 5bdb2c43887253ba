"""Targets without figures: ranks, coverage, growth, milestones, visions (PATTERNS §5, RULES §2.4).

They are read only where their wording is clear; no percentage of progress can be shown for them.
"""

import re
from collections.abc import Iterator, Sequence

from zhicheng.engines.plans.facts.dates import Clock, dues
from zhicheng.engines.plans.reading import Target
from zhicheng.engines.plans.structure.items import Item
from zhicheng.engines.plans.structure.roles import Role
from zhicheng.engines.plans.targets.aspiration_names import name_of, subject_of
from zhicheng.engines.plans.targets.indicators import HEDGE
from zhicheng.engines.plans.targets.quantities import quantities
from zhicheng.engines.plans.targets.setting import inherited_dues, opening_due
from zhicheng.engines.plans.targets.wordings import ANYWHERE, WORDINGS, Wording
from zhicheng.engines.plans.text.clauses import clauses, sentences
from zhicheng.engines.plans.text.masks import masked
from zhicheng.engines.plans.text.passages import Passage


def aspirations_of(items: Sequence[Item], clock: Clock) -> tuple[Target, ...]:
    """All clear targets without a figure, in reading order; due times as for those with one."""
    inherited = inherited_dues(items, clock)
    return tuple(
        target
        for item in items
        for role, one in _paragraphs(item, clock)
        for target in _in_passage(item, role, one, inherited.get(item.path), clock)
    )


def _paragraphs(item: Item, clock: Clock) -> Iterator[tuple[Role, Passage]]:
    """The paragraphs to read, each with what it is for.

    Among general demands (总体要求) the goals begin with the paragraph that opens with a due time.
    """
    if item.role in ANYWHERE:
        yield from ((item.role, one) for one in item.texts)
    elif item.role is Role.AIMS:
        texts = item.texts
        begins = (i for i, one in enumerate(texts) if opening_due(one.text, dues(one.text, clock)))
        first = next(begins, len(texts))
        yield from ((Role.GOALS, one) for one in texts[first:])


def _in_passage(
    item: Item, role: Role, one: Passage, inherited: str | None, clock: Clock
) -> Iterator[Target]:
    shown = masked(one.text)
    due_times = dues(one.text, clock)
    first_words = opening_due(one.text, due_times)
    for start, end in sentences(shown):
        own = [due for due in due_times if start <= due.start < end]
        due = own[0].value if own else first_words or inherited
        hedge, subject = None, ""
        for first, last in clauses(shown, start, end):
            due = next((one.value for one in own if first <= one.start < last), due)
            found = HEDGE.search(one.text, first, last)
            hedge = found[0].removesuffix("实现") if found else hedge
            wording = _wording(role, one.text, shown, first, last, dated=bool(own or first_words))
            if wording and not _figures(shown, first, last, wording[0].kind):
                name = name_of(one.text, shown, first, last, wording, subject)
                yield _target(item, one, wording, name, first, last, due, hedge)
            subject = subject_of(one.text, shown, first, last) or subject


def _wording(
    role: Role, text: str, shown: str, start: int, end: int, dated: bool
) -> tuple[Wording, re.Match[str]] | None:
    """The first wording that a clause has, found in the clause alone."""
    said, plain = text[start:end], shown[start:end]
    for one in WORDINGS:
        holds = role in one.roles or (dated and one.dated)
        if holds and (found := one.pattern.search(said if one.quoted else plain)):
            return one, found
    return None


def _figures(shown: str, start: int, end: int, kind: str) -> bool:
    """Whether a clause has a figure of its own; what is to be built (建成3个中心) has if any.

    Ages and spans of time (经一年以上的培育) count nothing.
    """
    found = (one for one in quantities(shown, start, end) if one.kind != "time")
    return any(one.wording or kind in ("milestone", "vision") for one in found)


def _target(
    item: Item,
    one: Passage,
    wording: tuple[Wording, re.Match[str]],
    name: str,
    start: int,
    end: int,
    due: str | None,
    hedge: str | None,
) -> Target:
    kind, words = wording[0].kind, wording[1][0]
    text = one.raw(start, end)
    return Target(
        outline=item.path, text=text, indicator=name or text, comparator="qualitative", value=None,
        unit=None, unit_as_written=None, due=due, cumulative=None,
        annual=kind == "growth" and ("每年" in words or "逐年" in words),
        expected="预期" in text, span=one.span(start, end), wording=words, hedge=hedge,
        soft=hedge is not None, kind=kind, confidence=0.7,
    )  # fmt: skip
