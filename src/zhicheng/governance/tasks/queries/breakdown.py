"""Reading sub-tasks."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import F, Q, QuerySet, Sum
from django.utils import timezone

from zhicheng.foundation.accounts.permissions import actor_of
from zhicheng.foundation.accounts.rules import Role
from zhicheng.foundation.units.models import Area, Unit, UnitKind
from zhicheng.governance.tasks.models import Assignment, Task
from zhicheng.governance.tasks.rules import FINAL, Place, Stage, Whole, is_subordinate, shown_amount

_GOVERNMENTS = frozenset({UnitKind.COUNTY, UnitKind.ZONE})


def open_subtasks(part: Assignment) -> QuerySet[Task]:
    """The sub-tasks made of a part that are neither closed nor ended."""
    return Task.objects.filter(origin=part.pk).exclude(stage__in=FINAL)


def unsettled() -> QuerySet[Task]:
    """Sub-tasks that are at odds with what they were made of: open under a closed part, due after their
    task, or of a part of another task. There are none, unless somebody has written past the actions."""
    still_open = ~Q(stage__in=FINAL)
    wrong = Q(origin__stage=Stage.CLOSED) | Q(due_on__gt=F("parent__due_on"))
    elsewhere = Q(parent__isnull=False) & ~Q(origin__task=F("parent"))
    rows = Task.objects.filter((still_open & wrong) | elsewhere)
    return rows.select_related("origin__unit", "origin__task")


def superior_open(task: Task) -> bool:
    """Whether the part that a sub-task was made of is not closed; true for a task of the plan."""
    if task.origin_id is None:
        return True
    return not Assignment.objects.filter(pk=task.origin_id, stage=Stage.CLOSED).exists()


def whole_of(task: Task, *, amount: Decimal | None, measure: str) -> Whole:
    """A task as what is to be broken down, with the amount that it is to have."""
    version = task.item.version
    return Whole(
        opened_on=timezone.localdate(task.opened_at),
        due_on=task.due_on,
        plan_end=version.period_end,
        amount=amount,
        measure=measure,
        given=given_of(task),
        given_measures=_given_measures(task),
        plan_start=version.period_start,
    )


def given_of(task: Task) -> Decimal:
    """What the sub-tasks of a task have of its amount."""
    return _with_amounts(task).aggregate(given=Sum("amount"))["given"] or Decimal(0)


def _given_measures(task: Task) -> tuple[str, ...]:
    rows = _with_amounts(task).order_by("measure")
    return tuple(rows.values_list("measure", flat=True).distinct())


def _with_amounts(task: Task) -> QuerySet[Task]:
    """The sub-tasks that live and have a part of the amount."""
    return Task.objects.filter(parent=task, amount__isnull=False).exclude(stage=Stage.ENDED)


def may_set_amount(user: Any, task: Task) -> bool:
    """Whether the person who breaks a task down says how much it is: a sub-task's amount came from above;
    what stands once, the coordinator alone changes."""
    return task.parent_id is None and (task.amount is None or actor_of(user).has(Role.COORDINATOR))


def places(units: Iterable[Unit]) -> Mapping[int, Place]:
    """Where units stand, by their keys. One query for the areas."""
    above = dict(Area.objects.values_list("pk", "parent"))
    return {
        unit.pk: Place(unit.pk, _chain(unit.area_id, above), unit.kind in _GOVERNMENTS)
        for unit in units
    }


def _chain(area: int, above: Mapping[int, int | None]) -> tuple[int, ...]:
    found: list[int] = []
    here: int | None = area
    while here is not None and here not in found:
        found.append(here)
        here = above.get(here)
    return tuple(found)


def units_below(user: Any, origin: Assignment) -> QuerySet[Unit]:
    """The units that sub-tasks of a part can be given to: any for the coordinator; for the head of the
    unit, those below it and those that carry the task with it."""
    active = Unit.objects.filter(active=True)
    if actor_of(user).has(Role.COORDINATOR):
        return active
    known = places([*active, origin.unit])
    own = known[origin.unit_id]
    below = [key for key, place in known.items() if is_subordinate(own, place)]
    beside = Assignment.objects.filter(task=origin.task_id).exclude(stage=Stage.ENDED)
    with_it = set(beside.values_list("unit", flat=True)) - {origin.unit_id}
    return active.filter(pk__in=[*below, *with_it])


def to_take_back(user: Any) -> QuerySet[Assignment]:
    """What was given out by hand, is not signed for yet, and is this person's to take back."""
    actor = actor_of(user)
    rows = Assignment.objects.filter(stage=Stage.ASSIGNED, added=True)
    if not actor.has(Role.COORDINATOR):
        rows = rows.filter(task__origin__unit__in=actor.units(Role.UNIT_HEAD))
    return rows.select_related("unit", "task").order_by("task__number", "position")


@dataclass(frozen=True, slots=True)
class Distribution:
    """What became of an amount: of the whole, what is given out and what is left. In words; None: no amount."""

    whole: str | None
    given: str | None
    rest: str | None


def sum_of_subtasks(task: Task, subtasks: Iterable[Task]) -> Distribution:
    """The shares of sub-tasks, as they were read, against the whole."""
    if task.amount is None:
        return Distribution(None, None, None)
    given = sum((t.amount or Decimal(0) for t in subtasks if t.stage != Stage.ENDED), Decimal(0))
    words = (shown_amount(n, task.measure) for n in (task.amount, given, task.amount - given))
    return Distribution(*words)
