"""Tables drawn in plain text: lines of cells parted by tabs or bars, as table blocks."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from zhicheng.engines.plans.document import Block, BlockKind, Cell, Document
from zhicheng.engines.plans.text.characters import fold

_BAR = re.compile(r"[|｜\u2502]")
_RULE = re.compile(r"^[\s|｜\u2502:+\-—=]+$")


def with_drawn_tables(document: Document) -> Document:
    """The document with runs of lines such as ``| 指标 | 2025年 |`` turned into table blocks.

    A run is three lines or more (two and a rule) of equally many cells, at least two.
    """
    blocks: list[Block] = []
    run: list[tuple[Block, tuple[Cell, ...]]] = []
    rules = 0
    for block in _line_blocks(document):
        text = document.text[block.start : block.end]
        cells = _cells(text, block.start) if block.kind is not BlockKind.TABLE else ()
        if run and _RULE.match(text) and _BAR.search(text):
            rules += 1
            continue
        if len(cells) < 2 or (run and len(cells) != len(run[-1][1])):
            blocks.extend(_closed(run, rules))
            run, rules = [], 0
        if len(cells) >= 2:
            run.append((block, cells))
        else:
            blocks.append(block)
    blocks.extend(_closed(run, rules))
    return replace(document, blocks=tuple(blocks))


def _closed(run: Sequence[tuple[Block, tuple[Cell, ...]]], rules: int) -> list[Block]:
    if len(run) < (2 if rules else 3):
        return [block for block, _ in run]
    rows = tuple(cells for _, cells in run)
    return [Block(BlockKind.TABLE, run[0][0].start, run[-1][0].end, rows=rows)]


def _line_blocks(document: Document) -> Iterator[Block]:
    """Blocks of one line each; those that are not paragraphs stay as they are."""
    whole = Block(BlockKind.PARAGRAPH, 0, len(document.text))
    for block in document.blocks or (whole,):
        if block.kind is not BlockKind.PARAGRAPH:
            yield block
            continue
        start = block.start
        for line in document.text[block.start : block.end].split("\n"):
            if line.strip():
                yield replace(block, start=start, end=start + len(line))
            start += len(line) + 1


def _cells(line: str, start: int) -> tuple[Cell, ...]:
    parting = _BAR if len(_BAR.findall(line)) >= 2 else re.compile("\t+")
    bounds = [found.span() for found in parting.finditer(line)]
    if not bounds:
        return ()
    edges = [0, *(edge for bound in bounds for edge in bound), len(line)]
    pieces = list(zip(edges[::2], edges[1::2], strict=True))
    if parting is _BAR:
        pieces = [
            p for i, p in enumerate(pieces) if 0 < i < len(pieces) - 1 or line[slice(*p)].strip()
        ]
    return tuple(_trimmed(line, start, *piece) for piece in pieces)


def _trimmed(line: str, offset: int, start: int, end: int) -> Cell:
    piece = fold(line[start:end])
    lead = len(piece) - len(piece.lstrip(" *"))
    body = piece.strip(" *")
    return Cell(offset + start + lead, offset + start + lead + len(body))
