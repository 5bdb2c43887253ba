"""What a paper says: its head, the office's words, the figures, and tables whose every line leads to its rows."""

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, Final

from zhicheng.governance.bulletins.rules.figures import (
    Cell,
    Figure,
    as_plain,
    figures_in,
    from_plain,
)

FORM: Final = 1
"""The form of the frozen text; a later one says so."""


@dataclass(frozen=True, slots=True)
class Table:
    """key: names the table in a template and in an address (#key). columns: of each, by what name a template
    asks for it, and its head. lines: as many cells each as there are columns. note: what to know before one
    reads it."""

    key: str
    title: str
    columns: tuple[tuple[str, str], ...]
    lines: tuple[tuple[Cell, ...], ...]
    note: str = ""
    with_units: bool = False
    """Whether each figure is shown with its unit, because they differ."""

    def shown(self, cell: Cell) -> str:
        """The words of a cell."""
        if isinstance(cell, str):
            return cell
        return cell.words if self.with_units else cell.number

    @property
    def figures(self) -> Iterator[Figure]:
        for line in self.lines:
            yield from figures_in(line)


@dataclass(frozen=True, slots=True)
class Content:
    """head: title, number, period … as words. as_of: of which day the figures are. figures: those that texts
    may name, and that stand in no table. texts: the office's words by the name of their part."""

    as_of: date
    figures: tuple[Figure, ...]
    tables: tuple[Table, ...]
    head: Mapping[str, str] = field(default_factory=dict)
    texts: Mapping[str, str] = field(default_factory=dict)
    left_out: frozenset[str] = frozenset()
    """Sections that this edition does not have; what is kept is whole."""

    @property
    def known(self) -> dict[str, Figure]:
        """The figures that a text may name, by key: the first of each."""
        found: dict[str, Figure] = {}
        for figure in self.all_figures:
            found.setdefault(figure.key, figure)
        return found

    @property
    def all_figures(self) -> Iterator[Figure]:
        """Every figure, in the order of the paper."""
        yield from self.figures
        for table in self.tables:
            yield from table.figures

    def with_words(self, head: Mapping[str, str], texts: Mapping[str, str]) -> "Content":
        """The same figures under a head and in the office's words."""
        return replace(self, head=dict(head), texts=dict(texts))


def to_plain(content: Content) -> dict[str, Any]:
    """A content as JSON keeps it; what is left out is said of public editions alone."""
    left_out = {"left_out": sorted(content.left_out)} if content.left_out else {}
    return {
        **left_out,
        "form": FORM,
        "as_of": content.as_of.isoformat(),
        "head": dict(content.head),
        "texts": dict(content.texts),
        "figures": [as_plain(figure) for figure in content.figures],
        "tables": [
            {
                "key": table.key,
                "title": table.title,
                "note": table.note,
                "with_units": table.with_units,
                "columns": [list(column) for column in table.columns],
                "lines": [[_cell_out(cell) for cell in line] for line in table.lines],
            }
            for table in content.tables
        ],
    }


def of_plain(kept: Mapping[str, Any]) -> Content:
    """What ``to_plain`` made. Raises ValueError for a form that this version does not know."""
    if kept["form"] != FORM:
        raise ValueError(f"a content of form {kept['form']}")
    return Content(
        as_of=date.fromisoformat(kept["as_of"]),
        head=kept["head"],
        texts=kept["texts"],
        figures=tuple(from_plain(figure) for figure in kept["figures"]),
        tables=tuple(
            Table(
                key=table["key"],
                title=table["title"],
                note=table["note"],
                with_units=table["with_units"],
                columns=tuple((name, head) for name, head in table["columns"]),
                lines=tuple(tuple(_cell_in(cell) for cell in line) for line in table["lines"]),
            )
            for table in kept["tables"]
        ),
        left_out=frozenset(kept.get("left_out", ())),
    )


def canonical(content: Content) -> str:
    """The one text of a content: the same values give the same bytes."""
    return json.dumps(to_plain(content), ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def hash_of(text: str) -> str:
    """SHA-256 of a text in UTF-8."""
    return hashlib.sha256(text.encode()).hexdigest()


def _cell_out(cell: Cell) -> Any:
    return cell if isinstance(cell, str) else as_plain(cell)


def _cell_in(kept: Any) -> Cell:
    return kept if isinstance(kept, str) else from_plain(kept)
