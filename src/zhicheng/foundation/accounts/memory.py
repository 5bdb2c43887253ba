"""What all who see the whole city look at between two changes, read once for them."""

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar, TypeVarTuple

from zhicheng.foundation.accounts.permissions import actor_of
from zhicheng.foundation.audit.memory import Memory

T = TypeVar("T")
Key = TypeVarTuple("Key")


class KeptForTheCity:
    """Makes of a read for a person one that is made once for all who see the whole city, and once more
    after each change. The read gets the person, and what it depends on besides (the day).

    elsewhere: apps whose actions leave what is read as it is.
    """

    def __init__(self, *elsewhere: str) -> None:
        self.elsewhere = frozenset(elsewhere)

    def __call__(self, read: Callable[[Any, *Key], T]) -> Callable[[Any, *Key], T]:
        memory = Memory[T](elsewhere=self.elsewhere)

        @wraps(read)
        def found(user: Any, *key: *Key) -> T:
            if not actor_of(user).sees_whole_city:
                return read(user, *key)
            return memory.get(key, lambda: read(user, *key))

        return found
