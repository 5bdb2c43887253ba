"""The public edition of a paper: what is told to everybody, and what stays with the offices."""

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from zhicheng.foundation.face.personal import covered
from zhicheng.foundation.face.told import told
from zhicheng.governance.bulletins.rules.content import Content, Table
from zhicheng.governance.bulletins.rules.figures import Cell, Figure
from zhicheng.governance.bulletins.rules.sections import SECTIONS
from zhicheng.governance.bulletins.rules.texts import keys_in

SHOWN: Final = frozenset({"chapters", "units", "counties", "targets"})
"""The tables of counts and of targets. Every other names sub-tasks, meetings, orders, requests or results of
assessments: the work inside the offices."""
LEFT_OUT: Final = frozenset(
    section.key for section in SECTIONS if section.tables and SHOWN.isdisjoint(section.tables)
)
"""The sections that hold nothing of it."""
_EVIDENCE: Final = re.compile(r"，佐证材料“.*”（SHA-256 [0-9a-f]+…）")
"""As ``gathering.targets`` writes it, always in Chinese; papers that are frozen hold it as well."""


def public_edition(content: Content) -> Content:
    """The same paper without what the public is never told: the tables but ``SHOWN``, names of evidence, numbers
    that lead to a person. Counts stay, each with its lineage."""
    tables = tuple(_open_table(table) for table in content.tables if table.key in SHOWN)
    named = tuple(_named_elsewhere(content, tables))
    return replace(
        content,
        figures=(*map(_open_figure, content.figures), *named),
        tables=tables,
        head={name: covered(text) for name, text in content.head.items()},
        texts={part: covered(text) for part, text in content.texts.items()},
        left_out=LEFT_OUT,
    )


def _named_elsewhere(content: Content, tables: tuple[Table, ...]) -> Iterator[Figure]:
    """The figures of hidden tables that the office's words name: the number, not whose it is."""
    kept = replace(content, tables=tables).known
    named = dict.fromkeys(key for text in content.texts.values() for key in keys_in(text))
    for key in named:
        figure = content.known.get(key)
        if figure is not None and key not in kept:
            yield replace(_open_figure(figure), name=told("正文引用的数字"))


def _open_table(table: Table) -> Table:
    return replace(table, lines=tuple(tuple(map(_open_cell, line)) for line in table.lines))


def _open_cell(cell: Cell) -> Cell:
    return covered(cell) if isinstance(cell, str) else _open_figure(cell)


def _open_figure(figure: Figure) -> Figure:
    line = figure.lineage
    if line is not None:
        line = replace(
            line, source=covered(_EVIDENCE.sub("", line.source)), rule=covered(line.rule)
        )
    return replace(figure, name=covered(figure.name), lineage=line)
