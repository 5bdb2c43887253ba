"""The page of a task: what it is, what state it is in, what can be done now, what happened."""

from dataclasses import dataclass

import rules
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext

from zhicheng.foundation.accounts.models import User
from zhicheng.foundation.accounts.permissions import signed_in
from zhicheng.foundation.face.records import Light, Shown
from zhicheng.governance.plans.rules.dates import kept_because
from zhicheng.governance.tasks import queries
from zhicheng.governance.tasks.models import Assignment, Report, Task
from zhicheng.governance.tasks.permissions import parts_to_break_down, visible_tasks
from zhicheng.governance.tasks.registry import sections_beside
from zhicheng.governance.tasks.rules import DEEPEST, DRAFTABLE, FINAL, Stage, depth_of, shown_amount
from zhicheng.governance.tasks.views.common import (
    find_task,
    happenings,
    light_of,
    report_light,
    stage_light,
    task_link,
)
from zhicheng.governance.tasks.views.milestones import shown_milestones

_FORWARD = frozenset({"sign", "begin", "carry_on", "verify", "close", "approve_freeze"})


@dataclass(frozen=True, slots=True)
class Button:
    """A step that the person may take. hindrance: why not now. forward: it moves the work on."""

    title: str
    url: str
    hindrance: str
    forward: bool


@dataclass(frozen=True, slots=True)
class ShownReport:
    report: Report
    state: Light


@dataclass(frozen=True, slots=True)
class ShownPart:
    """One unit's part, as the page shows it."""

    part: Assignment
    stage: Light
    light: Light
    buttons: list[Button]
    reports: list[ShownReport]


@dataclass(frozen=True, slots=True)
class ShownSubtask:
    """A sub-task as its task's page shows it. progress: what was verified, unknown until then."""

    task: Task
    unit: str
    amount: str | None
    progress: int | None
    stage: Light
    light: Light


@dataclass(frozen=True, slots=True)
class ShownSubtasks:
    """The sub-tasks of a task: so many are closed, and what became of the amount."""

    rows: list[ShownSubtask]
    closed: int
    sum: queries.Distribution


def task(request: HttpRequest, key: int) -> HttpResponse:
    """404 for whoever has no part in it."""
    found, user = find_task(request, key), signed_in(request)
    parts = queries.parts_of(found, timezone.localdate())
    reports = list(queries.reports_of(parts, user))
    return render(
        request,
        "tasks/task.html",
        {
            "task": found,
            "stage": stage_light(found.stage),
            "light": light_of(found),
            "parts": [_shown(request, part, reports) for part in parts],
            "subtasks": _subtasks(found, user),
            "superior": _superior(found, user),
            "amount": _amount(found),
            "due_basis": _due_basis(found),
            "happenings": happenings(queries.steps_of(found)),
            "milestones": shown_milestones(request, found, queries.progress_of(parts)),
            "may_add_milestone": rules.has_perm("tasks.add_milestone", user, found)
            and found.stage not in FINAL,
            "show_body": found.body not in found.item.sentence,
            "may_assign": rules.has_perm("tasks.distribute", user, found) and found.awaits_units,
            "may_break_down": _may_break_down(found, user),
            "beside": list(sections_beside(user, found)),
        },
    )


def _due_basis(found: Task) -> str:
    """Where the day comes from; with the reason where it was kept against the plan's period."""
    if found.parent_id:
        return gettext("分解时确定")
    because = kept_because(found.item.values)
    return str(found.get_due_source_display()) + (f"：{because}" if because else "")


def _may_break_down(found: Task, user: User) -> bool:
    open_enough = found.stage not in FINAL and depth_of(found.number) < DEEPEST
    return open_enough and bool(parts_to_break_down(user, found))


def _subtasks(found: Task, user: User) -> ShownSubtasks:
    """Those that the person sees; the sum is of these, which are all wherever the person sees the task."""
    rows = queries.tasks_for(user, timezone.localdate()).filter(parent=found)
    tasks = list(rows.order_by("number"))
    shown = [_shown_subtask(task) for task in tasks]
    closed = sum(task.stage == Stage.CLOSED for task in tasks)
    return ShownSubtasks(shown, closed, queries.sum_of_subtasks(found, tasks))


def _shown_subtask(task: Task) -> ShownSubtask:
    part = task.assignments.all()[0]
    return ShownSubtask(
        task, part.unit.short_name, _amount(task), part.progress, stage_light(task.stage),
        light_of(task),
    )  # fmt: skip


def _amount(task: Task) -> str | None:
    return shown_amount(task.amount, task.measure) if task.amount is not None else None


def _superior(found: Task, user: User) -> Shown:
    """The task above, as a link for whoever sees it."""
    if found.parent is None:
        return None
    seen = visible_tasks(user).filter(pk=found.parent.pk).exists()
    return task_link(found.parent, str(found.parent)) if seen else str(found.parent)


def _shown(request: HttpRequest, part: Assignment, reports: list[Report]) -> ShownPart:
    own = [ShownReport(r, report_light(r.state)) for r in reports if r.assignment_id == part.pk]
    return ShownPart(part, stage_light(part.stage), light_of(part), _buttons(request, part), own)


def _buttons(request: HttpRequest, part: Assignment) -> list[Button]:
    user = signed_in(request)
    buttons = [
        Button(
            choice.title,
            reverse("tasks:decide", args=[part.pk, choice.verb]),
            choice.hindrance,
            choice.verb in _FORWARD,
        )
        for choice in queries.choices(part, user)
        if choice.verb != "send" and (part.added or choice.verb != "take_back")
    ]
    if part.stage in DRAFTABLE and rules.has_perm("tasks.draft", user, part):
        buttons.insert(
            0, Button(gettext("填写报告"), reverse("tasks:report", args=[part.pk]), "", True)
        )
    return buttons
