"""The state of a right on a day, as it is written beside the right for lists."""

from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from zhicheng.engines.rights import Event, Kind, State, history


@dataclass(frozen=True, slots=True)
class Standing:
    """A state, and the last day on which it holds as far as is known; None without end."""

    state: State
    until: date | None


@lru_cache(maxsize=20_000)
def standing(kind: Kind, facts: tuple[Event, ...], day: date) -> Standing:
    """The state on a day, as known on it. Of a file, thousands of rights have the same days. Raises NoRule as
    ``engines.rights.status`` does."""
    found = history(kind, facts, known_on=day).on(day)
    return Standing(found.state, found.until)
