"""What many people look at between two changes, read once for each state of the city.

Every action adds a row to the audit chain, so the end of the chain names the state.
"""

from collections.abc import Callable, Hashable
from threading import Lock
from typing import Any, Final, Generic, TypeVar

from zhicheng.foundation.audit.models import Entry
from zhicheng.foundation.audit.queries import end
from zhicheng.foundation.audit.rules import End

T = TypeVar("T")
_all: Final[list["Memory[Any]"]] = []


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

    def get(self, key: Hashable, read: Callable[[], T]) -> T:
        """The value for a key; ``read`` when there is none for the present state. One query, or two where
        something was added to the chain."""
        state = end()
        with self._lock:
            found = self._known.pop(key, None)
            value = found[1] if found and self._holds(found[0], state) else read()
            self._known[key] = (state, value)
            while len(self._known) > self.size:
                self._known.pop(next(iter(self._known)))
        return value

    def forget(self) -> None:
        with self._lock:
            self._known.clear()

    def _holds(self, before: End, now: End) -> bool:
        """Whether nothing that was added between two ends of the chain concerns what is kept."""
        if before == now:
            return True
        since = Entry.objects.filter(seq__gte=before.seq, seq__lte=now.seq).order_by("seq")
        rows = list(since.values_list("digest", "verb"))
        if not rows or rows[0][0] != before.digest:  # another chain, as after a restored backup
            return False
        return all(verb.partition(".")[0] in self.elsewhere for _digest, verb in rows[1:])


def forget_all() -> None:
    """Read everything afresh next time; for who writes past the actions."""
    for memory in _all:
        memory.forget()
