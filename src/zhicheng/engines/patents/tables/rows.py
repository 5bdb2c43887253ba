"""A row of cells → a publication. Nothing is guessed: what a cell does not say is unknown."""

import re
from collections.abc import Callable, Sequence
from datetime import date
from functools import lru_cache

from zhicheng.engines.patents.publication import (
    WITHOUT_NUMBER,
    Class,
    Doubt,
    Fault,
    Party,
    Publication,
    Reference,
    Right,
    Text,
)
from zhicheng.engines.patents.symbols import classes_in, ipc_in
from zhicheng.engines.patents.tables.columns import ColumnMap
from zhicheng.engines.patents.values import (
    application_of,
    day_of,
    looks_like_application,
    names_in,
    publication_of,
    right_of,
)

_RIGHTS = (
    (("外观", "design"), Right.DESIGN),
    (("实用新型", "utility"), Right.UTILITY),
    (("发明", "invention"), Right.INVENTION),
)
_CLASS_LIKE = re.compile(r"^\s*(?:[A-H]\d{2}[A-Z]\s*\d+/\d+|\d{2}-\d{2}(?!\d))")
_ADDRESS_LIKE = re.compile(r"^\s*\d{6}[\u4e00-\u9fff]")
_BAD_DAY = "不是有效的日期，按未知处理"
_NO_PUBLICATION = "不是公开（公告）号的写法，按未知处理"
_SWAPPED = "与“{other}”两列内容互换，已按内容归位"
_EARLY = "公开（公告）日早于申请日，请核对"
_FORMULA = "单元格是公式，公式的结果不作为数据读取"


_Form = Callable[[str], bool]
_Pair = tuple[str, str, _Form, _Form]
"""Two fields, and the forms of their cells."""


class Rows:
    """The rows of one table, read by one mapping."""

    def __init__(self, columns: ColumnMap, standard: str) -> None:
        self._places = dict(columns.columns)
        self._standard = standard
        self._pairs = [one for one in _PAIRS if one[0] in self._places and one[1] in self._places]
        self._width = max(self._places.values()) + 1

    def read(self, cells: Sequence[str], place: str) -> Publication | Fault:
        """One row. A Fault where it has neither number, or ends before the last column that is needed."""
        if len(cells) < self._width:
            cells = [*cells, *[""] * (self._width - len(cells))]
        row = {field: cells[at].strip() for field, at in self._places.items()}
        doubts = [*_formulas(row), *_put_right(row, self._pairs)]
        published_on = _day(row, "pub_date", doubts)
        filed_on = _day(row, "app_date", doubts)
        publication = _publication(row, published_on, doubts)
        application, unclear = application_of(row.get("app_no", ""), filed_on)
        doubts += unclear
        if not publication.number and not row.get("app_no"):
            return Fault(place, WITHOUT_NUMBER)
        if published_on and filed_on and published_on < filed_on:
            doubts.append(Doubt("publication", "order", _EARLY, f"{published_on} < {filed_on}"))
        title, address = row.get("title", ""), row.get("address", "")
        return Publication(
            place=place,
            standard=self._standard,
            publication=publication,
            application=application,
            app_no_raw=row.get("app_no", ""),
            right=right_of(publication, application) or _right(row.get("right", "")),
            titles=(Text("", title),) if title else (),
            applicants=_parties(row.get("applicants", ""), address),
            assignees=_parties(row.get("assignees", "")),
            inventors=_parties(row.get("inventors", "")),
            classes=_classes(row),
            priorities=_priorities(row.get("priorities", "")),
            abstracts=_texts(row.get("abstract", "")),
            claims=tuple(one.text for one in _texts(row.get("claims", ""))),
            family=row.get("family", ""),
            status_raw=row.get("status_raw", ""),
            doubts=tuple(doubts),
        )


def _formulas(row: dict[str, str]) -> list[Doubt]:
    """Cells that are formulas, taken out of the row."""
    found = [
        Doubt(field, "formula", _FORMULA, cell) for field, cell in row.items() if cell[:1] == "="
    ]
    for one in found:
        row[one.field] = ""
    return found


def _put_right(row: dict[str, str], pairs: Sequence[_Pair]) -> list[Doubt]:
    """Two cells that stand each in the other's column, put where they belong, with a doubt for each.

    Only where both say so by their form; a single odd cell stays where it is.
    """
    for a, b, form_a, form_b in pairs:
        if form_a(row[b]) and form_b(row[a]):
            row[a], row[b] = row[b], row[a]
            return [
                Doubt(a, "swapped", _SWAPPED.format(other=b), row[a]),
                Doubt(b, "swapped", _SWAPPED.format(other=a), row[b]),
            ]
    return []


def _is_publication(cell: str) -> bool:
    return publication_of(cell, None) is not None and not looks_like_application(cell)


def _is_day(cell: str) -> bool:
    return day_of(cell) is not None


def _is_address(cell: str) -> bool:
    return bool(_ADDRESS_LIKE.match(cell))


def _is_class(cell: str) -> bool:
    return bool(_CLASS_LIKE.match(cell))


def _is_other(cell: str) -> bool:
    """Neither address nor class nor number nor day: a name or a title."""
    return bool(cell) and not (
        _is_address(cell) or _is_class(cell) or _is_day(cell) or _is_publication(cell)
    )


_PAIRS: Sequence[_Pair] = (
    ("pub_no", "app_no", _is_publication, looks_like_application),
    ("pub_no", "pub_date", _is_publication, _is_day),
    ("app_no", "app_date", looks_like_application, _is_day),
    ("pub_no", "title", _is_publication, _is_other),
    ("address", "applicants", _is_address, _is_other),
    ("address", "inventors", _is_address, _is_other),
    ("classes", "title", _is_class, _is_other),
    ("classes", "address", _is_class, _is_address),
)


def _day(row: dict[str, str], field: str, doubts: list[Doubt]) -> date | None:
    cell = row.get(field, "")
    found = day_of(cell) if cell else None
    if cell and found is None:
        doubts.append(Doubt(field, "no_day", _BAD_DAY, cell))
    return found


def _publication(row: dict[str, str], on: date | None, doubts: list[Doubt]) -> Reference:
    cell = row.get("pub_no", "")
    found = publication_of(cell, on)
    if cell and found is None:
        doubts.append(Doubt("pub_no", "no_number", _NO_PUBLICATION, cell))
    if found is None:
        return Reference("", "", "", on)
    return found if found.kind else found._replace(kind=row.get("kind", ""))


def _right(cell: str) -> str:
    folded = cell.casefold()
    return next((right for words, right in _RIGHTS if any(one in folded for one in words)), "")


@lru_cache(maxsize=4096)
def _parties(cell: str, address: str = "") -> tuple[Party, ...]:
    """The address is that of the first named, as the gazette prints it."""
    first, *others = names_in(cell) or ("",)
    return (Party(first, address), *map(Party, others)) if first else ()


def _classes(row: dict[str, str]) -> tuple[Class, ...]:
    found = classes_in(row.get("classes", ""))
    return (*found, *ipc_in(row["cpc"], "CPC")) if "cpc" in row else found


def _priorities(cell: str) -> tuple[Reference, ...]:
    return tuple(Reference("", one) for one in names_in(cell))


def _texts(cell: str) -> tuple[Text, ...]:
    return (Text("", cell),) if cell else ()
