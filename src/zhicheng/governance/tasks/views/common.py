"""What the views of this room share: who asks, what they may see, and how things are shown."""

from collections.abc import Iterable
from itertools import groupby
from typing import Any

from django import forms
from django.http import HttpRequest, QueryDict
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext

from zhicheng.foundation.accounts.models import User
from zhicheng.foundation.face import records
from zhicheng.foundation.face.records import Happening, Link, Tone
from zhicheng.foundation.face.told import retold
from zhicheng.governance.tasks import queries
from zhicheng.governance.tasks.models import Assignment, Step, Task
from zhicheng.governance.tasks.rules import (
    LIGHT_NAMES,
    REPORT_NAMES,
    STAGE_NAMES,
    Light,
    ReportState,
    Stage,
    light_when_frozen,
    timeliness,
)

_STAGE_TONES = {
    Stage.DRAFTED: Tone.CAUTION,
    Stage.ASSIGNED: Tone.QUIET,
    Stage.ACCEPTED: Tone.ACTIVE,
    Stage.IN_PROGRESS: Tone.ACTIVE,
    Stage.RETURNED: Tone.CAUTION,
    Stage.REOPENED: Tone.CAUTION,
    Stage.FREEZE_ASKED: Tone.CAUTION,
    Stage.REPORTED: Tone.ACTIVE,
    Stage.VERIFIED: Tone.GOOD,
    Stage.CLOSED: Tone.GOOD,
    Stage.FROZEN: Tone.CAUTION,
    Stage.ENDED: Tone.QUIET,
}
_LIGHT_TONES = {
    Light.OVERDUE: Tone.DANGER,
    Light.SOON: Tone.CAUTION,
    Light.NORMAL: Tone.GOOD,
    Light.FROZEN: Tone.QUIET,
    Light.DONE: Tone.GOOD,
    Light.ENDED: Tone.QUIET,
}
_REPORT_TONES = {
    ReportState.DRAFT: Tone.QUIET,
    ReportState.SENT: Tone.ACTIVE,
    ReportState.VERIFIED: Tone.GOOD,
    ReportState.RETURNED: Tone.CAUTION,
    ReportState.RECALLED: Tone.QUIET,
    ReportState.LAPSED: Tone.QUIET,
}


def me(request: HttpRequest) -> User:
    """The person who asks. Every view of this room stands behind the login."""
    assert isinstance(request.user, User)  # noqa: S101 - LoginRequiredMiddleware
    return request.user


def find_task(request: HttpRequest, key: int) -> Task:
    """A task that the person may see, or 404: whether it exists is not for others to know."""
    rows = queries.tasks_for(request.user, timezone.localdate())
    return get_object_or_404(rows.select_related("item__version"), pk=key)


def find_part(request: HttpRequest, key: int) -> Assignment:
    """An assignment of a task that the person may see, or 404."""
    rows = queries.assignments_for(request.user, timezone.localdate())
    return get_object_or_404(rows.select_related("unit__area", "task__item"), pk=key)


def posted(request: HttpRequest) -> QueryDict | None:
    """What a form was sent with, or None where it is asked for."""
    return request.POST if request.method == "POST" else None


def with_value(form: forms.BaseForm, name: str, value: Any) -> MultiValueDict[str, Any]:
    """The data of a bound form with one value replaced: what was typed stays, what was seen is new."""
    data = MultiValueDict(form.data.lists() if isinstance(form.data, MultiValueDict) else ())
    data[name] = value
    return data


def stage_light(stage: str) -> records.Light:
    """A state as icon and word."""
    found = Stage(stage)
    return records.Light(STAGE_NAMES[found], _STAGE_TONES[found])


def report_light(state: str) -> records.Light:
    """The state of a report as icon and word."""
    found = ReportState(state)
    return records.Light(REPORT_NAMES[found], _REPORT_TONES[found])


def light_name(light: Light) -> records.Light:
    """A light as icon and word."""
    return records.Light(LIGHT_NAMES[light], _LIGHT_TONES[light])


def task_light(task: Task) -> records.Light:
    """The light of a task today."""
    return light_name(timeliness(Stage(task.stage), task.due_on, timezone.localdate()))


def part_light(part: Assignment) -> records.Light:
    """The light of an assignment today; a frozen one also says what it was on the day of the freeze."""
    light = timeliness(Stage(part.stage), part.task.due_on, timezone.localdate())
    if part.frozen_on is None:
        return light_name(light)
    held = LIGHT_NAMES[light_when_frozen(part.task.due_on, part.frozen_on)]
    return records.Light(
        gettext("%(light)s（冻结时%(held)s）") % {"light": LIGHT_NAMES[light], "held": held},
        _LIGHT_TONES[light],
    )


def task_link(task: Task, text: str = "") -> Link:
    return Link(text or task.title, reverse("tasks:task", args=[task.pk]))


def happenings(steps: Iterable[Step]) -> list[Happening]:
    """Steps as a timeline; what a deputy did says 代.

    What was done at one stroke for several units (a publication assigns them all) is one entry.
    """
    return [_happening(list(strokes)) for _same, strokes in groupby(steps, key=_stroke)]


def _stroke(step: Step) -> tuple[object, ...]:
    return (step.at, step.by_id, step.verb, step.reason, step.stage_to, step.assignment_id is None)


def _happening(steps: list[Step]) -> Happening:
    first = steps[0]
    units = "、".join(
        str(s.assignment.unit) for s in sorted(steps, key=lambda step: step.pk) if s.assignment
    )
    title = retold(first.title)
    what = f"{units}：{title}" if units else title
    return Happening(first.at, _who(first), what, first.reason, _step_tone(first))


def _who(step: Step) -> str:
    return (
        gettext("%(name)s（代%(name2)s）") % {"name": step.by.name, "name2": step.deputy_for.name}
        if step.deputy_for
        else step.by.name
    )


def _step_tone(step: Step) -> Tone:
    return _STAGE_TONES[Stage(step.stage_to)] if step.stage_to else Tone.QUIET
