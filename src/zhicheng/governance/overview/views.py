"""The first page. Leaders and the office see the whole city; everyone else, their own work first."""

from collections.abc import Callable
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from zhicheng.foundation.accounts.models import User
from zhicheng.foundation.accounts.permissions import actor_of
from zhicheng.foundation.face.lists import Column, Table
from zhicheng.foundation.face.records import Light, Link, Shown, Tone
from zhicheng.foundation.units.models import UnitKind
from zhicheng.governance.overview import queries
from zhicheng.governance.overview.charts import gravest_first, light_chart
from zhicheng.governance.overview.queries import LINES, Target
from zhicheng.governance.overview.rules import shown_stages
from zhicheng.governance.plans.models import Item
from zhicheng.governance.tasks import queries as ledger
from zhicheng.governance.tasks import rules
from zhicheng.governance.tasks.models import Task
from zhicheng.governance.tasks.views.common import light_name, light_of, stage_light
from zhicheng.governance.tasks.views.figures import (
    Figure,
    chapter_lines,
)

_COUNTIES = (UnitKind.COUNTY, UnitKind.ZONE)

UNKNOWN = Light(_("尚无数据"), Tone.UNKNOWN)
"""No target has a value until indicators are computed: unknown is never zero (R-00-3)."""


def home(request: HttpRequest) -> HttpResponse:
    """Targets, what is overdue and whose, the work by chapter and by unit; my work first for officers."""
    user, today = request.user, timezone.localdate()
    assert isinstance(user, User)  # noqa: S101 - LoginRequiredMiddleware
    city_wide = actor_of(user).sees_whole_city
    counts = ledger.counts_for(user, today)
    context = {
        "today": today,
        "city_wide": city_wide,
        "figures": headline(counts.tasks),
        "targets": [queries.target_of(item) for item in queries.targets(user)[: queries.SHOWN]],
        "unknown": UNKNOWN,
        "waiting": _waiting(user, today),
        **overdue_rows(user, today),
        **(
            _tables(counts, today)
            if city_wide
            else {"chapters": [], "by_unit": None, "by_county": None}
        ),
    }
    return render(request, "overview/home.html", context)


def _as_target(show: Callable[[Target], Shown]) -> Callable[[Item], Shown]:
    return lambda item: show(queries.target_of(item))


TARGETS = Table[Item](
    title=_("方案目标"),
    columns=(
        Column("indicator", _("目标"), _as_target(lambda t: t.indicator), kind="long"),
        Column("wanted", _("目标值"), _as_target(lambda t: t.wanted or str(_("定性要求")))),
        Column("due", _("截止"), _as_target(lambda t: t.due)),
        Column("attribute", _("属性"), _as_target(lambda t: t.attribute)),
        Column("value", _("现值"), lambda item: UNKNOWN),
        Column("source", _("依据"), _as_target(lambda t: Link(t.plan, t.url)), kind="long"),
    ),
    order=("version__plan", "position"),
    empty=_("还没有已发布的方案。方案发布后，其中的目标列在这里。"),
)


def targets(request: HttpRequest) -> HttpResponseBase:
    """All targets of the plans in force that the person may read."""
    return TARGETS.respond(request, "overview/targets.html", rows=queries.targets(request.user))


def headline(tally: ledger.Tally) -> list[Figure]:
    """The few figures at the top; each opens its rows, and those of the states add up to all."""
    lights = (rules.Condition.OVERDUE, rules.Condition.BEHIND, rules.Condition.SOON)
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
    shown = [(part, stage_light(part.stage), light_of(part)) for part in rows[: queries.WAITING]]
    return {"count": rows.count(), "rows": shown}


def overdue_rows(user: User, today: date) -> dict[str, Any]:
    rows = queries.overdue(user, today)
    shown = [(task, _owners(task), (today - task.due_on).days) for task in rows[: queries.SHOWN]]
    return {"overdue": shown, "overdue_url": _rows(light=rules.Condition.OVERDUE.value)}


def _owners(task: Task) -> str:
    """Whose an overdue task is: the units that have not closed their part, leads (牵头) marked."""
    return "、".join(
        gettext("%(unit)s（牵头）") % {"unit": part.unit}
        if part.kind == rules.Kind.LEAD
        else str(part.unit)
        for part in task.assignments.all()
        if part.stage not in rules.FINAL
    )


def _tables(counts: ledger.Counts, today: date) -> dict[str, Any]:
    units = gravest_first(counts.units)
    counties = [tally for tally in units if tally.key["unit__kind"] in _COUNTIES]
    return {
        "chapters": chapter_lines(counts.chapters[:LINES]),
        "by_unit": light_chart(_("各单位在办分工的时限灯"), units[:LINES], today),
        "by_county": light_chart(_("各县区在办分工的时限灯"), counties[:LINES], today),
    }
