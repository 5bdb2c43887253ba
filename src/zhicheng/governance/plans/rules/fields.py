"""What the values of each kind of item are, and which of them hold up. One declaration for forms,
checks and differences."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any, Literal

from django.utils.translation import gettext, gettext_noop
from django.utils.translation import gettext_lazy as _

from zhicheng.foundation.face.records import Text
from zhicheng.governance.plans.rules.amounts import Scale, scale_of
from zhicheng.governance.plans.rules.dates import Period, first_day, last_day, looks_ahead, outside

TARGET, TASK, PHASE, DUTY, SYSTEM = "target", "task", "phase", "duty", "system"
KINDS = (TARGET, TASK, PHASE, DUTY, SYSTEM)
KIND_NAMES = {
    TARGET: _("指标"),
    TASK: _("任务"),
    PHASE: _("阶段"),
    DUTY: _("周期性工作"),
    SYSTEM: _("建设清单"),
}

COMPARATORS = {
    ">=": _("不低于（以上、不少于）"),
    ">": _("超过（超、突破）"),
    "=": _("达到"),
    "<=": _("不超过"),
    "range": _("区间"),
    "qualitative": _("定性要求"),
}

ATTRIBUTES = tuple((word, _(word)) for word in (gettext_noop("预期性"), gettext_noop("约束性")))

Value = str | int | Decimal | bool | Sequence[str] | None
"""What a person gives for a field; the reader's own values are of these kinds, too."""
FieldKind = Literal["line", "text", "names", "number", "choice", "moment", "beginning", "flag"]


@dataclass(frozen=True, slots=True)
class Field:
    """One value of an item. kind "moment": YYYY, YYYY-MM or YYYY-MM-DD, to the last of its days; "beginning":
    the same, from the first of its days; "names": a list of names."""

    name: str
    label: Text
    kind: FieldKind
    required: bool = False
    choices: tuple[tuple[str, Text], ...] = ()


FIELDS: dict[str, tuple[Field, ...]] = {
    TARGET: (
        Field("indicator", _("指标名称"), "line", required=True),
        Field("comparator", _("要求"), "choice", required=True, choices=tuple(COMPARATORS.items())),
        Field("value", _("目标值"), "number"),
        Field("value_max", _("上限（区间）"), "number"),
        Field("unit", _("计量单位"), "line"),
        Field("due", _("截止"), "moment"),
        Field("baseline", _("基数"), "line"),
        Field("attribute", _("属性"), "choice", choices=ATTRIBUTES),
        Field("annual", _("每年都须达到"), "flag"),
        Field("cumulative", _("累计数"), "flag"),
        Field("expected", _("预期值"), "flag"),
    ),
    TASK: (
        Field("title", _("任务名称"), "line", required=True),
        Field("text", _("内容"), "text"),
        Field("lead", _("牵头单位"), "names"),
        Field("responsible", _("责任单位"), "names"),
    ),
    PHASE: (
        Field("name", _("阶段名称"), "line", required=True),
        Field("start", _("开始"), "beginning"),
        Field("end", _("结束"), "moment"),
    ),
    DUTY: (
        Field("text", _("内容"), "text", required=True),
        Field("when", _("时间"), "line"),
        Field("who", _("承担者"), "names"),
    ),
    SYSTEM: (Field("name", _("名称"), "line", required=True),),
}

_MOMENT = re.compile(r"\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?")
_LONGEST = {"line": 200, "text": 5000}
_DAYS = {"moment": last_day, "beginning": first_day}


def empty(value: object) -> bool:
    """Whether nothing is said. Zero and False say something: unknown is never zero (R-00-3)."""
    return value is None or value == "" or value == []


def number(value: object) -> int | str | None:
    """A measure as it is kept in JSON: an integer, or a decimal in words; never a float.

    Raises ValueError for what is no number.
    """
    if empty(value):
        return None
    if isinstance(value, bool):
        raise ValueError("not a number")
    try:
        exact = Decimal(str(value).strip().replace(",", ""))
    except InvalidOperation as error:
        raise ValueError("not a number") from error
    if not exact.is_finite():
        raise ValueError("not a number")
    return int(exact) if exact == exact.to_integral_value() else str(exact.normalize())


def names(value: object) -> list[str]:
    """Names as a list, each once, in order: from a list, or from lines and 顿号 of a text box."""
    parts: Iterable[object] = ()
    if isinstance(value, str):
        parts = re.split(r"[、，,;；\n]+", value)
    elif isinstance(value, Iterable):
        parts = value
    found = dict.fromkeys(str(part).strip() for part in parts)
    return [name for name in found if name]


def cleaned(kind: str, values: Mapping[str, Any]) -> dict[str, Any]:
    """Values in the form in which they are kept; what is not declared for ``kind`` is kept as it is.

    Raises ValueError where a number is none; ``faults`` says which.
    """
    result = dict(values)
    for field in FIELDS[kind]:
        if field.name in values:
            result[field.name] = _clean(field, values[field.name])
    return result


def _clean(field: Field, value: Any) -> Any:
    match field.kind:
        case "number":
            return number(value)
        case "names":
            return names(value)
        case "flag":
            return None if value is None else bool(value)
        case _:
            return str(value).strip() if not empty(value) else None


