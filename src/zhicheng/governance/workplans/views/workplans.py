"""The list of yearly plans, and a plan with how its items stand."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any

import rules
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from zhicheng.foundation.accounts.permissions import require, signed_in
from zhicheng.foundation.face.history import happenings
from zhicheng.foundation.face.lists import Column, Table
from zhicheng.foundation.face.records import Light, Link, Tone
from zhicheng.foundation.units.models import Unit
from zhicheng.foundation.units.queries import doer_of
from zhicheng.governance.targets.models import Target
from zhicheng.governance.targets.rules import Year, measure, wanted
from zhicheng.governance.tasks.permissions import visible_tasks
from zhicheng.governance.tasks.rules import STAGE_NAMES
from zhicheng.governance.workplans import queries
from zhicheng.governance.workplans.forms import DayForm, WorkplanFilters
from zhicheng.governance.workplans.models import Edition, Item, Workplan
from zhicheng.governance.workplans.permissions import own_units
from zhicheng.governance.workplans.queries import Standing
from zhicheng.governance.workplans.rules import EDITABLE, OWN_NAMES
from zhicheng.governance.workplans.views.common import (
    TONES,
    find_workplan,
    way_to,
    workplan_light,
    workplan_url,
)

WORKPLANS = Table[Workplan](
    title=_("年度计划"),
    columns=(
        Column("year", _("年度"), lambda w: str(w.year), ("year",)),
        Column(
            "unit", _("单位"), lambda w: Link(w.unit.short_name, workplan_url(w)), ("unit__order",)
        ),
        Column("agreed", _("审定日期"), lambda w: w.agreed_on, ("agreed_on",), "date"),
        Column("state", _("状态"), workplan_light, ("state",)),
    ),
    order=("-year", "unit__order", "pk"),
    empty=_("还没有年度计划。各单位按台账编制、报送后列在这里。"),
)


def workplans(request: HttpRequest) -> HttpResponseBase:
    """The plans that the person sees."""
    require("workplans.view", request.user)
    rows = queries.workplans_for(request.user)
    units = Unit.objects.filter(pk__in=rows.order_by().values("unit"))
    return WORKPLANS.respond(
        request,
        "workplans/list.html",
        rows=rows,
        filters=WorkplanFilters(request.GET, units=units),
        may_draw=own_units(request.user).exists(),
    )


@dataclass(frozen=True, slots=True)
class Button:
    """A step that the person may take. hindrance: why not now."""

    title: str
    url: str
    hindrance: str


@dataclass(frozen=True, slots=True)
class ShownItem:
    """An item with its state. source: the task or target that it comes from, a link for whoever sees it there;
    None for what the unit set itself. wanted: what a target wants of the year. carried: it comes from an earlier
    year."""

    item: Item
    source: Link | str | None
    due_on: date
    light: Light
    said: str
    wanted: str = ""
    carried: bool = False


def workplan(request: HttpRequest, key: int) -> HttpResponse:
    """The plan, and how each item stands today or stood on the day that is asked for."""
    found, user = find_workplan(request, key), signed_in(request)
    form = DayForm(request.GET or None)
    day: date = (form.is_valid() and form.cleaned_data["on"]) or timezone.localdate()
    standings = queries.standings(found, day)
    drafts = rules.has_perm("workplans.draft", user, found.unit)
    draft = list(queries.items_of(found)) if found.adjusting else []
    buttons = [
        Button(c.title, reverse("workplans:decide", args=[key, c.verb]), c.hindrance)
        for c in queries.choices(found, user)
    ]
    context = {
        "workplan": found,
        "state": workplan_light(found),
        "buttons": buttons,
        "day": day,
        "form": form,
        "items": _shown(standings, user),
        "draft": _shown(queries.standings_of(draft, found.year, timezone.localdate()), user),
        "figures": _figures(standings),
        "may_change": drafts and found.state in EDITABLE,
        "may_report": drafts and found.agreed_on is not None,
        "heir": None if found.unit.active else doer_of(found.unit),
        "editions": [_edition_link(one) for one in queries.editions_of(found)],
        "happenings": happenings(queries.steps_of(found), TONES),
    }
    return render(request, "workplans/workplan.html", context)


def _edition_link(edition: Edition) -> Link:
    words = _("第%(number)s次审定（%(day)s）") % {
        "number": edition.number,
        "day": edition.agreed_on.isoformat(),
    }
    return Link(words, reverse("workplans:edition", args=[edition.pk]))


def edition(request: HttpRequest, key: int) -> HttpResponse:
    """What a plan was until it was adjusted."""
    found = get_object_or_404(queries.editions_for(request.user), pk=key)
    context = {
        "edition": found,
        "way": way_to(found.workplan),
        "items": _kept_items(found),
    }
    return render(request, "workplans/edition.html", context)


def _kept_items(edition: Edition) -> list[dict[str, Any]]:
    """The items of an edition, each with what its target wanted of the year, in words."""
    targets = Target.objects.in_bulk([row["target"] for row in edition.items if row["target"]])
    return [
        {**row, "due_on": date.fromisoformat(row["due_on"]), "wanted": _kept_demand(row, targets)}
        for row in edition.items
    ]


def _kept_demand(row: Mapping[str, Any], targets: Mapping[int, Target]) -> str:
    """Editions of before kept no unit: theirs was the target's."""
    if not row["target"]:
        return ""
    target = targets[row["target"]]
    return _wanted(target, Decimal(row["wanted"]), row.get("wanted_unit", target.unit))


