"""Breaking a task down: sub-tasks for counties, zones and units, at once."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from uuid import uuid4

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from zhicheng.engines.procedures.running import Refused, apply
from zhicheng.foundation.accounts.models import User
from zhicheng.foundation.accounts.permissions import actor_of, require
from zhicheng.foundation.accounts.rules import Role
from zhicheng.foundation.audit.actions import record
from zhicheng.foundation.face.told import told
from zhicheng.foundation.units.models import Unit
from zhicheng.governance.tasks.actions.milestones import lay_below
from zhicheng.governance.tasks.actions.moving import tell, write
from zhicheng.governance.tasks.models import Assignment, DueSource, Sequence, Step, Task
from zhicheng.governance.tasks.permissions import capacities, parts_to_break_down
from zhicheng.governance.tasks.queries import (
    facts_for,
    may_set_amount,
    units_below,
    whole_of,
)
from zhicheng.governance.tasks.rules import (
    ASSIGNMENT,
    DEEPEST,
    Kind,
    Share,
    Stage,
    behind_fault,
    breakdown_faults,
    depth_of,
    sub_number,
)


@dataclass(frozen=True, slots=True)
class Breakdown:
    """What is to be given out.

    shares: how much each unit is given, None where nothing is counted. amount, measure: of the whole, where
    the person may say so. partial: what is left over is given out later.
    """

    title: str
    due_on: date
    shares: Mapping[Unit, Decimal | None]
    amount: Decimal | None = None
    measure: str = ""
    partial: bool = False


@transaction.atomic
def break_down(*, task: Task, breakdown: Breakdown, by: User, at: datetime) -> list[Task]:
    """Make a sub-task for each unit and give it to the unit: all, or none.

    The coordinator breaks down the work of the task's lead; the head of a unit that leads hands its own
    work on (转办). A day that lies behind only the coordinator gives, where the task leaves no other
    (``rules.behind_fault``). Raises PermissionDenied; Refused where there is no part to break down, or it
    lies too deep; ValidationError with the fields that do not hold up.
    """
    require("tasks.break_down", by, task)
    locked = Task.objects.select_for_update(of=("self",)).select_related("item__version", "plan")
    whole = locked.get(pk=task.pk)
    origin = origin_of(whole, by)
    _check(whole, origin, breakdown, by=by, today=timezone.localdate(at))
    if may_set_amount(by, whole):
        whole.amount, whole.measure = breakdown.amount, breakdown.measure
        whole.save(update_fields=["amount", "measure"])
    numbers = _numbers(whole, len(breakdown.shares))
    units = sorted(breakdown.shares, key=lambda unit: (unit.order, unit.pk))
    made = [
        _make(whole, origin, number, unit, breakdown, by=by, at=at)
        for number, unit in zip(numbers, units, strict=True)
    ]
    _note(whole, origin, made, units, by=by, at=at)
    return made


def origin_of(task: Task, by: User) -> Assignment:
    """The part whose work a person breaks down: the lead's, where there is one. Raises Refused."""
    if depth_of(task.number) >= DEEPEST:
        raise Refused(_("子任务最多分解 %(deepest)s 级。") % {"deepest": DEEPEST})
    parts = list(parts_to_break_down(by, task).select_related("unit__area", "task"))
    if not parts:
        raise Refused(_("没有正在承担这项任务的单位，请先分派，再分解。"))
    return next((part for part in parts if part.kind == Kind.LEAD), parts[0])


