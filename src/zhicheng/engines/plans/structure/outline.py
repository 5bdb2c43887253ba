"""The outline: numbered headings, whatever shape they come in, as a tree (PATTERNS §3)."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from zhicheng.engines.plans.structure.headings import Mark, Rank, mark_before_digits, mark_of
from zhicheng.engines.plans.structure.roles import Role, role_of
from zhicheng.engines.plans.text.passages import Passage, Span
from zhicheng.engines.plans.units.assignments import unit_brackets

# 动员部署阶段(4月底前):全面部署… – a short label, with or without an aside.
_COLON_TITLE = re.compile(r"[^,。;:()]{2,16}(?:\([^()。;:]{1,30}\))?:")
_APPENDIX = re.compile(r"^附(?:件|表|录)[\d一二三四五六七八九十]{0,3}(?:$|[:.、-])")


@dataclass(slots=True)
class Section:
    """A heading with what stands under it.

    body: its paragraphs; the rest of a run-in heading is the first of them. odd: what is wrong with
    the number, for the list of doubts.
    """

    mark: Mark
    path: str
    title: str
    span: Span
    heading: Passage
    role: Role
    body: list[Passage] = field(default_factory=list)
    children: "list[Section]" = field(default_factory=list)
    odd: str = ""

    def walk(self) -> "Iterator[Section]":
        yield self
        for child in self.children:
            yield from child.walk()


@dataclass(slots=True)
class Part:
    """A stretch of the document with its own numbering, and the paragraphs before it."""

    front: list[Passage] = field(default_factory=list)
    roots: list[Section] = field(default_factory=list)
    appendix: bool = False

    def walk(self) -> Iterator[Section]:
        for root in self.roots:
            yield from root.walk()


def parts_of(passages: Sequence[Passage]) -> list[Part]:
    """The document cut where its numbering begins anew or an appendix begins."""
    top = _top_rank(passages)
    builder = _Builder(Rank.FIRST if top is None else top, by_style=top is None)
    for one in passages:
        builder.take(one)
    return builder.parts


def _top_rank(passages: Sequence[Passage]) -> Rank | None:
    """The highest kind of number that counts from one to two at least, if one does."""
    seen: dict[Rank, set[int]] = defaultdict(set)
    for one in passages:
        if mark := mark_of(one.text):
            seen[mark.rank].add(mark.value)
    counted = [rank for rank, values in seen.items() if {1, 2} <= values]
    return min(counted, default=None)


class _Builder:
    """Takes paragraphs one by one; keeps the open sections on a stack.

    by_style: the document numbers nothing, so the headings of the file itself make the outline.
    """

    def __init__(self, top: Rank, by_style: bool) -> None:
        self.top, self.by_style = top, by_style
        self.parts = [Part()]
        self.stack: list[Section] = []
        self.last: dict[Rank, int] = {}

    def take(self, one: Passage) -> None:
        if self.parts[-1].roots and _APPENDIX.match(one.text):
            self._begin_part(appendix=True)
        mark = self._styled(one) if self.by_style else mark_of(one.text) or self._expected(one)
        if mark is None or not self._place(mark, one):
            self._text(one)

    def _styled(self, one: Passage) -> Mark | None:
        """A number for a heading that the file marks as one and the author did not number."""
        if not 2 <= one.level <= 5 or "。" in one.text:
            return None
        rank = (Rank.FIRST, Rank.SECOND, Rank.THIRD, Rank.FOURTH)[one.level - 2]
        above = [section for section in self.stack if section.mark.rank < rank]
        if len(above) < rank - Rank.FIRST:
            rank = Rank(Rank.FIRST + len(above))
        siblings = above[-1].children if above else self.parts[-1].roots
        return Mark(rank, len(siblings) + 1, 0)

    def _expected(self, one: Passage) -> Mark | None:
        """A number before digits, if it is the next of its kind: after 10. comes 11.863人才项目."""
        mark = mark_before_digits(one.text)
        counts = any(one.mark.rank is Rank.THIRD for one in self.stack)
        return mark if mark and counts and mark.value == self.last[Rank.THIRD] + 1 else None

    def _begin_part(self, appendix: bool = False) -> None:
        self.parts.append(Part(appendix=appendix))
        self.stack, self.last = [], {}

    def _text(self, one: Passage) -> None:
        (self.stack[-1].body if self.stack else self.parts[-1].front).append(one)

    def _place(self, mark: Mark, one: Passage) -> bool:
        """Whether the number fits here; if so, the section is opened."""
        if not self.stack and (mark.rank is not self.top or mark.value > 2):
            return False
        if mark.rank < self.top:
            return False
        depth = len(self.stack)
        while depth and self.stack[depth - 1].mark.rank >= mark.rank:
            depth -= 1
        siblings = self.stack[depth - 1].children if depth else self.parts[-1].roots
        same = (one.mark.value for one in reversed(siblings) if one.mark.rank is mark.rank)
        odd = self._odd(mark, next(same, 0))
        if odd is None:
            return False
        if mark.rank is self.top and mark.value == 1 and len(siblings) >= 2:
            self._begin_part()
            depth, odd = 0, ""
        self._open(mark, one, depth, odd)
        return True

    def _odd(self, mark: Mark, before: int) -> str | None:
        """What is odd about a number after ``before``; "" for nothing, ``None`` for too much."""
        expected = before + 1
        run_on = self.last.get(mark.rank, 0) + 1
        if mark.value in (expected, run_on):
            return ""
        if mark.value == 1:
            return "" if mark.rank is self.top else "编号在同一标题下又从头开始"
        if before and mark.value == before:
            return "编号与前一项重复"
        return "编号不连续" if expected < mark.value <= expected + 2 else None

    def _open(self, mark: Mark, one: Passage, depth: int, odd: str) -> None:
        del self.stack[depth:]
        parent = self.stack[-1] if self.stack else None
        start, end, rest = title_bounds(one, mark)
        title = one.raw(start, end)
        path = f"{parent.path}/{mark.number}" if parent else mark.number
        section = Section(
            mark=mark,
            path=path,
            title=title,
            span=one.span(start, end),
            heading=one.cut(0, end),
            role=role_of(one.text[start:end], parent.role if parent else None),
            odd=odd,
        )
        if rest < len(one.text):
            section.body.append(one.cut(rest))
        (parent.children if parent else self.parts[-1].roots).append(section)
        self.stack.append(section)
        self.last[mark.rank] = mark.value


def title_bounds(one: Passage, mark: Mark) -> tuple[int, int, int]:
    """(start, end, rest): where the title stands and where the run-in text begins.

    A title ends at the first full stop, at the colon of a short label, at a wide gap, or before a
    list of units; else it is the whole paragraph.
    """
    text = one.text
    start = mark.end + (text[mark.end] == " ")
    stop = text.find("。", start)
    end, rest = (len(text), len(text)) if stop < 0 else (stop, stop + 1)
    label = _COLON_TITLE.match(text, start)
    if label and label.end() <= end + 1 and not unit_brackets(label[0]):
        return start, label.end() - 1, label.end()
    if (gap := _wide_gap(one, start, end)) and len(text) - gap > 20:
        return start, gap, gap
    for first, _ in unit_brackets(text[:end]):
        if first > start:
            return start, first, first
    return start, end, rest


def _wide_gap(one: Passage, start: int, end: int) -> int:
    """Where two or more spaces part a short title from its text, 0 if nowhere."""
    for index in range(start + 3, min(end, start + 26)):
        if one.text[index - 1] in ",、;:(“":
            return 0
        if one.gap(index) and one.source[one.at[index - 1] + 1 : one.at[index]] in (
            "\u3000",
            "  ",
            "\u3000\u3000",
        ):
            return index
    return 0
