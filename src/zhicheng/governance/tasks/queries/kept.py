"""What many people look at between two changes of the ledger."""

from collections.abc import Callable
from functools import wraps
from typing import Any, Final, TypeVar, TypeVarTuple

from zhicheng.foundation.accounts.permissions import actor_of
from zhicheng.foundation.audit.memory import Memory

T = TypeVar("T")
Key = TypeVarTuple("Key")

_ELSEWHERE: Final = frozenset(
    {"accounts", "agenda", "audit", "files", "jobs", "notices", "systems", "targets"}
)
"""Rooms whose actions leave the ledger as it is."""


def kept_for_the_city(read: Callable[[Any, *Key], T]) -> Callable[[Any, *Key], T]:
    """A read of the ledger for a person that is made once for all who see the whole city, and once more
    after each change. ``read`` gets the person, and what it depends on besides (the day)."""
    memory = Memory[T](elsewhere=_ELSEWHERE)

    @wraps(read)
    def found(user: Any, *key: *Key) -> T:
        if not actor_of(user).sees_whole_city:
            return read(user, *key)
        return memory.get(key, lambda: read(user, *key))

    return found
