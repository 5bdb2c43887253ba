"""What has been measured of a plan's targets, told by the room that keeps it.

Plans order what is to be reached; the values stand in a room above, which registers here when it is loaded.
"""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any


@dataclass(frozen=True, slots=True)
class Latest:
    """The latest value of a target. words: with its unit. url: where its rows are. value, unit: the same as a
    figure; no value where it has none."""

    words: str
    as_of: date
    url: str
    value: Decimal | None = None
    unit: str = ""


LatestOf = Callable[[Any, Collection[int]], Mapping[int, Latest]]
"""Called with the person who asks and keys of items; tells of those that have a value that the person may see."""
_known: list[LatestOf] = []


def measures(function: LatestOf) -> LatestOf:
    """Register who knows values; twice is the same as once."""
    if function not in _known:
        _known.append(function)
    return function


def latest_of(user: Any, items: Collection[int]) -> dict[int, Latest]:
    """The latest value of each of these items that has one."""
    return {item: latest for ask in _known for item, latest in ask(user, items).items()}