def _check(task: Task, origin: Assignment, breakdown: Breakdown, *, by: User, today: date) -> None:
    """Raises ValidationError with every field that does not hold up."""
    settable = may_set_amount(by, task)
    whole = whole_of(
        task,
        amount=breakdown.amount if settable else task.amount,
        measure=breakdown.measure if settable else task.measure,
    )
    shares = [Share(str(unit), amount) for unit, amount in breakdown.shares.items()]
    faults = breakdown_faults(whole, breakdown.due_on, shares, partial=breakdown.partial)
    office = actor_of(by).has(Role.COORDINATOR)
    if fault := behind_fault(whole, breakdown.due_on, today, office=office):
        faults.setdefault("due_on", fault)
    if not breakdown.title.strip():
        faults["title"] = gettext("请填写子任务名称。")
    if whole.amount is not None and not whole.measure:
        faults["measure"] = gettext("请填写计量单位，例如件、家、万元。")
    units = _unit_fault(task, origin, breakdown, by)
    if units:
        faults["units"] = units
    if faults:
        raise ValidationError(faults)


def _unit_fault(task: Task, origin: Assignment, breakdown: Breakdown, by: User) -> str:
    asked = {unit.pk for unit in breakdown.shares}
    allowed = set(units_below(by, origin).filter(pk__in=asked).values_list("pk", flat=True))
    beyond = [str(unit) for unit in breakdown.shares if unit.pk not in allowed]
    if beyond:
        return gettext("不能转办给：%(units)s。只能转办给下级单位，或共同承担这项任务的单位。") % {
            "units": "、".join(beyond)
        }
    same = task.children.filter(title=breakdown.title.strip()).exclude(stage=Stage.ENDED)
    there = same.filter(assignments__unit__in=asked).values_list(
        "assignments__unit__short_name", flat=True
    )
    names = "、".join(dict.fromkeys(there))
    return (
        gettext("已有同名子任务：%(names)s。请另拟名称，或不再选择。") % {"names": names}
        if names
        else ""
    )


def _numbers(task: Task, count: int) -> Iterator[str]:
    """The next numbers of a task's sub-tasks; none is ever given out twice."""
    name = f"sub:{task.number}"
    Sequence.objects.get_or_create(name=name)
    Sequence.objects.filter(name=name).update(last=F("last") + count)
    last = Sequence.objects.get(name=name).last
    return (sub_number(task.number, n) for n in range(last - count + 1, last + 1))


def _make(
    parent: Task,
    origin: Assignment,
    number: str,
    unit: Unit,
    breakdown: Breakdown,
    *,
    by: User,
    at: datetime,
) -> Task:
    share = breakdown.shares[unit]
    task = Task.objects.create(
        plan=parent.plan,
        parent=parent,
        origin=origin,
        item=parent.item,
        key=uuid4(),
        number=number,
        position=parent.position,
        path=parent.path,
        chapter=parent.chapter,
        section=parent.section,
        title=breakdown.title.strip(),
        body=parent.body,
        due_on=breakdown.due_on,
        due_source=DueSource.DECIDED,
        amount=share,
        measure=parent.measure if share is not None else "",
        opened_at=at,
    )
    lay_below(task)
    part = Assignment.objects.create(
        task=task, unit=unit, kind=Kind.LEAD, due_on=task.due_on, added=True, changed_at=at
    )
    who, facts = capacities(by, part), facts_for(part, by)
    found = apply(ASSIGNMENT, part.stage, "assign", who=who, facts=facts)
    tell(write(part, found, by=by, at=at), part)
    return task


def _note(
    task: Task, origin: Assignment, made: list[Task], units: list[Unit], *, by: User, at: datetime
) -> None:
    """In the history of the whole, and in the audit chain; each sub-task has its own row there, too."""
    title = told("分解") if actor_of(by).has(Role.COORDINATOR) else told("转办")
    said = "；".join(f"{sub.number} {unit}" for sub, unit in zip(made, units, strict=True))
    Step.objects.create(
        task=task, assignment=origin, verb="break_down", title=title, reason=said, by=by, at=at
    )
    after = {
        "subtasks": [sub.number for sub in made],
        "amount": str(task.amount) if task.amount is not None else None,
        "due_on": made[0].due_on.isoformat(),
    }
    record(by=by, at=at, verb="tasks.break_down", subject=task, after=after)