def faults(kind: str, values: Mapping[str, Any], period: Period) -> dict[str, str]:
    """What does not hold up: field → message (Chinese). Empty when all is well.

    period: of the plan; its phases lie inside; its targets too, or in the years that it looks ahead to.
    """
    found = {
        field.name: message
        for field in FIELDS[kind]
        if (message := _fault(field, values.get(field.name)))
    }
    if not found:
        found.update(_outside(kind, values, period))
    if not found and kind == TARGET:
        found.update(_target_faults(values))
    if not found and kind == PHASE:
        found.update(_phase_faults(values))
    return found


def _fault(field: Field, value: Any) -> str:
    if empty(value):
        return gettext("请填写%(label)s。") % {"label": field.label} if field.required else ""
    if field.kind == "number":
        return (
            ""
            if _is_number(value)
            else gettext("%(label)s应为数字，例如 12 或 0.76。") % {"label": field.label}
        )
    if field.kind in _DAYS and not _is_moment(str(value)):
        return gettext("%(label)s请写成 2026、2026-06 或 2026-06-30 的形式。") % {
            "label": field.label
        }
    if not _is_shaped(field, value):
        return gettext("%(label)s的内容不是这一项所要的。") % {"label": field.label}
    if field.kind == "choice" and value not in dict(field.choices):
        return gettext("请从所列选项中选择%(label)s。") % {"label": field.label}
    if field.kind in _LONGEST and len(str(value)) > _LONGEST[field.kind]:
        return gettext("%(label)s请不要超过 %(kind)s 字。") % {
            "label": field.label,
            "kind": _LONGEST[field.kind],
        }
    return ""


def _is_shaped(field: Field, value: object) -> bool:
    """Whether a value is a list, yes or no, or words, as the field is."""
    match field.kind:
        case "names":
            return isinstance(value, str | list | tuple)
        case "flag":
            return isinstance(value, bool)
        case _:
            return not isinstance(value, bool | list | tuple)


def _is_number(value: object) -> bool:
    try:
        number(value)
    except ValueError:
        return False
    return True


def _is_moment(value: str) -> bool:
    return _MOMENT.fullmatch(value) is not None and last_day(value) is not None


def _outside(kind: str, values: Mapping[str, Any], period: Period) -> dict[str, str]:
    return {
        field.name: message
        for field in FIELDS[kind]
        if field.kind in _DAYS
        and (on := _DAYS[field.kind](values.get(field.name)))
        and not (kind == TARGET and looks_ahead(on, period))
        and (message := outside(on, period, field.label))
    }


def _target_faults(values: Mapping[str, Any]) -> dict[str, str]:
    """R §2.4: a figure unless the demand is qualitative; a range has two ends, in order."""
    comparator, value = values["comparator"], number(values.get("value"))
    upper = number(values.get("value_max"))
    if comparator == "qualitative":
        return (
            {"value": gettext("定性要求不填目标值；如有数值，请改选其他要求。")}
            if value is not None
            else {}
        )
    if value is None:
        return {"value": gettext("请填写目标值；没有数值的，请在“要求”中选“定性要求”。")}
    if comparator != "range":
        return {"value_max": gettext("只有区间才填上限。")} if upper is not None else {}
    if upper is None or Decimal(str(upper)) < Decimal(str(value)):
        return {"value_max": gettext("区间的上限不能为空，也不能小于目标值。")}
    return {}


def _phase_faults(values: Mapping[str, Any]) -> dict[str, str]:
    start, end = values.get("start"), values.get("end")
    if start and end and end < start[: len(end)]:
        return {"end": gettext("结束不能早于开始。")}
    return {}


def label(kind: str, values: Mapping[str, Any]) -> str:
    """How an item is called in lists and messages: its title, indicator, name or text, at most 60 long."""
    first = next((f.name for f in FIELDS[kind] if f.required), "title")
    text = str(values.get(first) or values.get("text") or "").strip()
    return text if len(text) <= 60 else text[:59] + "…"


_SIGNS = {
    ">=": "≥",
    ">": "＞",
    "=": _("达到"),
    "<=": "≤",
    "range": "",
    "qualitative": _("定性要求"),
}


def figures(values: Mapping[str, Any]) -> tuple[Decimal, ...]:
    """The figures of a target that are known, in its unit."""
    given = (values.get("value"), values.get("value_max"))
    return tuple(Decimal(str(value)) for value in given if not empty(value))


def measure(values: Mapping[str, Any], scale: Scale | None = None) -> str:
    """What a target demands, in one line: ≥ 8.5 件/万人，2028. A figure that is not known is left out.

    scale: the magnitude to write it in, where other figures of its unit stand beside it.
    """
    comparator = str(values.get("comparator") or "")
    known, unit = figures(values), str(values.get("unit") or "")
    scale = scale or scale_of(unit, *known)
    parts = [_SIGNS.get(comparator, comparator), scale.words(*known) if known else unit]
    words = " ".join(str(part) for part in parts if part)
    return "，".join(part for part in (words, str(values.get("due") or "")) if part)


def from_words(kind: str, sentence: str, values: Mapping[str, Any]) -> dict[str, Any]:
    """Values for a passage of the text: those given, named and worded after the passage itself."""
    words = " ".join(sentence.split())
    first = re.split(r"[。；;]", words, maxsplit=1)[0][: _LONGEST["line"]]
    result: dict[str, Any] = dict(values)
    for field in FIELDS[kind]:
        if field.kind == "text":
            result[field.name] = words
        elif field.required and field.kind == "line":
            result[field.name] = first
    if kind == TARGET:
        result.setdefault("comparator", "qualitative")
    return result
