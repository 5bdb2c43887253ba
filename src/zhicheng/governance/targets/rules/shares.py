"""Distributing a target over areas and over years, and when the parts must add up to the whole."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from itertools import pairwise

from django.utils.translation import gettext

from zhicheng.governance.plans.rules.amounts import measure
from zhicheng.governance.targets.rules.demands import Demand, is_limit
from zhicheng.governance.targets.rules.figures import value_fault
from zhicheng.governance.targets.rules.units import Kind


class Over(StrEnum):
    """What a target is distributed over."""

    AREAS = "areas"
    YEARS = "years"


@dataclass(frozen=True, slots=True)
class Sum:
    """The parts against the whole; total None where parts are not summed, and why."""

    whole: Decimal | None
    total: Decimal | None
    why_not: str = ""

    @property
    def difference(self) -> Decimal | None:
        """What is missing to the whole; negative when it is exceeded; None where parts are not summed."""
        if self.whole is None or self.total is None:
            return None
        return self.whole - self.total


def why_not_summed(demand: Demand, over: Over) -> str:
    """Why parts do not add up to the whole, in a sentence for people; empty where they must."""
    if demand.kind is Kind.QUALITATIVE:
        return gettext("定性指标没有数值，不作分解。")
    if demand.kind is Kind.RATIO and over is Over.YEARS and not demand.annual:
        return gettext("比率、得分等指标各年分母不同，各年不相加，最后一年的数值应等于总目标。")
    if demand.kind is Kind.RATIO and over is Over.AREAS:
        return gettext(
            "比率、得分等指标各地分母不同，各部分之和没有意义，只列出各自目标，不与全市目标相加核对。"
        )
    if demand.comparator == "range":
        return gettext("区间指标没有唯一的总数，只列出各部分目标。")
    if over is Over.YEARS and demand.annual:
        return gettext("年度指标每年都须达到同一要求，各年不相加。")
    if over is Over.YEARS and not demand.cumulative:
        return gettext("期末存量指标各年不相加，最后一年的数值应等于总目标。")
    return ""


def summed(demand: Demand, over: Over, parts: Mapping[int, Decimal]) -> Sum:
    """The parts against the whole. parts: key of an area, or year → value in the target's unit."""
    why_not = why_not_summed(demand, over)
    total = None if why_not else sum(parts.values(), Decimal(0))
    return Sum(demand.value, total, why_not)


def share_faults(demand: Demand, over: Over, parts: Mapping[int, Decimal]) -> list[str]:
    """What does not hold up in a distribution; empty when all is well. No parts: nothing is distributed."""
    if demand.kind is Kind.QUALITATIVE:
        return [why_not_summed(demand, over)]
    faults = [
        fault[1] for value in parts.values() if (fault := value_fault(demand, value, demand.unit))
    ]
    if faults or not parts:
        return faults[:1]
    if over is Over.YEARS and (fault_of_years := _fault_of_years(demand, parts)):
        return [fault_of_years]
    found = summed(demand, over, parts)
    if found.total is None or not found.difference:
        return []
    missing = gettext("各部分合计%(total)s，比总目标%(whole)s少%(difference)s，请调整后再保存。")
    more = gettext("各部分合计%(total)s，比总目标%(whole)s多%(difference)s，请调整后再保存。")
    figures = {"total": found.total, "whole": found.whole, "difference": abs(found.difference)}
    scale = demand.scale_beside(found.total)
    words = {name: scale.words(value or Decimal(0)) for name, value in figures.items()}
    return [(missing if found.difference > 0 else more) % words]


def _fault_of_years(demand: Demand, parts: Mapping[int, Decimal]) -> str:
    """Years within the period; of a level and of a ratio, the year in which it is due is the whole itself."""
    first = demand.start.year if demand.start else None
    last = demand.due_on.year if demand.due_on else None
    outside = [y for y in parts if (first and y < first) or (last and y > last)]
    if outside:
        return gettext("%(outside)s年不在方案期内（%(first)s至%(last)s年）。") % {
            "outside": "、".join(map(str, sorted(outside))),
            "first": first or "—",
            "last": last or "—",
        }
    if demand.annual:
        short = [y for y, value in parts.items() if value != demand.value]
        return (
            gettext("年度指标每年要求相同，%(short)s年的数值与总目标不一致。") % {"short": short[0]}
            if short
            else ""
        )
    if not why_not_summed(demand, Over.YEARS) or demand.comparator == "range":
        return ""
    if fallen := _fall(demand, parts):
        return fallen
    due = last or max(parts)
    if parts.get(due) == demand.value:
        return ""
    scale = demand.scale_beside(*parts.values())
    return gettext("最后一年（%(year)s年）须填写，其数值应等于总目标 %(whole)s。") % {
        "year": due,
        "whole": scale.words(demand.value or Decimal(0)),
    }


def _fall(demand: Demand, parts: Mapping[int, Decimal]) -> str:
    """A level that is to be reached, and is asked to be lower than the year before. A limit may be eased, and
    a ratio moves with what it is divided by."""
    if demand.kind is Kind.RATIO or demand.signed or is_limit(demand):
        return ""
    for (year, before), (later, value) in pairwise(sorted(parts.items())):
        if value < before:
            return gettext(
                "%(later)s年的%(value)s低于%(year)s年的%(before)s；期末存量指标逐年不应下降，请核对。"
            ) % {
                "later": later,
                "value": measure(value, demand.unit),
                "year": year,
                "before": measure(before, demand.unit),
            }
    return ""
