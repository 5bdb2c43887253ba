"""Many rights at once, from one source: what is not on file is added, what is gets the facts that are new.

Made for files of tens of thousands of rows: as many statements for a chunk of a thousand as for one, and one
audit row for each chunk.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import islice
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from zhicheng.engines.rights import Event as Fact
from zhicheng.foundation.accounts.permissions import require
from zhicheng.foundation.audit.actions import record
from zhicheng.foundation.audit.permissions import Doer
from zhicheng.foundation.audit.turns import take_turn
from zhicheng.foundation.bulk.rows import insert, reserve
from zhicheng.register.parties.actions import writing_keys
from zhicheng.register.rights.actions.standing import restate
from zhicheng.register.rights.models import Document, Event, Holder, Right, Source
from zhicheng.register.rights.rules import FAMILIES, NO_CLASS, Facts, standing

CHUNK = 1000
NEW_RIGHTS = "rights: new rights"
"""The turn that whoever adds a right takes, before asking whether it is on file."""


@dataclass(slots=True)
class Loaded:
    """What came of it. added: rights that are new. known: those that were on file. events: that are new.

    repeated: places of rows whose document this source has brought before.
    """

    added: int = 0
    known: int = 0
    events: int = 0
    repeated: list[str] = field(default_factory=list)

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
    take_turn(NEW_RIGHTS)
    rights, new = _rights(rows, source, at)
    told = _events(rows, rights, source)
    restate(rights=set(told) - new, on=timezone.localdate(at))
    added = len(new) + _come_back(rights)
    _holders(rows, rights, source, at)
    repeated = _documents(rows, rights, source)
    done = Loaded(added, len(set(rights)) - added, len(told), repeated)
    record(by=by, at=at, verb="rights.load", subject=source, after=done.plain())
    return done


Keyed = Sequence[int]
"""The key of the right of each row, in the order of the rows."""
Key = tuple[str, str, int]


def _rights(rows: Sequence[Facts], source: Source, at: datetime) -> tuple[Keyed, set[int]]:
    """By publication first: numbers of applications are often mangled in gazettes, publications are not.

    Returns the keys of those that are new besides.
    """
    known = _on_file(rows)
    unknown = sum(not any(key in known for key in _keys(row)) for row in rows)
    keys = iter(reserve(Right, unknown))
    found: list[int] = []
    new: dict[int, Facts] = {}
    told: defaultdict[int, list[Fact]] = defaultdict(list)
    for row in rows:
        right = next((known[key] for key in _keys(row) if key in known), None)
        if right is None:
            right = next(keys)
            new[right] = row
        known |= dict.fromkeys(_keys(row), right)
        found.append(right)
        told[right] += row.events
    today = timezone.localdate(at)
    states = {key: standing(row.kind, tuple(told[key]), today) for key, row in new.items()}
    insert(
        Right,
        ("id", "state", "state_until", *_COLUMNS),
        [
            (key, states[key].state, states[key].until, *_columns(row, source, at))
            for key, row in new.items()
        ],
    )
    return found, set(new)


def _come_back(rights: Keyed) -> int:
    """Rights that were withdrawn with another source are on file again; returns how many."""
    back = Right.objects.filter(pk__in=set(rights)).exclude(withdrawn_on=None)
    return back.update(withdrawn_on=None)


def known_before(rows: Sequence[Facts], source: Source) -> list[bool]:
    """Of each row, whether another source has put its right on file already."""
    known = _on_file(rows, but=source)
    return [any(key in known for key in _keys(row)) for row in rows]


def _keys(row: Facts) -> list[Key]:
    keys: list[Key] = [("", row.publication, NO_CLASS)] if row.publication else []
    return [*keys, (FAMILIES[row.kind], row.number, row.nice_class)] if row.number else keys


def _on_file(rows: Sequence[Facts], but: Source | None = None) -> dict[Key, int]:
    """The rights of these rows; but: not those that this source has opened, nor those that were withdrawn."""
    numbers = {row.number for row in rows if row.number}
    published = {row.publication for row in rows if row.publication}
    rights = Right.objects.filter(Q(number__in=numbers) | Q(publication__in=published))
    if but is not None:
        rights = rights.filter(withdrawn_on=None).exclude(source=but)
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


def _events(rows: Sequence[Facts], rights: Keyed, source: Source) -> list[int]:
    """Returns the key of the right of each event that is new."""
    known = set(
        Event.objects.filter(right__in=set(rights), retracted_on=None).values_list(
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
    insert(Event, _FACT, told)
    return [right for right, *_fact in told]


def _holders(rows: Sequence[Facts], rights: Keyed, source: Source, at: datetime) -> None:
    """Holders as of one day are told once: what a second source says of the same day is for a person."""
    writings = writing_keys((one for row in rows for one in row.holders), at=at)
    known: set[tuple[int, date | None]] = set(
        Holder.objects.filter(right__in=set(rights), retracted_on=None).values_list(
            "right", "effective_on"
        )
    )
    held = []
    for right, row in zip(rights, rows, strict=True):
        key = (right, row.held_on)
        if row.held_on is None or row.known_on is None or key in known:
            continue
        known.add(key)
        held += [
            (right, writings[one], position, row.held_on, row.known_on, source.pk, row.place)
            for position, one in enumerate(dict.fromkeys(row.holders), 1)
        ]
    columns = (
        "right_id", "writing_id", "position", "effective_on", "known_on", "source_id", "place",
    )  # fmt: skip
    insert(Holder, columns, held)


def _documents(rows: Sequence[Facts], rights: Keyed, source: Source) -> list[str]:
    """Returns the places of rows whose document the same source has brought before."""
    on_file = Document.objects.filter(right__in=set(rights), retracted_on=None)
    known = {
        (right, number): brought_by == source.pk
        for right, number, brought_by in on_file.values_list("right", "number", "source")
    }
    brought, repeated = [], []
    for right, row in zip(rights, rows, strict=True):
        key = (right, row.document)
        if known.get(key):
            repeated.append(row.place)
        if row.document and key not in known:
            known[key] = True
            told = (row.document, row.document, row.published_on)
            brought.append((right, *told, source.pk, row.place))
    columns = ("right_id", "title", "number", "published_on", "source_id", "place")
    insert(Document, columns, brought)
    return repeated


def _told(fact: Fact) -> tuple[Any, ...]:
    return (
        fact.what, fact.effective_on, fact.known_on, fact.retracted_on, fact.days, fact.until,
        fact.side or "", fact.reference,
    )  # fmt: skip


def event_row(right: Right, fact: Fact, source: Source, place: str = "") -> Event:
    """An event of the engine as a row, not saved yet."""
    values = (right.pk, *_told(fact), source.pk, place)
    return Event(**dict(zip(_FACT, values, strict=True)))
