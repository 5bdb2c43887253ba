"""What kind of measure a unit is, and which units can be turned into each other without losing anything.

Units and magnitudes are understood as in plans (``plans.rules.amounts``).
"""

from decimal import Decimal
from enum import StrEnum
from typing import Final

from django.utils.translation import gettext_lazy

from zhicheng.governance.plans.rules.amounts import parts_of, sort_of


class Kind(StrEnum):
    COUNT = "count"
    RATIO = "ratio"
    MONEY = "money"
    QUALITATIVE = "qualitative"


KIND_NAMES: Final = {
    Kind.COUNT: gettext_lazy("数量"),
    Kind.RATIO: gettext_lazy("比率"),
    Kind.MONEY: gettext_lazy("金额"),
    Kind.QUALITATIVE: gettext_lazy("定性"),
}
# The reader's kinds of unit → ours. What cannot be added up over places counts as a ratio: rates, scores,
# lengths of time – and any unit that is in no list, because a wrong sum misleads and a missing one does not.
_KINDS: Final = {
    "count": Kind.COUNT,
    "measure": Kind.COUNT,
    "money": Kind.MONEY,
    "rate": Kind.RATIO,
    "score": Kind.RATIO,
    "time": Kind.RATIO,
}


def kind_of(unit: str, comparator: str) -> Kind:
    """The kind of a target. unit: as kept, such as 件, 件/万人, 元, %; 件/年 is a count as 件 is."""
    if comparator == "qualitative":
        return Kind.QUALITATIVE
    return _KINDS.get(sort_of(unit), Kind.RATIO)


def convert(value: Decimal, unit: str, into: str) -> Decimal | None:
    """A value in another unit, where that is exact: 万件 and 件, 亿元 and 万元. None where it is not.

    Units that differ by more than a magnitude (件 and 家, 元 and 美元, % and 件) are never turned into each other.
    """
    factor, base = parts_of(unit)
    other, wanted = parts_of(into)
    return value * factor / other if base == wanted else None
