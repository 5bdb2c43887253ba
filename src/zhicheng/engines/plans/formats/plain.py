"""Text files: each line a paragraph; neighbouring lines of tab-separated cells a table."""

import re
from collections.abc import Iterator
from itertools import groupby

from zhicheng.engines.plans.document import Block, BlockKind, Cell, Document, UnreadableDocument
from zhicheng.engines.plans.formats.encodings import decode
from zhicheng.engines.plans.formats.limits import MAX_CHARACTERS

_LINE = re.compile(r"[^\n]+")


def read_plain(name: str, data: bytes) -> Document:
    """A .txt file, its text kept as it stands (spans point into what the person sees).

    Raises UnreadableDocument where it holds nothing or is no text.
    """
    text = decode(data)
    if len(text) > MAX_CHARACTERS:
        raise UnreadableDocument(
            f"文件超过 {MAX_CHARACTERS // 10_000} 万字，不像一份工作方案。请只上传方案正文。"
        )
    blocks = tuple(_blocks(text))
    if not blocks:
        raise UnreadableDocument("文件里没有文字。请确认选对了文件，再重新上传。")
    return Document(name, "txt", text, blocks)


def _blocks(text: str) -> Iterator[Block]:
    lines = [match.span() for match in _LINE.finditer(text)]
    for columns, group in groupby(_numbered(text, lines), key=lambda line: line[0]):
        spans = [span for _, span in group]
        if columns[0] > 1 and len(spans) > 1:
            yield _table(text, spans)
        else:
            yield from (_paragraph(text, *span) for span in spans if text[slice(*span)].strip())


def _numbered(
    text: str, lines: list[tuple[int, int]]
) -> Iterator[tuple[tuple[int, int], tuple[int, int]]]:
    """Each line with a key that neighbouring rows of one table share: columns, and the table."""
    run, last = 0, -1
    for start, end in lines:
        # Indentation by tabs makes no cell.
        columns = 1 if text[start].isspace() else text.count("\t", start, end) + 1
        run += start != last + 1
        last = end
        yield (columns, run), (start, end)


def _table(text: str, lines: list[tuple[int, int]]) -> Block:
    rows = tuple(tuple(_cells(text, *line)) for line in lines)
    return Block(BlockKind.TABLE, lines[0][0], lines[-1][1], rows=rows)


def _cells(text: str, start: int, end: int) -> Iterator[Cell]:
    for part in text[start:end].split("\t"):
        yield Cell(*_trimmed(text, start, start + len(part)))
        start += len(part) + 1


def _paragraph(text: str, start: int, end: int) -> Block:
    return Block(BlockKind.PARAGRAPH, *_trimmed(text, start, end))


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """The span without white space at its ends; an empty one stays where it starts."""
    piece = text[start:end]
    left = len(piece) - len(piece.lstrip())
    return (start + left, start + left + len(piece.strip())) if piece.strip() else (start, start)
