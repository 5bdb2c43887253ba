"""What the rooms above learn when a year is loaded.

A room that keeps computed dates registers a follower when it is loaded, and computes them again
(``engines.calendar.again``): what was provisional may be exact now, and what was exact may have moved.
"""

from collections.abc import Iterator
from datetime import datetime
from typing import Protocol

from zhicheng.engines.calendar import Calendar
from zhicheng.foundation.audit.permissions import Doer


class Follower(Protocol):
    """Computes its dates again; called inside the transaction in which the years are loaded.

    calendar: with the new years. years: which ones are new.
    """

    def __call__(
        self, calendar: Calendar, *, years: tuple[int, ...], by: Doer, at: datetime
    ) -> None: ...


_followers: list[Follower] = []


def follow(follower: Follower) -> Follower:
    """Register a follower; twice is the same as once."""
    if follower not in _followers:
        _followers.append(follower)
    return follower


def followers() -> Iterator[Follower]:
    """All registered followers, in the order of registration."""
    yield from _followers
