"""Who sees rights, and who keeps them: as with parties, of whom a right is found by its holders."""

from typing import Any

import rules
from django.db.models import QuerySet

from zhicheng.foundation.accounts.permissions import actor_of, holds
from zhicheng.foundation.accounts.rules import Role
from zhicheng.register.parties.permissions import READERS, WHOLE_CITY, visible_parties
from zhicheng.register.rights.models import Document, Event, Holder, Right


def visible_rights(user: Any) -> QuerySet[Right]:
    """All for the offices of the city; else those that a party which one may know of holds or held."""
    if actor_of(user).has(*WHOLE_CITY):
        return Right.objects.all()
    held = Holder.objects.filter(writing__party__root__in=visible_parties(user), retracted_on=None)
    return Right.objects.filter(pk__in=held.values("right"))


def visible_events(user: Any) -> QuerySet[Event]:
    return Event.objects.filter(right__in=visible_rights(user))


def visible_documents(user: Any) -> QuerySet[Document]:
    return Document.objects.filter(right__in=visible_rights(user))


rules.add_perm("rights.list", holds(*READERS))
rules.add_perm("rights.keep", holds(Role.COORDINATOR))
