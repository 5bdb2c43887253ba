"""What a reader makes of a plan. The JSON form is the one that every caller relies on.

Each item keeps ``span``: character offsets ``[start, end)`` into ``Document.text``.
"""

from dataclasses import dataclass, field, fields
from decimal import Decimal
from typing import Any

from zhicheng.engines.plans.text.passages import Span

__all__ = [
    "Assigned", "Doubt", "Duty", "OutlineNode", "Period", "Phase", "Reading", "Span", "System",
    "Target", "Task",
]  # fmt: skip


def _plain(value: object) -> Any:
    """A value as JSON knows it: whole decimals as integers, others as floats, items as objects."""
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    if isinstance(value, tuple | list):
        return [_plain(one) for one in value]
    if isinstance(value, dict):
        return {key: _plain(one) for key, one in value.items()}
    return value.to_dict() if isinstance(value, _Item) else value


class _Item:
    """Common to all items: the form as a dictionary, keys in the order of the fields."""

    def to_dict(self) -> dict[str, Any]:
        return {one.name: _plain(getattr(self, one.name)) for one in fields(self)}  # type: ignore[arg-type]  # every subclass is a dataclass


@dataclass(frozen=True)
class Period(_Item):
    """First and last year of the plan, as written; ``None`` where the document is silent."""

    start: str | None = None
    end: str | None = None


@dataclass(frozen=True)
class OutlineNode(_Item):
    """A heading. number: ``四``, ``(二)``, ``1``. role: what the section is for (roles.Role)."""

    number: str
    level: int
    title: str
    path: str
    role: str
    span: Span
    children: tuple["OutlineNode", ...] = ()


@dataclass(frozen=True)
class Target(_Item):
    """Something to reach by a date (RULES §2.4).

    comparator: ``>=``, ``>``, ``=``, ``<=``, ``range``, ``qualitative`` – the wording, not the
    judgement. value: scaled (11万件 → 110000 件). due: ``YYYY`` or ``YYYY-MM``, inherited from the
    head of the sentence or section. soft: hedged (力争). kind: ratio, stock, flow, rank ….
    baseline, attribute: from a table of indicators (基数, 预期性/约束性).
    """

    outline: str
    text: str
    indicator: str
    comparator: str
    value: Decimal | None
    unit: str | None
    unit_as_written: str | None
    due: str | None
    cumulative: bool | None
    annual: bool
    expected: bool
    span: Span
    value_max: Decimal | None = None
    value_as_written: str | None = None
    wording: str = ""
    hedge: str | None = None
    soft: bool = False
    kind: str = ""
    baseline: str | None = None
    attribute: str | None = None
    note: str = ""
    confidence: float = 1.0


@dataclass(frozen=True)
class Assigned(_Item):
    """One list of units as it stands in the text."""

    as_written: str
    span: Span
    lead: tuple[str, ...]
    responsible: tuple[str, ...]
    open_list: bool


@dataclass(frozen=True)
class Task(_Item):
    """An actionable item.

    span: the title. body_span: the item's own text. item_span: number, title, text and units.
    assignments: every list of units in the item. actors_in_text: units that act in the text without
    standing in a list (no part of ``responsible``). note: what the reader added and why.
    """

    outline: str
    title: str
    lead: tuple[str, ...]
    responsible: tuple[str, ...]
    responsible_as_written: str | None
    due: str | None
    span: Span
    text: str = ""
    body_span: Span = (0, 0)
    item_span: Span = (0, 0)
    responsible_span: Span | None = None
    due_as_written: str | None = None
    open_list: bool = False
    assignments: tuple[Assigned, ...] = ()
    typos: dict[str, str] = field(default_factory=dict)
    actors_in_text: tuple[str, ...] = ()
    note: str = ""


@dataclass(frozen=True)
class Phase(_Item):
    """A stage of the work; ``YYYY-MM``, ``None`` for an open end."""

    name: str
    start: str | None
    end: str | None
    text_as_written: str
    outline: str
    span: Span
    text: str = ""


@dataclass(frozen=True)
class Duty(_Item):
    """Something to do again and again. when: ``yearly 12-20``, ``quarterly``, ``periodic`` …."""

    text: str
    who: tuple[str, ...]
    when: str
    outline: str
    span: Span


@dataclass(frozen=True)
class System(_Item):
    """A platform, database, list or ledger that the document says to build or keep."""

    name: str
    quote: str
    outline: str
    kind: str
    span: Span


@dataclass(frozen=True)
class Doubt(_Item):
    """A place where a person must look. why: in Chinese, for that person."""

    outline: str
    text: str
    field: str
    kind: str
    why: str
    span: Span


@dataclass(frozen=True)
class Reading(_Item):
    """All that was read. Dates ``YYYY-MM-DD``; ``None`` where the document is silent."""

    source: str
    title: str | None
    issuer: str | None
    doc_number: str | None
    issued_on: str | None
    published_on: str | None
    place: str | None
    place_code: str | None
    period: Period
    outline: tuple[OutlineNode, ...]
    targets: tuple[Target, ...]
    tasks: tuple[Task, ...]
    phases: tuple[Phase, ...]
    recurring_duties: tuple[Duty, ...]
    systems: tuple[System, ...]
    doubts: tuple[Doubt, ...]
    addressees: tuple[str, ...] = ()
    status: str | None = None
