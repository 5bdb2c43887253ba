"""Who sees the parties, who keeps them, and who acts for one."""

from datetime import date
from typing import Any

import rules
from django.db.models import Q, QuerySet
from django.utils import timezone

from zhicheng.foundation.accounts.models import User
from zhicheng.foundation.accounts.permissions import actor_of, holds
from zhicheng.foundation.accounts.rules import Role
from zhicheng.register.parties.models import Mandate, Party, Writing
from zhicheng.register.parties.rules import Matter, covers

WHOLE_CITY = (
    Role.COORDINATOR,
    Role.VERIFIER,
    Role.LEADER,
    Role.AUDITOR,
    Role.UNIT_HEAD,
    Role.UNIT_OFFICER,
)
READERS = (*WHOLE_CITY, Role.COUNTY_OFFICER)
"""Who reads the register: the offices of the city, and of its own area the county."""


def visible_parties(user: Any) -> QuerySet[Party]:
    """The parties that a person may know of; those that were merged into others are found through them."""
    actor = actor_of(user)
    rows = Party.objects.filter(merged_into=None)
    if actor.has(*WHOLE_CITY):
        return rows
    own = _in_force(user, timezone.localdate()).values("party__root")
    return rows.filter(Q(area__in=actor.areas(Role.COUNTY_OFFICER)) | Q(pk__in=own))


def open_writings(user: Any) -> QuerySet[Writing]:
    """The names as written that a person may settle."""
    rows = Writing.objects.filter(party=None)
    return rows if rules.has_perm("parties.keep", user) else rows.none()


def visible_mandates(user: Any) -> QuerySet[Mandate]:
    """One's own mandates; who keeps the parties sees all."""
    rows = Mandate.objects.select_related("user", "party")
    return rows if rules.has_perm("parties.keep", user) else rows.filter(user=user.pk)


def acts_for(user: Any, party: Party, matter: Matter, on: date | None = None) -> bool:
    """Whether an account acts for a party in a matter on a day (today): by a mandate for that matter or for all.

    A mandate for what was merged into the party is one for the party.
    """
    found = _in_force(user, on or timezone.localdate()).filter(party__root=party.root_id)
    return any(covers(Matter(one), matter) for one in found.values_list("matter", flat=True))


def _in_force(user: Any, on: date) -> QuerySet[Mandate]:
    """The mandates of an account on a day; none of an account that is no longer in use."""
    rows = Mandate.objects.none()
    if isinstance(user, User) and user.is_active:
        rows = Mandate.objects.filter(user=user, valid_from__lte=on)
    return rows.filter(Q(valid_to=None) | Q(valid_to__gte=on))


rules.add_perm("parties.list", holds(*READERS))
rules.add_perm("parties.keep", holds(Role.COORDINATOR))
rules.add_perm("parties.mandate", holds(Role.COORDINATOR))
rules.add_perm("parties.unmask", holds(Role.COORDINATOR))
