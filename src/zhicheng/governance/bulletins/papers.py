"""A paper as a .docx: what a template of it may ask for, and the one that is used until the office has its own."""

from collections.abc import Iterable, Mapping
from functools import partial
from typing import Final

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from zhicheng.foundation.documents import registry
from zhicheng.foundation.documents.paper import Sheet
from zhicheng.foundation.documents.rules import Context, Field, Value
from zhicheng.foundation.face.records import short_date
from zhicheng.foundation.face.told import told
from zhicheng.governance.bulletins.rules import (
    ANNEX,
    FIGURES,
    KIND_NAMES,
    PARTS,
    SECTIONS,
    STANDINGS,
    Cell,
    Content,
    Figure,
    Kind,
    Lineage,
    Reference,
    Table,
    chapters_of,
    listed,
    numbered,
    pieces,
)
from zhicheng.governance.tasks.rules import CONDITION_NAMES

_COUNTED: Final = ("total", "closed", *STANDINGS, "frozen")
_HEAD: Final = {
    "title": _("标题"),
    "number": _("期号"),
    "period": _("所属期"),
    "as_of": _("数据截至日"),
    "issued_on": _("印发日期"),
    "city": _("城市名称"),
    "plan": _("方案名称"),
    "office": _("编发单位"),
}
_TABLES: Final = {
    "chapters": (_("各章任务进展"), ("chapter", *_COUNTED)),
    "units": (_("各单位分工进展"), ("unit", *_COUNTED, "ended")),
    "counties": (_("各县区分工进展"), ("county", *_COUNTED, "ended")),
    "targets": (
        _("指标完成情况"),
        ("indicator", "wanted", "due", "value", "as_of", "status", "outlook", "owner"),
    ),
    "overdue": (_("逾期任务"), ("number", "task", "units", "due", "days")),
    "closed": (_("期内销号情况"), ("number", "task", "unit", "due", "closed_on")),
    "meetings": (_("期内会议"), ("held", "title", "chair", "state")),
    "resolutions": (_("期内议定事项"), ("meeting", "text", "lead", "due", "task", "state")),
    "orders": (_("期内督办情况"), ("number", "title", "unit", "issued", "due", "state")),
    "circulars": (_("期内通报"), ("number", "title", "published")),
    "requests": (_("期内请示和协调事项"), ("number", "title", "unit", "sent", "due", "state")),
    "assessment": (_("考核结果"), ("scheme", "unit", "total", "rank")),
    ANNEX: (_("任务清单"), ("number", "task", "units", "due", "state", "light")),
}
"""The columns of each table, by the names that a template asks for; each line has ``note`` besides."""
_SOURCES: Final = ("number", "figures", "source", "rule", "as_of", "count")


def _fields() -> tuple[Field, ...]:
    return (
        *(Field(name, title) for name, title in _HEAD.items()),
        *(Field(_name(key), title) for key, title in FIGURES.items()),
        *(Field(f"{light}_name", CONDITION_NAMES[light]) for light in STANDINGS),
        *(Field(f"{section.key}_title", section.title) for section in SECTIONS),
        *(Field(key, title, (Field("text", _("一段文字")),)) for key, title in PARTS.items()),
        *(Field(key, title, _columns(names)) for key, (title, names) in _TABLES.items()),
        Field("sources", _("数据来源"), tuple(Field(name, name) for name in _SOURCES)),
    )


def _columns(names: Iterable[str]) -> tuple[Field, ...]:
    return (*(Field(name, name) for name in names), Field("note", _("来源编号")))


def _name(key: str) -> str:
    """A figure's key as a template writes it: ``tasks_overdue``."""
    return key.replace(".", "_")


def context_of(content: Content) -> Context:
    """What a template is filled with, in Chinese; every figure with the number of its source."""
    with translation.override(settings.LANGUAGE_CODE):
        notes = numbered(content.all_figures)
        marks = {line: f"[{n}]" for n, line in enumerate(notes, 1)}
        known = content.known
        by_key = {table.key: table for table in content.tables}
        return {
            **{name: content.head.get(name, "") for name in _HEAD},
            **{_name(key): _marked(known.get(key), marks) for key in FIGURES},
            **_light_names(by_key["chapters"]),
            **_titles(content),
            **{part: _paragraphs(content, part, marks) for part in PARTS},
            **{key: _lines(by_key.get(key), names, marks) for key, (_t, names) in _TABLES.items()},
            "sources": [_source(n, *note) for n, note in enumerate(notes.items(), 1)],
        }


_Marks = Mapping[Lineage, str]


def _marked(figure: Figure | None, marks: _Marks) -> str:
    if figure is None or figure.lineage is None:
        return ""
    return f"{figure.words}{marks[figure.lineage]}"


