"""Distributing a target over areas and over years, and when the parts must add up to the whole."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from zhicheng.governance.targets.rules.demands import Demand, tidy
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
        return "定性指标没有数值，不作分解。"
    if demand.kind is Kind.RATIO:
        return "比率、得分等指标各地分母不同，各部分之和没有意义，只列出各自目标，不与全市目标相加核对。"
    if demand.comparator == "range":
        return "区间指标没有唯一的总数，只列出各部分目标。"
    if over is Over.YEARS and demand.annual:
        return "年度指标每年都须达到同一要求，各年不相加。"
    if over is Over.YEARS and not demand.cumulative:
        return "期末存量指标各年不相加，最后一年的数值应等于总目标。"
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
    word = "少" if found.difference > 0 else "多"
    return [
        f"各部分合计{tidy(found.total):,}{demand.unit}，比总目标{tidy(found.whole or Decimal(0)):,}"
        f"{demand.unit}{word}{tidy(abs(found.difference)):,}{demand.unit}，请调整后再保存。"
    ]


def _fault_of_years(demand: Demand, parts: Mapping[int, Decimal]) -> str:
    """Years within the period; the last year of a level is the whole itself."""
    first = demand.start.year if demand.start else None
    last = demand.due_on.year if demand.due_on else None
    outside = [y for y in parts if (first and y < first) or (last and y > last)]
    if outside:
        return f"{'、'.join(map(str, sorted(outside)))}年不在方案期内（{first or '—'}至{last or '—'}年）。"
    if demand.annual:
        short = [y for y, value in parts.items() if value != demand.value]
        return f"年度指标每年要求相同，{short[0]}年的数值与总目标不一致。" if short else ""
    level = not demand.cumulative and demand.kind in (Kind.COUNT, Kind.MONEY)
    if level and demand.comparator != "range" and parts[max(parts)] != demand.value:
        whole = f"{tidy(demand.value or Decimal(0)):,}{demand.unit}"
        return f"期末存量指标最后一年（{max(parts)}年）的数值应等于总目标{whole}。"
    return ""
