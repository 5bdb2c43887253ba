"""Who sees targets, and who may do what with one: role × unit."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Any

import rules
from django.db.models import Q, QuerySet

from zhicheng.foundation.accounts.permissions import actor_of, capacities_of, holds
from zhicheng.foundation.accounts.rules import Held, Role
from zhicheng.governance.plans.permissions import READERS
from zhicheng.governance.targets.models import Observation, Target


class As(StrEnum):
    """A capacity in which a person stands to a target."""

    COORDINATOR = "coordinator"
    OFFICER = "officer"
    HEAD = "head"


_IN_THE_UNIT = {Role.UNIT_OFFICER: As.OFFICER, Role.UNIT_HEAD: As.HEAD}


def capacities(user: Any, target: Target) -> Mapping[As, int | None]:
    """In what capacities a person stands to a target (`capacities_of`)."""
    return capacities_of(user, lambda held: _capacity(held, target))


def _capacity(held: Held, target: Target) -> As | None:
    if held.role is Role.COORDINATOR:
        return As.COORDINATOR
    if held.role in _IN_THE_UNIT and target.owner_id and held.unit == target.owner_id:
        return _IN_THE_UNIT[held.role]
    return None


def visible_targets(user: Any) -> QuerySet[Target]:
    """Targets are read by whoever reads the plans that set them."""
    return Target.objects.all() if actor_of(user).has(*READERS) else Target.objects.none()


def readable_evidence(user: Any) -> QuerySet[Observation]:
    """Whose evidence a person may open: the city's offices all, a unit that of the targets it reports on."""
    actor = actor_of(user)
    if actor.sees_whole_city:
        return Observation.objects.all()
    own = Q(target__owner__in=actor.units(Role.UNIT_OFFICER, Role.UNIT_HEAD))
    return Observation.objects.filter(own)


@rules.predicate
def reports_on(user: Any, target: Target | None) -> bool:
    """The coordinator, and officer and head of the unit that the coordinator gave the target to."""
    return target is not None and bool(capacities(user, target))


rules.add_perm("targets.view", holds(*READERS))
rules.add_perm("targets.confirm", holds(Role.COORDINATOR))
rules.add_perm("targets.give_up", holds(Role.COORDINATOR))
rules.add_perm("targets.distribute", holds(Role.COORDINATOR))
rules.add_perm("targets.observe", reports_on)