def _light_names(chapters: Table) -> dict[str, Value]:
    """What the city calls its lights. A report that was gathered when its tables did not count what is in time has
    no word of its own for that."""
    heads = dict(chapters.columns)
    return {
        f"{light}_name": heads.get(light.value, str(CONDITION_NAMES[light])) for light in STANDINGS
    }


def _titles(content: Content) -> dict[str, Value]:
    """The heads of the sections with their numbers; empty for those that the paper does not have."""
    found = {c.section.key: f"{c.number}、{c.section.title}" for c in chapters_of(content)}
    return {f"{section.key}_title": found.get(section.key, "") for section in SECTIONS}


def _paragraphs(content: Content, part: str, marks: _Marks) -> list[Mapping[str, Value]]:
    known, head = content.known, content.head
    said = "".join(
        (_marked(known.get(piece.key), marks) or head.get(piece.key, ""))
        if isinstance(piece, Reference)
        else piece
        for piece in pieces(content.texts.get(part, ""))
    )
    return [{"text": line.strip()} for line in said.splitlines() if line.strip()]


def _lines(table: Table | None, names: Iterable[str], marks: _Marks) -> list[Mapping[str, Value]]:
    if table is None:
        return []
    places = {name: n for n, (name, _head) in enumerate(table.columns)}
    return [
        {
            **{name: _shown(table, line, places.get(name)) for name in names},
            "note": _note(line, marks),
        }
        for line in table.lines
    ]


def _shown(table: Table, line: tuple[Cell, ...], place: int | None) -> str:
    """A cell; a dash where the table was gathered before it had that column."""
    return "—" if place is None else table.shown(line[place])


def _note(line: Iterable[Cell], marks: _Marks) -> str:
    """The numbers of the sources of a line, each once."""
    found = (c.lineage for c in line if isinstance(c, Figure) and c.lineage is not None)
    return "".join(dict.fromkeys(marks[lineage] for lineage in found))


def _source(number: int, line: Lineage, figures: list[Figure]) -> Mapping[str, Value]:
    return {
        "number": f"[{number}]",
        "figures": listed(figures),
        "source": line.source,
        "rule": line.rule,
        "as_of": short_date(line.as_of),
        "count": f"{line.count:,}",
    }


_NONE = "本期无。"


def _built_in(kind: Kind, *, public: bool = False) -> bytes:
    """A sheet with every section, and at the end where every figure comes from. public: without the tables that
    the public edition does not have."""
    sheet = Sheet()
    sheet.title("{{ title }}")
    sheet.line("{{ number }}　数据截至{{ as_of }}")
    _text(sheet, "summary")
    sheet.heading("{{ progress_title }}")
    _counts(sheet, "chapters", "章")
    if not public:
        _progress(sheet)
    sheet.heading("{{ indicators_title }}")
    _list(sheet, "targets", "", (
        ("指标", "indicator", 38), ("目标值", "wanted", 24), ("现值", "value", 22),
        ("数值日期", "as_of", 22), ("状态", "status", 16), ("前景", "outlook", 16),
        ("填报单位", "owner", 18),
    ))  # fmt: skip
    sheet.heading("{{ owners_title }}")
    _counts(sheet, "units", "单位")
    _counts(sheet, "counties", "县区")
    if not public:
        _meetings(sheet)
        _supervision(sheet)
    for part in ("highlights", "problems", "next_steps"):
        _text(sheet, part)
    sheet.signature("{{ office }}")
    sheet.signature("{{ issued_on }}")
    sheet.heading("数据来源")
    sheet.line("方括号内为来源编号。数字均为截至所列日期的情况，此后的变动不再计入。")
    sheet.table("source", "sources", (
        ("编号", "{{ source.number }}", 12), ("数字", "{{ source.figures }}", 44),
        ("来源", "{{ source.source }}", 36), ("口径和规则", "{{ source.rule }}", 34),
        ("截至", "{{ source.as_of }}", 20), ("行数", "{{ source.count }}", 10),
    ))  # fmt: skip
    if kind is Kind.YEARLY and not public:
        sheet.heading("附表：任务清单")
        _list(sheet, ANNEX, "", (
            ("编号", "number", 22), ("任务", "task", 50), ("单位", "units", 34),
            ("完成时限", "due", 20), ("状态", "state", 16), ("时限", "light", 14),
        ), note=False)  # fmt: skip
    return sheet.content()


def _progress(sheet: Sheet) -> None:
    """Which tasks are overdue, and what was closed."""
    _list(sheet, "overdue", "逾期任务", (
        ("编号", "number", 22), ("任务", "task", 56), ("责任单位", "units", 36),
        ("完成时限", "due", 22), ("逾期天数", "days", 14),
    ))  # fmt: skip
    _list(sheet, "closed", "期内销号情况", (
        ("编号", "number", 22), ("任务", "task", 62), ("单位", "unit", 28),
        ("完成时限", "due", 22), ("销号日期", "closed_on", 22),
    ), note=False)  # fmt: skip


