"""Values of two targets in the same unit."""

import re
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

_SCALES = {"十": 1, "百": 2, "千": 3, "万": 4, "十万": 5, "百万": 6, "千万": 7, "亿": 8, "万亿": 12}
_SCALED = re.compile(r"(万亿|千万|百万|十万|[十百千万亿])(?=[^/人户]|人次|人$|户$)(.+)")
# Counters of bodies and undertakings: one plan counts 家, another 个.
_COUNTERS = frozenset("个家项所户处")
_SAME = {"％": "%", "个百分点": "百分点", "元人民币": "元", "人民币": "元"}


@dataclass(frozen=True, slots=True)
class Measure:
    """A number with its unit, free of magnitudes: 11 万件 is 110000 件."""

    value: Decimal
    unit: str


def measure(value: Any, unit: str | None) -> Measure | None:
    """None where the value is no number."""
    number = decimal(value)
    if number is None:
        return None
    name = _SAME.get((unit or "").strip(), (unit or "").strip())
    scaled = _SCALED.fullmatch(name)
    if scaled:
        return Measure(number * Decimal(10) ** _SCALES[scaled[1]], scaled[2])
    return Measure(number, name)


def decimal(value: Any) -> Decimal | None:
    """A JSON number or a text of digits as Decimal, None for anything else."""
    if value is None or isinstance(value, bool | list | tuple | dict):
        return None
    try:
        number = Decimal(str(value))
    except InvalidOperation:
        return None
    return number if number.is_finite() else None


def comparable(a: Measure, b: Measure) -> bool:
    """Whether the difference of the two means something."""
    return a.unit == b.unit or (a.unit in _COUNTERS and b.unit in _COUNTERS)
