"""What the ledger has to say to a person's agenda."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.db.models import Count, Exists, Max, Min, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from zhicheng.foundation.accounts.models import User
from zhicheng.foundation.accounts.permissions import actor_of
from zhicheng.foundation.agenda.rules import Entry
from zhicheng.governance.tasks.models import Assignment, Milestone, Task
from zhicheng.governance.tasks.permissions import visible_tasks
from zhicheng.governance.tasks.queries.ledger import own_units
from zhicheng.governance.tasks.queries.timing import as_rule
from zhicheng.governance.tasks.rules import FINAL, MILESTONE_NAMES, MilestoneKind, Stage


def due_days(user: User, first: date, last: date) -> Iterator[Entry]:
    """When tasks are due: all of them for who follows the whole city, else those of one's own units."""
    rows = _tasks_of(user).filter(due_on__range=(first, last))
    for task in rows.only("number", "title", "due_on", "stage"):
        yield _due(task)


def _tasks_of(user: User) -> QuerySet[Task]:
    rows = visible_tasks(user).exclude(stage=Stage.ENDED)
    if actor_of(user).sees_whole_city:
        return rows
    return rows.filter(pk__in=Assignment.objects.filter(unit__in=own_units(user)).values("task"))


def _due(task: Task) -> Entry:
    done = task.stage in FINAL
    return Entry(
        day=task.due_on,
        uid=f"task-{task.pk}",
        kind=_("任务到期"),
        title=f"{task.number} {task.title}",
        url=reverse("tasks:task", args=[task.pk]),
        done=done,
        binds=task.stage != Stage.FROZEN,
    )


def milestone_days(user: User, first: date, last: date) -> Iterator[Entry]:
    """When milestones of these tasks are due.

    Phases and years come from the plan and are the same for all its tasks: who follows the whole city has
    them once, and not a thousand times.
    """
    tasks = _tasks_of(user)
    rows = Milestone.objects.filter(task__in=tasks, due_on__range=(first, last))
    rows = rows.annotate(reached=_reached())
    if not actor_of(user).sees_whole_city:
        yield from map(_milestone, rows.select_related("task"))
        return
    yield from map(_milestone, rows.filter(kind=MilestoneKind.OWN).select_related("task"))
    of_plans = rows.exclude(kind=MilestoneKind.OWN).order_by()
    yield from map(
        _of_plan,
        of_plans.values("task__plan_id", "task__plan__title", "kind", "key").annotate(
            title=Min("title"), due_on=Max("due_on"), open=Count("pk", filter=Q(reached=False))
        ),
    )


def _reached() -> Q:
    """``rules.Milestone.is_met`` by what was verified of all units at work, or a task that rests for good."""
    parts = Assignment.objects.filter(task=OuterRef("task")).exclude(stage=Stage.ENDED)
    behind = parts.filter(Q(progress=None) | Q(progress__lt=OuterRef("expected")))
    return (
        Q(met_on__isnull=False)
        | Q(task__stage__in=FINAL)
        | (Q(expected__isnull=False) & Exists(parts) & ~Exists(behind))
    )


def _milestone(row: Any) -> Entry:
    """row: a milestone with its task and ``reached``."""
    return Entry(
        day=row.due_on,
        uid=f"milestone-{row.pk}",
        kind=MILESTONE_NAMES[MilestoneKind(row.kind)],
        title=f"{row.title}：{row.task.number} {row.task.title}",
        url=reverse("tasks:task", args=[row.task_id]),
        done=row.reached,
        binds=as_rule(row).binds and row.task.stage != Stage.FROZEN,
    )


def _of_plan(row: Mapping[str, Any]) -> Entry:
    """row: a phase or a year of a plan, with the number of tasks that have not come so far (``open``)."""
    done = not row["open"]
    return Entry(
        day=row["due_on"],
        uid=f"milestone-{row['task__plan_id']}-{row['kind']}-{row['key']}",
        kind=MILESTONE_NAMES[MilestoneKind(row["kind"])],
        title=f"{row['title']}：{row['task__plan__title']}",
        url=f"{reverse('tasks:timeline')}?{urlencode({'plan': row['task__plan_id']})}",
        done=done,
        binds=row["kind"] != MilestoneKind.PHASE,
    )
