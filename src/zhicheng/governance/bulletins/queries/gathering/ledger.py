"""What the ledger says: the whole, by chapter, unit and county, what was closed, what is overdue, every task."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final

from django.utils import timezone
from django.utils.translation import gettext_noop

from zhicheng.foundation.face.records import short_date
from zhicheng.foundation.face.told import told
from zhicheng.governance.bulletins.queries.gathering.common import Asked, count
from zhicheng.governance.bulletins.rules import (
    FIGURES,
    LIGHTS,
    STANDINGS,
    Cell,
    Figure,
    Lineage,
    Table,
)
from zhicheng.governance.tasks.models import Assignment, Task
from zhicheng.governance.tasks.queries import (
    NAMED,
    Counts,
    Tally,
    assignments_for,
    counts_for,
    counts_of,
    lamp_of,
    ledger_rows,
    light_table,
    load_holders,
    named_in_plans,
    owners,
    tallies,
    tasks_for,
)
from zhicheng.governance.tasks.queries import tally as counted
from zhicheng.governance.tasks.rules import STAGE_NAMES, Condition, Stage

_TASK, _PART = gettext_noop("项"), gettext_noop("个")
_OVER: Final = (Stage.CLOSED, Stage.ENDED)
_STAGES: Final = (Stage.CLOSED.value, Stage.FROZEN.value, Stage.ENDED.value)
"""The states that have a column; every other column is a light."""


def counts(asked: Asked) -> Counts:
    """As the ledger's pages count on this day."""
    if asked.plan is None:
        return counts_for(asked.user, asked.on)
    return counts_of(
        tasks_for(asked.user, asked.on).filter(plan=asked.plan),
        assignments_for(asked.user, asked.on).filter(task__plan=asked.plan),
    )


def named(asked: Asked) -> Iterator[Figure]:
    """The tasks that the plans name, counted as the public pages count those of the plans that are open."""
    found, rule = counted(named_in_plans(_tasks(asked))), _named_rule(asked)
    rows = asked.list("tasks:ledger", level=NAMED)
    line = Lineage(told("任务台账：方案列明的重点任务"), rule, asked.on, rows, found.total)
    yield count("tasks.named", found.total, _TASK, line)
    late = asked.list("tasks:ledger", level=NAMED, light=Condition.OVERDUE.value)
    yield count("tasks.named_overdue", found.lights[Condition.OVERDUE], _TASK, line, late)


def headline(asked: Asked, tally: Tally) -> Iterator[Figure]:
    """All tasks, by state and by light."""
    ledger = asked.list("tasks:ledger")
    rule = told(
        "%(rule)s；时限规则依据：%(source)s", rule=_rule(asked), source=light_table(asked.on).source
    )
    line = Lineage(told("任务台账"), rule, asked.on, ledger, tally.total)
    yield count("tasks.total", tally.total, _TASK, line)
    yield count(
        "tasks.closed", tally.stages[Stage.CLOSED], _TASK, line,
        asked.list("tasks:ledger", stage=Stage.CLOSED.value),
    )  # fmt: skip
    yield count("tasks.open", tally.total - sum(tally.stages[s] for s in _OVER), _TASK, line)
    yield count(
        "tasks.frozen", tally.stages[Stage.FROZEN], _TASK, line,
        asked.list("tasks:ledger", stage=Stage.FROZEN.value),
    )  # fmt: skip
    for light in LIGHTS:
        rows = asked.list("tasks:ledger", light=light.value)
        yield count(f"tasks.{light}", tally.lights[light], _TASK, line, rows)
    yield _closed_rate(tally, line)


def _closed_rate(tally: Tally, line: Lineage) -> Figure:
    """Unknown where there is nothing to close, which is not zero."""
    rate = None
    if tally.total:
        share = Decimal(tally.stages[Stage.CLOSED] * 100) / tally.total
        rate = share.quantize(Decimal("0.1"))
    return Figure(
        "tasks.closed_rate", str(FIGURES["tasks.closed_rate"]), rate, "%", line, line.rows
    )


def _rule(asked: Asked) -> str:
    return told(
        "按当前状态计数，含分解的子任务、周期性工作各期和会议议定事项；%(rule)s",
        rule=_light_rule(asked),
    )


