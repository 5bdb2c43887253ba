"""The heads of tables: what each column is for (PATTERNS §7)."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias

from zhicheng.engines.plans.document import Block, BlockKind, Cell, Document
from zhicheng.engines.plans.text.characters import bare, fold
from zhicheng.engines.plans.text.passages import Span, passage

# What a column is for, told from its head. In this order: the first that fits decides.
INDICATOR_COLUMNS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("number", re.compile(r"^序号$|^编号$|^NO\.?$")),
    ("attribute", re.compile(r"属性|性质|指标类型|约束性")),
    ("unit", re.compile(r"^(?:计量)?单位$")),
    ("class", re.compile(r"^(?:指标)?(?:类别|分类|领域|一级指标|维度)$")),
    ("rate", re.compile(r"年均|增速|\[累计\]|增幅|累计$")),
    ("baseline", re.compile(r"基数|基期|基准|现状|现有|实际|完成(?:值|情况)")),
    ("target", re.compile(r"目标|规划值|预期值|期末|^20\d{2}年?")),
    ("name", re.compile(r"指标")),
    ("unit_of", re.compile(r"责任|牵头")),
)
TASK_COLUMNS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("number", re.compile(r"^序号$|^编号$|^NO\.?$")),
    ("due", re.compile(r"时限|时间|期限|进度|节点")),
    ("lead", re.compile(r"牵头")),
    ("person", re.compile(r"领导|责任人|负责人|联系人|电话")),
    ("responsible", re.compile(r"责任|配合|参与|参加|协办|主办|实施单位|落实单位|单位$|部门$")),
    ("name", re.compile(r"任务|举措|措施|事项|内容|工作|项目")),
    ("class", re.compile(r"类别|分类|领域|板块")),
)
_YEAR = re.compile(r"(20\d{2})年?")


@dataclass(frozen=True, slots=True)
class Column:
    role: str
    year: str | None
    head: str


# The cells of a row by the role of their column; a merged cell stands once.
Cells: TypeAlias = dict[str, list[tuple[Column, Cell]]]


@dataclass(frozen=True, slots=True)
class Table:
    """A table with its heads read. kind: ``indicators`` or ``tasks``. path: its section."""

    kind: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    path: str
    span: Span


def tables_of(document: Document, place: Sequence[tuple[int, str]]) -> list[Table]:
    """The tables of indicators and tasks of a document.

    place: (offset, path) of every section in order, to say where a table stands.
    """
    found = []
    for block in document.blocks:
        if block.kind is BlockKind.TABLE and block.rows:
            path = next((path for offset, path in reversed(place) if offset < block.start), "")
            if table := _table(document, block, path):
                found.append(table)
    return found


def _table(document: Document, block: Block, path: str) -> Table | None:
    for depth in (1, 2, 3):
        heads = _heads(document, block.rows[:depth])
        for kind, columns in (("tasks", TASK_COLUMNS), ("indicators", INDICATOR_COLUMNS)):
            read = tuple(_column(head, columns) for head in heads)
            if _complete(kind, {column.role for column in read}) and not _more(
                document, block, depth
            ):
                return Table(
                    kind, _with_years(read), block.rows[depth:], path, (block.start, block.end)
                )
    return None


def _heads(document: Document, rows: Sequence[Sequence[Cell]]) -> list[str]:
    """The heads of the columns; heads of two rows are read together, a merged one once."""
    columns = []
    for column in zip(*rows, strict=False):
        spans = dict.fromkeys((cell.start, cell.end) for cell in column)
        columns.append("".join(bare(document.text[a:b]) for a, b in spans))
    return columns


def _more(document: Document, block: Block, depth: int) -> bool:
    """Whether the next row still belongs to the head: years or halves of a merged head."""
    if depth >= len(block.rows):
        return True
    following = [fold(document.slice(cell)).strip() for cell in block.rows[depth]]
    above = [(cell.start, cell.end) for cell in block.rows[depth - 1]]
    merged = sum((c.start, c.end) == a for c, a in zip(block.rows[depth], above, strict=False))
    return merged > 0 and any(
        _YEAR.match(text) or "目标" in text or "单位" in text for text in following
    )


def _column(head: str, columns: Sequence[tuple[str, re.Pattern[str]]]) -> Column:
    role = next((role for role, pattern in columns if pattern.search(head)), "other")
    year = _YEAR.search(head)
    return Column(role, year[1] if year else None, head)


def _complete(kind: str, roles: set[str]) -> bool:
    if kind == "tasks":
        return "name" in roles and bool(roles & {"lead", "responsible"})
    return "name" in roles and "target" in roles


def _with_years(columns: tuple[Column, ...]) -> tuple[Column, ...]:
    """Of columns that bear only years the first is the base, if no other column is."""
    years = [i for i, one in enumerate(columns) if one.role == "target" and one.year]
    based = any(one.role == "baseline" for one in columns)
    if based or len(years) < 2 or any("目标" in columns[i].head for i in years[:1]):
        return columns
    first = min(years, key=lambda i: columns[i].year or "")
    return tuple(
        Column("baseline", one.year, one.head) if i == first else one
        for i, one in enumerate(columns)
    )


def by_role(table: Table, row: Sequence[Cell]) -> Cells:
    cells: Cells = {}
    for column, cell in zip(table.columns, row, strict=False):
        same = cells.setdefault(column.role, [])
        if all((cell.start, cell.end) != (one.start, one.end) for _, one in same):
            same.append((column, cell))
    return cells


def first(document: Document, cells: Cells, role: str) -> str:
    return next((text_of(document, cell) for _, cell in cells.get(role, [])), "")


def text_of(document: Document, cell: Cell) -> str:
    """What a cell says, without line breaks and emphasis."""
    return passage(document.text, [(cell.start, cell.end)]).raw()
