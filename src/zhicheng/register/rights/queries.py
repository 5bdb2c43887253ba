"""Reading rights, and what became of them."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from django.db.models import Prefetch, Q, QuerySet

from zhicheng.engines.identifiers.text import tidy
from zhicheng.engines.rights import History, Kind, Status, history
from zhicheng.foundation.face.lists import holding
from zhicheng.foundation.units.models import Area
from zhicheng.register.parties.models import Party
from zhicheng.register.rights import permissions
from zhicheng.register.rights.models import Document, Event, Holder, Right
from zhicheng.register.rights.rules import holders_on, without_kind


def rights_for(user: Any) -> QuerySet[Right]:
    """The rights that a person sees, each with its events and holders: three queries for any number."""
    holders = Holder.objects.select_related("writing__party__root")
    return permissions.visible_rights(user).prefetch_related("events", Prefetch("holders", holders))


def on_file(rows: QuerySet[Right]) -> QuerySet[Right]:
    """Of these rights those that were not withdrawn with what brought them."""
    return rows.filter(withdrawn_on=None)


def states_over(on: date) -> QuerySet[Right]:
    """The rights beside which a state stands that ended before a day."""
    return Right.objects.filter(state_until__lt=on).order_by("pk")


def numbered(rows: QuerySet[Right], text: str) -> QuerySet[Right]:
    """Of these rights those with this number: of the application, the registration or the publication."""
    return rows.filter(_has_number(text))


def found_by(rows: QuerySet[Right], text: str) -> QuerySet[Right]:
    """Of these rights those with this number, whole, or these words in the title."""
    return rows.filter(_has_number(text) | holding(text, "title"))


def _has_number(text: str) -> Q:
    number = tidy(text)
    plain = number.removeprefix("ZL")
    same = Q(number__in={number, plain, _with_point(plain)} - {""})
    published = without_kind(number)
    return same | Q(publication=published) if published else same


def _with_point(number: str) -> str:
    """The number of an application is stored with a point before its check digit."""
    return f"{number[:-1]}.{number[-1:]}"


def held_by(rows: QuerySet[Right], party: Party) -> QuerySet[Right]:
    """Of these rights those that a party, or one that was merged into it, holds or held."""
    held = Holder.objects.filter(writing__party__root=party.pk, retracted_on=None)
    return rows.filter(pk__in=held.values("right"))


def history_of(right: Right, known_on: date) -> History:
    """What became of a right, as known on a day. Raises NoRule where no rule for its term is on file."""
    facts = [event.fact for event in right.events.all()]
    return history(Kind(right.kind), facts, known_on=known_on)


def status_of(right: Right, on: date, known_on: date) -> Status:
    """The status of a right on a day, as known on another. Raises NoRule as ``history_of`` does."""
    return history_of(right, known_on).on(on)


def holders_of(right: Right, on: date, known_on: date) -> list[Holder]:
    """Who held a right on a day, as known on another, in their order."""
    return holders_on(right.holders.all(), on, known_on)


def events_of(right: Right) -> QuerySet[Event]:
    """Everything that was ever told of a right, in the order of effect."""
    return right.events.select_related("source").order_by("effective_on", "pk")


def documents_of(right: Right) -> QuerySet[Document]:
    """What was brought of a right, but for what was taken back."""
    rows = right.documents.filter(retracted_on=None)
    return rows.select_related("source", "file").order_by("published_on", "pk")


def believed(events: Iterable[Event]) -> Sequence[Event]:
    """Of these events those that were not retracted."""
    return [event for event in events if event.retracted_on is None]


def held_in(rows: QuerySet[Right], area: Area) -> QuerySet[Right]:
    """Of these rights those that a party of an area, or of one within it, holds or held first of all holders."""
    within = Q(writing__party__root__area=area) | Q(writing__party__root__area__parent=area)
    first = Holder.objects.filter(within, position=1, retracted_on=None)
    return rows.filter(pk__in=first.values("right"))
