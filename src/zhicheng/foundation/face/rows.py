"""The rows of tables, drawn."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.utils.safestring import SafeString
from django.utils.translation import gettext

from zhicheng.foundation.face.charts import Chart
from zhicheng.foundation.face.drawing import escaped, shown
from zhicheng.foundation.face.lists import Line, List
from zhicheng.foundation.face.records import Figure


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


def chart_rows(chart: Chart) -> SafeString:
    """The body of the table beneath a chart."""
    heads = {
        series.name: f'<td class="number" data-head="{escaped(series.name)}">'
        for series in chart.series
    }
    lines = (
        f'<tr><th scope="row">{shown(place)}</th>'
        + "".join(f"{heads[name]}{shown(value)}</td>" for name, value in values)
        + "</tr>"
        for place, values in chart.rows
    )
    return SafeString("\n".join(lines))


def figure_cells(figures: Iterable[Figure]) -> SafeString:
    """A line of figures in a table: each opens its rows, where there are any."""
    return SafeString("".join(map(_figure_cell, figures)))


def _figure_cell(figure: Figure) -> str:
    css, inside = "number is-zero", '<span class="absent">0</span>'
    if figure.value:
        css, inside = "number", f'<a href="{escaped(figure.url)}">{escaped(figure.value)}</a>'
    return f'<td class="{css}" data-head="{escaped(figure.label)}">{inside}</td>'
