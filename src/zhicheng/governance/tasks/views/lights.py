"""The city's rule for its lights, and why a light has its colour."""

from dataclasses import dataclass
from datetime import date
from typing import Any

import rules
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from zhicheng.foundation.accounts.permissions import require, signed_in
from zhicheng.foundation.dated.queries import ahead
from zhicheng.foundation.dated.views import ask_to_withdraw, shown, was_set
from zhicheng.foundation.face.forms import posted
from zhicheng.foundation.face.records import Light, Link, Text
from zhicheng.foundation.face.told import retold
from zhicheng.governance.tasks import actions, queries
from zhicheng.governance.tasks.forms import LightsForm, initial_of, table_from
from zhicheng.governance.tasks.models import Assignment, LightSetting, Task
from zhicheng.governance.tasks.rules import (
    COLOUR_NAMES,
    EXAMPLES,
    KIND_NAMES,
    RESTING,
    Check,
    Condition,
    DayKind,
    Kind,
    LightTable,
    checks,
    deciding,
    expected_share,
)
from zhicheng.governance.tasks.views.common import (
    find_part,
    find_task,
    light_of,
    shown_lamp,
)
from zhicheng.governance.tasks.views.milestones import shown_milestones


def lights(request: HttpRequest) -> HttpResponse:
    """All rules of the city, the newest first: what is in force, what was, what will be."""
    require("tasks.see_rules", request.user)
    may_set = rules.has_perm("tasks.set_lights", request.user)
    known = ahead(LightSetting, timezone.localdate()) if may_set else {}
    tables = [
        (one, _soon(one.rule), _lamps(one.rule))
        for one in shown(queries.light_tables(), known, _withdrawal)
    ]
    context = {"tables": tables, "examples": EXAMPLES, "may_set": may_set}
    return render(request, "tasks/lights.html", context)


def _withdrawal(key: int) -> str:
    return reverse("tasks:withdraw_lights", args=[key])


def _lamps(table: LightTable) -> list[tuple[Light, Text, str]]:
    return [(shown_lamp(x), COLOUR_NAMES[x.colour], retold(x.meaning)) for x in table.lamps]


def _soon(table: LightTable) -> str:
    if table.soon_kind is DayKind.WORKING:
        return gettext("%(count)s 个工作日") % {"count": table.soon}
    return gettext("%(count)s 个自然日") % {"count": table.soon}


def set_lights(request: HttpRequest) -> HttpResponse:
    """Set a rule from a day to come, beginning with the one in force or with an example (``?like=``)."""
    require("tasks.set_lights", request.user)
    form = LightsForm(posted(request), initial=initial_of(_model(request)))

    def save(values: dict[str, Any]) -> None:
        actions.set_lights(table=table_from(values), by=signed_in(request), at=timezone.now())

    if was_set(request, form, save):
        return redirect("tasks:lights")
    status = 422 if form.is_bound else 200
    return render(request, "tasks/set_lights.html", {"form": form}, status=status)


def withdraw_lights(request: HttpRequest, key: int) -> HttpResponse:
    """Ask, then take away a rule that has not begun."""
    require("tasks.set_lights", request.user)
    row = get_object_or_404(LightSetting, pk=key)
    return ask_to_withdraw(request, row, actions.withdraw_lights, reverse("tasks:lights"))


def _model(request: HttpRequest) -> LightTable:
    like = request.GET.get("like", "")
    examples = {str(n): table for n, table in enumerate(EXAMPLES, start=1)}
    return examples.get(like) or queries.light_table(timezone.localdate())


@dataclass(frozen=True, slots=True)
class ShownCheck:
    """A comparison in words. counts: it is the one that decides."""

    light: Light
    words: Text
    check: Check
    counts: bool


_WORDS: dict[Condition, Text] = {
    Condition.OVERDUE: _("完成时限早于今天"),
    Condition.BEHIND: _("进度滞后起始日已到"),
    Condition.LATE_START: _("签收期限早于今天，尚未签收"),
    Condition.BEGUN_LATE: _("签收晚于期限，且已核实的进度尚未赶上时间进度"),
    Condition.SOON: _("完成时限不晚于临期界限"),
}


@dataclass(frozen=True, slots=True)
class ShownPart:
    """A unit at work in the task, with the days of its own that the task's light may follow. signing: its
    signature counts for the task."""

    unit: Link
    kind: Text
    light: Light
    sign_by: date | None
    late_from: date | None
    behind_from: date | None
    signing: bool


def why_task(request: HttpRequest, key: int) -> HttpResponse:
    """Why the light of a task has its colour. 404 for whoever has no part in it."""
    task = find_task(request, key)
    return _why(request, task, task, None)


def why_part(request: HttpRequest, key: int) -> HttpResponse:
    """Why the light of one unit's part has its colour."""
    part = find_part(request, key)
    return _why(request, part.task, part, part)


def _why(
    request: HttpRequest, task: Task, row: Task | Assignment, part: Assignment | None
) -> HttpResponse:
    today = timezone.localdate()
    table, day = queries.light_table(today), queries.boundaries(today)
    found = checks(queries.timing_of(row), day, table.precedence)
    deciding = next((c for c in found if c.holds), None)
    light = queries.condition_of(row, today)
    dated = light not in {Condition.DONE, Condition.ENDED, Condition.FROZEN}
    context = {
        "task": task,
        "part": part,
        "whose": part.unit.name if part else "",
        "light": light_of(row),
        "meaning": table.lamp(light).meaning,
        "table": table,
        "soon": _soon(table),
        "day": day,
        "checks": [
            ShownCheck(
                shown_lamp(table.lamp(c.condition)), _WORDS[c.condition], c, c is deciding and dated
            )
            for c in found
        ],
        "dated": dated,
        "parts": _parts(task, today) if part is None and dated else [],
        "frozen_on": row.frozen_on,
        "late_from": row.late_from if dated else None,
        "passed": expected_share(queries.begins_on(task), task.due_on, today),
        "progress": part.progress if part else None,
        "milestones": shown_milestones(request, task, _progress(task, part)),
        "basis": part.sign_basis if part else {},
        "calendar": queries.calendar_version(),
    }
    return render(request, "tasks/why.html", context)


def _progress(task: Task, part: Assignment | None) -> int | None:
    """Against what milestones are held: the part's own progress, else the task's."""
    return part.progress if part else queries.progress_of(task.assignments.all())


def _parts(task: Task, today: date) -> list[ShownPart]:
    """The units at work in a task, those whose signature counts first."""
    at_work = [part for part in queries.parts_of(task, today) if part.stage not in RESTING]
    counting = deciding(at_work)
    return [
        ShownPart(
            Link(part.unit.name, reverse("tasks:why_part", args=[part.pk])),
            KIND_NAMES[Kind(part.kind)],
            light_of(part),
            part.sign_by,
            part.late_from,
            part.behind_from,
            part in counting,
        )
        for part in sorted(at_work, key=lambda part: part not in counting)
    ]
