"""The rows of a list, drawn."""

from collections.abc import Sequence
from typing import Any

from django.utils.safestring import SafeString
from django.utils.translation import gettext

from zhicheng.foundation.face.drawing import escaped, shown
from zhicheng.foundation.face.lists import Line, List


def drawn_rows(rows: List[Any]) -> SafeString:
    """The body of a list's table."""
    cells = [
        f'<td class="{head.column.css}" data-head="{escaped(head.column.title)}">'
        for head in rows.heads
    ]
    return SafeString("\n".join(_row(line, cells, rows.choose) for line in rows.lines))


def _row(line: Line[Any], cells: Sequence[str], choose: str) -> str:
    """The heading of the group that begins with a line, if one does, its tick box, and its cells."""
    box = _box(line, choose) if choose else ""
    drawn = "".join(
        f"{cell}{shown(one.value)}</td>" for cell, one in zip(cells, line.cells, strict=True)
    )
    return f"{_group(line, len(cells) + bool(choose))}<tr>{box}{drawn}</tr>"


def _box(line: Line[Any], name: str) -> str:
    label = gettext("选择 %(row)s") % {"row": line.row}
    return (
        f'<td data-head="{escaped(gettext("选择"))}">'
        '<input class="form-check-input" type="checkbox" form="choosing" '
        f'name="{name}" value="{line.row.pk}" aria-label="{escaped(label)}"></td>'
    )


def _group(line: Line[Any], width: int) -> str:
    if line.heading is None:
        return ""
    head = f'<th scope="rowgroup" colspan="{width}">{shown(line.heading)}</th>'
    return f'<tr class="group">{head}</tr>'
