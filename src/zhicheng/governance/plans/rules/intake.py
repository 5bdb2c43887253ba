"""From the reader's JSON (plans/README: the form of a reading) to what the review begins with."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from zhicheng.governance.plans.rules import fields
from zhicheng.governance.plans.rules.dates import first_day, last_day
from zhicheng.governance.plans.rules.spans import Span, innermost, locate

_LISTS = (
    ("targets", fields.TARGET),
    ("tasks", fields.TASK),
    ("phases", fields.PHASE),
    ("recurring_duties", fields.DUTY),
    ("systems", fields.SYSTEM),
)
_PLACED = frozenset(
    {"span", "item_span", "body_span", "responsible_span", "outline", "assignments"}
)
"""Offsets and the path have columns of their own, or stay in the reading."""


@dataclass(frozen=True, slots=True)
class ItemDraft:
    """An item as read. start, end: its span in the text."""

    kind: str
    path: str
    start: int
    end: int
    values: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class DoubtDraft:
    """A doubt as read. item: position in ``Drafts.items`` of the item that it is about, or None."""

    kind: str
    field: str
    path: str
    quote: str
    why: str
    start: int | None
    end: int | None
    item: int | None


@dataclass(frozen=True, slots=True)
class Drafts:
    """Everything that a reading proposes."""

    title: str
    period_start: date | None
    period_end: date | None
    items: tuple[ItemDraft, ...]
    doubts: tuple[DoubtDraft, ...]
    names: tuple[str, ...]


def drafts(reading: Mapping[str, Any], text: str) -> Drafts:
    """What the review begins with: items in the order of the text, doubts tied to them, unit names.

    Raises ValueError for an item that stands nowhere in the text: nothing that was read is dropped.
    """
    items = tuple(sorted(_items(reading, text), key=lambda draft: (draft.start, -draft.end)))
    period = reading.get("period") or {}
    start, end = first_day(period.get("start")), last_day(period.get("end"))
    if start and end and end < start:  # an impossible period is left for the person to fill in
        start = end = None
    return Drafts(
        title=str(reading.get("title") or ""),
        period_start=start,
        period_end=end,
        items=items,
        doubts=tuple(_doubts(reading, text, items)),
        names=task_names(draft.values for draft in items if draft.kind == fields.TASK),
    )


def task_names(tasks: Any) -> tuple[str, ...]:
    """Every unit name of the tasks, once, in the order of the document."""
    return tuple(
        dict.fromkeys(
            name
            for values in tasks
            for name in [*(values.get("lead") or ()), *(values.get("responsible") or ())]
        )
    )


def _items(reading: Mapping[str, Any], text: str) -> Iterator[ItemDraft]:
    for name, kind in _LISTS:
        for entry in reading.get(name) or ():
            span = (
                _span(entry.get("item_span"), text)  # a task's: number, title, text and units
                or _span(entry.get("span"), text)
                or locate(text, _words(entry))
            )
            if span is None:
                raise ValueError(f"an item of {name} stands nowhere in the text")
            yield ItemDraft(kind, str(entry.get("outline") or ""), *span, _values(kind, entry))


def _words(entry: Mapping[str, Any]) -> str:
    return str(entry.get("quote") or entry.get("text") or entry.get("title") or "")


def _span(span: object, text: str) -> tuple[int, int] | None:
    if not isinstance(span, Sequence) or len(span) < 2:
        return None
    start, end = int(span[0]), int(span[1])
    return (start, end) if 0 <= start < end <= len(text) else None


def _values(kind: str, entry: Mapping[str, Any]) -> dict[str, Any]:
    """The fields of an entry, numbers exact. A figure that is none stays as it was read, for the person."""
    values = {name: _exact(value) for name, value in entry.items() if name not in _PLACED}
    try:
        return fields.cleaned(kind, values)
    except ValueError:
        return values


def _exact(value: Any) -> Any:
    """A value without floats, which the audit chain refuses: they become the decimal that they show."""
    if isinstance(value, float):
        return str(value)
    if isinstance(value, Mapping):
        return {name: _exact(inner) for name, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_exact(inner) for inner in value]
    return value


def _doubts(
    reading: Mapping[str, Any], text: str, items: Sequence[ItemDraft]
) -> Iterator[DoubtDraft]:
    spans = [Span(draft.start, draft.end, index) for index, draft in enumerate(items)]
    for entry in reading.get("doubts") or ():
        quote = str(entry.get("text") or "")
        span = _span(entry.get("span"), text) or locate(text, quote)
        yield DoubtDraft(
            kind=str(entry.get("kind") or ""),
            field=str(entry.get("field") or ""),
            path=str(entry.get("outline") or ""),
            quote=quote,
            why=str(entry.get("why") or ""),
            start=span[0] if span else None,
            end=span[1] if span else None,
            item=innermost(span, spans) if span else None,
        )
