"""Many rights at once, from one source: what is not on file is added, what is gets the facts that are new.

Made for files of tens of thousands of rows: as many statements for a chunk of a thousand as for one, and one
audit row for each chunk.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import islice
from typing import Any

from django.db import transaction
from django.db.models import Q

from zhicheng.engines.rights import Event as Fact
from zhicheng.foundation.accounts.permissions import require
from zhicheng.foundation.audit.actions import record
from zhicheng.foundation.audit.permissions import Doer
from zhicheng.foundation.bulk.rows import insert, reserve
from zhicheng.register.parties.actions import find_writings
from zhicheng.register.rights.models import Document, Event, Holder, Right, Source
from zhicheng.register.rights.rules import FAMILIES, NO_CLASS, Facts

CHUNK = 1000


@dataclass(slots=True)
class Loaded:
    """What came of it. added: rights that are new. known: those that were on file."""

    added: int = 0
    known: int = 0
    events: int = 0

    def plain(self) -> dict[str, int]:
        return {"added": self.added, "known": self.known, "events": self.events}


def load(rows: Iterable[Facts], *, source: Source, by: Doer, at: datetime) -> Loaded:
    """Put rights of one source on file, chunk by chunk, each in a transaction of its own with one audit row.

    Loaded twice, the second time adds nothing. Raises PermissionDenied.
    """
    require("rights.keep", by)
    waiting, total = iter(rows), Loaded()
    while chunk := list(islice(waiting, CHUNK)):
        done = load_chunk(chunk, source=source, by=by, at=at)
        total.added += done.added
        total.known += done.known
        total.events += done.events
    return total


@transaction.atomic
def load_chunk(rows: Sequence[Facts], *, source: Source, by: Doer, at: datetime) -> Loaded:
    """As ``load``, of so many rows as one transaction takes. Raises PermissionDenied."""
    require("rights.keep", by)
    rights, added = _rights(rows, source, at)
    told = _events(rows, rights, source)
    _holders(rows, rights, source, at)
    _documents(rows, rights, source)
    done = Loaded(added, len(set(rights)) - added, told)
    record(by=by, at=at, verb="rights.load", subject=source, after=done.plain())
    return done


Keyed = Sequence[int]
"""The key of the right of each row, in the order of the rows."""
Key = tuple[str, str, int]


def _rights(rows: Sequence[Facts], source: Source, at: datetime) -> tuple[Keyed, int]:
    """By publication first: numbers of applications are often mangled in gazettes, publications are not.

    Returns how many are new besides.
    """
    known = _on_file(rows)
    unknown = sum(not any(key in known for key in _keys(row)) for row in rows)
    keys = iter(reserve(Right, unknown))
    found: list[int] = []
    new = []
    for row in rows:
        right = next((known[key] for key in _keys(row) if key in known), None)
        if right is None:
            right = next(keys)
            new.append((right, *_columns(row, source, at)))
        known |= dict.fromkeys(_keys(row), right)
        found.append(right)
    insert(Right, ("id", *_COLUMNS), new)
    return found, len(new)


def _keys(row: Facts) -> list[Key]:
    keys: list[Key] = [("", row.publication, NO_CLASS)] if row.publication else []
    return [*keys, (FAMILIES[row.kind], row.number, row.nice_class)] if row.number else keys


def _on_file(rows: Sequence[Facts]) -> dict[Key, int]:
    numbers = {row.number for row in rows if row.number}
    published = {row.publication for row in rows if row.publication}
    rights = Right.objects.filter(Q(number__in=numbers) | Q(publication__in=published))
    found: dict[Key, int] = {}
    for key, family, number, nice_class, publication in rights.values_list(
        "pk", "family", "number", "nice_class", "publication"
    ):
        found[(family, number, nice_class)] = key
        found[("", publication, NO_CLASS)] = key
    return found


_COLUMNS = (
    "family", "kind", "number", "nice_class", "publication", "title", "symbols", "source_id", "place",
    "opened_at",
)  # fmt: skip


def _columns(row: Facts, source: Source, at: datetime) -> tuple[Any, ...]:
    return (
        FAMILIES[row.kind], row.kind, row.number, row.nice_class, row.publication, row.title,
        list(row.symbols), source.pk, row.place, at,
    )  # fmt: skip


_FACT = (
    "right_id", "what", "effective_on", "known_on", "retracted_on", "days", "until", "side", "reference",
    "source_id", "place",
)  # fmt: skip


def _events(rows: Sequence[Facts], rights: Keyed, source: Source) -> int:
    known = set(
        Event.objects.filter(right__in=set(rights)).values_list(
            "right", "what", "effective_on", "reference"
        )
    )
    told = []
    for right, row in zip(rights, rows, strict=True):
        for fact in row.events:
            key = (right, fact.what, fact.effective_on, fact.reference)
            if key not in known:
                known.add(key)
                told.append((right, *_told(fact), source.pk, row.place))
    return insert(Event, _FACT, told)


def _holders(rows: Sequence[Facts], rights: Keyed, source: Source, at: datetime) -> None:
    """Holders as of one day are told once: what a second source says of the same day is for a person."""
    writings = find_writings((one for row in rows for one in row.holders), at=at)
    known: set[tuple[int, date | None]] = set(
        Holder.objects.filter(right__in=set(rights)).values_list("right", "effective_on")
    )
    held = []
    for right, row in zip(rights, rows, strict=True):
        key = (right, row.held_on)
        if row.held_on is None or row.known_on is None or key in known:
            continue
        known.add(key)
        held += [
            (right, writings[one].pk, position, row.held_on, row.known_on, source.pk, row.place)
            for position, one in enumerate(dict.fromkeys(row.holders), 1)
        ]
    columns = (
        "right_id", "writing_id", "position", "effective_on", "known_on", "source_id", "place",
    )  # fmt: skip
    insert(Holder, columns, held)


def _documents(rows: Sequence[Facts], rights: Keyed, source: Source) -> None:
    known = set(Document.objects.filter(right__in=set(rights)).values_list("right", "number"))
    brought = []
    for right, row in zip(rights, rows, strict=True):
        key = (right, row.document)
        if row.document and key not in known:
            known.add(key)
            told = (row.document, row.document, row.published_on)
            brought.append((right, *told, source.pk, row.place))
    columns = ("right_id", "title", "number", "published_on", "source_id", "place")
    insert(Document, columns, brought)


def _told(fact: Fact) -> tuple[Any, ...]:
    return (
        fact.what, fact.effective_on, fact.known_on, fact.retracted_on, fact.days, fact.until,
        fact.side or "", fact.reference,
    )  # fmt: skip


def event_row(right: Right, fact: Fact, source: Source, place: str = "") -> Event:
    """An event of the engine as a row, not saved yet."""
    values = (right.pk, *_told(fact), source.pk, place)
    return Event(**dict(zip(_FACT, values, strict=True)))
