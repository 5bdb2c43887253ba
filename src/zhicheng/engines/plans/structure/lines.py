"""Lines of a file → passages: page furniture dropped, cut paragraphs joined (PATTERNS §1.4)."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from zhicheng.engines.plans.document import Block, BlockKind, Document
from zhicheng.engines.plans.structure.headings import mark_of
from zhicheng.engines.plans.structure.unroll import unrolled
from zhicheng.engines.plans.text.characters import fold
from zhicheng.engines.plans.text.passages import Passage, Span, passage

_PAGE_NUMBER = re.compile(
    r"^[-·.\s]*+(第?\s{0,4}\d{1,4}\s{0,4}页?(\s{0,4}[/,共]?\s{0,4}共?\s{0,4}\d{1,4}\s{0,4}页?)?)[-·.\s]*$"
)
_RULE = re.compile(r"^[-=_*·\s]{3,}$")
_MARKDOWN = re.compile(r"^(#{1,6}\s+|>\s+)")
_TERMINAL = "。:;!?”)…》"
_LABEL = re.compile(
    r"\(?(?:牵头|责任|配合|主办|协办|参与|主责|完成|实施|落实|联系|发布|发文|成文|索引|主题|文号)[^,。;]{0,6}[:;]"
)
_DATE_LINE = re.compile(
    r"^[\d〇○一二三四五六七八九十]{2,4}[年\-/.][\d一二三四五六七八九十]{1,3}[月\-/.]"
)
# 各县区人民政府,市政府各部门:
_SALUTATION = re.compile(r"^各[^。:]{2,200}:$")
# What a converter pulled up behind a full stop: a marked heading, a date, a first-level heading.
_PULLED_UP = re.compile(
    r"(?<=[。；：])(?=\s*#{1,6}\s)|(?<=。)(?=\d{4}年\d{1,2}月\d{1,2}日\s*$)"
    r"|(?<=。)(?=[一二三四五六七八九十]{1,3}、[^。，,；;]{2,30}$)"
)
# Characters that take two columns.
_WIDE = re.compile("[\u2e80-\U0010ffff“”‘’—…·]+")
_NO_LINE = 600
_LONGEST_LIST = 300
_SENTENCE = re.compile(r"[,。;、]")

# A fixed line width shows when nearly all lines end near the same column.
_NARROWEST, _WIDEST = 40, 140


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a block, trimmed. ``width`` in half-width columns."""

    start: int
    end: int
    text: str
    width: int
    level: int


def passages_of(document: Document) -> list[Passage]:
    """All headings and paragraphs of a document as the author wrote them, in order."""
    lines = _without_furniture(_lines(document))
    wrap = _wrap_width(lines)
    groups: list[list[Line]] = []
    for line in lines:
        if groups and _continues(groups[-1], line, wrap):
            groups[-1].append(line)
        else:
            groups.append([line])
    made = (
        passage(document.text, [(line.start, line.end) for line in group], group[0].level)
        for group in groups
    )
    return [one for one in made if one.text]


def _lines(document: Document) -> list[Line]:
    blocks = document.blocks or (Block(BlockKind.PARAGRAPH, 0, len(document.text)),)
    return [
        line
        for block in blocks
        if block.kind is not BlockKind.TABLE
        for line in _block_lines(document.text, block)
    ]


def _block_lines(text: str, block: Block) -> list[Line]:
    found, start = [], block.start
    for piece in text[block.start : block.end].split("\n"):
        for first, last in _parted(piece):
            line = _line(piece[first:last], start + first, block.level)
            if line.text:
                found.append(line)
        start += len(piece) + 1
    return found


def _parted(piece: str) -> list[Span]:
    """A line cut where a heading or a date was pulled up to the end of the sentence before it."""
    if len(piece) > _NO_LINE:
        return unrolled(piece)
    cuts = [found.start() for found in _PULLED_UP.finditer(piece)]
    return list(zip([0, *cuts], [*cuts, len(piece)], strict=True))


