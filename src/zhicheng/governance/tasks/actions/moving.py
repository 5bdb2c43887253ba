"""One step of an assignment: the verb that all others rest on."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from copy import copy
from datetime import date, datetime
from typing import Annotated, Any

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_noop

from zhicheng.engines.procedures.declaration import VerbOf
from zhicheng.engines.procedures.running import Step as Move
from zhicheng.engines.procedures.running import apply
from zhicheng.foundation.accounts.models import User
from zhicheng.foundation.accounts.permissions import deputy_among, require
from zhicheng.foundation.audit.actions import Deed, record_all
from zhicheng.foundation.audit.seen import overtaken
from zhicheng.foundation.face.told import told
from zhicheng.foundation.notices.actions import notify
from zhicheng.governance.tasks.actions.verifying import standing_of, withdraws
from zhicheng.governance.tasks.models import Assignment, Report, Step, Task
from zhicheng.governance.tasks.permissions import capacities
from zhicheng.governance.tasks.queries import (
    TASK_FIELDS,
    Signing,
    condition_of,
    facts_for,
    last_report,
    milestones_of,
    part_dates,
    people_to_tell,
    stage_of,
    task_dates,
)
from zhicheng.governance.tasks.rules import (
    ASSIGNMENT,
    OUTCOME,
    TOLD,
    As,
    Facts,
    ReportState,
    Stage,
    awaits_signature,
    late_from,
)

_TOLD = gettext_noop("%(unit)s · %(number)s“%(title)s”办理进展：%(step)s")
_TOLD_WHY = gettext_noop("%(unit)s · %(number)s“%(title)s”办理进展：%(step)s，理由：%(reason)s")
_ASSIGNS = frozenset({"assign", "restart"})
"""Verbs after which the time for signing begins anew."""


@transaction.atomic
def move(
    *,
    assignment: Assignment,
    verb: Annotated[str, VerbOf(ASSIGNMENT)],
    by: User,
    at: datetime,
    reason: str = "",
) -> Step:
    """Take a step of the procedure (``rules.ASSIGNMENT``) other than sending a report.

    assignment: as the person saw it; when it has changed since, nothing happens. reason: needed by the
    verbs that say so.

    Raises PermissionDenied, Refused, and Overtaken when the assignment has changed in the meantime.
    """
    require(f"tasks.{verb}", by, assignment)
    lock(assignment)
    move = apply(
        ASSIGNMENT,
        assignment.stage,
        verb,
        who=capacities(by, assignment),
        facts=facts_for(assignment, by),
        reason=reason,
        before=assignment.stage_before,
    )
    report = decided_report(assignment, verb)
    changes = standing_of(assignment, verb, report)
    if report is not None:
        report.state = OUTCOME[verb]
        report.save(update_fields=["state"])
    step = write(assignment, move, report=report, changes=changes, by=by, at=at)
    tell(step, assignment)
    return step


@contextmanager
def all_or_nothing(assignment: Assignment) -> Iterator[None]:
    """A transaction after whose failure the assignment in hand, too, is what it was before."""
    before = vars(assignment).copy()
    try:
        with transaction.atomic():
            yield
    except BaseException:
        vars(assignment).update(before)
        raise


def lock(assignment: Assignment) -> Task:
    """Hold the task until the transaction ends: the state of the whole follows from all its parts. Of a
    sub-task also the task above, which is not closed before it."""
    keys = {assignment.task_id, assignment.task.parent_id} - {None}
    rows = Task.objects.select_for_update().filter(pk__in=keys).order_by("pk")
    return {task.pk: task for task in rows}[assignment.task_id]


def decided_report(assignment: Assignment, verb: str) -> Report | None:
    """The report that a verb decides: the one that waits, or the last one verified where that is withdrawn."""
    if verb not in OUTCOME:
        return None
    decidable = ReportState.VERIFIED if withdraws(assignment, verb) else ReportState.SENT
    return last_report(assignment, decidable)


def write(
    assignment: Assignment,
    move: Move,
    *,
    by: User | None,
    at: datetime,
    report: Report | None = None,
    changes: Mapping[str, Any] | None = None,
) -> Step:
    """Write a step that was found right: the assignment if it is still as seen, history, audit, task.

    by: none where the system acts by the clock.
    """
    before = seen(assignment)
    values = {**advanced(assignment, move, at), **(changes or {})}
    after = copy(assignment)
    take_on(after, values)
    values |= part_dates(after, milestones_of(assignment.task), Signing())
    update_as_seen(assignment, **values)
    take_on(assignment, values)
    step = step_of(assignment, move, by=by, at=at)
    step.report = report
    step.deputy_for_id = _deputy_for(capacities(by, assignment), move)
    step.save()
    record_all([deed_of(step, before)], by=by, at=at)
    refresh(assignment.task)
    return step


def seen(assignment: Assignment) -> dict[str, Any]:
    """What tells an assignment from what it was before a step, in the audit chain."""
    return {"stage": assignment.stage, "version": assignment.version}


def advanced(assignment: Assignment, move: Move, at: datetime) -> dict[str, Any]:
    """The values of an assignment after a step, without the dates that follow from them."""
    on = timezone.localdate(at)
    freezes = move.to == Stage.FROZEN
    begins = {"assigned_on": on} if move.transition.verb in _ASSIGNS else {}
    return {
        "stage": move.to,
        "stage_before": move.before,
        "version": assignment.version + 1,
        "frozen_on": on if freezes else None,
        "frozen_as": condition_of(assignment, on) if freezes else "",
        **_late(assignment, move, on),
        "closed_at": at if move.to == Stage.CLOSED else None,
        "changed_at": at,
        **begins,
    }


def _late(assignment: Assignment, move: Move, on: date) -> dict[str, date | None]:
    """Since when the start is late: found on the day on which the wait for a signature ends, kept since."""
    waits_on = awaits_signature(move.to, move.before)
    if assignment.sign_by is None or waits_on:
        return {"late_from": assignment.late_from, "begun_late": assignment.begun_late}
    found = late_from(assignment.sign_by, on)
    return {"late_from": found, "begun_late": found}


def take_on(row: Task | Assignment, values: Mapping[str, Any]) -> None:
    """Let the row in hand be what is, or will be, in the database."""
    for name, value in values.items():
        setattr(row, name, value)


def step_of(assignment: Assignment, move: Move, *, by: User | None, at: datetime) -> Step:
    """The row of the history for a step, not written yet."""
    return Step(
        task=assignment.task,
        assignment=assignment,
        verb=move.transition.verb,
        title=move.transition.title,
        stage_from=move.source,
        stage_to=move.to,
        reason=move.reason,
        by=by,
        at=at,
    )


def deed_of(step: Step, before: Mapping[str, Any]) -> Deed:
    """The audit row of a step of an assignment, which has taken on what follows from it."""
    assert step.assignment is not None  # noqa: S101 - steps of a whole task are recorded by themselves
    after = seen(step.assignment)
    after |= {"report": step.report_id} if step.report_id else {}
    after |= {"deputy_for": step.deputy_for_id} if step.deputy_for_id else {}
    return Deed(f"tasks.{step.verb}", step.assignment, before, after, step.reason)


def update_as_seen(assignment: Assignment, **values: Any) -> None:
    """UPDATE the row if it is still what the person saw. Raises Overtaken when it is not."""
    seen = Assignment.objects.filter(
        pk=assignment.pk, stage=assignment.stage, version=assignment.version
    )
    if seen.update(**values) != 1:
        raise overtaken(assignment)


def _deputy_for(who: Mapping[As, int | None], move: Move) -> int | None:
    """In whose place the step is taken; None when one of one's own roles suffices."""
    persons = [who[As(name)] for name in move.transition.who if As(name) in who]
    return deputy_among(persons)


