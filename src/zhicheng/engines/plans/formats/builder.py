"""Collects headings, paragraphs and tables, and lays them out as one text with spans."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from zhicheng.engines.plans.document import Block, BlockKind, Cell, Document, UnreadableDocument
from zhicheng.engines.plans.formats.limits import MAX_CELLS, MAX_CHARACTERS


@dataclass(frozen=True, slots=True)
class TableCell:
    """A cell as a file gives it: its first place (counted from 0), how far it reaches, its text."""

    row: int
    column: int
    text: str
    rows: int = 1
    columns: int = 1


@dataclass(frozen=True, slots=True)
class FlowCell:
    """A cell of a table that is given row by row; places taken by merged cells are skipped."""

    text: str
    rows: int = 1
    columns: int = 1


class Builder:
    """Text and blocks in reading order. Every format's reader writes into one of these."""

    def __init__(self, name: str, file_format: str) -> None:
        self._name = name
        self._format = file_format
        self._parts: list[str] = []
        self._length = 0
        self._blocks: list[Block] = []
        self._notices: list[str] = []

    def paragraph(self, text: str) -> None:
        """Add a paragraph; a line break inside it begins another one, blank lines are left out."""
        self._lines(text, BlockKind.PARAGRAPH, 0)

    def heading(self, text: str, level: int) -> None:
        """Add what the file marks as a heading; level 0 where it gives no depth (a title)."""
        self._lines(text, BlockKind.HEADING, level)

    def table(self, cells: Iterable[TableCell]) -> None:
        """Add a table: cells are parted by tabs, rows by newlines.

        A merged cell is written once, at its first place; a place that no cell covers stays empty.
        Raises UnreadableDocument where merged cells claim more places than a table can have.
        """
        owners = _spread(cells)
        if not any(cell.text.strip() for cell in owners.values()):
            return
        height, width = (1 + max(place[axis] for place in owners) for axis in (0, 1))
        start = self._length
        written: dict[tuple[int, int], Cell] = {}
        rows = []
        for row in range(height):
            places = []
            for column in range(width):
                end = "\t" if column < width - 1 else "\n"
                owner = owners.get((row, column), TableCell(row, column, ""))
                first = (owner.row, owner.column)
                text = "" if first in written else " ".join(owner.text.split())
                at = self._write(text, end)
                places.append(written.setdefault(first, Cell(at, at + len(text))))
            rows.append(tuple(places))
        self._blocks.append(Block(BlockKind.TABLE, start, self._length - 1, rows=tuple(rows)))

    def notice(self, text: str) -> None:
        """Add a remark, in Chinese, on what the document does not show."""
        self._notices.append(text)

    def document(self) -> Document:
        """The finished document.

        Raises UnreadableDocument where nothing at all was added.
        """
        if not self._blocks:
            raise UnreadableDocument(
                "文件里没有文字。请确认选对了文件；如果内容是图片，请先做文字识别（OCR）再上传。"
            )
        text = "".join(self._parts)
        return Document(self._name, self._format, text, tuple(self._blocks), tuple(self._notices))

    def _lines(self, text: str, kind: BlockKind, level: int) -> None:
        for line in map(str.strip, text.split("\n")):
            if line:
                start = self._write(line, "\n")
                self._blocks.append(Block(kind, start, start + len(line), level))

    def _write(self, text: str, end: str) -> int:
        """Append text and end; returns where the text starts."""
        start = self._length
        self._parts += (text, end)
        self._length += len(text) + len(end)
        if self._length > MAX_CHARACTERS:
            raise UnreadableDocument(
                f"文件超过 {MAX_CHARACTERS // 10_000} 万字，不像一份工作方案。请只上传方案正文。"
            )
        return start


def flow(rows: Sequence[Sequence[FlowCell]]) -> Iterator[TableCell]:
    """Give each cell its place as HTML does: the first in its row that no cell above covers."""
    taken: set[tuple[int, int]] = set()
    for row, cells in enumerate(rows):
        column = 0
        for cell in cells:
            while (row, column) in taken:
                column += 1
            height = max(1, min(cell.rows, len(rows) - row))
            width = max(1, cell.columns)
            _require_room(len(taken) + height * width)
            taken.update(
                (r, c) for r in range(row, row + height) for c in range(column, column + width)
            )
            yield TableCell(row, column, cell.text, height, width)
            column += width


def _require_room(places: int) -> None:
    if places > MAX_CELLS:
        raise UnreadableDocument(
            f"文件里有一个表格超过 {MAX_CELLS // 10_000} 万格，无法读取。请删去该表格后重新上传。"
        )


def _spread(cells: Iterable[TableCell]) -> dict[tuple[int, int], TableCell]:
    """Which cell covers each place; where two claim one place, the earlier keeps it."""
    owners: dict[tuple[int, int], TableCell] = {}
    for cell in cells:
        _require_room(len(owners) + cell.rows * cell.columns)
        for row in range(cell.row, cell.row + cell.rows):
            for column in range(cell.column, cell.column + cell.columns):
                owners.setdefault((row, column), cell)
    return owners
