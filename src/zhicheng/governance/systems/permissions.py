"""Who sees the build list, and who may do what with a system: role × unit × area."""

from collections.abc import Iterable, Mapping
from typing import Any

import rules
from django.db.models import Q, QuerySet
from rules.predicates import Predicate

from zhicheng.foundation.accounts.permissions import actor_of, capacities_of, holds
from zhicheng.foundation.accounts.rules import Actor, Held, Role
from zhicheng.governance.plans.permissions import READERS
from zhicheng.governance.systems.models import Note, System
from zhicheng.governance.systems.rules import BUILD, UNIT, As

_IN_THE_UNIT = {Role.UNIT_OFFICER: As.OFFICER, Role.UNIT_HEAD: As.HEAD}


def capacities(user: Any, system: System) -> Mapping[As, int | None]:
    """In what capacities a person stands to a system (`capacities_of`)."""
    return capacities_of(user, lambda held: _capacity(held, system))


def _capacity(held: Held, system: System) -> As | None:
    if held.role is Role.COORDINATOR:
        return As.COORDINATOR
    if system.owner is None:
        return None
    if held.role in _IN_THE_UNIT and held.unit == system.owner_id:
        return _IN_THE_UNIT[held.role]
    if held.role is Role.COUNTY_OFFICER and held.area == system.owner.area_id:
        return As.COUNTY
    return None


def visible_systems(user: Any) -> QuerySet[System]:
    """The list is read by whoever reads the plan that orders it."""
    return System.objects.all() if actor_of(user).has(*READERS) else System.objects.none()


def readable_notes(user: Any) -> QuerySet[Note]:
    """What was said of the progress, and its evidence: the office's, and the unit's that builds it."""
    actor = actor_of(user)
    if actor.sees_whole_city:
        return Note.objects.all()
    return Note.objects.filter(system__in=_own_systems(actor))


def followed_systems(user: Any) -> QuerySet[System]:
    """Whose days matter to a person: all for who follows the whole city, else those of one's own units."""
    actor = actor_of(user)
    return System.objects.all() if actor.sees_whole_city else _own_systems(actor)


def _own_systems(actor: Actor) -> QuerySet[System]:
    inside = Q(owner__in=actor.units(Role.UNIT_OFFICER, Role.UNIT_HEAD))
    return System.objects.filter(inside | Q(owner__area__in=actor.areas(Role.COUNTY_OFFICER)))


def _may(actors: Iterable[str]) -> Predicate:
    names = tuple(dict.fromkeys(actors))

    def test(user: Any, system: System | None) -> bool:
        return system is not None and not set(names).isdisjoint(capacities(user, system))

    return Predicate(test, name="builds_as_" + "_or_".join(names))


for _verb in dict.fromkeys(t.verb for t in BUILD.transitions):
    rules.add_perm(
        f"systems.{_verb}",
        _may(name for t in BUILD.transitions if t.verb == _verb for name in t.who),
    )
rules.add_perm("systems.view", holds(*READERS))
rules.add_perm("systems.assign", holds(Role.COORDINATOR))
rules.add_perm("systems.revoke_milestone", holds(Role.COORDINATOR))
rules.add_perm("systems.note", _may(UNIT))
rules.add_perm("systems.keep", _may((*UNIT, As.COORDINATOR)))
