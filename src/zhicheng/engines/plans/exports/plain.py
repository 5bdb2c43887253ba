"""Sheets as text: aligned for a terminal, as Markdown; and the plain form as JSON."""

import json
import unicodedata
from collections.abc import Iterable, Sequence
from itertools import accumulate
from typing import Any

from zhicheng.engines.plans.exports import wording
from zhicheng.engines.plans.exports.sheets import Column, Sheet
from zhicheng.engines.plans.exports.wording import Value

_GAP = "  "


def to_json(form: Any) -> str:
    """The plain form, Chinese readable, ending with a newline."""
    return json.dumps(form, ensure_ascii=False, indent=2) + "\n"


def to_markdown(title: str, sheets: Iterable[Sheet]) -> str:
    """A document with one pipe table a sheet; empty sheets say so."""
    parts = [f"# {_in_markdown(title)}"]
    for sheet in sheets:
        parts.append(f"## {_in_markdown(sheet.title)}")
        parts.append(_pipe_table(sheet) if sheet.items else "无")
    return "\n\n".join(parts) + "\n"


def _pipe_table(sheet: Sheet) -> str:
    heads = [_in_markdown(column.title) for column in sheet.columns]
    lines = [heads, ["---"] * len(heads)]
    lines += [[_in_markdown(_shown(value)) for value in row] for row in sheet.rows()]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _in_markdown(text: str) -> str:
    """One line, and nothing in it that Markdown or a browser would take for markup."""
    for sign in "\\`*_[]<>|#":
        text = text.replace(sign, f"\\{sign}")
    return " ".join(text.split())


def to_table(title: str, sheets: Iterable[Sheet], width: int) -> str:
    """A summary for a terminal of that many columns; long values are cut with …."""
    parts = [title]
    for sheet in sheets:
        parts.append(f"【{sheet.title}】共 {len(sheet.items)} 项")
        if sheet.items:
            parts[-1] += "\n" + "\n".join(_aligned(sheet, width))
    return "\n\n".join(parts) + "\n"


def _aligned(sheet: Sheet, width: int) -> Iterable[str]:
    columns = [column for column in sheet.columns if column.brief]
    rows = [[_shown(column.value(item)) for column in columns] for item in sheet.items]
    widths = _widths(columns, rows, width)
    for row in [[column.title for column in columns], *rows]:
        cells = [_padded(text, cells) for text, cells in zip(row, widths, strict=True)]
        yield _GAP.join(cells).rstrip()


def _widths(columns: Sequence[Column], rows: Sequence[Sequence[str]], total: int) -> list[int]:
    """Each column as wide as its content, the widest ones cut until the line fits."""
    widths = [
        min(total, max(map(display_width, [column.title, *(row[place] for row in rows)])))
        for place, column in enumerate(columns)
    ]
    room = max(total - len(_GAP) * (len(columns) - 1), 4 * len(columns))
    while sum(widths) > room:
        widest = widths.index(max(widths))
        widths[widest] -= 1
    return widths


def _padded(text: str, cells: int) -> str:
    text = " ".join(text.split())
    if display_width(text) > cells:
        ends = accumulate(map(display_width, text))
        text = text[: sum(end < cells for end in ends)] + "…"
    return text + " " * (cells - display_width(text))


def display_width(text: str) -> int:
    """The columns that a terminal gives the text: two for each wide character."""
    return sum(2 if unicodedata.east_asian_width(character) in "WF" else 1 for character in text)


def _shown(value: Value) -> str:
    return "" if value is None else wording.number(value)