def _named_rule(asked: Asked) -> str:
    return told(
        "方案列明的重点任务，不含分解的子任务、周期性工作各期和会议议定事项；%(rule)s",
        rule=_light_rule(asked),
    )


def _light_rule(asked: Asked) -> str:
    table = light_table(asked.on)
    return told("时限按“%(name)s”规则（%(day)s起施行）", name=table.name, day=table.valid_from)


def _columns(asked: Asked, *, ended: bool) -> tuple[tuple[str, str], ...]:
    """What is counted of each group; lights are called as the city's rule calls them. All columns after the first
    add up to it. ended: whether the groups count what ended, too."""
    table = light_table(asked.on)
    last = ((Stage.ENDED.value, told("已终止")),) if ended else ()
    return (
        ("total", told("全部")),
        (Stage.CLOSED.value, told("已销号")),
        *((light.value, table.lamp(light).name) for light in STANDINGS),
        (Stage.FROZEN.value, told("冻结")),
        *last,
    )


@dataclass(frozen=True, slots=True)
class _Group:
    """What is counted together. key: of its figures. rows, narrowed: the list of what is counted, and what
    narrows it to the group. rule: how it is counted."""

    name: str
    key: str
    tally: Tally
    unit: str
    rows: str
    narrowed: Mapping[str, Any]
    rule: str


def _line(asked: Asked, group: _Group, columns: Iterable[tuple[str, str]]) -> tuple[Cell, ...]:
    """The figures of one group."""
    whole = asked.list(group.rows, **group.narrowed)
    source = told("任务台账：%(name)s", name=group.name)
    line = Lineage(source, group.rule, asked.on, whole, group.tally.total)

    def cell(column: str, head: str) -> Figure:
        value, more = _counted(group.tally, column)
        where = asked.list(group.rows, **group.narrowed, **more)
        key, name = f"{group.key}.{column}", f"{group.name}：{head}"
        return Figure(key, name, Decimal(value), group.unit, line, where)

    return (group.name, *(cell(column, head) for column, head in columns))


def _counted(tally: Tally, column: str) -> tuple[int, dict[str, str]]:
    """What a column counts, and what narrows the list to it."""
    if column == "total":
        return tally.total, {}
    if column in _STAGES:
        return tally.stages[Stage(column)], {"stage": column}
    return tally.lights[Condition(column)], {"light": column}


def tables_of(asked: Asked, found: Counts) -> Iterator[Table]:
    """Progress by chapter of the plans, by unit, by county and zone, each saying what it counts."""
    named = told("按方案列明的重点任务计数，各章之和即方案列明的重点任务总数。")
    parts = told(
        "按分工计数，含子任务、周期性工作和议定事项的分工；一项任务由几个单位承担的，各单位分别计数。"
    )
    tables = (
        ("chapters", told("各章任务进展（单位：项）"), told("章"), _chapters(asked), named),
        ("units", told("各单位分工进展（单位：个）"), told("单位"), _units(asked, found), parts),
        (
            "counties",
            told("各县区分工进展（单位：个）"),
            told("县区"),
            _counties(asked, found),
            parts,
        ),
    )
    for key, title, head, groups, said in tables:
        columns = _columns(asked, ended=key != "chapters")
        lines = tuple(_line(asked, group, columns) for group in groups)
        yield Table(key, title, ((_FIRST[key], head), *columns), lines, said)


_FIRST: Final = {"chapters": "chapter", "units": "unit", "counties": "county"}


def _chapters(asked: Asked) -> Iterator[_Group]:
    """The newest plan first, in the order of its document."""
    rows = named_in_plans(_tasks(asked))
    found = tallies(rows, "plan_id", "plan__title", "chapter", order="position")
    several = len({tally.key["plan_id"] for tally in found}) > 1
    rule = _named_rule(asked)
    for n, tally in enumerate(sorted(found, key=lambda one: -one.key["plan_id"]), 1):
        narrowed = {name: tally.key[f] for name, f in (("plan", "plan_id"), ("chapter", "chapter"))}
        yield _Group(
            _chapter_name(tally, several), f"chapter.{n}", tally, _TASK, "tasks:ledger",
            {**narrowed, "level": NAMED}, rule,
        )  # fmt: skip


def _units(asked: Asked, found: Counts) -> Iterator[_Group]:
    rule = _rule(asked)
    for tally in found.units:
        key, name = tally.key["unit_id"], tally.key["unit__short_name"]
        yield _Group(name, f"unit.{key}", tally, _PART, "tasks:parts", {"unit": key}, rule)


