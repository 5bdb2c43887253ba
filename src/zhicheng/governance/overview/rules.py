"""How a target is put into words, and which states stand at the top. Plain values only."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from zhicheng.governance.tasks.rules import Stage

_SIGNS = {">=": "≥", ">": ">", "=": _("达到"), "<=": "≤"}

_ALWAYS = (
    Stage.ASSIGNED,
    Stage.ACCEPTED,
    Stage.IN_PROGRESS,
    Stage.REPORTED,
    Stage.VERIFIED,
    Stage.CLOSED,
    Stage.FROZEN,
)


def shown_stages(counts: Mapping[Stage, int]) -> list[Stage]:
    """The states on the first page: those of the usual way, and every other that has tasks.

    counts: of tasks by state. The figures of what is returned always add up to all tasks.
    """
    return [stage for stage in Stage if stage in _ALWAYS or counts[stage]]


def wanted(values: Mapping[str, Any]) -> str:
    """What a target asks for: ``≥ 12 件/万人``. Empty where the plan gives no number.

    values: those of a target in ``plans.Item``. A qualitative target has no number, and none is made up
    for it (R-SC §2.4); zero is a number (R-00-3).
    """
    comparator, value = values.get("comparator"), values.get("value")
    if value is None or comparator == "qualitative":
        return ""
    number, scale = _scaled(value)
    words = f"{_SIGNS.get(str(comparator), '')} {number}".strip()
    if comparator == "range" and values.get("value_max") is not None:
        words = f"{_plain(value)}–{_plain(values['value_max'])}"
        scale = ""
    unit = f"{scale}{values.get('unit') or ''}"
    return " ".join(part for part in (words, unit, _kind(values)) if part)


def _scaled(value: object) -> tuple[str, str]:
    """Large numbers as officials write them, without losing a digit: 5.6 万, 12 亿."""
    number = Decimal(str(value))
    if not (get_language() or "zh").startswith("zh"):  # 万 and 亿 are Chinese ways of counting
        return _plain(number), ""
    for scale, word in ((Decimal(10**8), gettext("亿")), (Decimal(10**4), gettext("万"))):
        if abs(number) >= scale and (number / scale * 100) % 1 == 0:
            return _plain(number / scale), word
    return _plain(number), ""


def _plain(value: object) -> str:
    """Without an exponent, and without zeros at the end that say nothing."""
    return f"{Decimal(str(value)).normalize():,f}"


def _kind(values: Mapping[str, Any]) -> str:
    kinds = {"annual": gettext("每年"), "cumulative": gettext("累计"), "expected": gettext("预期")}
    found = [word for name, word in kinds.items() if values.get(name)]
    return f"（{'、'.join(found)}）" if found else ""
