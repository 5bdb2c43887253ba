"""Which column is which field: guessed from the headers, shown, corrected by a person."""

import tomllib
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files

FIELDS = {
    "pub_no": "公开（公告）号",
    "pub_date": "公开（公告）日",
    "kind": "文献种类代码",
    "app_no": "申请号",
    "app_date": "申请日",
    "right": "专利类型",
    "title": "名称",
    "applicants": "申请人（专利权人）",
    "assignees": "当前权利人",
    "inventors": "发明人（设计人）",
    "address": "地址",
    "classes": "分类号",
    "cpc": "CPC 分类号",
    "priorities": "优先权",
    "abstract": "摘要",
    "claims": "权利要求",
    "family": "同族",
    "status_raw": "法律状态",
}
"""What a column can be, and how people call it."""

NEEDED = ("pub_no", "app_no")
"""Without one of them a row is no publication, and a line of cells no header."""


class MappingError(ValueError):
    """A mapping that cannot be; the message is Chinese."""


@dataclass(frozen=True, slots=True)
class ColumnMap:
    """Fields → column numbers from 0. source: name of the source recognised. genuine: tried on a real file."""

    columns: Mapping[str, int]
    headers: tuple[str, ...]
    source: str = "common"
    title: str = "未识别的来源，按常用列名对应"
    genuine: bool = False

    def corrected(self, corrections: Mapping[str, str]) -> "ColumnMap":
        """The mapping with a person's corrections: field → header, or "" for none.

        Raises MappingError for a field or header that is not there.
        """
        columns = dict(self.columns)
        for field, header in corrections.items():
            if field not in FIELDS:
                raise MappingError(f"没有“{field}”这一项。可用：{'、'.join(FIELDS)}。")
            columns.pop(field, None)
            if header:
                columns[field] = self._place(header)
        return replace(self, columns=columns)

    def _place(self, header: str) -> int:
        wanted = _folded(header)
        for place, one in enumerate(self.headers):
            if _folded(one) == wanted:
                return place
        raise MappingError(f"表头中没有“{header}”这一列。表头：{'、'.join(self.headers)}。")

    @property
    def unused(self) -> list[str]:
        """The headers that no field takes."""
        taken = set(self.columns.values())
        return [one for place, one in enumerate(self.headers) if one and place not in taken]

    def to_dict(self) -> dict[str, object]:
        return {
            "source": self.source,
            "title": self.title,
            "genuine": self.genuine,
            "columns": {field: self.headers[place] for field, place in self.columns.items()},
            "unused": self.unused,
        }


@dataclass(frozen=True, slots=True)
class _Source:
    name: str
    title: str
    genuine: bool
    columns: Mapping[str, tuple[str, ...]]


@cache
def _sources() -> tuple[dict[str, tuple[str, ...]], tuple[_Source, ...]]:
    """The common names of each field, and the sources."""
    text = files("zhicheng.engines.patents.tables").joinpath("sources.toml").read_text("utf-8")
    content = tomllib.loads(text)
    sources = tuple(
        _Source(one["name"], one["title"], one["genuine"], _folded_names(one["columns"]))
        for one in content["source"]
    )
    return _folded_names(content["common"]), sources


def _folded_names(columns: Mapping[str, Sequence[str]]) -> dict[str, tuple[str, ...]]:
    return {field: tuple(map(_folded, names)) for field, names in columns.items()}


def _folded(header: str) -> str:
    """A header without what exports vary: blanks, kinds of brackets, case, marks before it."""
    text = unicodedata.normalize("NFKC", header).casefold()
    return "".join(
        sign for sign in text if sign not in "()[]【】〔〕\"'\ufeff" and not sign.isspace()
    )


def guess(headers: Iterable[str]) -> ColumnMap | None:
    """What the headers say of the columns.

    The source of whose columns most are there, at least two thirds of them; then the common names for
    the fields that are still without column. None where neither number can be found: no header.
    """
    named = tuple(one.strip() for one in headers)
    places: dict[str, int] = {}
    for place, one in enumerate(named):
        places.setdefault(_folded(one), place)
    common, sources = _sources()
    best = max(sources, key=lambda one: _share(one, places))
    known = _share(best, places) * 3 >= 2
    columns = _found(best.columns, places, set()) if known else {}
    columns |= _found(
        {field: names for field, names in common.items() if field not in columns},
        places,
        set(columns.values()),
    )
    if not any(field in columns for field in NEEDED):
        return None
    if not known:
        return ColumnMap(columns, named)
    return ColumnMap(columns, named, best.name, best.title, best.genuine)


def _share(source: _Source, places: Mapping[str, int]) -> float:
    return len(_found(source.columns, places, set())) / len(source.columns)


def _found(
    columns: Mapping[str, Sequence[str]], places: Mapping[str, int], taken: set[int]
) -> dict[str, int]:
    """The fields of which a name is among the headers; no column is used twice."""
    found: dict[str, int] = {}
    taken = set(taken)
    for field, names in columns.items():
        place = next(
            (places[one] for one in names if places.get(one, -1) not in {-1, *taken}), None
        )
        if place is not None:
            found[field] = place
            taken.add(place)
    return found
