"""What every format of file becomes before it is read: one text, and blocks that point into it."""

from dataclasses import dataclass, field
from enum import StrEnum


class UnreadableDocument(Exception):
    """A file that cannot be read as a plan.

    The message is Chinese, meant for the person who brought the file: it says what is wrong with
    the file and what to do about it. Nothing of the file's content is in it.
    """


class BlockKind(StrEnum):
    HEADING = "heading"
    PARAGRAPH = "paragraph"
    TABLE = "table"


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a table. A merged cell is repeated in every place that it covers, same span.

    start, end: character offsets into ``Document.text``, end excluded.
    """

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Block:
    """A heading, a paragraph or a table, in reading order; blocks do not overlap.

    start, end: character offsets into ``Document.text``, end excluded.
    level: the depth that the file itself gives a heading (a style, ``<h2>``, ``##``), else 0. It is
    a hint only: the numbering in the text decides (PATTERNS: the depth often contradicts it).
    rows: for a table, its cells row by row, every row equally long; else empty.
    """

    kind: BlockKind
    start: int
    end: int
    level: int = 0
    rows: tuple[tuple[Cell, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class Document:
    """A file as text. ``text`` uses ``\\n`` alone as line end; spans everywhere count in it.

    name: the file's name. format: "txt", "md", "html", "docx", "pdf", "ofd".
    blocks: ordered. Lines that a page break or a fixed line width cut apart may still be separate
    paragraph blocks: joining them is the reader's work, for it knows the headings.
    notices: what a person should know of the reading, in Chinese: pages that are pictures only.
    """

    name: str
    format: str
    text: str
    blocks: tuple[Block, ...] = field(default=())
    notices: tuple[str, ...] = field(default=())

    def slice(self, part: Block | Cell) -> str:
        """The text of a block or a cell, as written."""
        return self.text[part.start : part.end]
