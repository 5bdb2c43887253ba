"""What the views of this room share."""

from collections.abc import Mapping

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext

from zhicheng.foundation.face.records import Light, Link, Tone
from zhicheng.governance.workplans import queries
from zhicheng.governance.workplans.models import Item, Workplan
from zhicheng.governance.workplans.rules import STATE_NAMES, PlanState

TONES: Mapping[str, Tone] = {
    PlanState.DRAFTED: Tone.QUIET,
    PlanState.SENT: Tone.ACTIVE,
    PlanState.RETURNED: Tone.CAUTION,
    PlanState.AGREED: Tone.GOOD,
    PlanState.REVISING: Tone.CAUTION,
}


def find_workplan(request: HttpRequest, key: int) -> Workplan:
    """A plan that the person may see, or 404."""
    return get_object_or_404(queries.workplans_for(request.user), pk=key)


def find_item(request: HttpRequest, key: int) -> Item:
    """An item of a plan that the person may see, or 404."""
    rows = Item.objects.filter(dropped_in=None).select_related("workplan__unit__area")
    seen = queries.workplans_for(request.user).values("pk")
    return get_object_or_404(rows, pk=key, workplan__in=seen)


def workplan_light(workplan: Workplan) -> Light:
    state = PlanState(workplan.state)
    return Light(STATE_NAMES[state], TONES[state])


def workplan_url(workplan: Workplan) -> str:
    return reverse("workplans:workplan", args=[workplan.pk])


def all_workplans() -> Link:
    return Link(gettext("年度计划"), reverse("workplans:list"))


def way_to(workplan: Workplan) -> tuple[Link, ...]:
    """The pages above a form about a plan."""
    return (all_workplans(), Link(str(workplan), workplan_url(workplan)))
