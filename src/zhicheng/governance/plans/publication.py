"""What the rooms above learn when a version is published.

A room that keeps work from a plan (tasks, later targets) registers a follower when it is loaded; plans
calls each inside the publishing transaction, so that version and ledger come to be together.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Protocol
from uuid import UUID

from zhicheng.foundation.accounts.models import User


@dataclass(frozen=True, slots=True)
class TaskOrder:
    """A task as the published version orders it.

    item: key of the row in ``plans.Item``. key: the same in every version in which the task continues.
    chapter: title of its first-level heading; section: of the heading right above it.
    lead, responsible: keys of units, in the order of the document, none twice, lead not repeated.
    due_source: "stated" in the plan, "kept" as it states it although it lies outside of the plan's period,
    "inferred" from its period, or "decided" by a person.
    """

    item: int
    key: UUID
    position: int
    path: str
    chapter: str
    section: str
    title: str
    body: str
    lead: tuple[int, ...]
    responsible: tuple[int, ...]
    due_on: date
    due_source: str


@dataclass(frozen=True, slots=True)
class ItemOrder:
    """A target, phase, recurring duty or system as the published version orders it.

    item, key, position, path, chapter: as in ``TaskOrder``. sentence: as written. values: the fields of
    its kind (``rules.fields``). units: keys of the units that carry it, as far as the plan names them by
    names that have a meaning here; none else.
    """

    item: int
    key: UUID
    position: int
    path: str
    chapter: str
    sentence: str
    values: Mapping[str, Any]
    units: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Publication:
    """A version at the moment it comes into force. period_start, period_end: of the plan, if it has one."""

    plan: int
    version: int
    number: int
    tasks: tuple[TaskOrder, ...]
    targets: tuple[ItemOrder, ...] = ()
    phases: tuple[ItemOrder, ...] = ()
    duties: tuple[ItemOrder, ...] = ()
    systems: tuple[ItemOrder, ...] = ()
    period_start: date | None = None
    period_end: date | None = None


class Follower(Protocol):
    """Takes over a publication: new items begin, continuing ones go on, missing ones end."""

    def __call__(self, publication: Publication, *, by: User, at: datetime) -> None: ...


_followers: list[Follower] = []


def follow(follower: Follower) -> Follower:
    """Register a follower; twice is the same as once."""
    if follower not in _followers:
        _followers.append(follower)
    return follower


def followers() -> Iterator[Follower]:
    """All registered followers, in the order of registration."""
    yield from _followers
