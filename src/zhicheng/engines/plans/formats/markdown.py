"""Markdown as officials' tools write it: ``#`` headings, pipe tables, emphasis; lines else."""

import re
from itertools import groupby

from zhicheng.engines.plans.document import Document
from zhicheng.engines.plans.formats.builder import Builder, TableCell
from zhicheng.engines.plans.formats.encodings import decode

_HEADING = re.compile(r"(#{1,6})[ \t]*(?=[^#\s])")
_CLOSING = re.compile(r"[ \t]#+[ \t]*$")
_EMPHASIS = re.compile(r"\*\*|__")
_RULE = re.compile(r"[-*_ \t]{3,}")
_DELIMITER = re.compile(r"[-:| \t]+")
_PIPE = re.compile(r"(?<!\\)\|")


def read_markdown(name: str, data: bytes) -> Document:
    """A .md file: its text without the marks. Lines stay apart, as in the web copies of plans.

    Raises UnreadableDocument where it holds nothing or is no text.
    """
    builder = Builder(name, "md")
    lines = map(str.strip, decode(data).split("\n"))
    for is_table, group in groupby(lines, key=lambda line: line.startswith("|")):
        if is_table:
            _table(builder, list(group))
        else:
            for line in group:
                _line(builder, line)
    return builder.document()


def _line(builder: Builder, line: str) -> None:
    heading = _HEADING.match(line)
    if heading:
        text = _CLOSING.sub("", line[heading.end() :])
        builder.heading(_EMPHASIS.sub("", text), len(heading[1]))
    elif not _RULE.fullmatch(line):
        builder.paragraph(_EMPHASIS.sub("", line.removeprefix("> ")))


def _table(builder: Builder, lines: list[str]) -> None:
    rows = [line for line in lines if not _DELIMITER.fullmatch(line)]
    builder.table(
        TableCell(row, column, _EMPHASIS.sub("", text).replace("\\|", "|"))
        for row, line in enumerate(rows)
        for column, text in enumerate(_PIPE.split(line.strip("|")))
    )
