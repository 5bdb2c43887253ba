"""Who knows of days. A room registers a source when it is loaded; the agenda asks all of them."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Protocol

from zhicheng.foundation.accounts.models import User
from zhicheng.foundation.agenda.rules import Entry


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
