"""Who sees which yearly plans, and who may do what with one: role × unit × area."""

from collections.abc import Mapping
from typing import Any

import rules
from django.db.models import Q, QuerySet
from rules.predicates import Predicate

from zhicheng.foundation.accounts.permissions import actor_of, capacities_of, holds
from zhicheng.foundation.accounts.rules import Held, Role
from zhicheng.foundation.units.models import Unit
from zhicheng.foundation.units.queries import answering_for, doer_of
from zhicheng.governance.plans.permissions import READERS
from zhicheng.governance.workplans.models import Workplan
from zhicheng.governance.workplans.rules import UNIT, WORKPLAN, As, PlanState

_IN_THE_UNIT = {Role.UNIT_OFFICER: As.OFFICER, Role.UNIT_HEAD: As.HEAD}


def capacities(user: Any, unit: Unit) -> Mapping[As, int | None]:
    """In what capacities a person stands to a unit's plans (`capacities_of`); for a unit that is gone its
    successor acts."""
    doer = doer_of(unit)

    def capacity(held: Held) -> As | None:
        if held.role is Role.COORDINATOR:
            return As.COORDINATOR
        if held.role in _IN_THE_UNIT and held.unit == doer.pk:
            return _IN_THE_UNIT[held.role]
        if held.role is Role.COUNTY_OFFICER and held.area == doer.area_id:
            return As.COUNTY
        return None

    return capacities_of(user, capacity)


def own_units(user: Any) -> QuerySet[Unit]:
    """The units whose plans a person draws up."""
    actor = actor_of(user)
    inside = Q(pk__in=actor.units(Role.UNIT_OFFICER, Role.UNIT_HEAD))
    return Unit.objects.filter(inside | Q(area__in=actor.areas(Role.COUNTY_OFFICER)), active=True)


def visible_workplans(user: Any) -> QuerySet[Workplan]:
    """The city's offices see what was sent; a unit its own, and those of units whose work it does."""
    actor = actor_of(user)
    units = actor.units(Role.UNIT_OFFICER, Role.UNIT_HEAD)
    own = Q(unit__in=answering_for(units)) | Q(unit__area__in=actor.areas(Role.COUNTY_OFFICER))
    if actor.sees_whole_city:
        own |= ~Q(state=PlanState.DRAFTED)
    return Workplan.objects.filter(own)


def _may(actors: tuple[str, ...]) -> Predicate:
    def test(user: Any, unit: Unit | None) -> bool:
        return unit is not None and not set(actors).isdisjoint(capacities(user, unit))

    return Predicate(test, name="acts_as_" + "_or_".join(actors))


for _edge in WORKPLAN.transitions:
    rules.add_perm(f"workplans.{_edge.verb}", _may(_edge.who))
rules.add_perm("workplans.draft", _may(UNIT))
rules.add_perm("workplans.view", holds(*READERS))
