"""What a unit has to do, from all rooms. A room registers what it knows when it is loaded."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar

from django.db.models import Model, QuerySet

from zhicheng.foundation.face.records import Light, Link, Text
from zhicheng.foundation.units.models import Unit

SHOWN = 8
"""Rows of each room on a unit's page; the whole is one click away."""


Kind = TypeVar("Kind", bound=Model)


def first_of(rows: QuerySet[Kind]) -> tuple[list[Kind], int]:
    """As many rows as a load shows, and how many there are: one query where these are all."""
    found = list(rows[: SHOWN + 1])
    return found[:SHOWN], len(found) if len(found) <= SHOWN else rows.count()


@dataclass(frozen=True, slots=True)
class Row:
    """One thing to do. note: what it is to the unit, or how far it is. due_on: none where no day is set."""

    link: Link
    light: Light
    note: Text = ""
    due_on: date | None = None


@dataclass(frozen=True, slots=True)
class Load:
    """A room's part of what a unit has to do.

    count: of what is open. rows: the most urgent of it, at most SHOWN. figures: label, number, and where
    its rows are. url: all of it; empty where the person has no list of it.
    """

    title: Text
    count: int
    rows: Sequence[Row]
    url: str = ""
    figures: Sequence[tuple[Light | Text, int, str]] = ()


LoadOf = Callable[[Any, Unit, date], Load | None]
"""Called with the person who asks, the unit and the day; None where there is nothing that they may see."""
_known: list[LoadOf] = []


def load_of(function: LoadOf) -> LoadOf:
    """Register a room's part; twice is the same as once."""
    if function not in _known:
        _known.append(function)
    return function


def loads(user: Any, unit: Unit, on: date) -> Iterator[Load]:
    """Everything that rooms know, in the order of registration."""
    for function in _known:
        found = function(user, unit, on)
        if found is not None:
            yield found
