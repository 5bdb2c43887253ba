"""Reading rights, and what became of them."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from django.db.models import Prefetch, Q, QuerySet

from zhicheng.engines.identifiers.text import tidy
from zhicheng.engines.rights import History, Kind, Status, history
from zhicheng.engines.sources import NoRule
from zhicheng.foundation.face.lists import holding
from zhicheng.register.parties.models import Party
from zhicheng.register.rights import permissions
from zhicheng.register.rights.models import Document, Event, Holder, Right
from zhicheng.register.rights.rules import holders_on, without_kind


def rights_for(user: Any) -> QuerySet[Right]:
    """The rights that a person sees, each with its events and holders: three queries for any number."""
    holders = Holder.objects.select_related("writing__party__root")
    return permissions.visible_rights(user).prefetch_related("events", Prefetch("holders", holders))


def found_by(rows: QuerySet[Right], text: str) -> QuerySet[Right]:
    """Of these rights those with this number, whole, or these words in the title."""
    number = tidy(text)
    plain = number.removeprefix("ZL")
    same = Q(number__in={number, plain, _with_point(plain)})
    return rows.filter(same | Q(publication=without_kind(number)) | holding(text, "title"))


def _with_point(number: str) -> str:
    """The number of an application is stored with a point before its check digit."""
    return f"{number[:-1]}.{number[-1:]}"


def held_by(rows: QuerySet[Right], party: Party) -> QuerySet[Right]:
    """Of these rights those that a party, or one that was merged into it, holds or held."""
    held = Holder.objects.filter(writing__party__root=party.pk)
    return rows.filter(pk__in=held.values("right"))


def history_of(right: Right, known_on: date) -> History:
    """What became of a right, as known on a day. Raises NoRule where no rule for its term is on file."""
    facts = [event.fact for event in right.events.all()]
    return history(Kind(right.kind), facts, known_on=known_on)


def status_of(right: Right, on: date, known_on: date) -> Status | None:
    """The status of a right on a day, as known on another; None where no rule for its term is on file."""
    try:
        return history_of(right, known_on).on(on)
    except NoRule:
        return None


def holders_of(right: Right, on: date, known_on: date) -> list[Holder]:
    """Who held a right on a day, as known on another, in their order."""
    return holders_on(right.holders.all(), on, known_on)


def events_of(right: Right) -> QuerySet[Event]:
    """Everything that was ever told of a right, in the order of effect."""
    return right.events.select_related("source").order_by("effective_on", "pk")


def documents_of(right: Right) -> QuerySet[Document]:
    return right.documents.select_related("source", "file").order_by("published_on", "pk")


def believed(events: Iterable[Event]) -> Sequence[Event]:
    """Of these events those that were not retracted."""
    return [event for event in events if event.retracted_on is None]
