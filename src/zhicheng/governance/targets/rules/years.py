"""The years of a demand, each judged by itself."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from zhicheng.governance.targets.rules.demands import Demand, Measured, is_limit, satisfied
from zhicheng.governance.targets.rules.figures import LAST_YEAR
from zhicheng.governance.targets.rules.period import counting, value_on
from zhicheng.governance.targets.rules.units import Kind


@dataclass(frozen=True, slots=True)
class Year:
    """One year of an annual demand. met: None while the year runs, and where nothing is known of it."""

    year: int
    last: date
    value: Decimal | None
    as_of: date | None
    met: bool | None
    over: bool


def years_to_fill(demand: Demand, today: date) -> range:
    """The years over which a target can be distributed: from the plan's first, or else this one, to the one in
    which it is due, though that may lie beyond the plan's own end (展望). ``share_faults`` asks for the same.

    A due year that can only be a slip of the pen ends where the years of all rooms end."""
    first = (demand.start or today).year
    last = min((demand.due_on or today).year, LAST_YEAR)
    return range(min(first, last), last + 1)


def years_of(demand: Demand, measured: Sequence[Measured], on: date) -> list[Year]:
    """The years of an annual demand up to the one that runs on a day, each judged by itself."""
    known = counting(demand, measured, on)
    first = demand.start.year if demand.start else (known[0].as_of if known else on).year
    last = min(on.year, demand.due_on.year) if demand.due_on else on.year
    return [year_of(demand, known, year, on) for year in range(first, last + 1)]


def year_of(demand: Demand, known: Sequence[Measured], year: int, on: date) -> Year:
    """One year by itself."""
    last = min(date(year, 12, 31), demand.due_on or date.max)
    inside = [m for m in known if m.as_of.year == year and m.as_of <= last]
    return judged(demand, inside, year, last, on)


def judged(demand: Demand, inside: Sequence[Measured], year: int, last: date, on: date) -> Year:
    """A year by what was measured of it, in order of time. last: the day on which it is over.

    What is counted through the year may grow until its end: a limit to it is kept only then, however little there
    is in March."""
    value, over = value_on(demand, inside), on > last
    reached = None if value is None else satisfied(demand, value)
    may_grow = is_limit(demand) and demand.kind in (Kind.COUNT, Kind.MONEY)
    met = reached if over or (reached and not may_grow) else None
    return Year(year, last, value, inside[-1].as_of if inside else None, met, over)
