"""A ledger that a city has kept as a spreadsheet (序号, 任务, 牵头单位, 责任单位, 完成时限, 进展情况) as a plan's
document: each row a task, each with its words and its place in the text. Plain values only."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _

from zhicheng.engines.plans.facts.dates import Clock, day, due_value
from zhicheng.engines.plans.text.characters import fold
from zhicheng.engines.plans.units.names import split
from zhicheng.foundation.face.told import told
from zhicheng.foundation.files.rules import RefusedFile
from zhicheng.governance.plans.rules.dates import Period, due_fault, last_day

_HEADS = (
    ("number", re.compile("序号|编号")),
    ("lead", re.compile("牵头")),
    ("responsible", re.compile("(责任|配合|协办|参与|承办)(单位|部门)")),
    ("due", re.compile("时限|期限|完成时间|完成日期")),
    ("progress", re.compile("进展|完成情况|落实情况|推进情况")),
    ("task", re.compile("任务|事项|工作内容|重点工作")),
)
"""Which column is which, by its head; the first that fits."""
_LOOKED_AT = 15
"""Rows in which the heads are looked for: above them stands the title of the sheet."""
_TITLE_LONGEST = 100
_SENTENCE = re.compile("[。；;]")
ROWS_MOST, COLUMNS_MOST = 20_000, 60


class RefusedSheet(RefusedFile):
    """A spreadsheet that cannot be taken as a ledger. The message is for whoever brought it."""


@dataclass(frozen=True, slots=True)
class Grid:
    """The cells of a sheet as they are. merged: (first row, last row, name) of merged cells; rows from 1."""

    name: str
    rows: Sequence[Sequence[object]]
    merged: Sequence[tuple[int, int, str]] = ()


@dataclass(frozen=True, slots=True)
class SheetRow:
    """A row that becomes a task. line: of the sheet, from 1. due: ``YYYY[-MM[-DD]]``, empty where the sheet
    writes none or none that is a date; written: the whole row in words."""

    line: int
    number: str
    title: str
    task: str
    lead: tuple[str, ...]
    responsible: tuple[str, ...]
    due: str
    due_as_written: str
    progress: str
    written: str


@dataclass(frozen=True, slots=True)
class Left:
    """A row that is not taken, and why."""

    line: int
    why: str


@dataclass(frozen=True, slots=True)
class Sheet:
    rows: tuple[SheetRow, ...]
    left: tuple[Left, ...]


def read_sheet(grid: Grid) -> Sheet:
    """Every row of the sheet: a task, or left with the reason; empty rows are none.

    Raises RefusedSheet without heads, without a task, and for merged cells below the heads, whose rows
    would lose what stands only in the first.
    """
    if len(grid.rows) > ROWS_MOST or any(len(row) > COLUMNS_MOST for row in grid.rows):
        raise RefusedSheet(
            _("工作表超过 %(rows)s 行或 %(columns)s 列，请删去多余的行列后再导入。")
            % {"rows": ROWS_MOST, "columns": COLUMNS_MOST}
        )
    head, columns = _columns(grid)
    if merged := [name for _first, last, name in grid.merged if last > head]:
        raise RefusedSheet(
            _(
                "工作表有合并单元格（%(cells)s），无法判断各行的内容。"
                "请在表格软件中取消合并，把每一行填写完整后再导入。"
            )
            % {"cells": "、".join(merged[:5])}
        )
    found = [
        _row(line, cells, columns)
        for line, cells in enumerate(grid.rows, start=1)
        if line > head and any(_words(cell) for cell in cells)
    ]
    rows = tuple(row for row in found if isinstance(row, SheetRow))
    if not rows:
        raise RefusedSheet(_("表头下面没有一行写有任务，没有可以导入的内容。"))
    return Sheet(rows, tuple(row for row in found if isinstance(row, Left)))


def _columns(grid: Grid) -> tuple[int, Mapping[str, list[tuple[int, str]]]]:
    """The row of the heads, and the columns of each kind with their heads, ``rest`` for any other."""
    for line, cells in enumerate(grid.rows[:_LOOKED_AT], start=1):
        columns: dict[str, list[tuple[int, str]]] = {}
        for index, cell in enumerate(cells):
            if head := re.sub(r"\s+", "", _words(cell)):
                columns.setdefault(_kind(head), []).append((index, head))
        if "task" in columns and ("lead" in columns or "responsible" in columns):
            return line, columns
    raise RefusedSheet(
        _(
            "没有找到表头。表头一行应写明“任务”和“牵头单位”或“责任单位”，另可有“序号”“完成时限”“进展情况”。"
        )
    )


def _kind(head: str) -> str:
    return next((kind for kind, pattern in _HEADS if pattern.search(head)), "rest")


def _row(
    line: int, cells: Sequence[object], columns: Mapping[str, list[tuple[int, str]]]
) -> SheetRow | Left:
    def words(kind: str) -> str:
        found = (
            _words(cells[index]) for index, _head in columns.get(kind, ()) if index < len(cells)
        )
        return "；".join(text for text in found if text)

    task = words("task")
    if not task:
        return Left(line, _("“任务”一栏是空的"))
    due, written = words("due"), _written(cells, columns)
    return SheetRow(
        line=line,
        number=words("number"),
        title=_title(task),
        task=task,
        lead=_names(words("lead")),
        responsible=_names(words("responsible")),
        due=_due(due),
        due_as_written=due,
        progress=words("progress"),
        written=written,
    )


def _written(cells: Sequence[object], columns: Mapping[str, list[tuple[int, str]]]) -> str:
    heads = sorted(pair for pairs in columns.values() for pair in pairs)
    found = ((head, _words(cells[i])) for i, head in heads if i < len(cells))
    return "；".join(f"{head}：{text}" for head, text in found if text)


def _words(cell: object) -> str:
    """What a cell shows, in one line; a whole number without its decimal point, a day as ISO 8601."""
    if cell is None:
        return ""
    if isinstance(cell, datetime):
        return cell.date().isoformat()
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return re.sub(r"\s+", " ", str(cell)).strip()


def _title(task: str) -> str:
    first = _SENTENCE.split(task, maxsplit=1)[0]
    return (first or task)[:_TITLE_LONGEST]


def _names(text: str) -> tuple[str, ...]:
    """Names of units, however they are parted; none twice."""
    folded = fold(re.sub(r"[\s；;/]+", "、", text))
    return tuple(dict.fromkeys(name for name, _start, _end in split(folded)))


def _due(written: str) -> str:
    """The day, month or year that is meant; empty for 长期, 持续推进 and what is no date."""
    folded = fold(written)
    found = day(folded) or _month(folded) or due_value(folded, Clock()) or ""
    return found if last_day(found) else ""


def _month(folded: str) -> str | None:
    """2026.12, 2026-12, 2026/12."""
    found = re.fullmatch(r"(20\d{2})[-./](\d{1,2})", folded.strip())
    return f"{found[1]}-{int(found[2]):02d}" if found else None


def document_of(sheet: Sheet, title: str) -> tuple[str, dict[str, Any]]:
    """The sheet as a plan's text, and its reading in the form of the reader's JSON (``intake``).

    What is told of progress becomes part of the task's text: nobody has reported it here, so it is no
    report, and no figure follows from it.
    """
    text, tasks = f"{title}\n", []
    for row in sheet.rows:
        start = len(text)
        text += f"{row.written}\n"
        tasks.append(_task(row, (start, len(text) - 1)))
    return text, {"title": title, "outline": [], "tasks": tasks}


def _task(row: SheetRow, span: tuple[int, int]) -> dict[str, Any]:
    parts = [row.task]
    if row.progress:
        parts.append(told("原台账进展情况：%(progress)s", progress=row.progress))
    return {
        "outline": "",
        "title": row.title,
        "text": "\n".join(parts),
        "lead": list(row.lead),
        "responsible": [name for name in row.responsible if name not in row.lead],
        "due": row.due or None,
        "due_as_written": row.due_as_written or None,
        "item_span": list(span),
    }


def remarks(row: SheetRow, unknown: Sequence[str], period: Period) -> Iterator[str]:
    """What is left for the review to settle in a row that is taken. unknown: names that mean no unit here.
    period: of the plan that the sheet becomes."""
    if not row.lead and not row.responsible:
        yield _("没有写单位，须在审核时指定")
    for name in unknown:
        yield _("单位“%(name)s”未能识别，须在审核时确定") % {"name": name}
    if row.due_as_written and not row.due:
        yield _("完成时限“%(due)s”不是日期，须在审核时确定") % {"due": row.due_as_written}
    elif not row.due:
        yield _("没有写完成时限，须在审核时确定")
    elif fault := due_fault({"due": row.due}, period):
        yield _("完成时限“%(due)s”须在审核时更正，或按原文保留：%(fault)s") % {
            "due": row.due_as_written,
            "fault": fault,
        }
