"""The list of targets, a target's page, and its evidence."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

import rules
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from zhicheng.foundation.accounts.permissions import require, signed_in
from zhicheng.foundation.face.lists import Column, Grouping, Table
from zhicheng.foundation.face.records import Happening, Light, Link, Shown, Text
from zhicheng.foundation.files.views import download
from zhicheng.governance.targets import permissions, queries
from zhicheng.governance.targets.actions.observing import said_of
from zhicheng.governance.targets.forms import TargetFilters
from zhicheng.governance.targets.models import Observation, Step, Target
from zhicheng.governance.targets.rules import (
    KIND_NAMES,
    Kind,
    Standing,
    gap,
    measure,
    wanted,
    years_of,
)
from zhicheng.governance.targets.views.charts import chart_of
from zhicheng.governance.targets.views.common import (
    VERDICTS,
    find,
    outlook_light,
    status_light,
    url_of,
    value_words,
)
from zhicheng.governance.targets.views.distributions import shown_distributions
from zhicheng.governance.targets.views.forecasts import shown_forecast


def _stands(show: Callable[[Target, Standing], Shown]) -> Callable[[Target], Shown]:
    """A column that shows how a target stands today; asks nothing besides what was prefetched."""
    return lambda target: show(target, queries.standing_of(target, timezone.localdate()))


def gap_words(target: Target, standing: Standing) -> str | None:
    """What is missing to what is demanded; None where it is not known, and for a qualitative target."""
    if standing.value is None or target.value is None:
        return None
    missing = gap(target.demand, standing.value)
    return target.demand.scale_beside(standing.value).words(missing)


LIST = Table[Target](
    title=_("指标台账"),
    columns=(
        Column("indicator", _("指标"), lambda t: Link(t.indicator, url_of(t)), ("indicator",), "long"),
        Column("wanted", _("目标值"), _stands(lambda t, s: wanted(t.demand, s.value))),
        Column("due", _("截止"), lambda t: t.due_on, ("due_on",), "date"),
        Column("value", _("现值"), _stands(value_words)),
        Column("as_of", _("数值日期"), _stands(lambda _t, s: s.as_of), kind="date"),
        Column("gap", _("差距"), _stands(gap_words)),
        Column("status", _("状态"), _stands(lambda _t, s: status_light(s))),
        Column("outlook", _("前景"), _stands(lambda _t, s: outlook_light(s))),
        Column(
            "owner", _("填报单位"), lambda t: str(t.owner) if t.owner else None, ("owner__order",)
        ),
    ),
    order=("plan_id", "position"),
    groupings=(
        Grouping("plan", _("按方案"), ("plan_id", "position"), lambda t: t.plan.title),
        Grouping("owner", _("按填报单位"), ("owner__order", "owner"), lambda t: str(t.owner or "—")),
    ),
    empty=_("方案发布后，其中的指标会自动列在这里；统筹协调员确认后即可填报数值。"),
)  # fmt: skip


def targets(request: HttpRequest) -> HttpResponseBase:
    """All targets of the plans."""
    require("targets.view", request.user)
    filters = TargetFilters(request.GET, targets=permissions.visible_targets(request.user))
    rows = queries.targets_for(request.user)
    return LIST.respond(request, "targets/list.html", rows=rows, filters=filters)


@dataclass(frozen=True, slots=True)
class ShownObservation:
    """row: the observation. words: what it says. file: whether the person may open the evidence."""

    row: Observation
    words: Text
    replaced: bool
    file: bool


def target(request: HttpRequest, key: int) -> HttpResponse:
    """404 for whoever does not see the plans."""
    found, user, today = find(request, key), signed_in(request), timezone.localdate()
    standing = queries.standing_of(found, today)
    distributions, slices = shown_distributions(found, today, standing.value)
    ahead = queries.prospect_of(found, today)
    values = {
        "target": found,
        "standing": standing,
        "status": status_light(standing),
        "outlook": outlook_light(standing),
        "wanted": wanted(found.demand, standing.value),
        "value": value_words(found, standing),
        "gap": gap_words(found, standing),
        "kind": KIND_NAMES[found.kind],
        "owner": found.owner.name if found.owner else None,
        "baseline": None if found.baseline is None else measure(found.baseline, found.unit),
        "chart": chart_of(found, today, slices, ahead.forecast),
        "forecast": shown_forecast(found, ahead),
        "years": _years(found, today) if found.annual and found.value is not None else [],
        "observations": _observations(found, user),
        "distributions": distributions,
        "happenings": _happenings(queries.steps_of(found)),
        **_may(user, found),
    }
    return render(request, "targets/target.html", values)


def _may(user: Any, found: Target) -> dict[str, bool]:
    going = found.ended_in_id is None
    return {
        "may_confirm": going and rules.has_perm("targets.confirm", user, found),
        "may_give_up": going
        and found.state != "not_measurable"
        and rules.has_perm("targets.give_up", user, found),
        "may_observe": found.is_open and rules.has_perm("targets.observe", user, found),
        "may_distribute": found.is_open
        and found.kind is not Kind.QUALITATIVE
        and rules.has_perm("targets.distribute", user, found),
    }


def _years(found: Target, today: Any) -> list[tuple[int, str | None, Any, Light]]:
    return [
        (
            y.year,
            None if y.value is None else measure(y.value, found.unit),
            y.as_of,
            VERDICTS[y.met],
        )
        for y in years_of(found.demand, queries.measured(found), today)
    ]


def _observations(found: Target, user: Any) -> list[ShownObservation]:
    readable = set(
        permissions.readable_evidence(user).filter(target=found).values_list("pk", flat=True)
    )
    return [
        ShownObservation(row, said_of(row), hasattr(row, "corrected_by"), row.pk in readable)
        for row in queries.observations_of(found)
    ]


def _happenings(steps: Iterable[Step]) -> list[Happening]:
    return [
        Happening(
            step.at,
            gettext("%(name)s（代%(name2)s）")
            % {"name": step.by.name, "name2": step.deputy_for.name}
            if step.deputy_for
            else step.by.name,
            step.title,
            step.said,
        )
        for step in steps
    ]


def evidence(request: HttpRequest, key: int) -> HttpResponseBase:
    """A file that the person may read, as a download; 404 for everyone else."""
    rows = permissions.readable_evidence(request.user).select_related("evidence")
    found = get_object_or_404(rows, pk=key)
    return download(found.evidence, found.evidence_name)
