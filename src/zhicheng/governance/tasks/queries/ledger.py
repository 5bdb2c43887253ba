"""Reading the ledger."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from django.db.models import (
    Count,
    Exists,
    F,
    Min,
    OuterRef,
    Prefetch,
    Q,
    QuerySet,
    Subquery,
)
from django.utils.translation import gettext

from zhicheng.engines.procedures.running import hindrance, open_to
from zhicheng.foundation.accounts.models import Deputyship, User
from zhicheng.foundation.accounts.permissions import actor_of
from zhicheng.foundation.accounts.queries import holders
from zhicheng.foundation.accounts.rules import IN_A_UNIT, IN_AN_AREA, Role
from zhicheng.foundation.units.models import Unit
from zhicheng.governance.tasks import permissions
from zhicheng.governance.tasks.models import Assignment, Evidence, Report, Step, Task
from zhicheng.governance.tasks.queries.breakdown import open_subtasks, superior_open
from zhicheng.governance.tasks.queries.lights import with_light
from zhicheng.governance.tasks.rules import (
    ASSIGNMENT,
    FINAL,
    As,
    Condition,
    Facts,
    Kind,
    Part,
    ReportState,
    Stage,
    task_stage,
)


def tasks_for(user: Any, on: date) -> QuerySet[Task]:
    """The tasks that a person sees, each with its light and its units: three queries for any number."""
    parts = Assignment.objects.prefetch_related("unit")
    rows = permissions.visible_tasks(user).select_related("plan")
    return with_light(rows, on).prefetch_related(Prefetch("assignments", parts))


def ledger_rows(user: Any, on: date) -> QuerySet[Task]:
    """As ``tasks_for``, for lists: without the units, which ``load_holders`` brings for a whole page."""
    return with_light(permissions.visible_tasks(user).select_related("plan"), on)


class Holder(NamedTuple):
    """A unit's part in a task, as far as a list shows it."""

    kind: str
    stage: str
    unit: str


def load_holders(tasks: Iterable[Task]) -> None:
    """Give each of these tasks its ``holders``; one query, and no object for each of the parts."""
    by_task: dict[int, list[tuple[str, str, str]]] = {task.pk: [] for task in tasks}
    rows = Assignment.objects.filter(task__in=by_task).order_by("position", "pk")
    for key, *said in rows.values_list("task_id", "kind", "stage", "unit__short_name"):
        by_task[key].append(Holder(*said))
    for task in tasks:
        task.holders = by_task[task.pk]


def owners(task: Task) -> str:
    """Whose a task is that is not done (``load_holders``): the units that have not closed their part, leads
    (牵头) marked."""
    return "、".join(
        gettext("%(unit)s（牵头）") % {"unit": unit} if kind == Kind.LEAD else unit
        for kind, stage, unit in task.holders
        if stage not in FINAL
    )


def assignments_for(user: Any, on: date) -> QuerySet[Assignment]:
    """The assignments that a person sees, each with its light, unit, task and plan."""
    rows = permissions.visible_assignments(user).select_related("unit", "task__plan")
    return with_light(rows, on)


def own_parts(user: Any, on: date) -> QuerySet[Assignment]:
    """The parts of the units that a person works for, as ``assignments_for``."""
    own = Assignment.objects.filter(unit__in=own_units(user))
    return with_light(own.select_related("unit", "task__plan"), on)


def waiting_for(user: Any, on: date) -> QuerySet[Assignment]:
    """What waits for a person to act, as ``assignments_for``; ``to_send``: whether it is a report that was
    handed up to the head, and ``drafter``: by whom."""
    drafts = Report.objects.filter(
        assignment=OuterRef("pk"), state=ReportState.DRAFT, handed_up=True
    )
    rows = permissions.waiting_for(user).select_related("unit__area", "task__plan")
    rows = rows.annotate(
        to_send=Exists(drafts), drafter=Subquery(drafts.values("drafted_by__name")[:1])
    )
    return with_light(rows, on)


def unassigned(user: Any) -> QuerySet[Task]:
    """Tasks that no unit has been given yet: the coordinator's to settle."""
    return permissions.visible_tasks(user).filter(stage=Stage.DRAFTED)


def units_in(tasks: QuerySet[Task]) -> QuerySet[Unit]:
    """The units that have a part in these tasks."""
    return Unit.objects.filter(
        Exists(Assignment.objects.filter(unit=OuterRef("pk"), task__in=tasks))
    )


