"""How values of the plain form are put in Chinese words."""

from collections.abc import Mapping
from typing import Any

Item = Mapping[str, Any]
Value = str | int | float | None

_COMPARATORS = {">=": "不低于", ">": "超过", "=": "达到", "<=": "不超过", "range": "区间"}


def requirement(target: Item) -> str:
    """不低于 12 件/万人; a target without a figure is 定性."""
    value = target.get("value")
    if value is None:
        return "定性"
    unit = target.get("unit") or ""
    amount = f"{number(value)}{unit}"
    if target.get("comparator") == "range" and target.get("value_max") is not None:
        return f"{number(value)} 至 {number(target['value_max'])}{unit}"
    word = _COMPARATORS.get(str(target.get("comparator")), "")
    return f"{word} {amount}".strip()


def number(value: Any) -> str:
    """Digits without exponent or trailing zeros; text as it is."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return str(value)
    return str(int(value)) if value == int(value) else repr(value)


def yes_no(value: Any) -> str:
    """是, 否, or nothing where the document is silent: unknown is never no."""
    return {True: "是", False: "否"}.get(value, "")


def units(value: Any) -> str:
    """A list of names."""
    return "、".join(map(str, value or ()))


def text(value: Any) -> str:
    """Text, nothing for None."""
    return "" if value is None else str(value)


def place(item: Item) -> str:
    """Where the item stands in the text: 起–止."""
    span = item.get("span")
    return f"{span[0]}–{span[1]}" if span else ""


def amount(value: Any) -> Value:
    """A figure as a figure, for sorting and adding up; lists and the like as text."""
    return value if value is None or isinstance(value, int | float) else str(value)
