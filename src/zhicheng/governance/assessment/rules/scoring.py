"""From a measured value to marks, from marks to a total, from totals to ranks. Exact decimals throughout.

Unknown is never zero (R-00-3): without a value there is no score, with a score missing there is no total,
and without a total there is no rank.
"""

from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum
from fractions import Fraction
from typing import Final, TypeVar

from django.utils.translation import gettext_lazy

Key = TypeVar("Key", bound=Hashable)
WHOLE: Final = Decimal(100)
"""The weights of a scheme sum to this."""
MOST_STEPS: Final = 20
_CENT: Final = Decimal("0.01")
_SHARE: Final = Decimal("0.000001")


class ClauseKind(StrEnum):
    BONUS = "bonus"
    DEDUCTION = "deduction"


CLAUSE_NAMES: Final = {
    ClauseKind.BONUS: gettext_lazy("加分"),
    ClauseKind.DEDUCTION: gettext_lazy("扣分"),
}


@dataclass(frozen=True, slots=True)
class Formula:
    """How a measured value earns marks: nothing up to ``floor``, all of them from ``full`` on.

    Where less is better, ``floor`` is the larger of the two. steps: None for a straight line between
    them; else the way is cut into so many equal steps, and each that was climbed wholly counts (分档计分).
    """

    floor: Decimal
    full: Decimal
    steps: int | None = None


def share_of(formula: Formula, value: Decimal) -> Decimal:
    """The share of the full mark that a value earns, from 0 to 1, to six places; never less for a better value."""
    whole = abs(formula.full - formula.floor)
    way = value - formula.floor if formula.full > formula.floor else formula.floor - value
    done = min(max(way, Decimal(0)), whole)
    if formula.steps is None:
        return (done / whole).quantize(_SHARE, ROUND_HALF_UP)
    climbed = done * formula.steps // whole  # before dividing: a third of three must be one
    return (climbed / formula.steps).quantize(_SHARE, ROUND_HALF_UP)


def points(mark: Decimal, share: Decimal) -> Decimal:
    """What a share of the full mark is worth, exactly."""
    return mark * share


def rounded(score: Decimal) -> Decimal:
    """A score as it is written: two places, half a cent upwards. Rounding never turns an order round."""
    return score.quantize(_CENT, ROUND_HALF_UP)


def score_of(mark: Decimal, formula: Formula, value: Decimal | None) -> Decimal | None:
    """The score of a measured indicator; None where nothing was measured."""
    return None if value is None else rounded(points(mark, share_of(formula, value)))


@dataclass(frozen=True, slots=True)
class Line:
    """One indicator of a sheet. score: None while nobody knows it. exempt: does not fall to this unit
    (合理缺项); its mark is spread over the others in proportion."""

    mark: Decimal
    score: Decimal | None
    exempt: bool = False


@dataclass(frozen=True, slots=True)
class Event:
    """One bonus or deduction that was accepted, under a clause. cap: of all events of the clause together."""

    clause: int
    kind: ClauseKind
    points: Decimal
    cap: Decimal | None = None


def counted(events: Iterable[Event]) -> list[Decimal]:
    """What each event counts for, in their order: those of one clause together up to its cap."""
    left: dict[int, Decimal] = {}
    found = []
    for event in events:
        part = event.points
        if event.cap is not None:
            part = min(part, left.get(event.clause, event.cap))
            left[event.clause] = left.get(event.clause, event.cap) - part
        found.append(part)
    return found


def adjusted(events: Iterable[Event]) -> Decimal:
    """What bonuses and deductions come to, each clause up to its cap; below zero where deductions prevail."""
    rows = list(events)
    parts = zip(rows, counted(rows), strict=True)
    signed = (part if row.kind is ClauseKind.BONUS else -part for row, part in parts)
    return sum(signed, Decimal(0))


def earned(lines: Iterable[Line]) -> Fraction | None:
    """What the indicators come to, exactly: the marks of those that do not fall to the unit spread over the others
    in proportion. None as long as one score is missing, or where nothing falls to the unit."""
    rows = list(lines)
    counted = [line for line in rows if not line.exempt]
    scores = [Fraction(line.score) for line in counted if line.score is not None]
    if not counted or len(scores) < len(counted):
        return None
    of = sum(Fraction(line.mark) for line in counted)
    return sum(scores, Fraction(0)) * sum(Fraction(line.mark) for line in rows) / of


def earned_as_written(lines: Iterable[Line]) -> Decimal | None:
    """As ``earned``, to two places."""
    exact = earned(lines)
    if exact is None:
        return None
    return rounded(Decimal(exact.numerator) / Decimal(exact.denominator))


def total(lines: Iterable[Line], events: Iterable[Event] = ()) -> Decimal | None:
    """The total of a sheet, to two places; None where ``earned`` knows none."""
    own = earned_as_written(lines)
    return None if own is None else own + adjusted(events)


@dataclass(frozen=True, slots=True)
class Spread:
    """How the marks of what does not fall to a unit (合理缺项) were spread over the rest, so that a total adds up.

    exempt: their marks. mark, score: of the rest. counted: what the score counts for with the marks spread.
    """

    exempt: Decimal
    mark: Decimal
    score: Decimal
    counted: Decimal


def spread_of(lines: Iterable[Line]) -> Spread | None:
    """None where everything falls to the unit, or where ``earned`` knows nothing."""
    rows = list(lines)
    own = earned_as_written(rows)
    exempt = sum((line.mark for line in rows if line.exempt), Decimal(0))
    if own is None or not exempt:
        return None
    rest = [line for line in rows if not line.exempt]
    score = sum((line.score for line in rest if line.score is not None), Decimal(0))
    return Spread(exempt, sum((line.mark for line in rest), Decimal(0)), score, own)


def ranks(totals: Mapping[Key, Decimal | None]) -> dict[Key, int | None]:
    """Competition ranking: equal totals share a place, and the places that they take up stay empty (1, 2, 2, 4).

    Without a total there is no place.
    """
    known = [total for total in totals.values() if total is not None]
    return {
        key: None if own is None else 1 + sum(other > own for other in known)
        for key, own in totals.items()
    }
