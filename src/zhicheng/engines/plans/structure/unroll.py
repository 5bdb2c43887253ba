"""Whole documents in one line: where the headings and paragraphs were (PATTERNS §1.4)."""

import re
from collections.abc import Iterator

from zhicheng.engines.plans.text.characters import fold, numeral
from zhicheng.engines.plans.text.passages import Span

_MARK = re.compile(
    r"(?P<first>[一二三四五六七八九十]{1,3})、|\((?P<second>[一二三四五六七八九十]{1,3})\)"
    r"|(?<![\d.])(?P<third>\d{1,2})(?:[.](?!\d)|、)"
)
_BOUNDARY = "。;:!?)”> \t"
_SPACE = re.compile(r"\s+")
_BREAK = re.compile(r"(?<=[。;:!?)”])\s+|(?<!\s)\s+(?=(?:责任|牵头|配合)(?:单位|部门):)")
# Headings whose words run into the text (一、指导思想以…): the genre's own, which are known.
_GLUED = re.compile(
    r"(?:[一二三四五六七八九十]{1,3}、|\([一二三四五六七八九十]{1,3}\))(?:指导思想|总体(?:要求|思路|目标)|基本(?:原则|思路)|"
    r"(?:工作|主要|发展|行动|具体|预期)目标|目标任务|(?:主要|重点|工作)任务|(?:工作|主要|保障|重点)措施|"
    r"(?:实施|工作|方法)步骤|(?:工作|有关)要求|组织(?:领导|实施|保障)|(?:工作|进度)安排|职责分工)"
    r"()(?=[^。,;:、\s和及与的())])"
)
# …的意见各县区人民政府:为贯彻…: title, salutation and preamble without a break.
_GLUED_FRONT = re.compile("(?<=[见案划要施点知法])(?=各[^。:]{2,160}:)|(?<=:)(?=[为根按])")
_AFTER_TITLE = re.compile(r"[^。\s]{1,4}[.、)]\s*[^。\s]{2,50}(\s+)")


def unrolled(line: str) -> list[Span]:
    """The pieces of a very long line that begin with a heading's number, in order.

    A line that does not count 一、二、… is one piece.
    """
    text = fold(line)
    cuts = list(_cuts(text))
    if sum(kind == "first" for _, kind in cuts) < 2:
        return [(0, len(line))]
    starts = [start for start, _ in cuts]
    pieces = [(0, starts[0]), *zip(starts, [*starts[1:], len(text)], strict=True)]
    return [
        part for index, piece in enumerate(pieces) for part in _parts(text, *piece, front=not index)
    ]


def _cuts(text: str) -> Iterator[tuple[int, str]]:
    """Numbers that go on counting, at a boundary or right after the heading above them."""
    expected = {"first": 1, "second": 1, "third": 1}
    run_on, last = 1, -100
    for found in _MARK.finditer(text):
        kind = str(found.lastgroup)
        value = numeral(found[kind])
        near = value == 1 and kind != "first" and found.start() - last <= 60
        bounded = found.start() == 0 or text[found.start() - 1] in _BOUNDARY
        fits = value == expected[kind] or (kind == "third" and value == run_on)
        if not (fits and (bounded or near)) or value is None:
            continue
        if kind != "first" and expected["first"] == 1:
            continue
        expected[kind] = value + 1
        if kind == "first":
            expected["second"] = expected["third"] = 1
        elif kind == "second":
            expected["third"] = 1
        else:
            run_on = value + 1
        last = found.start()
        yield found.start(), kind


def _parts(text: str, start: int, end: int, front: bool) -> Iterator[Span]:
    """A piece cut at the white space that ended a title, a sentence or, in the front, a line."""
    breaks = [
        found.span()
        for pattern in ((_SPACE, _GLUED_FRONT) if front else (_BREAK,))
        for found in pattern.finditer(text, start, end)
    ]
    breaks.sort()
    if not front and (
        title := _GLUED.match(text, start, end) or _AFTER_TITLE.match(text, start, end)
    ):
        breaks = sorted({*breaks, title.span(1)})
    for first, last in breaks:
        if first > start:
            yield start, first
        start = max(start, last)
    if start < end:
        yield start, end
