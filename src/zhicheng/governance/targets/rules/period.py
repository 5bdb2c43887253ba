"""Which observations say something about a target: what its page draws and what it is judged by are the same."""

from collections.abc import Sequence
from datetime import MINYEAR, date
from decimal import Decimal

from zhicheng.governance.targets.rules.demands import Demand, Measured


def first_day(demand: Demand) -> date | None:
    """The first day of which a value is taken in; None where the plan names no period.

    A target starts from the value of a base year (基期年; ``baseline_year``, R §2.4), which is the year
    before the plan's: from its first day on, or from the day of the baseline where that is earlier. What
    is added up (累计) is added up from the first day of the plan itself.
    """
    if demand.start is None or demand.cumulative:
        return demand.start
    base = date(max(demand.start.year - 1, MINYEAR), 1, 1)
    return base if demand.baseline_on is None else min(base, demand.baseline_on)


def counting(demand: Demand, measured: Sequence[Measured], on: date) -> list[Measured]:
    """What counts on a day, the earliest first: measured by then, not after the due day, and not before the
    first day – of an annual demand not before the first of the years that are judged."""
    first = _first_counting(demand) or date.min
    last = on if demand.due_on is None else min(on, demand.due_on)
    return sorted((m for m in measured if first <= m.as_of <= last), key=lambda m: m.as_of)


def _first_counting(demand: Demand) -> date | None:
    if demand.start is not None and demand.annual and not demand.cumulative:
        return date(demand.start.year, 1, 1)
    return first_day(demand)


def value_on(demand: Demand, known: Sequence[Measured]) -> Decimal | None:
    """The value after these observations, in their order: the last one, or the sum of a cumulative demand.

    None where there is none, or one that counts is in a unit that cannot be converted.
    """
    if not known:
        return None
    if not demand.cumulative:
        return known[-1].value
    values = [m.value for m in known]
    return None if None in values else sum((v for v in values if v is not None), Decimal(0))


def trajectory(demand: Demand, measured: Sequence[Measured]) -> list[tuple[date, Decimal | None]]:
    """The value after each observation, by day; a running sum for a cumulative demand."""
    known = sorted(measured, key=lambda m: m.as_of)
    if not demand.cumulative:
        return [(m.as_of, m.value) for m in known]
    year = [[o for o in known[: n + 1] if not demand.annual or o.as_of.year == m.as_of.year]
            for n, m in enumerate(known)]  # fmt: skip
    return [(m.as_of, value_on(demand, inside)) for m, inside in zip(known, year, strict=True)]
