"""Many rights at once, from one source: what is not on file is added, what is gets the facts that are new.

Made for files of tens of thousands of rows: as many statements for a chunk of a thousand as for one, and one
audit row for each chunk.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import islice

from django.db import transaction
from django.db.models import Q

from zhicheng.engines.rights import Event as Fact
from zhicheng.foundation.accounts.permissions import require
from zhicheng.foundation.audit.actions import record
from zhicheng.foundation.audit.permissions import Doer
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
    rights, new = _rights(rows, source, at)
    told = _events(rows, rights, source)
    _holders(rows, rights, source, at)
    _documents(rows, rights, source)
    done = Loaded(len(new), len(set(rights.values())) - len(new), told)
    record(by=by, at=at, verb="rights.load", subject=source, after=done.plain())
    return done


Keyed = Mapping[int, Right]
"""The right of each row, by the place of the row in the chunk."""


def _rights(rows: Sequence[Facts], source: Source, at: datetime) -> tuple[Keyed, list[Right]]:
    """By publication first: numbers of applications are often mangled in gazettes, publications are not."""
    known = _on_file(rows)
    found: dict[int, Right] = {}
    new: list[Right] = []
    for place, row in enumerate(rows):
        right = next((known[key] for key in _keys(row) if key in known), None)
        if right is None:
            right = _right(row, source, at)
            new.append(right)
        known |= dict.fromkeys(_keys(row), right)
        found[place] = right
    Right.objects.bulk_create(new)
    return found, new


Key = tuple[str, str, int]


def _keys(row: Facts) -> list[Key]:
    keys: list[Key] = [("", row.publication, NO_CLASS)] if row.publication else []
    return [*keys, (FAMILIES[row.kind], row.number, row.nice_class)] if row.number else keys


def _on_file(rows: Sequence[Facts]) -> dict[Key, Right]:
    numbers = {row.number for row in rows if row.number}
    published = {row.publication for row in rows if row.publication}
    found: dict[Key, Right] = {}
    for right in Right.objects.filter(Q(number__in=numbers) | Q(publication__in=published)):
        found[(right.family, right.number, right.nice_class)] = right
        found[("", right.publication, NO_CLASS)] = right
    return found


def _right(row: Facts, source: Source, at: datetime) -> Right:
    return Right(
        family=FAMILIES[row.kind], kind=row.kind, number=row.number, nice_class=row.nice_class,
        publication=row.publication, title=row.title, symbols=list(row.symbols), source=source,
        place=row.place, opened_at=at,
    )  # fmt: skip


def _events(rows: Sequence[Facts], rights: Keyed, source: Source) -> int:
    known = {
        (event.right_id, event.what, event.effective_on, event.reference)
        for event in Event.objects.filter(right__in=_saved(rights))
    }
    told = []
    for place, row in enumerate(rows):
        for fact in row.events:
            key = (rights[place].pk, fact.what, fact.effective_on, fact.reference)
            if key not in known:
                known.add(key)
                told.append(event_row(rights[place], fact, source, row.place))
    Event.objects.bulk_create(told)
    return len(told)


def _holders(rows: Sequence[Facts], rights: Keyed, source: Source, at: datetime) -> None:
    """Holders as of one day are told once: what a second source says of the same day is for a person."""
    writings = find_writings((one for row in rows for one in row.holders), at=at)
    known: set[tuple[int, date | None]] = set(
        Holder.objects.filter(right__in=_saved(rights)).values_list("right", "effective_on")
    )
    held = []
    for number, row in enumerate(rows):
        key = (rights[number].pk, row.held_on)
        if row.held_on is None or row.known_on is None or key in known:
            continue
        known.add(key)
        held += [
            Holder(
                right=rights[number], writing=writings[one], position=position, source=source,
                place=row.place, effective_on=row.held_on, known_on=row.known_on,
            )
            for position, one in enumerate(dict.fromkeys(row.holders), 1)
        ]  # fmt: skip
    Holder.objects.bulk_create(held)


def _documents(rows: Sequence[Facts], rights: Keyed, source: Source) -> None:
    known = set(Document.objects.filter(right__in=_saved(rights)).values_list("right", "number"))
    brought = []
    for place, row in enumerate(rows):
        key = (rights[place].pk, row.document)
        if row.document and key not in known:
            known.add(key)
            brought.append(
                Document(
                    right=rights[place], title=row.document, number=row.document, source=source,
                    place=row.place, published_on=row.published_on,
                )
            )  # fmt: skip
    Document.objects.bulk_create(brought)


def _saved(rights: Keyed) -> set[int]:
    return {right.pk for right in rights.values()}


def event_row(right: Right, fact: Fact, source: Source, place: str = "") -> Event:
    """An event of the engine as a row, not saved yet."""
    return Event(
        right=right, what=fact.what, effective_on=fact.effective_on, known_on=fact.known_on,
        retracted_on=fact.retracted_on, days=fact.days, until=fact.until, side=fact.side or "",
        reference=fact.reference, source=source, place=place,
    )  # fmt: skip