def own_units(user: Any) -> QuerySet[Unit]:
    """The units that a person works for: by a role in them, or in their area."""
    actor = actor_of(user)
    inside = Q(pk__in=actor.units(Role.UNIT_OFFICER, Role.UNIT_HEAD))
    return Unit.objects.filter(inside | Q(area__in=actor.areas(Role.COUNTY_OFFICER)))


def to_sign(user: Any) -> QuerySet[Assignment]:
    """What a person can sign for, all at once if they like."""
    return _with_names(Assignment.objects.filter(unit__in=own_units(user), stage=Stage.ASSIGNED))


def to_close(user: Any) -> QuerySet[Assignment]:
    """What was verified as complete, with evidence, and is this verifier's to close."""
    proof = Report.objects.filter(
        assignment=OuterRef("pk"),
        state=ReportState.VERIFIED,
        progress=100,
        evidence__isnull=False,
    )
    rows = permissions.waiting_for(user).filter(Exists(proof), stage=Stage.VERIFIED, progress=100)
    return _with_names(rows)


def _with_names(rows: QuerySet[Assignment]) -> QuerySet[Assignment]:
    return rows.select_related("unit", "task").order_by("task__number", "position")


def parts_of(task: Task, on: date) -> list[Assignment]:
    """A task's assignments in order, with their units, each with its light."""
    rows = task.assignments.select_related("unit__area").order_by("position", "id")
    return list(with_light(rows, on))


def disagreeing(tasks: QuerySet[Task]) -> Iterator[tuple[Task, Stage]]:
    """Tasks whose row does not say what their assignments do, and what it should say: there are none,
    unless somebody has written past the actions."""
    for task in tasks.prefetch_related("assignments"):
        stage = stage_of(task, task.assignments.all())
        if stage != task.stage:
            yield task, stage


def misdated() -> QuerySet[Assignment]:
    """Assignments that are not due when their task is: there are none either."""
    return Assignment.objects.exclude(due_on=F("task__due_on")).select_related("task", "unit")


def derived_stage(task: Task) -> Stage:
    """What the state of a task is by its assignments, whatever is written in its row."""
    return stage_of(task, Assignment.objects.filter(task=task))


def stage_of(task: Task, assignments: Iterable[Assignment]) -> Stage:
    """As ``derived_stage``, from assignments that were read already."""
    parts = (Part(Kind(row.kind), Stage(row.stage)) for row in assignments)
    return task_stage(parts, ordered=task.awaits_units)


def steps_of(task: Task) -> QuerySet[Step]:
    """What happened to a task and its parts, newest first."""
    return task.steps.select_related("assignment__unit", "by", "deputy_for").order_by("-at", "-id")


def reports_of(assignments: Iterable[Assignment], user: Any) -> QuerySet[Report]:
    """The reports of these assignments that a person may read, newest first, with their evidence.

    Drafts are shown inside their unit only.
    """
    readable = permissions.readable_assignments(user).filter(pk__in=[a.pk for a in assignments])
    sent = ~Q(state=ReportState.DRAFT) & Q(assignment__in=readable)
    evidence = Prefetch("evidence", Evidence.objects.select_related("file", "by"))
    return (
        Report.objects.filter(sent | permissions.own_drafts(user))
        .filter(assignment__in=[a.pk for a in assignments])
        .select_related("drafted_by", "sent_by", "assignment__unit")
        .prefetch_related(evidence)
        .order_by("-id")
    )


def draft_of(assignment: Assignment) -> Report | None:
    """The open draft of an assignment."""
    return assignment.reports.filter(state=ReportState.DRAFT).first()


def last_report(assignment: Assignment, *states: ReportState) -> Report | None:
    """The newest report in one of the states."""
    return assignment.reports.filter(state__in=states).order_by("-id").first()


def came_back(assignment: Assignment) -> Report | None:
    """The report that came back from the office last, if none was sent since: the next begins with it."""
    last = last_report(assignment, *(s for s in ReportState if s is not ReportState.DRAFT))
    back = (ReportState.RETURNED, ReportState.RECALLED)
    return last if last and last.state in back else None


def last_return(assignment: Assignment) -> Step | None:
    """The step with which the office last returned a report, while it is still to be answered."""
    if assignment.stage != Stage.RETURNED:
        return None
    return assignment.steps.filter(verb="return").select_related("by").order_by("-id").first()


