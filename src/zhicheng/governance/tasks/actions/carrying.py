"""What there is when a version is published, and how sub-tasks are carried through it."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from zhicheng.foundation.face.told import told
from zhicheng.foundation.units.models import Unit
from zhicheng.governance.plans.publication import Publication
from zhicheng.governance.tasks.actions.batches import Batch
from zhicheng.governance.tasks.models import Assignment, Report, Task
from zhicheng.governance.tasks.rules import FINAL, Kind, ReportState, Stage


@dataclass(frozen=True)
class Ledger:
    """What there is before the publication, locked: read at once, whatever the number of tasks.

    tasks: those of the plan, by key. below: sub-tasks by the task that they were made of.
    """

    tasks: Mapping[UUID, Task]
    below: Mapping[int, list[Task]]
    parts: Mapping[int, list[Assignment]]
    waiting: Mapping[int, Report]
    units: Mapping[int, Unit]


def read_ledger(publication: Publication) -> Ledger:
    """Lock and read what the publication may touch; the caller's transaction holds it."""
    tasks = Task.objects.select_for_update().filter(plan=publication.plan).order_by("pk")
    by_pk = {task.pk: task for task in tasks}
    below = defaultdict(list)
    for task in by_pk.values():
        if task.parent_id is not None:
            below[task.parent_id].append(task)
    parts = defaultdict(list)
    locked = Assignment.objects.select_for_update(of=["self"]).select_related("unit")
    for part in locked.filter(task__plan=publication.plan).order_by("task", "position", "id"):
        part.task = by_pk[part.task_id]
        parts[part.task_id].append(part)
    sent = Report.objects.filter(assignment__task__plan=publication.plan, state=ReportState.SENT)
    named = {unit for order in publication.tasks for unit in (*order.lead, *order.responsible)}
    named |= {unit for order in publication.duties for unit in order.units}
    carrying = {part.unit_id: part.unit for found in parts.values() for part in found}
    waiting = {report.assignment_id: report for report in sent}
    by_key = {task.key: task for task in by_pk.values() if task.parent_id is None}
    return Ledger(by_key, below, parts, waiting, carrying | Unit.objects.in_bulk(named))


def carry_on_below(
    task: Task, parts: list[Assignment], publication: Publication, ledger: Ledger, batch: Batch
) -> None:
    """Sub-tasks stay through a later version, where their task stands now, and never due after it.

    Those of a unit that no longer carries the task are its lead's from now on.
    """
    for child in ledger.below.get(task.pk, []):
        for name in ("item_id", "position", "path", "chapter", "section"):
            setattr(child, name, getattr(task, name))
        if child.due_on > task.due_on and child.stage not in FINAL:
            _hasten(child, task, publication, ledger, batch)
        if (home := _home(child, parts)) is not None:
            batch.homes.append((child, home))
        batch.tasks.append(child)
        carry_on_below(child, ledger.parts.get(child.pk, []), publication, ledger, batch)


def _hasten(
    child: Task, task: Task, publication: Publication, ledger: Ledger, batch: Batch
) -> None:
    reason = told(
        "第%(number)s版：完成时限随上级任务由%(due_on)s改为%(due_on2)s",
        number=publication.number,
        due_on=child.due_on,
        due_on2=task.due_on,
    )
    before, child.due_on = child.due_on.isoformat(), task.due_on
    for part in ledger.parts.get(child.pk, []):
        part.due_on = task.due_on
        batch.parts.append(part)
        batch.told[part.unit_id] += 1
    batch.step(child, "amend", told("方案修订"), reason)
    after = {"due_on": child.due_on.isoformat()}
    batch.deed(child, verb="tasks.amend", before={"due_on": before}, after=after, reason=reason)


def _home(child: Task, parts: list[Assignment]) -> Assignment | None:
    """The part that a sub-task is of from now on, where the one that it was made of has ended."""
    at_work = [part for part in parts if part.stage not in FINAL]
    ended = {part.pk for part in parts if part.stage == Stage.ENDED}
    if child.origin_id not in ended or not at_work:
        return None
    return next((part for part in at_work if part.kind == Kind.LEAD), at_work[0])
