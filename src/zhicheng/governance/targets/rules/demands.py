"""What a target demands, what was measured, and how far one is from the other (R §2.4)."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Final

from django.utils.translation import gettext, gettext_lazy

from zhicheng.governance.plans.rules.amounts import Scale, parts_of, scale_of, tidy
from zhicheng.governance.targets.rules.units import Kind, kind_of


class Judgement(StrEnum):
    """What a person finds of a qualitative target, with evidence; it has no figure and no percentage."""

    REACHED = "reached"
    ON_COURSE = "on_course"
    AT_RISK = "at_risk"
    BEHIND = "behind"


JUDGEMENT_NAMES: Final = {
    Judgement.REACHED: gettext_lazy("已实现"),
    Judgement.ON_COURSE: gettext_lazy("推进顺利"),
    Judgement.AT_RISK: gettext_lazy("存在风险"),
    Judgement.BEHIND: gettext_lazy("明显滞后"),
}
_SIGNS: Final = {">=": "≥", ">": "＞", "=": gettext_lazy("达到"), "<=": "≤"}
_UPWARDS: Final = frozenset({">=", ">", "="})
"""A bare 达到 is kept as ``=`` and fulfilled as 不低于 is (R §2.4)."""


@dataclass(frozen=True, slots=True)
class Demand:
    """What is demanded. Values in ``unit``.

    start: first day of the plan's period, from which cumulative (累计) figures are added up. annual: the
    demand holds for each year by itself. baseline, baseline_on: where the way begins; both or neither.
    signed: what is measured may fall below zero (``figures.is_signed``). share: it is a part of a whole,
    and never more than that (``figures.is_share``).
    """

    comparator: str
    value: Decimal | None = None
    value_max: Decimal | None = None
    unit: str = ""
    due_on: date | None = None
    start: date | None = None
    baseline: Decimal | None = None
    baseline_on: date | None = None
    annual: bool = False
    cumulative: bool = False
    signed: bool = False
    share: bool = False

    @property
    def kind(self) -> Kind:
        return kind_of(self.unit, self.comparator)

    @property
    def comes_whole(self) -> bool:
        """Whether what is counted comes in whole pieces: it does where the plan's own figure is whole, in a
        unit without a magnitude (件, not 万件)."""
        counted = self.kind is Kind.COUNT and parts_of(self.unit)[0] == 1
        return counted and self.value is not None and self.value == self.value.to_integral_value()

    def scale_beside(self, *values: Decimal | None) -> Scale:
        """The one magnitude in which the demand, values that stand beside it, and their chart are all written."""
        known = (self.value, self.value_max, *values)
        return scale_of(self.unit, *(value for value in known if value is not None))

    def readable(self, value: Decimal, scale: Scale) -> Decimal:
        """A computed value, in its own unit, with as many places as an official would write in this scale: none
        for what comes in whole pieces."""
        whole = self.comes_whole and scale.factor == 1
        return tidy(round(value, 0) if whole else scale.rounded(value))


@dataclass(frozen=True, slots=True)
class Measured:
    """One observation in force. value: in the demand's unit; None where that cannot be had exactly, and
    for a qualitative target, which has a judgement instead."""

    as_of: date
    value: Decimal | None = None
    judgement: Judgement | None = None


def is_limit(demand: Demand) -> bool:
    """Whether more may be too much, so that what holds today may not hold at the end."""
    return demand.comparator in ("<=", "range")


def grows(demand: Demand) -> bool:
    """Whether what is measured, from the first day of a year or of the plan on, never becomes less."""
    counted = demand.kind in (Kind.COUNT, Kind.MONEY) and not demand.signed
    return counted and (demand.annual or demand.cumulative)


def is_broken(demand: Demand, value: Decimal) -> bool:
    """Whether a limit is passed for good: what only grows does not come back below it."""
    upper = demand.value_max if demand.comparator == "range" else demand.value
    return is_limit(demand) and grows(demand) and upper is not None and value > upper


def gap(demand: Demand, value: Decimal) -> Decimal:
    """How far a value is from what is demanded; 0 where it lies within. In the demand's unit, never negative."""
    if demand.value is None:
        raise ValueError("a qualitative target has no figure")
    below, above = demand.value - value, value - demand.value
    if demand.comparator == "range":
        above = value - (demand.value if demand.value_max is None else demand.value_max)
        return max(below, above, Decimal(0))
    return max(below if demand.comparator in _UPWARDS else above, Decimal(0))


def satisfied(demand: Demand, value: Decimal) -> bool:
    """Whether a value is what is demanded; ``>`` (超过) is not satisfied by the value itself."""
    return gap(demand, value) == 0 and not (demand.comparator == ">" and value == demand.value)


def wanted(demand: Demand, *values: Decimal | None) -> str:
    """What is demanded, in a few words: ``≥ 12 件/万人``; 定性要求 where there is no figure.

    values: what stands beside it, so that all are written in one magnitude.
    """
    if demand.value is None or demand.comparator == "qualitative":
        return gettext("定性要求")
    scale = demand.scale_beside(*values)
    words = f"{_SIGNS.get(demand.comparator, '')} {scale.words(demand.value)}".strip()
    if demand.comparator == "range" and demand.value_max is not None:
        words = scale.words(demand.value, demand.value_max)
    kinds = {gettext("每年"): demand.annual, gettext("累计"): demand.cumulative}
    said = gettext("、").join(word for word, holds in kinds.items() if holds)
    return gettext("%(wanted)s（%(how)s）") % {"wanted": words, "how": said} if said else words
