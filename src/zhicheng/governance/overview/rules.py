"""How a target is put into words. Plain values only."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

_SIGNS = {">=": "≥", ">": ">", "=": "达到", "<=": "≤"}


def wanted(values: Mapping[str, Any]) -> str:
    """What a target asks for: ``≥ 12 件/万人``. Empty where the plan gives no number.

    values: those of a target in ``plans.Item``. A qualitative target has no number, and none is made up
    for it (R-SC §2.4); zero is a number (R-00-3).
    """
    comparator, value = values.get("comparator"), values.get("value")
    if value is None or comparator == "qualitative":
        return ""
    number = _number(value)
    if comparator == "range" and values.get("value_max") is not None:
        words = f"{number}–{_number(values['value_max'])}"
    else:
        words = f"{_SIGNS.get(str(comparator), '')} {number}".strip()
    unit = values.get("unit") or ""
    return " ".join(part for part in (words, unit, _kind(values)) if part)


def _number(value: object) -> str:
    return f"{Decimal(str(value)):,f}"


def _kind(values: Mapping[str, Any]) -> str:
    kinds = {"annual": "每年", "cumulative": "累计", "expected": "预期"}
    found = [word for name, word in kinds.items() if values.get(name)]
    return f"（{'、'.join(found)}）" if found else ""
