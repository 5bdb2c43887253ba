"""Lines and tables of all pages → paragraphs, by the geometry of the page."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from zhicheng.engines.plans.formats.builder import Builder, TableCell
from zhicheng.engines.plans.formats.layout.furniture import without_furniture
from zhicheng.engines.plans.formats.layout.geometry import Line, Page
from zhicheng.engines.plans.formats.layout.lines import lines
from zhicheng.engines.plans.formats.layout.tables import Table, cut_tables, join_lines

_RAGGED = 1.3  # characters that a full line may be short of (no comma may begin a line)
_LATIN_WIDTH = 0.55  # of the font's size
_INDENT = 1.2  # characters: a line that starts further in begins a paragraph
_APART = 1.6  # of the usual distance between lines: a larger one parts paragraphs
_WIDEST_PITCH = 2.5  # of the font's size: lines of one paragraph are not set further apart
_OTHER_SIZE = 0.15  # of the font's size
_ENOUGH_LINES = 8  # on a page, to know its margins from it alone
_DATE = re.compile(r"\d{4}\s*[年/.-]\s*\d{1,2}\s*[月/.-]\s*\d{1,2}\s*日?")
_LATIN_WORD = re.compile(r"[0-9A-Za-z.%]+")
_NUMBER = re.compile(
    r"[#*\s]{0,8}(?:[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十]{1,3}[)）]"
    r"|第[一二三四五六七八九十]{1,3}[章条节]|\d{1,2}[.．、](?!\d))"
)


@dataclass(frozen=True, slots=True)
class _Margins:
    """Where the text of a page begins and ends, and how far its lines are apart."""

    left: float
    right: float
    pitch: float


@dataclass(frozen=True, slots=True)
class _Placed:
    """A line with the number of its page and that page's margins."""

    line: Line
    page: int
    margins: _Margins


def add_pages(builder: Builder, pages: Sequence[Page]) -> None:
    """Hand the pages' text to the builder, page numbers and running heads left out."""
    paragraph: list[_Placed] = []
    for item in _continued_tables(_items(pages)):
        if isinstance(item, Table):
            _flush(builder, paragraph)
            builder.table(item.cells)
            continue
        if paragraph and not _runs_on(paragraph[-1], item):
            _flush(builder, paragraph)
        paragraph.append(item)
    _flush(builder, paragraph)


def _flush(builder: Builder, paragraph: list[_Placed]) -> None:
    builder.paragraph(join_lines(placed.line for placed in paragraph))
    paragraph.clear()


def _items(pages: Sequence[Page]) -> Iterator[_Placed | Table]:
    """Lines and tables, page by page from top to bottom."""
    cut = [cut_tables(page) for page in pages]
    texts = without_furniture([lines(rest) for _, rest in cut])
    usual = _margins([line for text in texts for line in text])
    for number, ((tables, _), text) in enumerate(zip(cut, texts, strict=True)):
        margins = _margins(text) if len(text) >= _ENOUGH_LINES else usual
        found: list[tuple[float, _Placed | Table]] = [
            *((line.y, _Placed(line, number, margins)) for line in text),
            *((table.top, table) for table in tables),
        ]
        yield from (item for _, item in sorted(found, key=lambda pair: pair[0]))


def _continued_tables(items: Iterable[_Placed | Table]) -> Iterator[_Placed | Table]:
    """A table right after a table of as many columns is its continuation on the next page."""
    pending: Table | None = None
    for item in items:
        if isinstance(item, Table) and pending and _width(pending) == _width(item):
            pending = _appended(pending, item)
            continue
        if pending:
            yield pending
        pending = item if isinstance(item, Table) else None
        if not isinstance(item, Table):
            yield item
    if pending:
        yield pending


def _width(table: Table) -> int:
    return max(cell.column + cell.columns for cell in table.cells)


def _appended(table: Table, more: Table) -> Table:
    """Both tables as one; a head that the next page repeats is left out."""
    height = max(cell.row + cell.rows for cell in table.cells)
    repeated = _row(table, 0) == _row(more, 0)
    kept = [cell for cell in more.cells if not (repeated and cell.row == 0)]
    shift = height - repeated
    return Table(
        table.top, table.cells + tuple(replace(cell, row=cell.row + shift) for cell in kept)
    )


def _row(table: Table, row: int) -> list[TableCell]:
    return [cell for cell in table.cells if cell.row == row]


def _margins(found: Sequence[Line]) -> _Margins:
    lefts = sorted(line.left for line in found)
    rights = sorted(line.right for line in found)
    pitches = sorted(after.y - line.y for line, after in pairwise(found) if after.y > line.y)
    if not lefts:
        return _Margins(0, 0, 0)
    return _Margins(
        lefts[len(lefts) // 20],
        rights[len(rights) - 1 - len(rights) // 20],
        pitches[len(pitches) // 2] if pitches else 0,
    )


def _runs_on(before: _Placed, after: _Placed) -> bool:
    """Whether the paragraph goes on from one line to the next."""
    line, following = before.line, after.line
    size = max(line.size, following.size)
    return (
        line.right >= before.margins.right - _first_word(following) - _RAGGED * size
        and following.left <= after.margins.left + _INDENT * size
        and abs(line.size - following.size) <= _OTHER_SIZE * size
        and not _NUMBER.match(following.text)
        and not _DATE.fullmatch(following.text)
        and (
            before.page != after.page
            or following.y - line.y <= _APART * min(before.margins.pitch, _WIDEST_PITCH * size)
        )
    )


def _first_word(line: Line) -> float:
    """How wide what could not be put on the line before is: one character, or a Latin word."""
    word = _LATIN_WORD.match(line.text)
    return line.size * (max(1.0, len(word[0]) * _LATIN_WIDTH) if word else 1.0)
