"""What many people look at between two changes, read once for each state of the city.

Every action adds a row to the audit chain, so the end of the chain names the state.
"""

from collections.abc import Callable, Hashable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from functools import lru_cache
from threading import Lock
from typing import Any, Final, Generic, NamedTuple, TypeVar

from zhicheng.foundation.audit.models import Entry
from zhicheng.foundation.audit.queries import end
from zhicheng.foundation.audit.rules import End

T = TypeVar("T")
_all: Final[list["Memory[Any]"]] = []
_state: Final = ContextVar[End | None]("state", default=None)
"""Of which state of the city a value is being read: what it is made of is asked for the same one."""


class Added(NamedTuple):
    """A row that was added to the chain since a value was read; the fields as in ``Entry``."""

    verb: str
    subject_type: str
    subject_id: str


class Memory(Generic[T]):
    """Values of this process, each read by one thread while the others wait.

    As long as the chain ends where it did when a value was read, or only rooms of ``elsewhere`` have added
    to it, the value is what it was. elsewhere: apps whose actions change nothing that is kept here.
    size: of how many keys values are kept.
    """

    def __init__(self, *, elsewhere: frozenset[str], size: int = 4) -> None:
        self.elsewhere = elsewhere
        self.size = size
        self._known: dict[Hashable, tuple[End, T]] = {}
        self._lock = Lock()
        _all.append(self)

    def get(
        self,
        key: Hashable,
        read: Callable[[], T],
        renew: Callable[[T, Sequence[Added]], T | None] = lambda value, added: None,
    ) -> T:
        """The value for a key; ``read`` when there is none for the present state. One query, or two where
        something was added to the chain; none for values that another one is being made of.

        renew: makes of an older value the present one, from the rows that were added since (those of
        ``elsewhere`` left out); None where it cannot tell, and ``read`` is asked.
        """
        state = _state.get() or end()
        with self._lock, _reading(state):
            found = self._known.pop(key, None)
            value = self._present(found, state, renew) if found else None
            if value is None:
                value = read()
            self._known[key] = (state, value)
            while len(self._known) > self.size:
                self._known.pop(next(iter(self._known)))
        return value

    def forget(self) -> None:
        with self._lock:
            self._known.clear()

    def _present(
        self,
        found: tuple[End, T],
        now: End,
        renew: Callable[[T, Sequence[Added]], T | None],
    ) -> T | None:
        """The value as it is now, where it is what it was or can be renewed."""
        before, value = found
        if before == now:
            return value
        rows = _added(before, now)
        if rows is None:
            return None
        added = [row for row in rows if row.verb.partition(".")[0] not in self.elsewhere]
        return renew(value, added) if added else value


@contextmanager
def _reading(state: End) -> Iterator[None]:
    token = _state.set(state)
    try:
        yield
    finally:
        _state.reset(token)


@lru_cache(maxsize=16)
def _added(before: End, now: End) -> tuple[Added, ...] | None:
    """What was added between two ends of the chain, which it will say for ever; None where the earlier end is
    not in this chain, as after a restored backup."""
    since = Entry.objects.filter(seq__gte=before.seq, seq__lte=now.seq).order_by("seq")
    rows = list(since.values_list("digest", *Added._fields))
    if not rows or rows[0][0] != before.digest:
        return None
    return tuple(Added(*said) for _digest, *said in rows[1:])


def forget_all() -> None:
    """Read everything afresh next time; for who writes past the actions."""
    for memory in _all:
        memory.forget()
