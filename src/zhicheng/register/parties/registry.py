"""What belongs to a party, from the rooms that stand on this one; each registers its part when it is loaded."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from zhicheng.foundation.face.records import Light, Link, Text
from zhicheng.register.parties.models import Party

SHOWN = 10
"""Rows of each room on a party's page; the whole is one click away."""


@dataclass(frozen=True, slots=True)
class Holding:
    """One thing that belongs to a party. note: what kind of thing it is."""

    link: Link
    note: Text
    number: str
    light: Light


@dataclass(frozen=True, slots=True)
class Holdings:
    """A room's part. count: of all. rows: the first of them, at most SHOWN. url: all of them."""

    title: Text
    count: int
    rows: Sequence[Holding]
    url: str


HoldingsOf = Callable[[Any, Party, date], Holdings | None]
"""Called with the person who asks, the party and the day; None where there is nothing that they may see."""
_known: list[HoldingsOf] = []


def holdings_of(function: HoldingsOf) -> HoldingsOf:
    """Register a room's part; twice is the same as once."""
    if function not in _known:
        _known.append(function)
    return function


def holdings(user: Any, party: Party, on: date) -> Iterator[Holdings]:
    """Everything that rooms know, in the order of registration."""
    for function in _known:
        found = function(user, party, on)
        if found is not None:
            yield found
