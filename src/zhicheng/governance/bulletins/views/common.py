"""What the views of this room share."""

from collections.abc import Iterable

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext

from zhicheng.foundation.face.records import Happening, Light, Link, Tone
from zhicheng.foundation.face.told import retold
from zhicheng.governance.bulletins import queries
from zhicheng.governance.bulletins.models import Report, Step
from zhicheng.governance.bulletins.rules import STATE_NAMES, State

_TONES = {
    State.DRAFT: Tone.QUIET,
    State.COMPOSED: Tone.ACTIVE,
    State.ISSUED: Tone.GOOD,
    State.WITHDRAWN: Tone.CAUTION,
    State.REPLACED: Tone.QUIET,
    State.ABANDONED: Tone.QUIET,
}


def find(request: HttpRequest, key: int) -> Report:
    """A paper that the person may see, or 404."""
    return get_object_or_404(queries.reports_for(request.user), pk=key)


def light(report: Report) -> Light:
    """The state as icon and word."""
    state = State(report.state)
    return Light(STATE_NAMES[state], _TONES[state])


def url_of(report: Report) -> str:
    return reverse("bulletins:report", args=[report.pk])


def way_to(report: Report) -> tuple[Link, ...]:
    """The pages above a form about a paper."""
    return (
        Link(gettext("简报和报告"), reverse("bulletins:list")),
        Link(report.title, url_of(report)),
    )


def happenings(steps: Iterable[Step]) -> list[Happening]:
    """The history for a timeline."""
    return [
        Happening(
            step.at, _who(step), retold(step.title), retold(step.reason),
            _TONES[State(step.state_to)],
        )
        for step in steps
    ]  # fmt: skip


def _who(step: Step) -> str:
    by = step.by.name if step.by else gettext("系统")
    if step.deputy_for is None:
        return by
    return gettext("%(by)s（代%(name)s）") % {"by": by, "name": step.deputy_for.name}
