"""The queues of the review: tasks by their days and by their units, and the names of units."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from zhicheng.foundation.units.models import Unit
from zhicheng.governance.plans.models import Item, ItemKind, UnitName, Version
from zhicheng.governance.plans.queries.versions import live_tasks, period_of, unit_words
from zhicheng.governance.plans.rules import matching, orders
from zhicheng.governance.plans.rules.dates import (
    SOURCES,
    Due,
    due_fault,
    keeping_fault,
    kept_because,
    settled_due,
    suggested_due,
)
from zhicheng.governance.plans.rules.fields import label


@dataclass(frozen=True, slots=True)
class TaskRow:
    """A task in a queue. due: its day, once settled. due_written: what the document says of its date.
    lead, responsible: its units in words. actors: units that act in its text without being named as
    responsible. open: whether what the queue is about is still to be settled. fault: why its day cannot
    stand; keepable: it is stated by the plan, and may be kept as written; kept_because: why it was.
    suggested: the day that follows from the plan's period, where it needs one."""

    item: Item
    title: str
    due: Due | None
    due_written: str
    lead: str
    responsible: str
    actors: str
    open: bool
    fault: str = ""
    keepable: bool = False
    kept_because: str = ""
    suggested: Due | None = None

    @property
    def source(self) -> str:
        """Where the day comes from."""
        return str(SOURCES[self.due.source]) if self.due else ""


def task_row(item: Item, units: Mapping[int, str], *, is_open: bool) -> TaskRow:
    """units: key → name."""
    values = matching.in_effect(item.kind, item.values, None, units)
    return TaskRow(
        item,
        label(item.kind, values),
        settled_due(values),
        str(values.get("due_as_written") or values.get("due") or ""),
        "、".join(values.get("lead") or ()),
        "、".join(values.get("responsible") or ()),
        "、".join(values.get("actors_in_text") or ()),
        is_open,
    )


def tasks_by_due(version: Version) -> list[TaskRow]:
    """All tasks, those without a day that stands first, then in the order of the document. Two queries."""
    units, period, rows = unit_words(), period_of(version), []
    for item in live_tasks(version):
        fault = due_fault(item.values, period)
        row = task_row(item, units, is_open=bool(fault) or settled_due(item.values) is None)
        found = replace(
            row,
            fault=fault,
            keepable=bool(fault) and not keeping_fault(item.values, period),
            kept_because=kept_because(item.values),
            suggested=suggested_due(item.values, period),
        )
        rows.append(found)
    return sorted(rows, key=lambda row: not row.open)


def tasks_by_units(version: Version) -> list[TaskRow]:
    """All tasks, those for which neither the document nor a person names a unit first. Two queries."""
    units, rows = unit_words(), []
    for item in live_tasks(version):
        named = orders.written_names(item.values) or item.values.get("assigned")
        rows.append(task_row(item, units, is_open=not named))
    return sorted(rows, key=lambda row: not row.open)


@dataclass(frozen=True, slots=True)
class NameRow:
    """A name in the queue: what it is taken to mean, and the tasks that it stands in."""

    row: UnitName
    units: list[Unit]
    tasks: list[str]


def name_rows(version: Version) -> list[NameRow]:
    """Names of units, those to be decided first, then in the order of the document. Three queries."""
    used: dict[str, list[str]] = {}
    for values in version.items.filter(kind=ItemKind.TASK).values_list("values", flat=True):
        for name in orders.written_names(values):
            used.setdefault(name, []).append(label(ItemKind.TASK, values))
    rows = version.unit_names.order_by("settled", "pk").prefetch_related("units")
    return [NameRow(row, list(row.units.all()), used.get(row.name, [])) for row in rows]