def refresh(task: Task) -> None:
    """Keep the task's row at what its assignments say."""
    before = {name: getattr(task, name) for name in ("stage", *TASK_FIELDS)}
    parts = list(Assignment.objects.filter(task=task))
    task.stage = stage_of(task, parts)
    take_on(task, task_dates(task, parts, milestones_of(task)))
    changed = {name: getattr(task, name) for name in before if getattr(task, name) != before[name]}
    if changed:
        Task.objects.filter(pk=task.pk).update(**changed)


def tell(step: Step, assignment: Assignment) -> None:
    """Notify those whose turn it is now, or whose work it is; never the one who acted."""
    capacities_told = TOLD.get(step.verb, ())
    on = timezone.localdate(step.at)
    people = [
        user
        for user in people_to_tell(assignment.unit, *capacities_told, on=on)
        if user.pk != step.by_id
    ]
    task = assignment.task
    notify(
        to=people,
        text=told(
            _TOLD_WHY if step.reason else _TOLD,
            unit=assignment.unit,
            number=task.number,
            title=task.title,
            step=step.title,
            reason=step.reason,
        ),
        url=reverse("tasks:task", args=[task.pk]),
        at=step.at,
    )


def ordered_by_publication(assignment: Assignment, verb: str, reason: str = "") -> Move:
    """A step that a version of the plan orders; its facts are the publication itself."""
    return apply(
        ASSIGNMENT,
        assignment.stage,
        verb,
        who={As.PUBLICATION},
        facts=Facts(),
        reason=reason,
        before=assignment.stage_before,
    )
