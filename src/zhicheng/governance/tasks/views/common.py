"""What the views of this room share: who asks, what they may see, and how things are shown."""

from collections.abc import Iterable
from dataclasses import replace
from itertools import groupby
from typing import Any

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from zhicheng.foundation.face import records
from zhicheng.foundation.face.addresses import address
from zhicheng.foundation.face.records import Happening, Link, Text, Tone
from zhicheng.foundation.face.told import retold
from zhicheng.governance.tasks import queries
from zhicheng.governance.tasks.models import Assignment, Step, Task
from zhicheng.governance.tasks.rules import (
    DRAFTABLE,
    REPORT_NAMES,
    STAGE_NAMES,
    Colour,
    Condition,
    Lamp,
    ReportState,
    Stage,
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
_COLOUR_TONES = {
    Colour.GREEN: Tone.GOOD,
    Colour.BLUE: Tone.ACTIVE,
    Colour.YELLOW: Tone.CAUTION,
    Colour.ORANGE: Tone.WARNING,
    Colour.RED: Tone.DANGER,
    Colour.GREY: Tone.QUIET,
}
_REPORT_TONES = {
    ReportState.DRAFT: Tone.QUIET,
    ReportState.SENT: Tone.ACTIVE,
    ReportState.VERIFIED: Tone.GOOD,
    ReportState.RETURNED: Tone.CAUTION,
    ReportState.RECALLED: Tone.QUIET,
    ReportState.LAPSED: Tone.QUIET,
}


def find_task(request: HttpRequest, key: int) -> Task:
    """A task that the person may see, or 404: whether it exists is not for others to know."""
    rows = queries.tasks_for(request.user, timezone.localdate())
    large = ("item__version__text", "item__version__reading")
    return get_object_or_404(rows.select_related("item__version").defer(*large), pk=key)


def find_part(request: HttpRequest, key: int) -> Assignment:
    """An assignment of a task that the person may see, or 404."""
    rows = queries.assignments_for(request.user, timezone.localdate())
    return get_object_or_404(rows.select_related("unit__area", "task__item"), pk=key)


def stage_light(stage: str) -> records.Light:
    """A state as icon and word."""
    found = Stage(stage)
    return records.Light(STAGE_NAMES[found], _STAGE_TONES[found])


def report_light(state: str) -> records.Light:
    """The state of a report as icon and word."""
    found = ReportState(state)
    return records.Light(REPORT_NAMES[found], _REPORT_TONES[found])


def shown_lamp(lamp: Lamp) -> records.Light:
    """A lamp of the city's rule as icon and word."""
    return records.Light(retold(lamp.name), _COLOUR_TONES[lamp.colour])


def light_name(condition: Condition) -> records.Light:
    """What a condition is called and which colour it has today, by the city's rule."""
    return shown_lamp(queries.light_table(timezone.localdate()).lamp(condition))


_OF_THE_LEADS = {
    Condition.LATE_START: _("牵头单位%(light)s"),
    Condition.BEGUN_LATE: _("牵头单位%(light)s"),
}
"""What is said of a task because of those of its units that decide (``rules.deciding``), whatever the state of the
whole: the leads, or all of a task that has none."""


def task_light_name(condition: Condition) -> records.Light:
    """As ``light_name``, where tasks are counted: beside their states it says whose lateness is counted."""
    light = light_name(condition)
    words = _OF_THE_LEADS.get(condition)
    return records.Light(words % {"light": light.word}, light.tone) if words else light


def light_of(row: Task | Assignment) -> records.Light:
    """The light of a task or assignment that was read with it; a frozen one says what it was on the day
    of the freeze."""
    return shown_lamp(queries.lamp_of(row, timezone.localdate()))


def why_light(row: Task | Assignment) -> records.Light:
    """As ``light_of``, and it leads to why it is so."""
    name = "tasks:why" if isinstance(row, Task) else "tasks:why_part"
    return replace(light_of(row), url=address(name, row.pk))


_NEXT = {
    Stage.ASSIGNED: _("签收"),
    Stage.ACCEPTED: _("办理并填写报告"),
    Stage.IN_PROGRESS: _("填写报告并报送"),
    Stage.RETURNED: _("按退回意见补充后重新报送"),
    Stage.REOPENED: _("重新办理并填写报告"),
    Stage.REPORTED: _("复核"),
    Stage.VERIFIED: _("销号"),
    Stage.FREEZE_ASKED: _("审批冻结申请"),
}


def next_step(part: Any) -> Link:
    """What is to be done about a part that waits (``queries.waiting_for``), and where."""
    stage = Stage(part.stage)
    words: Text = _NEXT[stage]
    if part.to_send:
        words = gettext("审阅并报送（%(name)s已提请）") % {"name": part.drafter}
    if stage in DRAFTABLE:
        return Link(words, reverse("tasks:report", args=[part.pk]))
    return task_link(part.task, str(words))


def task_link(task: Task, text: str = "") -> Link:
    return Link(text or task.title, address("tasks:task", task.pk))


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
    by = step.by.name if step.by else gettext("系统")
    return (
        gettext("%(by)s（代%(name)s）") % {"by": by, "name": step.deputy_for.name}
        if step.deputy_for
        else by
    )


def _step_tone(step: Step) -> Tone:
    return _STAGE_TONES[Stage(step.stage_to)] if step.stage_to else Tone.QUIET