def _meetings(sheet: Sheet) -> None:
    """Meetings and what they resolved, where there were some."""
    sheet.when("meetings_title")
    sheet.heading("{{ meetings_title }}")
    _list(sheet, "meetings", "期内会议", (
        ("会议日期", "held", 26), ("会议名称", "title", 70), ("主持人", "chair", 34),
        ("状态", "state", 26),
    ), note=False)  # fmt: skip
    _list(sheet, "resolutions", "期内议定事项", (
        ("会议", "meeting", 34), ("议定事项", "text", 50), ("牵头单位", "lead", 24),
        ("完成时限", "due", 20), ("任务编号", "task", 16), ("落实情况", "state", 20),
    ), note=False)  # fmt: skip
    sheet.end_when()


def _supervision(sheet: Sheet) -> None:
    """Orders, circulars and requests, and the results of assessments where there are some."""
    sheet.heading("{{ supervision_title }}")
    _list(sheet, "orders", "期内督办情况", (
        ("编号", "number", 30), ("事由", "title", 44), ("承办单位", "unit", 26),
        ("回复时限", "due", 24), ("状态", "state", 22),
    ), note=False)  # fmt: skip
    _list(sheet, "circulars", "期内通报", (
        ("编号", "number", 34), ("标题", "title", 92), ("印发日期", "published", 30),
    ), note=False)  # fmt: skip
    _list(sheet, "requests", "期内请示和协调事项", (
        ("编号", "number", 30), ("事项", "title", 44), ("提出单位", "unit", 26),
        ("答复时限", "due", 24), ("状态", "state", 22),
    ), note=False)  # fmt: skip
    sheet.when("results_title")
    sheet.heading("{{ results_title }}")
    _list(sheet, "assessment", "", (
        ("考核方案", "scheme", 62), ("单位", "unit", 40), ("得分", "total", 20), ("名次", "rank", 18),
    ))  # fmt: skip
    sheet.end_when()


def _text(sheet: Sheet, part: str) -> None:
    """A section that the office writes, where it has written it."""
    sheet.when(part)
    sheet.heading(f"{{{{ {part}_title }}}}")
    sheet.each("paragraph", part)
    sheet.line("{{ paragraph.text }}")
    sheet.end()
    sheet.end_when()


def _counts(sheet: Sheet, key: str, what: str) -> None:
    """A table of tallies; lights are called as the city calls them. Of chapters nothing that ended is counted."""
    ended = key != "chapters"
    columns = [
        (what, key.removesuffix("s") if key != "counties" else "county", 28 if ended else 40),
        ("全部", "total", 12), ("已销号", "closed", 12),
        *((f"{{{{ {li}_name }}}}", li.value, 12) for li in STANDINGS), ("冻结", "frozen", 12),
        *([("已终止", "ended", 12)] if ended else []),
    ]  # fmt: skip
    title = {"chapters": "各章任务进展（单位：项）", "units": "各单位分工进展（单位：个）"}
    _list(sheet, key, title.get(key, "各县区分工进展（单位：个）"), columns)


def _list(
    sheet: Sheet, key: str, title: str, columns: Iterable[tuple[str, str, int]], note: bool = True
) -> None:
    """A table, or that there is nothing. note: with a column for the number of the source."""
    if title:
        sheet.heading(title, level=2)
    sheet.when(key)
    told_columns = [(head, f"{{{{ row.{name} }}}}", width) for head, name, width in columns]
    if note:
        told_columns.append(("来源", "{{ row.note }}", 12))
    sheet.table("row", key, told_columns)
    sheet.otherwise()
    sheet.line(_NONE)
    sheet.end_when()


def kind_of(kind: Kind, *, public: bool = False) -> registry.Kind:
    """The kind of document that a paper is, or its public edition."""
    return (_PUBLIC if public else _KINDS)[kind]


_KINDS: Final = {
    kind: registry.register(
        registry.Kind(f"bulletins.{kind}", name, _fields(), partial(_built_in, kind))
    )
    for kind, name in KIND_NAMES.items()
}
_PUBLIC_NAMES: Final = {
    Kind.QUARTERLY: _("季度简报（公开版）"),
    Kind.YEARLY: _("年度报告（公开版）"),
}
_PUBLIC: Final = {
    kind: registry.register(
        registry.Kind(
            f"bulletins.{kind}_public", name, _fields(), partial(_built_in, kind, public=True)
        )
    )
    for kind, name in _PUBLIC_NAMES.items()
}


def file_name(content: Content, suffix: str) -> str:
    """What the file of a paper is called. suffix: with its dot."""
    return (
        told("%(title)s（%(number)s）", title=content.head["title"], number=content.head["number"])
        + suffix
    )
