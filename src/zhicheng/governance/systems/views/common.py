"""What the views of this room share."""

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext

from zhicheng.foundation.face import records
from zhicheng.foundation.face.records import Link, Tone
from zhicheng.governance.systems import queries
from zhicheng.governance.systems.models import Milestone, System
from zhicheng.governance.systems.rules import STATE_NAMES, State

TONES = {
    State.PLANNED: Tone.QUIET,
    State.BUILDING: Tone.ACTIVE,
    State.TRIAL: Tone.ACTIVE,
    State.RUNNING: Tone.GOOD,
    State.STOPPED: Tone.QUIET,
}


def find(request: HttpRequest, key: int) -> System:
    """A system that the person may see, or 404."""
    return get_object_or_404(queries.systems_for(request.user, timezone.localdate()), pk=key)


def find_milestone(request: HttpRequest, key: int) -> Milestone:
    """A milestone of a system that the person may see, or 404."""
    systems = queries.systems_for(request.user, timezone.localdate())
    rows = Milestone.objects.select_related("system__owner", "system__item__version")
    return get_object_or_404(rows.filter(system__in=systems.values("pk")), pk=key)


def state_light(state: str) -> records.Light:
    """A state as icon and word."""
    found = State(state)
    return records.Light(STATE_NAMES[found], TONES[found])


def url_of(system: System) -> str:
    return reverse("systems:system", args=[system.pk])


def way_to(system: System) -> tuple[Link, ...]:
    """The pages above a form about a system."""
    return (Link(gettext("建设清单"), reverse("systems:list")), Link(system.name, url_of(system)))
