"""A paper on a page: every figure opens its rows and names its source, in words that a screen reader reads."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from zhicheng.foundation.accounts.permissions import actor_of
from zhicheng.foundation.face.drawing import escaped
from zhicheng.foundation.face.records import Text, short_date
from zhicheng.foundation.face.told import retold
from zhicheng.governance.bulletins.rules import (
    Cell,
    Content,
    Figure,
    Lineage,
    Reference,
    Table,
    annex_of,
    chapters_of,
    listed,
    numbered,
    pieces,
)

_FOR_ALL: Final = ("#", "/targets/")
"""Where the addresses begin that lead every reader to the same rows; lists of tasks show a unit its own."""
_UNBROKEN: Final = frozenset(
    {"number", "due", "as_of", "closed_on", "issued", "published", "sent", "held"}
)
"""The columns of numbers of documents and of days, which stay on one line."""


@dataclass(frozen=True, slots=True)
class Row:
    """A line of a table: its cells, each with its head and its class, and the sources of its figures."""

    cells: list[tuple[str, SafeString, str]]
    note: SafeString


@dataclass(frozen=True, slots=True)
class ShownTable:
    key: str
    title: str
    note: str
    heads: list[str]
    rows: list[Row]
    sourced: bool


@dataclass(frozen=True, slots=True)
class ShownSection:
    title: str
    paragraphs: list[SafeString]
    tables: list[ShownTable]


@dataclass(frozen=True, slots=True)
class Source:
    """A lineage with its number. url: where the rows are, empty for who would see others there."""

    number: int
    figures: str
    source: str
    rule: str
    as_of: str
    count: int
    url: str


class Shown:
    """A paper for one reader."""

    def __init__(self, content: Content, user: Any) -> None:
        self.content = content
        self._known = content.known
        self._all = actor_of(user).sees_whole_city
        self._notes = numbered(content.all_figures)
        self._numbers: Mapping[Lineage, int] = {line: n for n, line in enumerate(self._notes, 1)}

    @property
    def sections(self) -> list[ShownSection]:
        return [
            ShownSection(
                f"{chapter.number}、{chapter.section.title}",
                [self._paragraph(line) for line in chapter.text.splitlines() if line.strip()],
                [self._table(table) for table in chapter.tables],
            )
            for chapter in chapters_of(self.content)
        ]

    @property
    def annex(self) -> ShownTable | None:
        found = annex_of(self.content)
        return None if found is None else self._table(found)

    @property
    def sources(self) -> Iterator[Source]:
        for number, (line, figures) in enumerate(self._notes.items(), 1):
            yield Source(
                number, listed(figures), retold(line.source), retold(line.rule),
                short_date(line.as_of), line.count, self._url(line.rows),
            )  # fmt: skip

    def _url(self, rows: str) -> str:
        return rows if self._all or rows.startswith(_FOR_ALL) else ""

    def _paragraph(self, line: str) -> SafeString:
        drawn = (
            self._named(piece.key) if isinstance(piece, Reference) else escaped(piece)
            for piece in pieces(line.strip())
        )
        return SafeString("".join(drawn))

    def _named(self, key: str) -> SafeString:
        figure = self._known.get(key)
        if figure is None:
            return escaped(self.content.head.get(key, ""))
        return SafeString(self._figure(figure, figure.words) + self._mark(figure))

    def _figure(self, figure: Figure, words: str) -> SafeString:
        line = figure.lineage
        if line is None:
            return escaped(words)
        url = self._url(figure.rows)
        title = gettext("%(source)s；%(rule)s；截至%(day)s") % {
            "source": retold(line.source),
            "rule": retold(line.rule),
            "day": short_date(line.as_of),
        }
        if not url:
            return format_html('<span title="{}">{}</span>', title, words)
        return format_html('<a class="pressable" href="{}" title="{}">{}</a>', url, title, words)

    def _mark(self, *figures: Figure) -> SafeString:
        """The numbers of the sources, each leading to its line at the end."""
        lines = (f.lineage for f in figures if f.lineage is not None)
        numbers = dict.fromkeys(self._numbers[line] for line in lines)
        named = ((n, gettext("来源%(n)s") % {"n": f"[{n}]"}, n) for n in numbers)
        return format_html_join(
            "",
            '<sup><a class="pressable" href="#source-{}" aria-label="{}">[{}]</a></sup>',
            named,
        )

    def _table(self, table: Table) -> ShownTable:
        heads = [retold(head) for _name, head in table.columns]
        return ShownTable(
            table.key, retold(table.title), retold(table.note), heads,
            [self._row(table, heads, line) for line in table.lines], any(True for _f in table.figures),
        )  # fmt: skip

    def _row(self, table: Table, heads: list[str], line: tuple[Cell, ...]) -> Row:
        cells = [
            (head, self._cell(table, cell), "date" if name in _UNBROKEN else "")
            for (name, _head), head, cell in zip(table.columns, heads, line, strict=True)
        ]
        return Row(cells, self._mark(*(cell for cell in line if isinstance(cell, Figure))))

    def _cell(self, table: Table, cell: Cell) -> SafeString:
        words = table.shown(cell)
        return self._figure(cell, words) if isinstance(cell, Figure) else escaped(retold(words))


def choices_of_figures(
    content: Content | None, names: Mapping[str, Text]
) -> list[tuple[str, str, str]]:
    """What a text may name: how it is written, what it is, what it says now (empty before it was gathered).
    names: of what every paper has."""
    if content is None:
        return [(key, str(name), "") for key, name in names.items()]
    return [
        (f.key, f.name, f.words)
        for f in content.known.values()
        if f.key in names or f.key.startswith("target.")
    ]
