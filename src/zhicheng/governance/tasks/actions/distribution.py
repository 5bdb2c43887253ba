"""Giving tasks to units: what the coordinator adds, and what a publication orders."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import F, Max
from django.utils.translation import gettext_lazy as _

from zhicheng.engines.procedures.running import Refused, apply
from zhicheng.foundation.accounts.models import User
from zhicheng.foundation.accounts.permissions import require
from zhicheng.foundation.units.models import Unit, UnitKind
from zhicheng.governance.tasks.actions.moving import tell, write
from zhicheng.governance.tasks.models import Assignment, Sequence, Task
from zhicheng.governance.tasks.permissions import capacities
from zhicheng.governance.tasks.queries import facts_for
from zhicheng.governance.tasks.rules import ASSIGNMENT, Kind, Stage


@transaction.atomic
def assign(*, task: Task, unit: Unit, lead: bool, by: User, at: datetime) -> Assignment:
    """Give a task to one more unit, or again to one whose part had ended.

    Raises PermissionDenied, and Refused when the unit has its part already, the task has ended, or it is a
    sub-task, which is its unit's alone.
    """
    require("tasks.distribute", by, task)
    if task.parent_id is not None:
        raise Refused(_("子任务只由一个单位承担；需要更换的，请收回后重新分解。"))
    locked = Task.objects.select_for_update().get(pk=task.pk)
    assignment = place(locked, unit, kind_of(unit, lead=lead), at=at)
    if assignment.stage not in (Stage.DRAFTED, Stage.ENDED):
        raise Refused(_("%(unit)s已经承担这项任务。") % {"unit": unit})
    found = apply(
        ASSIGNMENT,
        assignment.stage,
        "assign",
        who=capacities(by, assignment),
        facts=facts_for(assignment, by),
    )
    changes = {"kind": kind_of(unit, lead=lead), "added": True}
    step = write(assignment, found, changes=changes, by=by, at=at)
    tell(step, assignment)
    return assignment


@dataclass(frozen=True, slots=True)
class Assigned:
    """What became of a bulk assignment. refused: for each task and unit that was refused, why (Chinese)."""

    done: tuple[Assignment, ...]
    refused: tuple[str, ...]


@transaction.atomic
def assign_many(
    *, tasks: Iterable[Task], lead: Unit | None, units: Iterable[Unit], by: User, at: datetime
) -> Assigned:
    """Give several tasks to a lead, to units, or to both, in one transaction, as ``assign`` does each.

    What cannot be done is left out and named; the rest is done. Raises PermissionDenied.
    """
    given = [(lead, True)] if lead else []
    given += [(unit, False) for unit in units if unit != lead]
    done, refused = [], []
    for task in tasks:
        for unit, leads in given:
            try:
                done.append(assign(task=task, unit=unit, lead=leads, by=by, at=at))
            except Refused as why:
                refused.append(f"{task.number} {unit}：{why}")
    return Assigned(tuple(done), tuple(refused))


def kind_of(unit: Unit, *, lead: bool) -> Kind:
    """What a unit is to a task: the lead, a county (or zone), or a responsible unit."""
    if lead:
        return Kind.LEAD
    county = unit.kind in (UnitKind.COUNTY, UnitKind.ZONE)
    return Kind.COUNTY if county else Kind.RESPONSIBLE


def place(task: Task, unit: Unit, kind: Kind, *, at: datetime) -> Assignment:
    """The row of a unit in a task, as it is, or new at the end and not yet assigned."""
    last = task.assignments.aggregate(last=Max("position"))["last"]
    position = 0 if last is None else last + 1
    assignment, _created = Assignment.objects.get_or_create(
        task=task,
        unit=unit,
        defaults={"kind": kind, "position": position, "due_on": task.due_on, "changed_at": at},
    )
    return assignment


def next_numbers(year: int, count: int) -> Iterator[str]:
    """The next numbers of a year's series (2026-0042); none is ever given out twice.

    The UPDATE holds the row until the transaction ends.
    """
    name = f"task:{year}"
    Sequence.objects.get_or_create(name=name)
    Sequence.objects.filter(name=name).update(last=F("last") + count)
    last = Sequence.objects.get(name=name).last
    return (f"{year}-{number:04d}" for number in range(last - count + 1, last + 1))