def _wanted(target: Target, value: Decimal | None, unit: str) -> str:
    return wanted(replace(target.demand, value=value, unit=unit))


def _figures(standings: list[Standing]) -> list[tuple[object, int]]:
    return [
        (_("事项"), len(standings)),
        (_("已完成"), sum(one.done for one in standings)),
        (_("逾期"), sum(one.late for one in standings)),
    ]


def _shown(standings: list[Standing], user: object) -> list[ShownItem]:
    tasks = [s.item.assignment.task_id for s in standings if s.item.assignment]
    seen = set(visible_tasks(user).filter(pk__in=tasks).values_list("pk", flat=True))
    return [_shown_item(standing, seen) for standing in standings]


def _shown_item(standing: Standing, seen: set[int]) -> ShownItem:
    item = standing.item
    part, target = item.assignment, item.target
    if target is not None:
        return _shown_slice(standing, target)
    if part is None:
        return ShownItem(item, None, standing.due_on, _light(standing), standing.said)
    url = reverse("tasks:task", args=[part.task_id])
    link = Link(part.task.number, url) if part.task_id in seen else part.task.number
    carried = standing.due_on.year < item.workplan.year
    return ShownItem(item, link, standing.due_on, _light(standing), standing.said, carried=carried)


def _shown_slice(standing: Standing, target: Target) -> ShownItem:
    """What a target wants of the year, in the unit that it has now; as it was agreed where that cannot be had.
    Whoever reads yearly plans reads targets as well."""
    item, said = standing.item, ""
    if standing.measured is not None and standing.measured.value is not None:
        said = measure(standing.measured.value, target.unit)
    link = Link(_("指标"), reverse("targets:target", args=[target.pk]))
    if standing.comparable:
        words = _wanted(target, standing.wanted, target.unit)
    else:
        words = _wanted(target, item.wanted, item.wanted_unit)
    return ShownItem(item, link, item.due_on, _light(standing), said, words)


def _light(standing: Standing) -> Light:
    if not standing.comparable:
        return Light(_("计量单位已改，无法比较"), Tone.UNKNOWN)
    if standing.measured is not None:
        return _light_of_slice(standing.measured)
    if standing.late:
        return Light(_("逾期"), Tone.DANGER)
    tone = Tone.GOOD if standing.done else Tone.ACTIVE
    if standing.stage is not None:
        return Light(STAGE_NAMES[standing.stage], tone)
    if standing.own is not None:
        return Light(OWN_NAMES[standing.own], tone)
    return Light(_("尚无进展"), Tone.UNKNOWN)


def _light_of_slice(found: Year) -> Light:
    """Of a year that is over without a value nothing is concluded."""
    if found.value is None:
        return Light(_("尚无数据"), Tone.UNKNOWN)
    if found.met is None:
        return Light(_("监测中"), Tone.ACTIVE)
    return Light(_("已达到"), Tone.GOOD) if found.met else Light(_("未达到"), Tone.DANGER)
