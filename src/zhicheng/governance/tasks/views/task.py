"""The page of a task: what it is, what state it is in, what can be done now, what happened."""

from dataclasses import dataclass

import rules
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext

from zhicheng.foundation.face.records import Light
from zhicheng.governance.tasks import queries
from zhicheng.governance.tasks.models import Assignment, Report
from zhicheng.governance.tasks.rules import DRAFTABLE
from zhicheng.governance.tasks.views.common import (
    find_task,
    happenings,
    light_of,
    me,
    report_light,
    stage_light,
)

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


def task(request: HttpRequest, key: int) -> HttpResponse:
    """404 for whoever has no part in it."""
    found, user = find_task(request, key), me(request)
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
            "happenings": happenings(queries.steps_of(found)),
            "show_body": found.body not in found.item.sentence,
            "may_assign": rules.has_perm("tasks.distribute", user, found)
            and found.ended_in_id is None,
        },
    )


def _shown(request: HttpRequest, part: Assignment, reports: list[Report]) -> ShownPart:
    own = [ShownReport(r, report_light(r.state)) for r in reports if r.assignment_id == part.pk]
    return ShownPart(part, stage_light(part.stage), light_of(part), _buttons(request, part), own)


def _buttons(request: HttpRequest, part: Assignment) -> list[Button]:
    user = me(request)
    buttons = [
        Button(
            choice.title,
            reverse("tasks:decide", args=[part.pk, choice.verb]),
            choice.hindrance,
            choice.verb in _FORWARD,
        )
        for choice in queries.choices(part, user)
        if choice.verb != "send"
    ]
    if part.stage in DRAFTABLE and rules.has_perm("tasks.draft", user, part):
        buttons.insert(
            0, Button(gettext("填写报告"), reverse("tasks:report", args=[part.pk]), "", True)
        )
    return buttons
