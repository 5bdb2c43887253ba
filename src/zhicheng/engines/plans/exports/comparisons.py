"""A comparison of two plans as sheets."""

from collections.abc import Callable

from zhicheng.engines.plans.compare import Comparison
from zhicheng.engines.plans.exports import wording
from zhicheng.engines.plans.exports.sheets import OUTLINE, TARGETS, TASKS, Column, Sheet
from zhicheng.engines.plans.exports.wording import Item, Value


def comparison_sheets(comparison: Comparison) -> tuple[Sheet, ...]:
    """指标对照, 任务对照, and what stands in one plan only."""
    a, b = (_short(form) for form in (comparison.a, comparison.b))
    if a == b:
        a, b = f"甲：{a}", f"乙：{b}"
    brief_targets = tuple(column for column in TARGETS if column.brief)
    brief_tasks = tuple(column for column in TASKS if column.brief)
    return (
        Sheet(
            "指标对照",
            _target_columns(a, b),
            tuple(pair.to_dict() for pair in comparison.targets),
        ),
        Sheet(f"仅{a}有的指标", brief_targets, comparison.targets_only_a),
        Sheet(f"仅{b}有的指标", brief_targets, comparison.targets_only_b),
        Sheet(
            "任务对照", _task_columns(a, b), tuple(match.to_dict() for match in comparison.tasks)
        ),
        Sheet(f"仅{a}有的任务", brief_tasks, comparison.tasks_only_a),
        Sheet(f"仅{b}有的任务", brief_tasks, comparison.tasks_only_b),
    )


def _short(form: Item) -> str:
    return wording.text(form.get("place") or form.get("source"))


def _of(side: str, column: Callable[[Item], Value]) -> Callable[[Item], Value]:
    return lambda item: column(item[side])


def _target_columns(a: str, b: str) -> tuple[Column, ...]:
    return (
        Column(f"{a}指标", _of("a", lambda t: wording.text(t.get("indicator"))), 22, brief=True),
        Column(f"{a}要求", _of("a", wording.requirement), 16, brief=True),
        Column(f"{a}期限", _of("a", lambda t: wording.text(t.get("due"))), 8, brief=True),
        Column(f"{b}指标", _of("b", lambda t: wording.text(t.get("indicator"))), 22, brief=True),
        Column(f"{b}要求", _of("b", wording.requirement), 16, brief=True),
        Column(f"{b}期限", _of("b", lambda t: wording.text(t.get("due"))), 8, brief=True),
        Column(f"差值（{b}减{a}）", _difference, 14, brief=True),
        Column("相似度", lambda item: item["score"], 8),
    )


def _difference(item: Item) -> str:
    if item["difference"] is None:
        return ""
    sign = "+" if item["difference"] > 0 else ""
    return f"{sign}{wording.number(item['difference'])}{item['unit'] or ''}"


def _task_columns(a: str, b: str) -> tuple[Column, ...]:
    return (
        Column(f"{a}章节", _of("a", OUTLINE.value), 10),
        Column(f"{a}任务", _of("a", lambda t: wording.text(t.get("title"))), 28, brief=True),
        Column(f"{b}章节", _of("b", OUTLINE.value), 10),
        Column(f"{b}任务", _of("b", lambda t: wording.text(t.get("title"))), 28, brief=True),
        Column("相似度", lambda item: item["score"], 8, brief=True),
        Column("共同表述", lambda item: wording.units(item["evidence"]), 40, brief=True),
    )
