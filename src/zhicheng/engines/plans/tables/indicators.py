"""Rows of a table of indicators (指标表) as targets."""

import re
from collections.abc import Iterator
from dataclasses import replace

from zhicheng.engines.plans.document import Cell, Document
from zhicheng.engines.plans.reading import Target
from zhicheng.engines.plans.tables.columns import Cells, Column, Table, by_role, first, text_of
from zhicheng.engines.plans.targets.measures import per_base
from zhicheng.engines.plans.targets.quantities import Quantity, quantities
from zhicheng.engines.plans.text.characters import fold

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


def targets_in(document: Document, table: Table) -> Iterator[Target]:
    """One target for each indicator and each column of target values."""
    for row in table.rows:
        cells = by_role(table, row)
        name = cells.get("name", [])
        if not name or not text_of(document, name[-1][1]):
            continue
        for column, cell in cells.get("target", []):
            if text_of(document, cell):
                yield _target(document, table, cells, name[-1][1], column, cell)


def _target(
    document: Document,
    table: Table,
    cells: Cells,
    name_cell: Cell,
    column: Column,
    value_cell: Cell,
) -> Target:
    name, value = text_of(document, name_cell), text_of(document, value_cell)
    indicator, unit = _name_and_unit(name, first(document, cells, "unit"))
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
        unit=_unit(one, base),
        unit_as_written=unit or (one.unit_written if one else None),
        due=due,
        cumulative=True if _CUMULATIVE.search(value) or "累计" in indicator else None,
        annual=annual,
        expected=False,
        span=(min(name_cell.start, value_cell.start), max(name_cell.end, value_cell.end)),
        value_max=one.value_max if one else None,
        wording=value,
        kind="ratio" if one and (one.kind == "rate" or base) else ("stock" if one else "milestone"),
        baseline=first(document, cells, "baseline") or None,
        attribute=_attribute(first(document, cells, "attribute")),
        note="指标表",
    )


def _unit(one: Quantity | None, base: str | None) -> str | None:
    if one is None:
        return None
    return (f"{one.unit}/{base}" if base else one.unit) or None


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
    return replace(one, unit=unit, unit_written=unit)


def _attribute(text: str) -> str | None:
    return next((word for word in ("约束性", "预期性", "引导性") if word in text), text or None)
