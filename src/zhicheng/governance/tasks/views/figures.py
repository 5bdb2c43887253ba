"""Figures that open their rows."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from zhicheng.foundation.face.records import Light, Link, Text
from zhicheng.governance.tasks import rules
from zhicheng.governance.tasks.queries import Tally
from zhicheng.governance.tasks.rules import Stage
from zhicheng.governance.tasks.views.common import light_name, stage_light

_STAGES = (
    Stage.ASSIGNED,
    Stage.ACCEPTED,
    Stage.IN_PROGRESS,
    Stage.RETURNED,
    Stage.REPORTED,
    Stage.VERIFIED,
    Stage.CLOSED,
)
_LIGHTS = (rules.Light.OVERDUE, rules.Light.SOON, rules.Light.FROZEN)


@dataclass(frozen=True, slots=True)
class Figure:
    """A count and the list of what was counted."""

    label: Light | Text
    value: int
    url: str


@dataclass(frozen=True, slots=True)
class FigureLine:
    """The figures of one group."""

    title: Link
    figures: Sequence[Figure]


def part_figures(tally: Tally, **query: Any) -> list[Figure]:
    """Figures of assignments: the query is what narrows the list by unit to this group."""
    return _figures(tally, reverse("tasks:parts"), query)


def task_figures(tally: Tally, **query: Any) -> list[Figure]:
    """Figures of tasks, as ``part_figures``."""
    return _figures(tally, reverse("tasks:ledger"), query)


def _figures(tally: Tally, path: str, query: dict[str, Any]) -> list[Figure]:
    def url(**more: Any) -> str:
        return f"{path}?{urlencode({**query, **more})}"

    return [
        Figure(_("全部"), tally.total, url()),
        *(Figure(stage_light(s), tally.stages[s], url(stage=s.value)) for s in _STAGES),
        *(Figure(light_name(li), tally.lights[li], url(light=li.value)) for li in _LIGHTS),
    ]
