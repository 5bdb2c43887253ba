"""Who sees what of the conference, and who may do what."""

from collections.abc import Mapping
from typing import Any

import rules
from django.db.models import F, Q, QuerySet
from rules.predicates import Predicate

from zhicheng.foundation.accounts.permissions import actor_of, capacities_of, holds
from zhicheng.foundation.accounts.rules import Actor, Held, Role
from zhicheng.governance.meetings.models import Material, Meeting
from zhicheng.governance.meetings.rules import INVITED, MEETING, As
from zhicheng.governance.plans.permissions import READERS

_AS = {Role.COORDINATOR: As.COORDINATOR, Role.LEADER: As.LEADER}


def capacities(user: Any) -> Mapping[As, int | None]:
    """In what capacities a person stands to meetings (`capacities_of`)."""

    def capacity(held: Held) -> As | None:
        return _AS.get(held.role)

    return capacities_of(user, capacity)


def visible_meetings(user: Any) -> QuerySet[Meeting]:
    """The city's offices see all; a unit what it was invited to, or reports at; so does who has a seat."""
    actor = actor_of(user)
    if actor.sees_whole_city:
        return Meeting.objects.all()
    if not actor.held:
        return Meeting.objects.none()
    found = Meeting.objects.filter(_seated(actor, user), state__in=INVITED)
    return Meeting.objects.filter(pk__in=found.order_by().values("pk"))


def _seated(actor: Actor, user: Any) -> Q:
    """Units with a seat at the time, or that report on an item; and persons by their own seat."""
    units = actor.units(Role.UNIT_OFFICER, Role.UNIT_HEAD)
    areas = actor.areas(Role.COUNTY_OFFICER)
    seats = "conference__seats__"
    mine = Q(**{f"{seats}user": user.pk}) | Q(**{f"{seats}unit__in": units})
    mine |= Q(**{f"{seats}unit__area__in": areas})
    begun = Q(**{f"{seats}valid_from__lte": F("held_on")})
    lasts = Q(**{f"{seats}valid_to": None}) | Q(**{f"{seats}valid_to__gte": F("held_on")})
    reports = Q(agenda__unit__in=units) | Q(agenda__unit__area__in=areas)
    return (mine & begun & lasts) | reports


def readable_materials(user: Any) -> QuerySet[Material]:
    """The files of the meetings that a person sees."""
    return Material.objects.filter(item__meeting__in=visible_meetings(user).values("pk"))


def _may(actors: tuple[str, ...]) -> Predicate:
    def test(user: Any) -> bool:
        return not set(actors).isdisjoint(capacities(user))

    return Predicate(test, name="acts_as_" + "_or_".join(actors))


for _verb in dict.fromkeys(t.verb for t in MEETING.transitions):
    _who = (name for t in MEETING.transitions if t.verb == _verb for name in t.who)
    rules.add_perm(f"meetings.{_verb}", _may(tuple(dict.fromkeys(_who))))
rules.add_perm("meetings.view", holds(*READERS))
rules.add_perm("meetings.prepare", holds(Role.COORDINATOR))
rules.add_perm("meetings.preview", holds(Role.COORDINATOR, Role.LEADER))
