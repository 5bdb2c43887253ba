"""What goes to a unit's successor. A room registers its work when it is loaded; units know no room."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

from zhicheng.foundation.audit.permissions import Doer
from zhicheng.foundation.face.records import Text
from zhicheng.foundation.face.told import told
from zhicheng.foundation.units.models import Unit


class HandOver(Protocol):
    """Gives the open work of ``old`` to ``new`` from a day on, in the caller's transaction.

    Returns how many things went.
    """

    def __call__(self, old: Unit, new: Unit, *, on: date, by: Doer, at: datetime) -> int: ...


@dataclass(frozen=True, slots=True)
class Estate:
    """A room's part. count: how much open work a unit has, as the question before it says. What is done stays
    with the unit that did it."""

    title: Text
    count: Callable[[Unit], int]
    hand_over: HandOver


_known: list[Estate] = []


def leave(estate: Estate) -> Estate:
    """Register a room's part; twice is the same as once."""
    if estate not in _known:
        _known.append(estate)
    return estate


def estates() -> Iterator[Estate]:
    """All parts, in the order of registration."""
    yield from _known


def words_of(old: Unit, new: Unit) -> str:
    """What the history of a thing says when it goes to another unit (Chinese)."""
    return told("机构改革：%(old)s的职责由%(new)s承接", old=old.name, new=new.name)
