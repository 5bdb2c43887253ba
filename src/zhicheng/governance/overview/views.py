"""The first page. Leaders and the office see the whole city; everyone else, their own work first."""

from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from zhicheng.foundation.accounts.models import User
from zhicheng.foundation.accounts.permissions import actor_of
from zhicheng.foundation.face.records import Light, Tone
from zhicheng.governance.overview import queries
from zhicheng.governance.overview.rules import shown_stages
from zhicheng.governance.tasks import queries as ledger
from zhicheng.governance.tasks import rules
from zhicheng.governance.tasks.models import Task
from zhicheng.governance.tasks.views.common import light_name, part_light, stage_light
from zhicheng.governance.tasks.views.figures import Figure, chapter_lines, unit_lines

UNKNOWN = Light(_("尚无数据"), Tone.UNKNOWN)
"""No target has a value until indicators are computed: unknown is never zero (R-00-3)."""


def home(request: HttpRequest) -> HttpResponse:
    """Targets, what is overdue and whose, the work by chapter and by unit; my work first for officers."""
    user, today = request.user, timezone.localdate()
    assert isinstance(user, User)  # noqa: S101 - LoginRequiredMiddleware
    city_wide = actor_of(user).sees_whole_city
    context = {
        "today": today,
        "city_wide": city_wide,
        "figures": _headline(ledger.tally(ledger.tasks_for(user, today))),
        "targets": queries.targets(user),
        "unknown": UNKNOWN,
        "waiting": _waiting(user, today),
        **_overdue(user, today),
        **(_tables(user, today) if city_wide else {"chapters": [], "units": []}),
    }
    return render(request, "overview/home.html", context)


def _headline(tally: ledger.Tally) -> list[Figure]:
    """The few figures at the top; each opens its rows, and those of the states add up to all."""
    lights = (rules.Light.OVERDUE, rules.Light.SOON)
    return [
        Figure(_("任务总数"), tally.total, _rows()),
        *(Figure(light_name(li), tally.lights[li], _rows(light=li.value)) for li in lights),
        *(
            Figure(stage_light(s), tally.stages[s], _rows(stage=s.value))
            for s in shown_stages(tally.stages)
        ),
    ]


def _rows(**query: Any) -> str:
    return f"{reverse('tasks:ledger')}?{urlencode(query)}"


def _waiting(user: User, today: date) -> dict[str, Any]:
    rows = ledger.waiting_for(user, today).order_by("due_on", "task__number")
    shown = [(part, stage_light(part.stage), part_light(part)) for part in rows[: queries.WAITING]]
    return {"count": rows.count(), "rows": shown}


def _overdue(user: User, today: date) -> dict[str, Any]:
    rows = queries.overdue(user, today)
    shown = [(task, _owners(task), (today - task.due_on).days) for task in rows[: queries.SHOWN]]
    return {"overdue": shown, "overdue_url": _rows(light=rules.Light.OVERDUE.value)}


def _owners(task: Task) -> str:
    """Whose an overdue task is: the units that have not closed their part, leads (牵头) marked."""
    return "、".join(
        f"{part.unit}（牵头）" if part.kind == rules.Kind.LEAD else str(part.unit)
        for part in task.assignments.all()
        if part.stage not in rules.FINAL
    )


def _tables(user: User, today: date) -> dict[str, Any]:
    return {
        "chapters": chapter_lines(ledger.tasks_for(user, today)),
        "units": unit_lines(ledger.assignments_for(user, today)),
    }
