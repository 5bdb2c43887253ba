"""A reading as sheets: what every form of export shows, named once."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from zhicheng.engines.plans.exports import wording
from zhicheng.engines.plans.exports.wording import Item, Value

Form = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Column:
    """A heading, how an item gives its value, the width in Chinese characters.

    brief: whether a terminal shows the column.
    """

    title: str
    value: Callable[[Item], Value]
    width: int
    brief: bool = False


@dataclass(frozen=True, slots=True)
class Sheet:
    """A titled table."""

    title: str
    columns: tuple[Column, ...]
    items: tuple[Item, ...]

    def rows(self) -> Iterable[list[Value]]:
        """The values, item by item, column by column."""
        return ([column.value(item) for column in self.columns] for item in self.items)


def field(name: str) -> Callable[[Item], str]:
    """The item's text under that name."""
    return lambda item: wording.text(item.get(name))


def named(name: str) -> Callable[[Item], str]:
    """The item's list of names under that name."""
    return lambda item: wording.units(item.get(name))


def flag(name: str) -> Callable[[Item], str]:
    """是, 否 or nothing."""
    return lambda item: wording.yes_no(item.get(name))


def figure(name: str) -> Callable[[Item], Value]:
    """The item's figure under that name."""
    return lambda item: wording.amount(item.get(name))


OUTLINE = Column("章节", field("outline"), 12, brief=True)
SPAN = Column("原文位置", wording.place, 10)

_FACTS = (
    Column("项目", field("name"), 12, brief=True),
    Column("内容", figure("value"), 60, brief=True),
)
TARGETS = (
    OUTLINE,
    Column("指标", field("indicator"), 28, brief=True),
    Column("要求", wording.requirement, 18, brief=True),
    Column("完成期限", field("due"), 9, brief=True),
    Column("数值", figure("value"), 10),
    Column("上限", figure("value_max"), 10),
    Column("单位", field("unit"), 8),
    Column("原文单位", field("unit_as_written"), 8),
    Column("基期值", field("baseline"), 8),
    Column("属性", field("attribute"), 8),
    Column("累计", flag("cumulative"), 6),
    Column("年度指标", flag("annual"), 8),
    Column("预期", flag("expected"), 6),
    Column("原文", field("text"), 50),
    SPAN,
)
TASKS = (
    OUTLINE,
    Column("任务", field("title"), 34, brief=True),
    Column("牵头单位", named("lead"), 16, brief=True),
    Column("责任单位", named("responsible"), 30, brief=True),
    Column("完成期限", field("due"), 9, brief=True),
    Column("责任单位原文", field("responsible_as_written"), 30),
    Column("具体内容", field("text"), 60),
    Column("说明", field("note"), 20),
    SPAN,
)
_PHASES = (
    Column("阶段", field("name"), 20, brief=True),
    Column("开始", field("start"), 9, brief=True),
    Column("结束", field("end"), 9, brief=True),
    Column("原文", field("text_as_written"), 40),
    SPAN,
)
_DUTIES = (
    OUTLINE,
    Column("周期性工作", field("text"), 40, brief=True),
    Column("责任主体", named("who"), 20, brief=True),
    Column("频次", field("when"), 14, brief=True),
    SPAN,
)
_SYSTEMS = (
    OUTLINE,
    Column("名称", field("name"), 24, brief=True),
    Column("类别", field("kind"), 10),
    Column("原文", field("quote"), 50, brief=True),
    SPAN,
)
_DOUBTS = (
    OUTLINE,
    Column("疑点", field("text"), 30, brief=True),
    Column("涉及字段", field("field"), 12),
    Column("类别", field("kind"), 12),
    Column("说明", field("why"), 50, brief=True),
    SPAN,
)


def reading_sheets(form: Form) -> tuple[Sheet, ...]:
    """概况, 指标, 任务, 阶段, 周期性工作, 建设清单, 疑点 – the empty ones too.

    form: ``Reading.to_dict()``, the form of ``plan read --format json``.
    """
    return (
        Sheet("概况", _FACTS, tuple(_facts(form))),
        _sheet("指标", TARGETS, form.get("targets")),
        _sheet("任务", TASKS, form.get("tasks")),
        _sheet("阶段", _PHASES, form.get("phases")),
        _sheet("周期性工作", _DUTIES, form.get("recurring_duties")),
        _sheet("建设清单", _SYSTEMS, form.get("systems")),
        _sheet("疑点", _DOUBTS, form.get("doubts")),
    )


def _sheet(title: str, columns: tuple[Column, ...], items: Iterable[Item] | None) -> Sheet:
    return Sheet(title, columns, tuple(items or ()))


def _facts(form: Form) -> Iterable[Item]:
    period = form.get("period") or {}
    years = [wording.text(period.get(end)) or "未写明" for end in ("start", "end")]
    facts = {
        "文件": form.get("source"),
        "标题": form.get("title"),
        "发文机关": form.get("issuer"),
        "文号": form.get("doc_number"),
        "成文日期": form.get("issued_on"),
        "发布日期": form.get("published_on"),
        "地区": form.get("place"),
        "行政区划代码": form.get("place_code"),
        "实施期限": " 至 ".join(years) if any(period.values()) else None,
    }
    counts = {
        "指标": "targets",
        "任务": "tasks",
        "阶段": "phases",
        "周期性工作": "recurring_duties",
        "建设清单": "systems",
        "疑点": "doubts",
    }
    for name, value in facts.items():
        yield {"name": name, "value": value or "（文件未写明）"}
    for name, key in counts.items():
        yield {"name": f"{name}数", "value": len(form.get(key) or ())}
