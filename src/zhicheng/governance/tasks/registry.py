"""What the rooms above have to say on the page of a task. A room registers itself when it is loaded."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from zhicheng.foundation.face.records import Link, Text
from zhicheng.foundation.units.registry import Row
from zhicheng.governance.tasks.models import Task


@dataclass(frozen=True, slots=True)
class Beside:
    """A section of a task's page. rows: what there is about the task; ways: what the person may begin."""

    title: Text
    rows: Sequence[Row]
    ways: Sequence[Link] = ()


BesideOf = Callable[[Any, Task], Beside | None]
"""Called with the person and the task; None where there is nothing to see and nothing to begin."""
_known: list[BesideOf] = []


def beside_of(function: BesideOf) -> BesideOf:
    """Register a room's section; twice is the same as once."""
    if function not in _known:
        _known.append(function)
    return function


def sections_beside(user: Any, task: Task) -> Iterator[Beside]:
    """What all rooms have to say, in the order of registration."""
    for function in _known:
        found = function(user, task)
        if found is not None:
            yield found