def _line(piece: str, start: int, level: int) -> Line:
    folded = fold(piece)
    head = len(folded) - len(folded.lstrip())
    body = folded.strip()
    if noise := _MARKDOWN.match(body):
        head += noise.end()
        level = level or body.index(" ")
        body = body[noise.end() :].strip()
    emphasis = len(body) - len(body.lstrip("* "))
    head, body = head + emphasis, body.strip("* ")
    width = _width(piece[head : head + len(body)])
    return Line(start + head, start + head + len(body), body, width, level)


def _width(text: str) -> int:
    return len(text) + sum(map(len, _WIDE.findall(text)))


def _without_furniture(lines: Sequence[Line]) -> list[Line]:
    """Without rules, page numbers, and the headers that stand beside page numbers."""
    numbers = {index for index, line in enumerate(lines) if _PAGE_NUMBER.match(line.text)}
    beside = Counter(
        line.text
        for index, line in enumerate(lines)
        if len(line.text) < 40 and ({index - 1, index + 1} & numbers)
    )
    often = {text for text, count in beside.items() if count >= 3 and mark_of(text) is None}
    return [
        line
        for index, line in enumerate(lines)
        if index not in numbers and line.text not in often and not _RULE.match(line.text)
    ]


def _wrap_width(lines: Sequence[Line]) -> int:
    """The column at which a file breaks its lines, 0 when it keeps a paragraph on one line."""
    widths = sorted(line.width for line in lines)
    if len(widths) < 8:
        return 0
    widest = widths[int(len(widths) * 0.97)]
    cut = [line for line in lines if line.text[-1] not in _TERMINAL and len(line.text) > 12]
    full = sum(line.width >= widest - _slack(widest) for line in cut)
    fixed = _NARROWEST <= widest <= _WIDEST and widths[-1] <= widest * 1.15
    return widest if fixed and full * 2 >= len(cut) and full >= 3 else 0


def _slack(width: int) -> int:
    # Two characters of first-line indent, one of hanging punctuation, a Latin word not broken.
    return max(7, width // 10)


def _continues(group: Sequence[Line], line: Line, wrap: int) -> bool:
    """Whether a line goes on with the paragraph before it."""
    before = group[-1]
    if _bracket_open(group) and not line.text.endswith("日"):
        return True
    full = wrap > 0 and before.width >= wrap - _slack(wrap)
    if _LABEL.match(line.text) or mark_of(line.text):
        return full and _expects_more(before.text)
    salutation = group[0].text.startswith("各") and before.text.endswith(":")
    if _opens_anew(line.text) or salutation or before.text.endswith("通知"):
        return False
    return full if wrap else _cut_off(group)


def _expects_more(text: str) -> bool:
    return text[-1] in ",、(“《"


def _bracket_open(group: Sequence[Line]) -> bool:
    """Whether a bracket opened in the last lines is still open: a list of units goes on."""
    tail = "".join(line.text for line in group[-6:])[-_LONGEST_LIST:]
    opened: list[int] = []
    for index, character in enumerate(tail):
        if character == "(":
            opened.append(index)
        elif character == ")" and opened:
            opened.pop()
    return bool(opened) and bool(_LABEL.match(tail, opened[0]) or "、" in tail[opened[0] :])


def _cut_off(group: Sequence[Line]) -> bool:
    """Whether a paragraph that should have the whole width stops in the middle of a sentence."""
    text, head = group[-1].text, group[0].text
    if text[-1] in _TERMINAL or _LABEL.match(head) or _DATE_LINE.match(text):
        return False
    if mark_of(head) and "。" not in head:
        return False
    dangling = "。" in text or (len(text) > 24 and bool(_SENTENCE.search(text)))
    return dangling or text[-1] in ",、"


def _opens_anew(text: str) -> bool:
    opens = _DATE_LINE.match(text) or _SALUTATION.match(text)
    return bool(opens) or text.startswith(("附件", "抄送", "主办"))
