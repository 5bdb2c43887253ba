"""Paragraphs, tables and text boxes of a Word document, in reading order."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import chain

from lxml import etree

from zhicheng.engines.plans.formats.builder import Builder, TableCell
from zhicheng.engines.plans.formats.word.names import W, find, number, value
from zhicheng.engines.plans.formats.word.numbering import Numbering
from zhicheng.engines.plans.formats.word.runs import ParagraphText, paragraph_text
from zhicheng.engines.plans.formats.word.styles import Styles

_LONGEST_CELL = 2000  # characters; a longer cell holds the document's body: a table for layout
_SKIPPED = frozenset(
    W + name for name in ("sectPr", "tblPr", "tblGrid", "tcPr", "trPr", "sdtPr", "del", "moveFrom")
)


class Body:
    """Walks the body once and hands every block to the builder.

    python-docx's own ``iter_inner_content`` leaves out what stands in content controls and tracked
    insertions, and WPS puts whole chapters there; so the walk is over the elements themselves.
    """

    def __init__(self, builder: Builder, styles: Styles, numbering: Numbering) -> None:
        self._builder = builder
        self._styles = styles
        self._numbering = numbering
        self.note_references: list[tuple[str, str]] = []
        """(footnoteReference or endnoteReference, w:id) in the order of the text."""

    def blocks(self, container: etree._Element) -> None:
        """Add every paragraph and table in the container, however wrapped."""
        for element in _blocks(container):
            if element.tag == W + "p":
                self._paragraph(element)
            else:
                self._table(element)

    def text(self, container: etree._Element) -> str:
        """All text in the container as one line, with automatic numbers: a cell's, a note's."""
        return " ".join(filter(None, self._lines(container)))

    def _lines(self, container: etree._Element) -> Iterator[str]:
        for element in _blocks(container):
            if element.tag == W + "tbl":
                for cell in element.iter(W + "tc"):
                    yield from self._lines(cell)
            else:
                text, content = self._labelled(element)
                yield " ".join(text.split("\n"))
                for box in content.boxes:
                    yield from self._lines(box)

    def _labelled(self, paragraph: etree._Element) -> tuple[str, ParagraphText]:
        content = paragraph_text(paragraph)
        self.note_references += content.notes
        label = self._numbering.label(paragraph)
        text = content.text.strip()
        return (label + text if text else ""), content

    def _paragraph(self, paragraph: etree._Element) -> None:
        text, content = self._labelled(paragraph)
        level = self._styles.heading(paragraph)
        if self._styles.is_contents(paragraph):
            return
        if level is None:
            self._builder.paragraph(text)
        else:
            self._builder.heading(text, level)
        for box in content.boxes:
            self.blocks(box)

    def _table(self, table: etree._Element) -> None:
        rows = [list(_within(row, "tc")) for row in _within(table, "tr")]
        if max(map(len, rows), default=0) > 1 and not any(map(_is_long, chain(*rows))):
            self._builder.table(self._cells(table))
            return
        for row in rows:
            for cell in row:
                self.blocks(cell)

    def _cells(self, table: etree._Element) -> list[TableCell]:
        """The cells with their extent; w:vMerge without restart continues the cell above."""
        cells: list[TableCell] = []
        above: dict[int, int] = {}  # column → index of the cell that may be continued
        for row, line in enumerate(_within(table, "tr")):
            column = number(line, "trPr/gridBefore") or 0
            for cell in _within(line, "tc"):
                width = max(1, number(cell, "tcPr/gridSpan") or 1)
                if _continues(cell) and column in above:
                    owner = above[column]
                    cells[owner] = replace(cells[owner], rows=row - cells[owner].row + 1)
                else:
                    above[column] = len(cells)
                    cells.append(TableCell(row, column, self.text(cell), columns=width))
                column += width
        return cells


def _blocks(container: etree._Element) -> Iterator[etree._Element]:
    """The paragraphs and tables directly inside, through content controls and the like."""
    for child in container:
        if child.tag in (W + "p", W + "tbl"):
            yield child
        elif child.tag not in _SKIPPED and not _is_contents_control(child):
            yield from _blocks(child)


def _within(container: etree._Element, name: str) -> Iterator[etree._Element]:
    """A table's rows or a row's cells, through content controls; not those of inner tables."""
    for child in container:
        if child.tag == W + name:
            yield child
        elif child.tag not in _SKIPPED:
            yield from _within(child, name)


def _is_contents_control(element: etree._Element) -> bool:
    gallery = value(element, "sdtPr/docPartObj/docPartGallery")
    return gallery == "Table of Contents"


def _continues(cell: etree._Element) -> bool:
    merge = find(cell, "tcPr/vMerge")
    return merge is not None and merge.get(W + "val", "continue") == "continue"


def _is_long(cell: etree._Element) -> bool:
    return sum(len(text.text or "") for text in cell.iter(W + "t")) > _LONGEST_CELL
