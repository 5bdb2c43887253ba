"""Who sees what of the ledger, and who may take which step: role × unit × area.

One function says in what capacities a person stands to an assignment; the permission of every verb
follows from it and from the procedure's ``who``, so lists, pages, commands and actions cannot disagree.
"""

from collections.abc import Iterator, Mapping
from functools import reduce
from operator import or_
from typing import Any

import rules
from django.db.models import Exists, OuterRef, Q, QuerySet
from rules.predicates import Predicate

from zhicheng.foundation.accounts.permissions import actor_of, capacities_of, holds, own_side
from zhicheng.foundation.accounts.rules import Actor, Held, Role
from zhicheng.governance.tasks.models import Assignment, Evidence, Report, Task
from zhicheng.governance.tasks.rules import (
    ASSIGNMENT,
    DEEPEST,
    DRAFTABLE,
    FINAL,
    As,
    Kind,
    ReportState,
    Stage,
)

_ANYWHERE = {
    Role.COORDINATOR: As.COORDINATOR,
    Role.VERIFIER: As.VERIFIER,
    Role.LEADER: As.LEADER,
}
_IN_THE_UNIT = {Role.UNIT_OFFICER: As.OFFICER, Role.UNIT_HEAD: As.HEAD}
_INSIDERS = (Role.UNIT_OFFICER, Role.UNIT_HEAD)


def capacities(user: Any, assignment: Assignment) -> Mapping[As, int | None]:
    """In what capacities a person stands to an assignment (`capacities_of`)."""
    return capacities_of(user, lambda held: _capacity(held, assignment))


def _capacity(held: Held, assignment: Assignment) -> As | None:
    if held.role in _ANYWHERE:
        return _ANYWHERE[held.role]
    if held.role in _IN_THE_UNIT and held.unit == assignment.unit_id:
        return _IN_THE_UNIT[held.role]
    if held.role is Role.COUNTY_OFFICER and held.area == assignment.unit.area_id:
        return As.COUNTY
    origin = assignment.task.origin
    if held.role is Role.UNIT_HEAD and origin is not None and held.unit == origin.unit_id:
        return As.SUPERIOR
    return None


def is_independent(user: Any, assignment: Assignment) -> bool:
    """Whether a person is neither of the unit that reports, or of one that a reform joined with it, nor had a hand
    in its latest report (R-SC)."""
    own = own_side(user, *_INSIDERS)
    if assignment.unit_id in own or As.COUNTY in capacities(user, assignment):
        return False
    latest = assignment.reports.exclude(state=ReportState.DRAFT).order_by("-id").first()
    return latest is None or user.pk not in (latest.drafted_by_id, latest.sent_by_id)


def on_own_side(user: Any) -> Q:
    """Assignments that a person cannot judge from outside."""
    county = in_own_units(actor_of(user), Role.COUNTY_OFFICER)
    return county | Q(unit__in=own_side(user, *_INSIDERS))


def in_own_units(actor: Actor, *roles: Role, prefix: str = "") -> Q:
    """Assignments of the units in which the person holds one of the roles, or of a county officer's area.

    prefix: the way to the assignment, where the condition is put to another table.
    """
    condition = Q(**{f"{prefix}unit__in": actor.units(*roles)})
    if Role.COUNTY_OFFICER in roles:
        condition |= Q(**{f"{prefix}unit__area__in": actor.areas(Role.COUNTY_OFFICER)})
    return condition


@rules.predicate
def has_units(user: Any) -> bool:
    """Whether a person works for a unit, or for the units of an area."""
    actor = actor_of(user)
    return bool(actor.units(*_INSIDERS) or actor.areas(Role.COUNTY_OFFICER))


rules.add_perm("tasks.have_own", has_units)


def visible_assignments(user: Any) -> QuerySet[Assignment]:
    """Offices of the whole city see all; a unit or county sees every part of the tasks it has a part in."""
    actor = actor_of(user)
    if actor.sees_whole_city:
        return Assignment.objects.all()
    return Assignment.objects.filter(task__in=visible_tasks(user))


def visible_tasks(user: Any) -> QuerySet[Task]:
    """As ``visible_assignments``, and the sub-tasks of these tasks. An ended part still shows what it was."""
    actor = actor_of(user)
    if actor.sees_whole_city:
        return Task.objects.all()
    own = Assignment.objects.filter(in_own_units(actor, *_INSIDERS, Role.COUNTY_OFFICER))
    keys = own.order_by().values("task")
    # Keys in a set, which a database gathers once; an EXISTS for each level costs four times as much.
    ways = ("__".join(["parent"] * level) for level in range(1, DEEPEST + 1))
    of_those = reduce(or_, (Q(**{f"{way}__in": keys}) for way in ways))
    below = Task.objects.exclude(parent=None).filter(of_those)
    return Task.objects.filter(Q(pk__in=keys) | Q(pk__in=below.order_by().values("pk")))


def readable_assignments(user: Any) -> QuerySet[Assignment]:
    """Whose reports and evidence a person may read: the office's, one's own, and, of a task that one's
    unit leads (牵头), everybody's; also of the sub-tasks made of one's own part."""
    actor = actor_of(user)
    if actor.sees_whole_city:
        return Assignment.objects.all()
    own = in_own_units(actor, *_INSIDERS, Role.COUNTY_OFFICER)
    leads = Assignment.objects.filter(own, task=OuterRef("task"), kind=Kind.LEAD)
    above = Assignment.objects.filter(own, pk=OuterRef("task__origin"))
    return Assignment.objects.filter(own | Exists(leads) | Exists(above))


