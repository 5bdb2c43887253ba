"""What the dates in the rows of the ledger should be, by assignments, milestones, rule and calendar.

Actions keep them so; ``zhicheng ledger check`` compares.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Any

from django.db.models import F, Prefetch, QuerySet
from django.db.models.functions import TruncDate
from django.utils import timezone

from zhicheng.governance.tasks import rules
from zhicheng.governance.tasks.models import Assignment, Milestone, Task
from zhicheng.governance.tasks.queries.clock import Signing
from zhicheng.governance.tasks.queries.lights import light_table
from zhicheng.governance.tasks.rules import (
    FINAL,
    RESTING,
    Condition,
    MilestoneKind,
    Stage,
)

TASK_FIELDS = ("sign_by", "behind_from", "late_from", "frozen_on", "frozen_as")
PART_FIELDS = ("assigned_on", "sign_by", "sign_basis", "behind_from", "late_from", "begun_late")

_NOT_BEGUN = FINAL | {Stage.DRAFTED}


def milestones_of(task: Task) -> list[rules.Milestone]:
    """A task's milestones as the rules know them; none costs no query once they are prefetched."""
    return [as_rule(row) for row in task.milestones.all()]


def as_rule(row: Milestone) -> rules.Milestone:
    return rules.Milestone(
        MilestoneKind(row.kind),
        row.key,
        row.title,
        row.due_on,
        row.expected,
        row.met_on is not None,
    )


def part_dates(
    part: Assignment, milestones: Sequence[rules.Milestone], signing: Signing
) -> dict[str, Any]:
    """The fields ``PART_FIELDS`` of an assignment as its stage and progress stand.

    That a start was late is a fact of the day on which the wait for the signature ended; here it only
    ends, where a part rests for good or is given out anew.
    """
    resting = part.stage in RESTING
    behind = None if resting else rules.behind_from(milestones, part.progress)
    begun = part.stage not in _NOT_BEGUN and not _waits(part)
    late = part.late_from if begun else None
    first = None if _waits(part) else part.begun_late
    return {
        **_signing(part, signing),
        "behind_from": behind,
        "late_from": late,
        "begun_late": first,
    }


def _signing(part: Assignment, signing: Signing) -> dict[str, Any]:
    """While a signature is awaited: from when the time counts and when it ends, by the rule and the
    calendar of that day."""
    if not _waits(part):
        return {"assigned_on": None, "sign_by": None, "sign_basis": {}}
    begun = part.assigned_on or timezone.localdate(part.changed_at)
    found = signing.by(begun, light_table(begun).sign_within)
    return {"assigned_on": begun, "sign_by": found.day, "sign_basis": found.to_dict()}


def _waits(part: Assignment) -> bool:
    return rules.awaits_signature(part.stage, part.stage_before)


def task_dates(
    task: Task, parts: Iterable[Assignment], milestones: Sequence[rules.Milestone]
) -> dict[str, Any]:
    """The fields ``TASK_FIELDS`` of a task, from those of its parts.

    The task is begun late while one of those who decide its state – the leads at work, else all – has not
    signed, or signed too late and has not caught up; it is behind as soon as one unit at work in it is;
    frozen, it keeps the most serious condition of its parts.
    """
    found = list(parts)
    at_work = [part for part in found if part.stage not in RESTING]
    frozen = [part for part in found if part.stage == Stage.FROZEN]
    deciding = rules.deciding(at_work)
    is_frozen = task.stage == Stage.FROZEN and bool(frozen)
    return {
        "sign_by": min((p.sign_by for p in deciding if p.sign_by), default=None),
        "behind_from": _behind(task, at_work, milestones),
        "late_from": min((p.late_from for p in deciding if p.late_from), default=None),
        "frozen_on": max(p.frozen_on for p in frozen if p.frozen_on) if is_frozen else None,
        "frozen_as": rules.worst(Condition(p.frozen_as) for p in frozen) if is_frozen else "",
    }


def _behind(
    task: Task, at_work: Sequence[Assignment], milestones: Sequence[rules.Milestone]
) -> date | None:
    if task.stage in RESTING:
        return None
    if not at_work:
        return rules.behind_from(milestones, None)
    return min((p.behind_from for p in at_work if p.behind_from), default=None)


def progress_of(parts: Iterable[Assignment]) -> int | None:
    """``rules.least_progress`` of all parts that were not ended; as SQL: ``agenda.milestone_days``."""
    return rules.least_progress(part.progress for part in parts if part.stage != Stage.ENDED)


def begins_on(task: Task) -> date:
    """From when a task's time runs (``rules.begins_on``), by the version that orders it."""
    return rules.begins_on(timezone.localdate(task.opened_at), task.item.version.period_start)


def laid_early(tasks: QuerySet[Task]) -> Iterator[tuple[Milestone, rules.Milestone | None]]:
    """Milestones of plans that were published ahead of their period which do not follow from it, each with what
    it should be; None where there should be none. They were laid while a task's time ran from its publication.
    What a verifier found met stays as it is. Two queries for any number.
    """
    ahead = tasks.annotate(opened_on=TruncDate("opened_at")).filter(
        ended_in=None, item__version__period_start__gt=F("opened_on")
    )
    large = ("item__version__text", "item__version__reading")
    given = Milestone.objects.exclude(kind=MilestoneKind.OWN)
    rows = ahead.select_related("item__version").defer(*large)
    for task in rows.prefetch_related(Prefetch("milestones", given)):
        laid = list(task.milestones.all())
        due = {(one.kind, one.key): one for one in _derived(task, laid)}
        for row in laid:
            one, found = due.get((MilestoneKind(row.kind), row.key)), as_rule(row)
            if found != one and not found.met:
                yield row, one


def _derived(task: Task, given: Iterable[Milestone]) -> Iterator[rules.Milestone]:
    """What follows for a task from its period and from the phases that it has."""
    kind = MilestoneKind.PHASE
    phases = (rules.Phase(row.key, row.title, row.due_on) for row in given if row.kind == kind)
    return rules.derived(begins_on(task), task.due_on, phases)


def for_timing(tasks: QuerySet[Task]) -> QuerySet[Task]:
    """Tasks with what their dates follow from: three queries for any number."""
    return tasks.prefetch_related(
        "milestones", Prefetch("assignments", Assignment.objects.order_by("position", "id"))
    )


def differing(row: Any, values: dict[str, Any]) -> dict[str, Any]:
    """Of the values those that the row does not have."""
    return {name: value for name, value in values.items() if getattr(row, name) != value}


def mistimed(tasks: QuerySet[Task]) -> Iterator[tuple[Task, Assignment | None, dict[str, Any]]]:
    """Rows whose dates are not what they should be, and what they should be: there are none, unless somebody
    has written past the actions, or a calendar was loaded and nobody was told."""
    signing = Signing()
    for task in for_timing(tasks):
        milestones, parts = milestones_of(task), list(task.assignments.all())
        for part in parts:
            if wrong := differing(part, part_dates(part, milestones, signing)):
                yield task, part, wrong
        if wrong := differing(task, task_dates(task, parts, milestones)):
            yield task, None, wrong
