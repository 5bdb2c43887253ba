"""Reading parties."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from django.db.models import Case, Count, Prefetch, Q, QuerySet, When
from django.db.models.functions import Coalesce

from zhicheng.foundation.accounts.models import User
from zhicheng.foundation.audit.crypto import fingerprint
from zhicheng.foundation.units.models import Area
from zhicheng.register.parties import permissions
from zhicheng.register.parties.models import Candidate, Mandate, Name, Party, Splitting, Writing
from zhicheng.register.parties.rules import (
    Known,
    Matter,
    NameKind,
    PartyKind,
    Settled,
    Written,
    key_of,
    loose_of,
)

_PLACES = "places of persons"


def parties_for(user: Any) -> QuerySet[Party]:
    """The parties that a person sees, each with its area."""
    return permissions.visible_parties(user).select_related("area", "number")


_PART = 3
"""Signs from which on a part of a name is looked for; of fewer, the whole name."""


def called(rows: QuerySet[Party], text: str) -> QuerySet[Party]:
    """Of these parties those that are or were called so, or have this credit code; in part from three signs on."""
    key = key_of(text)
    words = {"key__contains": key} if len(key) >= _PART else {"key": key}
    return rows.filter(
        Q(pk__in=Name.objects.filter(**words).values("party__root")) | Q(credit_code=key)
    )


def is_called(text: str) -> QuerySet[Party]:
    """The parties that are called exactly so now, or have this credit code; those merged away left out."""
    key = key_of(text)
    rows = Party.objects.filter(merged_into=None)
    called = Q(names__key=key, names__kind=NameKind.CURRENT)
    return rows.filter(called | Q(credit_code=key)).distinct()


def names_of(party: Party) -> QuerySet[Name]:
    """What a party, and what was merged into it, is and was called; the present name first."""
    merged = Case(When(party=party.pk, then=0), default=1)
    places = [When(kind=kind, then=place) for place, kind in enumerate(NameKind)]
    rows = Name.objects.filter(party__root=party.pk)
    return rows.order_by(merged, Case(*places), "valid_from", "pk")


def mandates_of(party: Party, user: Any) -> QuerySet[Mandate]:
    """Who acts for a party, as far as a person may know."""
    rows = permissions.visible_mandates(user).filter(party__root=party.pk)
    return rows.order_by("-valid_from", "-pk")


def matters_of(user: Any, party: Party, on: date) -> list[Matter]:
    """In which matters an account acts for a party on a day."""
    return [one for one in Matter if permissions.acts_for(user, party, one, on)]


def merged_into(party: Party) -> QuerySet[Party]:
    """The parties that were merged into this one itself."""
    return party.merged.order_by("name", "pk")


def splittings_of(party: Party) -> QuerySet[Splitting]:
    """What was split off and not put back."""
    return party.splittings.filter(undone_at=None).select_related("made")


def to_settle(user: Any) -> QuerySet[Writing]:
    """The names as written that wait for a person, the oldest first, with whom they may mean."""
    candidates = Prefetch("candidates", Candidate.objects.select_related("party"))
    rows = permissions.open_writings(user).prefetch_related(candidates)
    return rows.annotate(choices=Count("candidates")).order_by("at", "pk")


def writings_of(party: Party) -> QuerySet[Writing]:
    """As what a party stands in sources."""
    return Writing.objects.filter(party__root=party.pk).order_by("text", "pk")


def place_of(written: Written) -> str:
    """The fingerprint of a person's address: of two who have one name and one address nothing else is kept."""
    return fingerprint(key_of(written.address), purpose=_PLACES) if written.address else ""


def known_names(texts: Iterable[str]) -> Mapping[str, Sequence[Known]]:
    """The names of organisations on file that resemble these, by ``loose_of``; one query for all."""
    loose = {loose_of(text) for text in texts}
    rows = Name.objects.filter(loose__in=loose, party__kind=PartyKind.ORGANISATION)
    found: dict[str, list[Known]] = {one: [] for one in loose}
    whole = rows.annotate(whole=Coalesce("party__root", "party"))
    for key, like, kind, party in whole.values_list("key", "loose", "kind", "whole"):
        found[like].append(Known(party, key, kind != NameKind.CURRENT))
    return found


def areas() -> Mapping[str, Area]:
    """The areas of this city, by code."""
    return {area.code: area for area in Area.objects.all()}


def accounts() -> QuerySet[User]:
    """The accounts that may be given a mandate."""
    return User.objects.filter(is_active=True).order_by("name", "pk")


def still_open(writing: Writing) -> bool:
    """Whether nobody has settled a name meanwhile; holds it until the transaction ends."""
    rows = Writing.objects.select_for_update().filter(pk=writing.pk, state=Settled.OPEN)
    return rows.first() is not None