def readable_reports(user: Any) -> QuerySet[Report]:
    """The reports that a person may read; drafts stay inside the unit."""
    sent = ~Q(state=ReportState.DRAFT) & Q(assignment__in=readable_assignments(user))
    return Report.objects.filter(sent | own_drafts(user))


def readable_evidence(user: Any) -> QuerySet[Evidence]:
    """Files of the reports that a person may read."""
    return Evidence.objects.filter(report__in=readable_reports(user))


def own_drafts(user: Any) -> Q:
    """Of reports: the drafts that are one's unit's, or of one's area."""
    own = in_own_units(actor_of(user), *_INSIDERS, Role.COUNTY_OFFICER, prefix="assignment__")
    return Q(state=ReportState.DRAFT) & own


def waiting_for(user: Any) -> QuerySet[Assignment]:
    """What waits for this person to act: by role, unit and area, the absent whom one stands in for included."""
    actor = actor_of(user)
    conditions = [*_waiting_in_units(actor), *_waiting_at_the_office(actor, user)]
    if not conditions:
        return Assignment.objects.none()
    return Assignment.objects.filter(reduce(or_, conditions))


def _waiting_in_units(actor: Actor) -> Iterator[Q]:
    """The officer signs and drafts, the head sends what was handed up; either signs."""
    drafts = Report.objects.filter(assignment=OuterRef("pk"), state=ReportState.DRAFT)
    handed_up = Q(Exists(drafts.filter(handed_up=True)))
    to_sign, to_draft = Q(stage=Stage.ASSIGNED), Q(stage__in=DRAFTABLE)
    if actor.has(Role.UNIT_OFFICER, Role.COUNTY_OFFICER):
        own = in_own_units(actor, Role.UNIT_OFFICER, Role.COUNTY_OFFICER)
        yield own & (to_sign | (to_draft & ~handed_up))
    if actor.has(Role.UNIT_HEAD):
        yield in_own_units(actor, Role.UNIT_HEAD) & (to_sign | (to_draft & handed_up))


def _waiting_at_the_office(actor: Actor, user: Any) -> Iterator[Q]:
    if actor.has(Role.VERIFIER):
        yield Q(stage__in=[Stage.REPORTED, Stage.VERIFIED]) & ~on_own_side(user)
    if actor.has(Role.LEADER):
        yield Q(stage=Stage.FREEZE_ASKED)


def _may(actors: tuple[str, ...]) -> Predicate:
    def test(user: Any, assignment: Assignment | None) -> bool:
        return assignment is not None and not set(actors).isdisjoint(capacities(user, assignment))

    return Predicate(test, name="acts_as_" + "_or_".join(actors))


def _actors_of(verb: str) -> tuple[str, ...]:
    return tuple({name: None for t in ASSIGNMENT.transitions if t.verb == verb for name in t.who})


for _verb in dict.fromkeys(t.verb for t in ASSIGNMENT.transitions):
    rules.add_perm(f"tasks.{_verb}", _may(_actors_of(_verb)))


def parts_to_break_down(user: Any, task: Task) -> QuerySet[Assignment]:
    """The parts of a task whose work a person may break down or hand on, the leads' first: any for the
    coordinator; for the head of a unit, its own as the lead (转办: within what one leads)."""
    actor = actor_of(user)
    rows = task.assignments.exclude(stage__in=[*FINAL, Stage.DRAFTED]).order_by("position", "pk")
    if not actor.has(Role.COORDINATOR):
        rows = rows.filter(kind=Kind.LEAD, unit__in=actor.units(Role.UNIT_HEAD))
    return rows


@rules.predicate
def may_break_down(user: Any, task: Task | None) -> bool:
    """The coordinator always – what hinders it, the action says; a head, where there is a part to hand on."""
    if task is None:
        return False
    coordinator = actor_of(user).has(Role.COORDINATOR)
    return coordinator or parts_to_break_down(user, task).exists()


rules.add_perm("tasks.break_down", may_break_down)
rules.add_perm("tasks.draft", _may((As.OFFICER, As.HEAD, As.COUNTY)))
rules.add_perm("tasks.distribute", holds(Role.COORDINATOR))
rules.add_perm("tasks.set_lights", holds(Role.COORDINATOR))


@rules.predicate
def leads(user: Any, task: Task | None) -> bool:
    """Officer or head of a unit that leads (牵头) the task."""
    own = in_own_units(actor_of(user), *_INSIDERS)
    parts = Assignment.objects.filter(own, task=task, kind=Kind.LEAD)
    return task is not None and parts.exclude(stage=Stage.ENDED).exists()


@rules.predicate
def is_no_part_of(user: Any, task: Task | None) -> bool:
    """Of none of the units that work on the task, by unit or by role."""
    own = Assignment.objects.filter(on_own_side(user))
    return task is not None and not own.filter(task=task).exists()


rules.add_perm("tasks.add_milestone", holds(Role.COORDINATOR) | leads)
rules.add_perm("tasks.mark_milestone", holds(Role.VERIFIER) & is_no_part_of)
rules.add_perm("tasks.see_rules", holds(*Role))
