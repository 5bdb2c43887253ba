"""The years that a target was distributed over, each against what was measured in it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from zhicheng.governance.targets.rules.demands import Demand, Measured
from zhicheng.governance.targets.rules.period import counting
from zhicheng.governance.targets.rules.years import Year, year_of


@dataclass(frozen=True, slots=True)
class Slice:
    """What one year has to bring. level: where the trajectory should stand at its end – of a cumulative
    target the slices up to it, else the slice itself. found: what was measured in the year, and whether
    that is the slice; of a range there is no such verdict."""

    demanded: Decimal
    level: Decimal
    found: Year


def slices_of(
    demand: Demand, parts: Mapping[int, Decimal], measured: Sequence[Measured], on: date
) -> list[Slice]:
    """The slices in the order of their years, as they stand on a day. parts: year → value."""
    known, level, found = counting(demand, measured, on), Decimal(0), []
    for year, part in sorted(parts.items()):
        level = level + part if demand.cumulative else part
        one = year_of(replace(demand, value=part), known, year, on)
        if demand.comparator == "range":
            one = replace(one, met=None)
        found.append(Slice(part, level, one))
    return found
