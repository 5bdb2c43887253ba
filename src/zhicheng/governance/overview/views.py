"""The first page. Leaders and the office see the whole city; everyone else, their own work first."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from zhicheng.foundation.accounts.models import User
from zhicheng.foundation.accounts.permissions import actor_of, signed_in
from zhicheng.foundation.agenda.registry import waiting
from zhicheng.foundation.face.records import Figure
from zhicheng.governance.overview import queries
from zhicheng.governance.overview.charts import COUNTY, GRAVE, gravest_first, light_chart
from zhicheng.governance.overview.queries import LINES
from zhicheng.governance.overview.rules import shown_stages
from zhicheng.governance.overview.targets import TargetLine
from zhicheng.governance.tasks import queries as ledger
from zhicheng.governance.tasks import rules
from zhicheng.governance.tasks.models import Task
from zhicheng.governance.tasks.views.common import light_name, light_of, stage_light
from zhicheng.governance.tasks.views.figures import chapter_lines


@dataclass(frozen=True, slots=True)
class Headline:
    """All tasks; by what is wrong with their time, of which one has at most one; by state, which add up."""

    total: Figure
    lights: Sequence[Figure]
    stages: Sequence[Figure]


def home(request: HttpRequest) -> HttpResponse:
    """Targets, what is overdue and whose, the work by chapter and by unit; my work first for officers."""
    user, today = signed_in(request), timezone.localdate()
    city_wide = actor_of(user).sees_whole_city
    counts = ledger.counts_for(user, today)
    context = {
        "today": today,
        "city_wide": city_wide,
        "headline": headline(counts.tasks),
        "targets": [
            TargetLine(target, standing, today)
            for target, standing in queries.gravest_targets(user, today)[: queries.SHOWN]
        ],
        "waiting": _waiting(user, today),
        "others": [
            replace(load, rows=load.rows[: queries.WAITING]) for load in waiting(user, today)
        ],
        **overdue_rows(user, today),
        **(
            _tables(counts, today)
            if city_wide
            else {"chapters": [], "by_unit": None, "by_county": None}
        ),
    }
    return render(request, "overview/home.html", context)


def headline(tally: ledger.Tally) -> Headline:
    """The few figures at the top; each opens its rows."""
    return Headline(
        total=Figure(_("任务总数"), tally.total, _rows()),
        lights=[Figure(light_name(li), tally.lights[li], _rows(light=li.value)) for li in GRAVE],
        stages=[
            Figure(stage_light(s), tally.stages[s], _rows(stage=s.value))
            for s in shown_stages(tally.stages)
        ],
    )


def _rows(**query: Any) -> str:
    return f"{reverse('tasks:ledger')}?{urlencode(query)}"


def _waiting(user: User, today: date) -> dict[str, Any]:
    rows = ledger.waiting_for(user, today).order_by("due_on", "task__number")
    shown = [(part, stage_light(part.stage), light_of(part)) for part in rows[: queries.WAITING]]
    return {"count": rows.count(), "rows": shown}


def overdue_rows(user: User, today: date) -> dict[str, Any]:
    rows = queries.overdue(user, today)
    shown = [(task, _owners(task), (today - task.due_on).days) for task in rows]
    return {"overdue": shown, "overdue_url": _rows(light=rules.Condition.OVERDUE.value)}


def _owners(task: Task) -> str:
    """Whose an overdue task is: the units that have not closed their part, leads (牵头) marked."""
    return "、".join(
        gettext("%(unit)s（牵头）") % {"unit": unit} if kind == rules.Kind.LEAD else unit
        for kind, stage, unit in task.holders
        if stage not in rules.FINAL
    )


def _tables(counts: ledger.Counts, today: date) -> dict[str, Any]:
    units, counties = gravest_first(counts.units), gravest_first(counts.counties)
    return {
        "chapters": chapter_lines(counts.chapters[:LINES]),
        "by_unit": light_chart(_("各单位在办分工的时限灯"), units[:LINES], today),
        "by_county": light_chart(_("各县区在办分工的时限灯"), counties[:LINES], today, COUNTY),
    }