def _counties(asked: Asked, found: Counts) -> Iterator[_Group]:
    rule = _rule(asked)
    for tally in found.counties:
        key, name = tally.key["unit__area_id"], tally.key["unit__area__name"]
        yield _Group(name, f"county.{key}", tally, _PART, "tasks:parts", {"area": key}, rule)


def _chapter_name(tally: Tally, several: bool) -> str:
    chapter = tally.key["chapter"] or "—"
    return f"{tally.key['plan__title']} · {chapter}" if several else chapter


def closed(asked: Asked) -> tuple[list[Figure], Table]:
    """What the units closed in the period, as far as it is closed still."""
    rows = assignments_for(asked.user, asked.on).filter(
        stage=Stage.CLOSED, closed_at__date__range=(asked.first, asked.last)
    )
    if asked.plan is not None:
        rows = rows.filter(task__plan=asked.plan)
    parts = list(rows.order_by("closed_at", "task__number", "position"))
    late = sum(timezone.localdate(part.closed_at) > part.due_on for part in parts)
    rule = told("期内销号、至今未重新打开的分工；销号日晚于完成时限的为逾期销号")
    line = Lineage(told("任务台账：销号时间"), rule, asked.on, "#closed", len(parts))
    figures = [
        count("closed.parts", len(parts), _PART, line),
        count("closed.late", late, _PART, line),
    ]
    heads = (
        ("number", told("编号")), ("task", told("任务")), ("unit", told("单位")),
        ("due", told("完成时限")), ("closed_on", told("销号日期")),
    )  # fmt: skip
    return figures, Table(
        "closed", told("期内销号情况"), heads, tuple(_closed_line(p) for p in parts)
    )


def _closed_line(part: Assignment) -> tuple[Cell, ...]:
    assert part.closed_at is not None  # noqa: S101 - a constraint of what is closed
    return (
        part.task.number, part.task.title, str(part.unit), short_date(part.due_on),
        short_date(part.closed_at),
    )  # fmt: skip


def _tasks(asked: Asked) -> Any:
    rows = ledger_rows(asked.user, asked.on)
    return rows if asked.plan is None else rows.filter(plan=asked.plan)


def overdue(asked: Asked) -> Table:
    """The tasks that are overdue on the day, the longest first, with whose they are."""
    tasks = list(_tasks(asked).filter(light=Condition.OVERDUE).order_by("due_on", "number"))
    load_holders(tasks)
    rule = told("完成时限已过、未办结的任务；逾期天数为自然日")
    rows = asked.list("tasks:ledger", light=Condition.OVERDUE.value)
    line = Lineage(told("任务台账：逾期任务"), rule, asked.on, rows, len(tasks))
    heads = (
        ("number", told("编号")), ("task", told("任务")), ("units", told("责任单位")),
        ("due", told("完成时限")), ("days", told("逾期天数")),
    )  # fmt: skip
    return Table("overdue", told("逾期任务"), heads, tuple(
        (
            task.number, task.title, owners(task), short_date(task.due_on),
            Figure(
                f"overdue.{task.number}", task.title, Decimal((asked.on - task.due_on).days),
                told("天"), line, rows,
            ),
        )
        for task in tasks
    ))  # fmt: skip


def every_task(asked: Asked) -> Table:
    """All tasks as they stand: the rows behind the figures of the whole ledger, kept with the paper."""
    tasks = list(_tasks(asked).order_by("plan_id", "position", "number"))
    load_holders(tasks)
    heads = (
        ("number", told("编号")), ("task", told("任务")), ("units", told("单位")),
        ("due", told("完成时限")), ("state", told("状态")), ("light", told("时限")),
    )  # fmt: skip
    return Table("tasks", told("附表：任务清单"), heads, tuple(_task_lines(tasks, asked)))


def _task_lines(tasks: Iterable[Task], asked: Asked) -> Iterator[tuple[Cell, ...]]:
    for task in tasks:
        units = "、".join(holder[2] for holder in task.holders)
        yield (
            task.number, task.title, units, short_date(task.due_on),
            str(STAGE_NAMES[Stage(task.stage)]), lamp_of(task, asked.on).name,
        )  # fmt: skip
