"""Rights for programs: what there is, what is known of each, and its status on any day, as known on any day."""

from datetime import date
from decimal import Decimal
from typing import Annotated, Any

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.utils import timezone
from ninja import Field, Query, Schema

from zhicheng.foundation.access.paging import Key, Page, Paging, Words, page_of
from zhicheng.foundation.access.routing import Operations, person
from zhicheng.foundation.access.verbs import Rows, offer_verbs
from zhicheng.register.parties.permissions import visible_parties
from zhicheng.register.rights import actions, queries
from zhicheng.register.rights.models import Event, Holder, Right
from zhicheng.register.rights.permissions import visible_events, visible_rights
from zhicheng.register.rights.rules import Family

operations = Operations()


class RightOut(Schema):
    """A right. nice_class: of a mark; 0 for all others. place: of the row in the source."""

    id: int
    family: str
    kind: str
    number: str
    publication: str
    nice_class: int
    title: str
    symbols: list[str]
    source: str
    place: str
    version: int

    @staticmethod
    def resolve_source(row: Right) -> str:
        return row.source.title


class RightFilter(Paging):
    """party: a key; what it holds or held. number: of the application, the registration or the publication."""

    family: Family | None = None
    party: Key | None = None
    number: Annotated[Words, Field(max_length=60)] = ""


class EventOut(Schema):
    """What happened. retracted_on: since when it is not believed."""

    id: int
    what: str
    effective_on: date
    known_on: date
    retracted_on: date | None
    days: int
    until: date | None
    side: str
    reference: str
    source: str
    place: str

    @staticmethod
    def resolve_source(row: Event) -> str:
        return row.source.title


class HolderOut(Schema):
    """A holder. party_id: null while nobody has settled whom the name means. share: null where not known."""

    name: str
    party_id: int | None
    position: int
    share: Decimal | None
    since: date

    @staticmethod
    def resolve_name(row: Holder) -> str:
        return row.writing.text

    @staticmethod
    def resolve_party_id(row: Holder) -> int | None:
        return row.writing.party.root_id if row.writing.party else None

    @staticmethod
    def resolve_since(row: Holder) -> date:
        return row.effective_on


class SideOut(Schema):
    """A state beside the legal one. last: null while it goes on."""

    side: str
    reference: str
    first: date
    last: date | None


class StatusOut(Schema):
    """A right on a day, as known on another. valid: null where what is known does not tell, never zero."""

    on: date
    known_on: date
    state: str
    valid: bool | None
    since: date | None
    until: date | None
    last_day: date | None
    sides: list[SideOut]
    rules: list[str]
    holders: list[HolderOut]


class Days(Schema):
    """on: the day that is asked for; known_on: by what was known then. Both are today where they are not given."""

    on: date | None = None
    known_on: date | None = None


def _find(request: HttpRequest, key: int) -> Right:
    rows = queries.rights_for(person(request)).select_related("source")
    return get_object_or_404(rows, pk=key)


@operations.reads("/rights", scope="read:rights", answer=Page[RightOut])
def rights(request: HttpRequest, asked: Query[RightFilter]) -> Any:
    """The rights that the token's owner may know of."""
    user = person(request)
    rows = queries.on_file(visible_rights(user)).select_related("source").order_by("pk")
    if asked.family:
        rows = rows.filter(family=asked.family)
    if asked.party:
        party = get_object_or_404(visible_parties(user), pk=asked.party)
        rows = queries.held_by(rows, party)
    return page_of(queries.numbered(rows, asked.number) if asked.number else rows, asked)


@operations.reads("/rights/{key}", scope="read:rights", answer=RightOut)
def right(request: HttpRequest, key: Key) -> Any:
    """One right."""
    return _find(request, key)


@operations.reads("/rights/{key}/events", scope="read:rights", answer=Page[EventOut])
def events(request: HttpRequest, key: Key, asked: Query[Paging]) -> Any:
    """Everything that was ever told of a right."""
    return page_of(queries.events_of(_find(request, key)).order_by("pk"), asked)


@operations.reads("/rights/{key}/status", scope="read:rights", answer=StatusOut)
def status(request: HttpRequest, key: Key, asked: Query[Days]) -> Any:
    """What a right is on a day, as known on another, and who holds it."""
    found, today = _find(request, key), timezone.localdate()
    on, known_on = asked.on or today, asked.known_on or today
    state = queries.status_of(found, on, known_on)
    return {
        "on": on,
        "known_on": known_on,
        **{name: getattr(state, name) for name in StatusOut.model_fields if hasattr(state, name)},
        "holders": queries.holders_of(found, on, known_on),
    }


ROWS: Rows = {Right: visible_rights, Event: visible_events}

operations.acts(
    offer_verbs("rights", actions, ROWS, leave_out=("load", "load_chunk", "withdraw")),
    scope="act:rights",
)