def facts_for(assignment: Assignment, user: Any) -> Facts:
    """What the guards of the procedure look at."""
    draft = draft_of(assignment)
    verified = last_report(assignment, ReportState.VERIFIED)
    return Facts(
        reportable=draft is not None and bool(draft.text.strip()) and draft.progress is not None,
        evidence=verified.evidence.count() if verified else 0,
        progress=verified.progress if verified else None,
        ordered=assignment.task.ended_in_id is None,
        independent=permissions.is_independent(user, assignment),
        subtasks=open_subtasks(assignment).count(),
        superior_open=superior_open(assignment.task),
        added=assignment.added,
    )


@dataclass(frozen=True, slots=True)
class Choice:
    """A step that is a person's to take. hindrance: why not now; empty when it can be taken."""

    verb: str
    title: str
    hindrance: str


def choices(assignment: Assignment, user: Any) -> tuple[Choice, ...]:
    """The steps that are this person's to take on an assignment; none costs no look at the facts."""
    open_steps = open_to(ASSIGNMENT, assignment.stage, permissions.capacities(user, assignment))
    if not open_steps:
        return ()
    guarded = any(t.guards for t in open_steps)
    facts = facts_for(assignment, user) if guarded else Facts()
    return tuple(Choice(t.verb, t.title, hindrance(ASSIGNMENT, t, facts)) for t in open_steps)


@dataclass(frozen=True, slots=True)
class Tally:
    """So many rows of a group, by stage and by light. key: the fields of the group, by name."""

    key: Mapping[str, Any]
    total: int
    stages: Mapping[Stage, int]
    lights: Mapping[Condition, int]


def tallies(rows: QuerySet[Any], *keys: str, order: str) -> list[Tally]:
    """Rows that have a light, counted group by group in one query.

    keys: the fields to group by. order: a field of the rows; the group with its lowest value comes first.
    """
    counted = (
        rows.order_by().values(*keys, "stage", "light").annotate(n=Count("pk"), low=Min(order))
    )
    groups: dict[tuple[Any, ...], list[Mapping[str, Any]]] = {}
    for count in counted:
        groups.setdefault(tuple(count[key] for key in keys), []).append(count)
    ordered = sorted(groups, key=lambda key: (min(count["low"] for count in groups[key]), key))
    return [_tally(dict(zip(keys, key, strict=True)), groups[key]) for key in ordered]


def tally(rows: QuerySet[Any]) -> Tally:
    """Count all rows, which have a light, in one query."""
    return _tally({}, rows.order_by().values("stage", "light").annotate(n=Count("pk")))


def _tally(key: Mapping[str, Any], counts: Iterable[Mapping[str, Any]]) -> Tally:
    stages: Counter[str] = Counter()
    lights: Counter[str] = Counter()
    for count in counts:
        stages[count["stage"]] += count["n"]
        lights[count["light"]] += count["n"]
    return Tally(
        key=key,
        total=stages.total(),
        stages={stage: stages[stage] for stage in Stage},
        lights={light: lights[light] for light in Condition},
    )


def added_up(key: Mapping[str, Any], parts: Sequence[Tally]) -> Tally:
    """Several groups as one."""
    return Tally(
        key=key,
        total=sum(part.total for part in parts),
        stages={stage: sum(part.stages[stage] for part in parts) for stage in Stage},
        lights={light: sum(part.lights[light] for part in parts) for light in Condition},
    )


def people_to_tell(unit: Unit, *capacities: As, on: date) -> list[User]:
    """Everyone who can act for or upon a unit in one of the capacities, deputies included."""
    found = [user for capacity in capacities for user in _holders(unit, capacity, on)]
    stand_ins = Deputyship.objects.filter(
        absent__in=[user.pk for user in found],
        valid_from__lte=on,
        valid_to__gte=on,
        deputy__is_active=True,
    ).select_related("deputy")
    return list({u.pk: u for u in (*found, *(row.deputy for row in stand_ins))}.values())


ROLES = {
    As.OFFICER: Role.UNIT_OFFICER,
    As.HEAD: Role.UNIT_HEAD,
    As.COUNTY: Role.COUNTY_OFFICER,
    As.COORDINATOR: Role.COORDINATOR,
    As.VERIFIER: Role.VERIFIER,
    As.LEADER: Role.LEADER,
}


def _holders(unit: Unit, capacity: As, on: date) -> QuerySet[User]:
    role = ROLES[capacity]
    return holders(
        role,
        on=on,
        unit=unit.pk if role in IN_A_UNIT else None,
        area=unit.area_id if role in IN_AN_AREA else None,
    )
