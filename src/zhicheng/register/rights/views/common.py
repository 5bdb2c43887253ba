"""What the views of this room share."""

from typing import Final

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext

from zhicheng.engines.rights import State, Status
from zhicheng.foundation.face.records import Light, Link, Tone
from zhicheng.register.rights import queries
from zhicheng.register.rights.models import Right
from zhicheng.register.rights.rules import STATE_NAMES

_TONES: Final = {
    State.UNKNOWN: Tone.UNKNOWN,
    State.IN_FORCE: Tone.GOOD,
    State.IN_GRACE: Tone.CAUTION,
    State.FILED: Tone.ACTIVE,
    State.PUBLISHED: Tone.ACTIVE,
    State.OPPOSED: Tone.CAUTION,
}


def light(status: Status) -> Light:
    """The state as icon and word."""
    return Light(STATE_NAMES[status.state], _TONES.get(status.state, Tone.QUIET))


def find(request: HttpRequest, key: int) -> Right:
    """A right that the person may know of, or 404."""
    return get_object_or_404(queries.rights_for(request.user).select_related("source"), pk=key)


def url_of(right: Right) -> str:
    return reverse("rights:right", args=[right.pk])


def way_to(right: Right) -> tuple[Link, ...]:
    """The pages above a form about a right."""
    return (Link(gettext("权利"), reverse("rights:list")), Link(right.title, url_of(right)))
