"""Parties for programs: who there is, and what is done about them. Identity numbers are not handed out."""

from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, Any

from django.db.models import QuerySet
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Field, Query, Schema

from zhicheng.foundation.access.paging import Key, Page, Paging, Words, page_of
from zhicheng.foundation.access.routing import Operations, person
from zhicheng.foundation.access.verbs import Rows, offer_verbs
from zhicheng.foundation.accounts.models import User
from zhicheng.register.parties import actions, queries
from zhicheng.register.parties.models import (
    Candidate,
    Mandate,
    Name,
    Party,
    Splitting,
    Writing,
)
from zhicheng.register.parties.permissions import open_writings, visible_mandates, visible_parties

operations = Operations()
_SCOPE = "read:parties"


class PartyOut(Schema):
    """A party. division: GB/T 2260, of its address; confidence: how far to believe that; null where not known."""

    id: int
    kind: str
    name: str
    sort: str
    credit_code: str
    industry: str
    address: str
    division: str | None
    confidence: Decimal | None
    area: str | None
    version: int

    @staticmethod
    def resolve_division(row: Party) -> str | None:
        return row.division or None

    @staticmethod
    def resolve_area(row: Party) -> str | None:
        return row.area.name if row.area else None


class NameOut(Schema):
    """What a party is or was called. party_id: the party itself, or one that was merged into it."""

    id: int
    party_id: int
    text: str
    kind: str
    valid_from: date | None
    valid_to: date | None
    source: str


class PartyFilter(Paging):
    """name: a name, or a part of one of at least three signs, or a credit code."""

    name: Annotated[Words, Field(max_length=200)] = ""


@operations.reads("/parties", scope=_SCOPE, answer=Page[PartyOut])
def parties(request: HttpRequest, asked: Query[PartyFilter]) -> Any:
    """The parties that the token's owner may know of."""
    rows = queries.parties_for(person(request)).order_by("pk")
    return page_of(queries.called(rows, asked.name) if asked.name else rows, asked)


@operations.reads("/parties/{key}", scope=_SCOPE, answer=PartyOut)
def party(request: HttpRequest, key: Key) -> Any:
    """One party."""
    return get_object_or_404(queries.parties_for(person(request)), pk=key)


@operations.reads("/parties/{key}/names", scope=_SCOPE, answer=Page[NameOut])
def names(request: HttpRequest, key: Key, asked: Query[Paging]) -> Any:
    """What a party is and was called."""
    found = get_object_or_404(queries.parties_for(person(request)), pk=key)
    return page_of(queries.names_of(found).order_by("pk"), asked)


class CandidateOut(Schema):
    """A party that may be meant by a name as written, and the rule that says so."""

    id: int
    writing_id: int
    party_id: int
    rule: str


class WritingOut(Schema):
    """A name as sources write it that waits for somebody to settle whom it means."""

    id: int
    text: str
    state: str
    at: datetime
    version: int
    candidates: list[CandidateOut]


class SplittingOut(Schema):
    """That names of a party were in truth another's, ``made_id``. undone_at: null while that holds."""

    id: int
    party_id: int
    made_id: int
    at: datetime
    undone_at: datetime | None
    version: int


class MandateOut(Schema):
    """That an account acts for a party. valid_to: null until it is ended."""

    id: int
    party_id: int
    user_id: int
    matter: str
    valid_from: date
    valid_to: date | None
    document: str
    version: int


def _writings(user: User) -> QuerySet[Writing]:
    return open_writings(user).prefetch_related("candidates")


def _splittings(user: User) -> QuerySet[Splitting]:
    return Splitting.objects.filter(party__root__in=visible_parties(user))


operations.lists("/names-as-written", WritingOut, _writings, scope=_SCOPE)
operations.lists("/splittings", SplittingOut, _splittings, scope=_SCOPE, of=["party"])
operations.lists("/mandates", MandateOut, visible_mandates, scope=_SCOPE, of=["party", "user"])

ROWS: Rows = {
    Party: lambda user: Party.objects.filter(root__in=visible_parties(user)),
    Name: lambda user: Name.objects.filter(party__root__in=visible_parties(user)),
    Writing: open_writings,
    Candidate: lambda user: Candidate.objects.filter(writing__in=open_writings(user)),
    Splitting: _splittings,
    Mandate: visible_mandates,
    User: lambda user: User.objects.filter(is_active=True),
}

# A number is shown on a page alone, to a person who has said why.
operations.acts(offer_verbs("parties", actions, ROWS, leave_out=("unmask",)), scope="act:parties")
