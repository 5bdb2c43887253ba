"""Who sees schemes, sheets and results, and who may do what with a sheet: role × unit × area."""

from collections.abc import Iterable, Mapping
from typing import Any

import rules
from django.db.models import Q, QuerySet
from rules.predicates import Predicate

from zhicheng.foundation.accounts.permissions import actor_of, capacities_of, holds, own_side
from zhicheng.foundation.accounts.rules import Held, Role
from zhicheng.foundation.units.models import Unit
from zhicheng.foundation.units.queries import answering_for, doer_of
from zhicheng.governance.assessment.models import Scheme, Sheet
from zhicheng.governance.assessment.rules import SHEET, UNIT, As, SchemeState, Subject
from zhicheng.governance.plans.permissions import DRAFT_READERS, READERS

_ANYWHERE = {Role.COORDINATOR: As.COORDINATOR, Role.VERIFIER: As.VERIFIER}
_IN_THE_UNIT = {Role.UNIT_OFFICER: As.OFFICER, Role.UNIT_HEAD: As.HEAD}
_SETTLED = (SchemeState.ANNOUNCED, SchemeState.FROZEN)


def capacities(user: Any, sheet: Sheet) -> Mapping[As, int | None]:
    """In what capacities a person stands to a sheet (`capacities_of`).

    For a unit that is gone its successor acts. Where the whole city is assessed the coordinator fills in and hands
    in, whichever unit does the writing.
    """
    doer = doer_of(sheet.unit)
    found = dict(capacities_of(user, lambda held: _capacity(held, doer)))
    if sheet.scheme.subject == Subject.CITY and As.COORDINATOR in found:
        return {As.HEAD: found[As.COORDINATOR], **found}
    return found


def _capacity(held: Held, unit: Unit) -> As | None:
    if held.role in _ANYWHERE:
        return _ANYWHERE[held.role]
    if held.role in _IN_THE_UNIT and held.unit == unit.pk:
        return _IN_THE_UNIT[held.role]
    if held.role is Role.COUNTY_OFFICER and held.area == unit.area_id:
        return As.COUNTY
    return None


def is_of_unit(user: Any, sheet: Sheet) -> bool:
    """Whether a person is of the unit that is assessed, or of one that a reform joined with it."""
    own = own_side(user, *_IN_THE_UNIT)
    return sheet.unit_id in own or As.COUNTY in capacities(user, sheet)


def is_independent(user: Any, sheet: Sheet) -> bool:
    """Whether a person is neither of the unit that is assessed, nor handed the sheet in (R-SC).

    Where the whole city is assessed the office scores and verifies; then it takes two of its people.
    """
    if sheet.scheme.subject == Subject.CITY:
        inside = not set(UNIT).isdisjoint(capacities(user, sheet))
    else:
        inside = is_of_unit(user, sheet)
    return not inside and user.pk != sheet.submitted_by_id


def visible_schemes(user: Any) -> QuerySet[Scheme]:
    """What is published, the whole city's offices read; drafts are the coordinator's and the auditor's."""
    actor = actor_of(user)
    if actor.has(*DRAFT_READERS):
        return Scheme.objects.all()
    return Scheme.objects.exclude(state=SchemeState.DRAFT).filter(
        Q() if actor.has(*READERS) else Q(pk__in=[])
    )


def readable_sheets(user: Any) -> QuerySet[Sheet]:
    """Whose scores, evidence and reasons a person may read: the city's offices all, a unit its own and of those
    whose work it does."""
    actor = actor_of(user)
    running = Sheet.objects.exclude(scheme__state=SchemeState.DRAFT)
    if actor.sees_whole_city:
        return running
    own = Q(unit__in=answering_for(actor.units(Role.UNIT_OFFICER, Role.UNIT_HEAD)))
    return running.filter(own | Q(unit__area__in=actor.areas(Role.COUNTY_OFFICER)))


def ranked_sheets(user: Any, scheme: Scheme) -> QuerySet[Sheet]:
    """The sheets of a scheme as far as a person may see their totals: one's own, and all once announced."""
    rows = Sheet.objects.filter(scheme=scheme)
    if scheme.state in _SETTLED and actor_of(user).has(*READERS):
        return rows
    return rows.filter(pk__in=readable_sheets(user).values("pk"))


def _may(actors: Iterable[str]) -> Predicate:
    names = tuple(dict.fromkeys(actors))

    def test(user: Any, sheet: Sheet | None) -> bool:
        return sheet is not None and not set(names).isdisjoint(capacities(user, sheet))

    return Predicate(test, name="assesses_as_" + "_or_".join(names))


for _verb in dict.fromkeys(t.verb for t in SHEET.transitions):
    rules.add_perm(
        f"assessment.{_verb}",
        _may(name for t in SHEET.transitions if t.verb == _verb for name in t.who),
    )
rules.add_perm("assessment.view", holds(*READERS))
rules.add_perm("assessment.draft", holds(Role.COORDINATOR))
rules.add_perm("assessment.conduct", holds(Role.COORDINATOR))
rules.add_perm("assessment.score", _may(UNIT))
rules.add_perm("assessment.decide", _may((As.VERIFIER,)))
rules.add_perm("assessment.adjust", _may((*UNIT, As.VERIFIER)))
rules.add_perm("assessment.appeal", _may((As.HEAD,)))
rules.add_perm("assessment.answer", _may((As.COORDINATOR,)))
