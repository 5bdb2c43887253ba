"""Rows of a table of tasks (任务分解表) as tasks."""

import re
from collections.abc import Iterator, Sequence

from zhicheng.engines.plans.document import Cell, Document
from zhicheng.engines.plans.facts.dates import Clock, due_value
from zhicheng.engines.plans.reading import Task
from zhicheng.engines.plans.tables.columns import Cells, Table, by_role, first, text_of
from zhicheng.engines.plans.text.characters import fold
from zhicheng.engines.plans.text.passages import Span, passage
from zhicheng.engines.plans.units.assignments import units_in

_SENTENCE_END = re.compile("[。;]")


def tasks_in(document: Document, table: Table, clock: Clock, taken: set[str]) -> Iterator[Task]:
    """One task for each row. taken: paths already in use, so that none is given twice."""
    for number, row in enumerate(table.rows, start=1):
        cells = by_role(table, row)
        names = [cell for _, cell in cells.get("name", []) if text_of(document, cell)]
        if names:
            yield _task(
                document, table, cells, names, _path(document, table, cells, number, taken), clock
            )


def _path(
    document: Document,
    table: Table,
    cells: Cells,
    number: int,
    taken: set[str],
) -> str:
    own = first(document, cells, "number") or str(number)
    base = table.path or "表"
    path = f"{base}/{own}" if f"{base}/{own}" not in taken else f"{base}/表{number}"
    while path in taken:
        path += "'"
    taken.add(path)
    return path


def _task(
    document: Document,
    table: Table,
    cells: Cells,
    names: Sequence[Cell],
    path: str,
    clock: Clock,
) -> Task:
    title, text, span = _title(document, names)
    lead, responsible = _units(document, cells)
    spots = [cell for role in ("lead", "responsible") for _, cell in cells.get(role, [])]
    due = first(document, cells, "due")
    return Task(
        outline=path,
        title=title,
        lead=tuple(lead),
        responsible=tuple(responsible),
        responsible_as_written="；".join(
            f"{column.head}：{text_of(document, cell)}"
            for role in ("lead", "responsible")
            for column, cell in cells.get(role, [])
            if text_of(document, cell)
        ) or None,
        due=due_value(fold(due), clock),
        span=span,
        text=text,
        body_span=(names[-1].start, names[-1].end),
        item_span=_around([*names, *spots]),
        responsible_span=_around(spots) if spots else None,
        due_as_written=due or None,
        note="任务分解表",
    )  # fmt: skip


def _around(cells: Sequence[Cell]) -> Span:
    return min(cell.start for cell in cells), max(cell.end for cell in cells)


def _title(document: Document, names: Sequence[Cell]) -> tuple[str, str, Span]:
    """The most particular column names the task; of a long text the first sentence does."""
    cell = names[-1]
    one = passage(document.text, [(cell.start, cell.end)])
    stop = _SENTENCE_END.search(one.text)
    end = stop.start() if stop and stop.start() else len(one.text)
    return one.raw(0, end), one.raw(), one.span(0, end)


def _units(document: Document, cells: Cells) -> tuple[list[str], list[str]]:
    """(lead, responsible): the column decides, inside a column of all units the verb does."""
    lead: dict[str, None] = {}
    responsible: dict[str, None] = {}
    for role in ("lead", "responsible"):
        for _, cell in cells.get(role, []):
            for unit in units_in(passage(document.text, [(cell.start, cell.end)])):
                leads = "lead" in (role, unit.role)
                (lead if leads else responsible)[unit.name] = None
    return list(lead), [name for name in responsible if name not in lead]
