"""Who knows of days, and of what waits for a person. A room registers what it knows when it is loaded."""

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from typing import Protocol

from zhicheng.foundation.accounts.models import User
from zhicheng.foundation.agenda.rules import Entry
from zhicheng.foundation.units.registry import Load


class Source(Protocol):
    """What matters to a person between two days (both included), as far as the person may see it."""

    def __call__(self, user: User, first: date, last: date) -> Iterable[Entry]: ...


_sources: list[Source] = []


def source(function: Source) -> Source:
    """Register a source; twice is the same as once."""
    if function not in _sources:
        _sources.append(function)
    return function


def sources() -> Iterator[Source]:
    """All registered sources, in the order of registration."""
    yield from _sources


Waiting = Callable[[User, date], Load | None]
"""Called with a person and the day; None where nothing of the room waits for that person to act."""
_waiting: list[Waiting] = []


def waits_for(function: Waiting) -> Waiting:
    """Register a room's part of what waits for a person; twice is the same as once."""
    if function not in _waiting:
        _waiting.append(function)
    return function


def waiting(user: User, on: date) -> Iterator[Load]:
    """What waits for a person in the rooms that registered, in the order of registration."""
    for function in _waiting:
        found = function(user, on)
        if found is not None:
            yield found
