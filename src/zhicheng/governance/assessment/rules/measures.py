"""The measures that a formula can name: a small, declared set, read off the ledger and the targets.

Each gives a value and the rows that it was counted from, so that every figure leads to them. Where there is
nothing to measure the value is unknown, and says why; it is never zero for want of rows (R-00-3).
"""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy, gettext_noop

from zhicheng.governance.targets.rules import Demand, Standing, Status, satisfied


class Measure(StrEnum):
    IN_TIME = "in_time"
    OVERDUE = "overdue"
    RETURNED = "returned"
    ATTAINMENT = "attainment"
    TARGETS_MET = "targets_met"


@dataclass(frozen=True, slots=True)
class Said:
    """What a measure is called, and how it is counted. best, worst: the usual ends of its formula, in percent.
    version: of this definition; whoever changes how it is counted adds one, and results name the one they had."""

    name: str | Promise
    how: str | Promise
    worst: int
    best: int
    version: int = 1


MEASURES: Final = {
    Measure.IN_TIME: Said(
        gettext_lazy("任务按期销号率"),
        gettext_lazy("考核期内到期或销号的任务分工中，在完成时限当日或之前销号的比例；已冻结、已终止的不计。"),
        0, 100,
    ),
    Measure.OVERDUE: Said(
        gettext_lazy("任务逾期率"),
        gettext_lazy("考核期内到期或销号的任务分工中，到期后仍未销号的比例；已冻结、已终止的不计。"),
        100, 0,
    ),
    Measure.RETURNED: Said(
        gettext_lazy("报送退回率"),
        gettext_lazy("考核期内报送的任务进展中，被复核退回的比例；尚待复核的不计。"),
        100, 0,
    ),
    Measure.ATTAINMENT: Said(
        gettext_lazy("指标完成率"),
        gettext_lazy("所选指标的现值与目标值之比；考核县区的，以分解到该县区的目标值和该县区的数值计算。"),
        0, 100,
    ),
    Measure.TARGETS_MET: Said(
        gettext_lazy("到期指标达标率"),
        gettext_lazy("由被考核单位填报、在考核期内到期的指标中，已达到要求的比例；有一项没有数据的，不作计算。"),
        0, 100,
    ),
}  # fmt: skip
NAMES: Final = {measure: said.name for measure, said in MEASURES.items()}


@dataclass(frozen=True, slots=True)
class Figure:
    """A value in percent and the rows behind it, by their keys; what counts for it is in ``counted``.

    value: None where it is unknown; ``why`` says why, in Chinese, to be retold. denominator: what the value is a
    share of; None where it is none.
    """

    value: Decimal | None
    rows: tuple[int, ...] = ()
    counted: frozenset[int] = frozenset()
    why: str = ""
    denominator: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Part:
    """A unit's part in a task, as far as it is measured. closed_on: the day on which it was closed, if it is."""

    key: int
    due_on: date
    closed_on: date | None


def in_time(parts: Sequence[Part], on: date) -> Figure:
    """Of the parts that were due or closed up to a day, the share that was closed when it was due, or before."""
    return _of_due(parts, on, lambda p: p.closed_on is not None and p.closed_on <= p.due_on)


def overdue(parts: Sequence[Part], on: date) -> Figure:
    """Of the parts that were due or closed up to a day, the share that is due and not closed at its end."""
    return _of_due(parts, on, lambda p: p.closed_on is None or p.closed_on > on)


def _of_due(parts: Sequence[Part], on: date, counts: Callable[[Part], bool]) -> Figure:
    due = [p for p in parts if p.due_on <= on or (p.closed_on is not None and p.closed_on <= on)]
    if not due:
        return Figure(None, why=gettext_noop("考核期内没有到期或销号的任务。"))
    return _shared([p.key for p in due], {p.key for p in due if counts(p)})


def returned(reports: Sequence[tuple[int, bool]]) -> Figure:
    """Of the reports that were looked at, the share that was returned. reports: key, and whether it was."""
    if not reports:
        return Figure(None, why=gettext_noop("考核期内没有已复核的报送。"))
    return _shared([key for key, _back in reports], {key for key, back in reports if back})


def targets_met(found: Sequence[tuple[int, Status]]) -> Figure:
    """Of the targets that were due, the share that is met; unknown as long as one of them is."""
    if not found:
        return Figure(None, why=gettext_noop("考核期内没有由该单位填报的到期指标。"))
    rows = tuple(key for key, _status in found)
    if any(status not in (Status.MET, Status.MISSED) for _key, status in found):
        return Figure(None, rows, why=gettext_noop("有到期指标尚无数据或暂不可测，不作计算。"))
    return _shared(rows, {key for key, status in found if status is Status.MET})


def _shared(rows: Collection[int], counted: Collection[int]) -> Figure:
    whole = Decimal(len(rows))
    value = _percent(Decimal(len(counted)), whole)
    return Figure(value, tuple(rows), frozenset(counted), denominator=whole)


def _percent(part: Decimal, whole: Decimal) -> Decimal:
    return (part / whole * 100).quantize(Decimal("0.01"), ROUND_HALF_UP)


def attainment(key: int, demand: Demand, found: Standing) -> Figure:
    """How much of what a target demands was reached, in percent; what is better than demanded is more than 100.

    A demand that something stay below a limit is reached wholly while it does, and the less the further
    above. Nothing can be said of a target without a figure, without a value, or with a demand of nothing.
    """
    if demand.value is None:
        return Figure(None, (key,), why=gettext_noop("定性指标没有数值，不能计算完成率。"))
    if found.value is None:
        return Figure(None, (key,), why=gettext_noop("指标尚无可用的数值。"))
    reached = _reached(demand, demand.value, found.value)
    if reached is None:
        return Figure(None, (key,), why=gettext_noop("目标值为零，不能计算完成率。"))
    value, denominator = reached
    counted = frozenset({key} if satisfied(demand, found.value) else ())
    return Figure(value, (key,), counted, denominator=denominator)


def _reached(
    demand: Demand, wanted: Decimal, value: Decimal
) -> tuple[Decimal, Decimal | None] | None:
    """The percentage, and what it is a share of: nothing where a limit is kept."""
    if demand.comparator in ("<=", "range"):
        limit = (
            wanted if demand.comparator == "<=" or demand.value_max is None else demand.value_max
        )
        if satisfied(demand, value):
            return Decimal(100), None
        if value > limit:
            return (_percent(limit, value), value) if value > 0 else None
    return (_percent(max(value, Decimal(0)), wanted), wanted) if wanted > 0 else None


def needs_target(measure: Measure | None) -> bool:
    """Whether a formula with this measure names a target."""
    return measure is Measure.ATTAINMENT
