"""What is read once for each state of the city."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from itertools import count

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.factories import make_unit

from zhicheng.foundation.accounts.models import User
from zhicheng.foundation.audit.actions import record
from zhicheng.foundation.audit.memory import Added, Memory, forget_all
from zhicheng.foundation.audit.models import Head

pytestmark = pytest.mark.django_db


@pytest.fixture
def readings() -> Iterator[int]:
    return count(1)


@pytest.fixture
def memory() -> Memory[int]:
    return Memory(elsewhere=frozenset({"notices"}), size=2)


def happens(verb: str, by: User, at: datetime) -> None:
    record(by=by, at=at, verb=verb, subject=by.unit or make_unit("市科技局"))


def test_it_is_read_once_until_something_happens(
    memory: Memory[int], readings: Iterator[int], officer: User, now: datetime
) -> None:
    assert [memory.get("a", readings.__next__) for _ in range(3)] == [1, 1, 1]
    happens("units.rename", officer, now)
    assert [memory.get("a", readings.__next__) for _ in range(2)] == [2, 2]


def test_what_happens_elsewhere_changes_nothing(
    memory: Memory[int], readings: Iterator[int], officer: User, now: datetime
) -> None:
    happens("units.rename", officer, now)
    assert memory.get("a", readings.__next__) == 1
    happens("notices.read", officer, now)
    happens("notices.read", officer, now)
    assert memory.get("a", readings.__next__) == 1
    happens("notices.read", officer, now)
    happens("units.rename", officer, now)
    assert memory.get("a", readings.__next__) == 2


def test_a_value_is_renewed_from_what_was_added(
    memory: Memory[int], readings: Iterator[int], officer: User, now: datetime
) -> None:
    def renew(value: int, added: Sequence[Added]) -> int | None:
        verbs = [row.verb for row in added]
        return value + 10 * len(verbs) if "units.merge" not in verbs else None

    happens("units.rename", officer, now)
    assert memory.get("a", readings.__next__, renew) == 1
    assert memory.get("a", readings.__next__, renew) == 1, "nothing was added"
    happens("units.rename", officer, now)
    happens("notices.read", officer, now)
    happens("units.rename", officer, now)
    assert memory.get("a", readings.__next__, renew) == 21, "two rows, besides the one elsewhere"
    assert memory.get("a", readings.__next__, renew) == 21, "the renewed value is kept"
    happens("units.merge", officer, now)
    assert memory.get("a", readings.__next__, renew) == 2, "it could not tell, and was read"


def test_what_a_value_is_made_of_is_of_the_same_state_and_costs_no_more_questions(
    readings: Iterator[int], officer: User, now: datetime
) -> None:
    parts, whole = (Memory[int](elsewhere=frozenset({"notices"})) for _ in range(2))

    def read() -> int:
        happens("units.merge", officer, now)  # while the value is being read
        return parts.get("part", readings.__next__)

    happens("units.rename", officer, now)
    assert whole.get("whole", read) == 1
    assert parts.get("part", readings.__next__) == 2, "something had happened meanwhile"

    def again(_value: int, _added: Sequence[Added]) -> int:
        return parts.get("part", readings.__next__)

    happens("units.rename", officer, now)
    with CaptureQueriesContext(connection) as asked:
        assert whole.get("whole", read, again) == 3
    assert len(asked) == 3, "the end of the chain, and what was added since each was read"


def test_each_key_has_its_own_and_the_oldest_goes(
    memory: Memory[int], readings: Iterator[int]
) -> None:
    assert [memory.get(key, readings.__next__) for key in "abab"] == [1, 2, 1, 2]
    assert memory.get("c", readings.__next__) == 3
    assert memory.get("b", readings.__next__) == 2
    assert memory.get("a", readings.__next__) == 4


def test_after_a_restored_backup_it_is_read_anew(
    memory: Memory[int], readings: Iterator[int], officer: User, now: datetime
) -> None:
    happens("notices.read", officer, now)
    happens("notices.read", officer, now)
    assert memory.get("a", readings.__next__) == 1
    end = Head.objects.get()
    Head.objects.update(seq=1)
    assert memory.get("a", readings.__next__) == 2, "the chain is shorter"
    Head.objects.update(seq=1, digest="f" * 64)
    assert memory.get("a", readings.__next__) == 3
    Head.objects.update(seq=end.seq, digest=end.digest)
    assert memory.get("a", readings.__next__) == 4, "it is longer, and another one"


def test_a_failed_reading_is_not_kept(memory: Memory[int], readings: Iterator[int]) -> None:
    def fail() -> int:
        raise OSError

    with pytest.raises(OSError):
        memory.get("a", fail)
    assert memory.get("a", readings.__next__) == 1


def test_all_can_be_forgotten(memory: Memory[int], readings: Iterator[int]) -> None:
    assert memory.get("a", readings.__next__) == 1
    forget_all()
    assert memory.get("a", readings.__next__) == 2
