"""What is still open before a plan can be published. Everything is listed, nothing is assumed."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from zhicheng.foundation.face.records import Text
from zhicheng.governance.plans.rules.dates import Period, due_fault, period_faults, settled_due
from zhicheng.governance.plans.rules.fields import KIND_NAMES, TASK, faults, label
from zhicheng.governance.plans.rules.orders import assignment, is_bare, written_names

PointKind = Literal[
    "frame", "doubt", "item", "fault", "name", "units", "due", "outside", "bare_list", "empty"
]
POINT_NAMES: dict[PointKind, Text] = {
    "frame": _("方案的起止时间有误"),
    "doubt": _("疑点未处理"),
    "item": _("条目未审核"),
    "fault": _("已采纳的条目需要更正"),
    "name": _("单位名称未确定"),
    "units": _("任务没有责任单位"),
    "due": _("任务的完成时限待确认"),
    "outside": _("任务的完成时限不在方案期限内"),
    "bare_list": _("“责任单位”的含义未确定"),
    "empty": _("没有可以发布的内容"),
}


@dataclass(frozen=True, slots=True)
class ItemFact:
    """An item as the rules see it. state: proposed, accepted or rejected."""

    key: int
    kind: str
    state: str
    values: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class DoubtFact:
    key: int
    why: str
    settled: bool


@dataclass(frozen=True, slots=True)
class NameFact:
    """A name of a unit, and what it means. ``settled`` without units means nothing."""

    key: int
    name: str
    units: tuple[int, ...]
    settled: bool


@dataclass(frozen=True, slots=True)
class Point:
    """One thing that is still open. key: of the item, doubt or name that it is about; 0 for the plan."""

    kind: PointKind
    key: int
    text: str


def meaning_of(names: Iterable[NameFact]) -> dict[str, tuple[int, ...]]:
    """Name → units, of the names that are settled."""
    return {fact.name: fact.units for fact in names if fact.settled and fact.units}


def open_points(
    items: Iterable[ItemFact],
    doubts: Iterable[DoubtFact],
    names: Iterable[NameFact],
    bare_list: str,
    period: Period,
) -> list[Point]:
    """The complete list of what keeps a version from being published, the period and doubts first."""
    items, names = list(items), list(names)
    tasks = [item for item in items if item.kind == TASK and item.state != "rejected"]
    return [
        *(Point("frame", 0, said) for said in period_faults(period.start, period.end).values()),
        *(Point("doubt", doubt.key, doubt.why) for doubt in doubts if not doubt.settled),
        *_undecided(items),
        *_wrong(items, period),
        *_open_names(tasks, names),
        *_open_units(tasks),
        *_open_dates(tasks),
        *_dates_outside(tasks, period),
        *_open_list(tasks, meaning_of(names), bare_list),
    ]


def _undecided(items: list[ItemFact]) -> Iterator[Point]:
    for item in items:
        if item.state == "proposed":
            yield Point(
                "item", item.key, f"{KIND_NAMES[item.kind]}：{label(item.kind, item.values)}"
            )
    if not any(item.state != "rejected" for item in items):
        yield Point("empty", 0, gettext("没有采纳任何条目，发布后台账将是空的。"))


def _wrong(items: list[ItemFact], period: Period) -> Iterator[Point]:
    """What was accepted, and does not hold up any more since the plan's period was changed."""
    for item in items:
        if item.state == "accepted":
            for said in faults(item.kind, item.values, period).values():
                called = f"{KIND_NAMES[item.kind]}：{label(item.kind, item.values)}"
                yield Point("fault", item.key, f"{called}（{said}）")


def _open_names(tasks: list[ItemFact], names: list[NameFact]) -> Iterator[Point]:
    used = {name for task in tasks for name in written_names(task.values)}
    known = {fact.name for fact in names}
    for fact in names:
        if fact.name in used and not (fact.settled and fact.units):
            yield Point("name", fact.key, fact.name)
    for name in sorted(used - known):
        yield Point("name", 0, name)


def _open_units(tasks: list[ItemFact]) -> Iterator[Point]:
    for task in tasks:
        if not written_names(task.values) and not assignment(task.values, {}, "").units:
            yield Point("units", task.key, label(TASK, task.values))


def _open_dates(tasks: list[ItemFact]) -> Iterator[Point]:
    for task in tasks:
        if settled_due(task.values) is None:
            yield Point("due", task.key, label(TASK, task.values))


def _dates_outside(tasks: list[ItemFact], period: Period) -> Iterator[Point]:
    for task in tasks:
        due = settled_due(task.values)
        if due is not None and (said := due_fault(task.values, period)):
            words = f"{label(TASK, task.values)}（{due.on.isoformat()}）：{said}"
            yield Point("outside", task.key, words)


def _open_list(
    tasks: list[ItemFact], meaning: Mapping[str, tuple[int, ...]], bare_list: str
) -> Iterator[Point]:
    bare = sum(is_bare(assignment(task.values, meaning, "")) for task in tasks)
    if bare and not bare_list:
        yield Point(
            "bare_list",
            0,
            gettext("有 %(bare)s 项任务只列“责任单位”、未标明牵头，请确定其在本方案中的含义。")
            % {"bare": bare},
        )
