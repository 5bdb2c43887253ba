"""Figures and their lineage: what a number was counted from, by which rule, and of which day."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Final

from django.utils.translation import gettext

from zhicheng.foundation.face.told import told
from zhicheng.governance.targets.rules import measure, tidy

_LISTED: Final = 12
"""So many figures are named one by one where they share a lineage."""


@dataclass(frozen=True, slots=True)
class Lineage:
    """Where figures come from.

    source: what was read, evidence and its hash included. rule: what was counted, by which rule and since
    when that is in force. as_of: of which day. rows: where the rows stand, a path of the product or a
    part of the same paper (``#closed``). count: how many rows were counted.
    """

    source: str
    rule: str
    as_of: date
    rows: str
    count: int

    @property
    def is_whole(self) -> bool:
        """Whether it says everything that it has to."""
        return bool(self.source.strip() and self.rule.strip() and self.rows.strip())


@dataclass(frozen=True, slots=True)
class Figure:
    """A number of a paper.

    key: by which a text names it (``tasks.overdue``). value: None where nothing is known, which is never
    zero (R-00-3). unit: 项, 件/万人 … said: words in place of a number, of a qualitative target. rows: the
    list of what was counted for this figure alone.
    """

    key: str
    name: str
    value: Decimal | None
    unit: str
    lineage: Lineage | None
    rows: str = ""
    said: str = ""

    @property
    def noun(self) -> str:
        """Its name without the group that stands before the colon (市科技局：逾期 → 逾期)."""
        return self.name.rpartition("：")[2]

    @property
    def number(self) -> str:
        """Without its unit, for the cell of a table whose head names that."""
        if self.said or self.value is None:
            return self.words
        return f"{tidy(self.value):,}"

    @property
    def words(self) -> str:
        """As running text has it: 1,024项, 10.2亿元, 推进顺利, 尚无数据."""
        if self.said:
            return self.said
        if self.value is None:
            return gettext("尚无数据")
        return measure(self.value, self.unit).replace(" ", "")


Cell = str | Figure
"""Of a table: words, or a figure."""


def unfounded(figures: Iterable[Figure]) -> list[str]:
    """The figures that do not say where they come from: name and key, each once, in their order.

    A paper that has one is not made (every figure leads to its rows).
    """
    found = (f for f in figures if f.lineage is None or not f.lineage.is_whole)
    return list(dict.fromkeys(f"{figure.name}（{figure.key}）" for figure in found))


def numbered(figures: Iterable[Figure]) -> dict[Lineage, list[Figure]]:
    """The lineages in the order of their first figure, each with its figures: the notes of a paper, the
    first of which is number 1."""
    notes: dict[Lineage, list[Figure]] = {}
    for figure in figures:
        if figure.lineage is not None:
            known = notes.setdefault(figure.lineage, [])
            if figure not in known:
                known.append(figure)
    return notes


def listed(figures: Sequence[Figure]) -> str:
    """Figures with their values in one sentence, the first of them where there are many."""
    words = "；".join(f"{figure.noun} {figure.words}" for figure in figures[:_LISTED])
    if len(figures) <= _LISTED:
        return words
    return told("%(first)s 等%(count)s个数字", first=words, count=len(figures))


def as_plain(figure: Figure) -> dict[str, Any]:
    """A figure as JSON keeps it; numbers as words, so that no digit is lost."""
    line = figure.lineage
    return {
        "key": figure.key,
        "name": figure.name,
        "value": None if figure.value is None else str(figure.value),
        "unit": figure.unit,
        "said": figure.said,
        "rows": figure.rows,
        "lineage": None if line is None else {
            "source": line.source, "rule": line.rule, "as_of": line.as_of.isoformat(),
            "rows": line.rows, "count": line.count,
        },
    }  # fmt: skip


def from_plain(kept: dict[str, Any]) -> Figure:
    """What ``as_plain`` made, as a figure again."""
    line, value = kept["lineage"], kept["value"]
    return Figure(
        key=kept["key"],
        name=kept["name"],
        value=None if value is None else Decimal(value),
        unit=kept["unit"],
        said=kept["said"],
        rows=kept["rows"],
        lineage=None
        if line is None
        else Lineage(**{**line, "as_of": date.fromisoformat(line["as_of"])}),
    )


def figures_in(cells: Iterable[Cell]) -> Iterator[Figure]:
    """The figures among some cells."""
    return (cell for cell in cells if isinstance(cell, Figure))
