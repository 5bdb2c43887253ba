"""Tables of indicators and of tasks (PATTERNS §7)."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ..document import Block, BlockKind, Cell, Document
from ..facts.dates import Clock, due_value
from ..reading import Target, Task
from ..targets.measures import per_base
from ..targets.quantities import Quantity, quantities
from ..text.characters import bare, fold
from ..text.passages import Passage, Span, passage
from ..units.assignments import assignments_of
from ..units.names import split

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
_UNIT_IN_NAME = re.compile(r"\(([^()\d]{1,12})\)$")
_SIGNS = {
    "≥": "不少于",
    ">=": "不少于",
    "≤": "不超过",
    "<=": "不超过",
    ">": "超过",
    "<": "低于",
    "＞": "超过",
    "＜": "低于",
}
_VALUE = re.compile(r"^(≥|>=|≤|<=|>|<|＞|＜)?(.+)$")
_CUMULATIVE = re.compile(r"^\[(.+)\]$|^〔(.+)〕$|累计")
_SENTENCE_END = re.compile("[。;]")


@dataclass(frozen=True, slots=True)
class Column:
    role: str
    year: str | None
    head: str


@dataclass(frozen=True, slots=True)
class Table:
    """A table with its heads read. kind: ``indicators`` or ``tasks``. path: the section it stands in."""

    kind: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    path: str
    span: Span


def tables_of(document: Document, place: "Sequence[tuple[int, str]]") -> list[Table]:
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


# --- indicators --------------------------------------------------------------------------------


def targets_in(document: Document, table: Table) -> Iterator[Target]:
    """One target for each indicator and each column of target values."""
    for row in table.rows:
        cells = _by_role(table, row)
        name = cells.get("name", [])
        if not name or not document.slice(name[-1][1]).strip():
            continue
        for column, cell in cells.get("target", []):
            if document.slice(cell).strip():
                yield _target(document, table, cells, name[-1][1], column, cell)


def _by_role(table: Table, row: Sequence[Cell]) -> dict[str, list[tuple[Column, Cell]]]:
    cells: dict[str, list[tuple[Column, Cell]]] = {}
    for column, cell in zip(table.columns, row, strict=False):
        same = cells.setdefault(column.role, [])
        if all((cell.start, cell.end) != (one.start, one.end) for _, one in same):
            same.append((column, cell))
    return cells


def _target(
    document: Document,
    table: Table,
    cells: dict[str, list[tuple[Column, Cell]]],
    name_cell: Cell,
    column: Column,
    value_cell: Cell,
) -> Target:
    name, value = document.slice(name_cell).strip(), document.slice(value_cell).strip()
    indicator, unit = _name_and_unit(name, _first(document, cells, "unit"))
    one = _quantity(value, unit)
    base = per_base(fold(indicator)) if one and "/" not in one.unit else None
    annual = "每年" in column.head or "每年" in value
    due = column.year
    return Target(
        outline=table.path,
        text=f"{name} {value}",
        indicator=indicator,
        comparator=(one.comparator or "=") if one else "qualitative",
        value=one.value if one else None,
        unit=(f"{one.unit}/{base}" if base else one.unit) if one else None,
        unit_as_written=unit or (one.unit_written if one else None),
        due=due,
        cumulative=True if _CUMULATIVE.search(value) or "累计" in indicator else None,
        annual=annual,
        expected=False,
        span=(min(name_cell.start, value_cell.start), max(name_cell.end, value_cell.end)),
        value_max=one.value_max if one else None,
        wording=value,
        kind="ratio" if one and (one.kind == "rate" or base) else ("stock" if one else "milestone"),
        baseline=_first(document, cells, "baseline") or None,
        attribute=_attribute(_first(document, cells, "attribute")),
        note="指标表",
    )


def _first(document: Document, cells: dict[str, list[tuple[Column, Cell]]], role: str) -> str:
    return next((document.slice(cell).strip() for _, cell in cells.get(role, [])), "")


def _name_and_unit(name: str, unit: str) -> tuple[str, str]:
    """每万人口发明专利拥有量(件) → the name and its unit, unless a column gives the unit."""
    folded = fold(re.sub(r"\s+", "", name))
    folded = re.sub(r"^(?:\d{1,2}[.、]|\([一二三四五六七八九十\d]+\)|[①-⑳])", "", folded)
    found = _UNIT_IN_NAME.search(folded)
    if found and not unit:
        return folded[: found.start()], found[1]
    return folded, fold(unit).strip("()- ")


def _quantity(value: str, unit: str) -> Quantity | None:
    """The figure of a cell, read with the words that its sign stands for."""
    text = fold(re.sub(r"\s+", "", value)).strip("[]()")
    found = _VALUE.match(text)
    if found is None:
        return None
    words = _SIGNS.get(found[1] or "", "") + found[2]
    first_unit = unit.split("/")[0] if unit else ""
    for attempt in (words, _insert_unit(words, unit), _insert_unit(words, first_unit)):
        if read := quantities(attempt, 0, len(attempt)):
            return read[0]
    bare_number = quantities(_insert_unit(words, "个"), 0, len(words) + 1)
    return _renamed(bare_number[0], unit) if bare_number else None


def _insert_unit(words: str, unit: str) -> str:
    """90以上 with unit % → 90%以上."""
    return re.sub(r"(\d)(?=\D*$)", lambda found: found[1] + unit, words, count=1)


def _renamed(one: Quantity, unit: str) -> Quantity:
    return Quantity(
        one.value, one.value_max, unit, one.written, unit, one.kind, one.comparator, one.start,
        one.end, one.head, one.tail,
    )  # fmt: skip


def _attribute(text: str) -> str | None:
    return next((word for word in ("约束性", "预期性", "引导性") if word in text), text or None)


# --- tasks -------------------------------------------------------------------------------------


def tasks_in(document: Document, table: Table, clock: Clock, taken: set[str]) -> Iterator[Task]:
    """One task for each row. taken: paths already in use, so that none is given twice."""
    for number, row in enumerate(table.rows, start=1):
        cells = _by_role(table, row)
        names = [cell for _, cell in cells.get("name", []) if document.slice(cell).strip()]
        if names:
            yield _task(
                document, table, cells, names, _path(document, table, cells, number, taken), clock
            )


def _path(
    document: Document,
    table: Table,
    cells: dict[str, list[tuple[Column, Cell]]],
    number: int,
    taken: set[str],
) -> str:
    own = _first(document, cells, "number") or str(number)
    base = table.path or "表"
    path = f"{base}/{own}" if f"{base}/{own}" not in taken else f"{base}/表{number}"
    while path in taken:
        path += "'"
    taken.add(path)
    return path


def _task(
    document: Document,
    table: Table,
    cells: dict[str, list[tuple[Column, Cell]]],
    names: Sequence[Cell],
    path: str,
    clock: Clock,
) -> Task:
    title, text, span = _title(document, names)
    lead = _units(document, cells, "lead")
    responsible = [one for one in _units(document, cells, "responsible") if one not in lead]
    spots = [cell for role in ("lead", "responsible") for _, cell in cells.get(role, [])]
    due = _first(document, cells, "due")
    return Task(
        outline=path,
        title=title,
        lead=tuple(lead),
        responsible=tuple(responsible),
        responsible_as_written="；".join(
            f"{column.head}：{document.slice(cell).strip()}"
            for role in ("lead", "responsible")
            for column, cell in cells.get(role, [])
            if document.slice(cell).strip()
        ) or None,
        due=due_value(fold(due), clock),
        span=span,
        text=text,
        body_span=(names[-1].start, names[-1].end),
        item_span=(min(names[0].start, *(c.start for c in spots)), max(names[-1].end, *(c.end for c in spots))),
        responsible_span=(min(c.start for c in spots), max(c.end for c in spots)) if spots else None,
        due_as_written=due or None,
        note="任务分解表",
    )  # fmt: skip


def _title(document: Document, names: Sequence[Cell]) -> tuple[str, str, Span]:
    """The most particular column names the task; of a long text the first sentence does."""
    cell = names[-1]
    one = passage(document.text, [(cell.start, cell.end)])
    stop = _SENTENCE_END.search(one.text)
    end = stop.start() if stop and stop.start() else len(one.text)
    return one.raw(0, end), one.raw(), one.span(0, end)


def _units(document: Document, cells: dict[str, list[tuple[Column, Cell]]], role: str) -> list[str]:
    found: list[str] = []
    for _, cell in cells.get(role, []):
        one = passage(document.text, [(cell.start, cell.end)])
        if one.text:
            found.extend(_names(one))
    return list(dict.fromkeys(found))


def _names(one: Passage) -> list[str]:
    """Names of a cell: labelled, with verbs, or a plain list parted by signs, spaces or lines."""
    _, lists = assignments_of(one)
    if lists:
        return [unit.name for _, _, found in lists for unit in found.units]
    gaps = frozenset(index for index in range(1, len(one.text)) if one.gap(index))
    return [
        one.raw(a, b) for _, a, b in split(one.text, gaps=gaps) if one.text[a:b] not in ("/", "-")
    ]
