"""Figures that open their rows."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.utils.translation import gettext_lazy as _

from zhicheng.foundation.face.addresses import address
from zhicheng.foundation.face.records import Figure, Link
from zhicheng.governance.tasks.queries import Tally
from zhicheng.governance.tasks.rules import Condition, Stage
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
_LIGHTS = (
    Condition.OVERDUE,
    Condition.BEHIND,
    Condition.LATE_START,
    Condition.BEGUN_LATE,
    Condition.SOON,
    Condition.FROZEN,
)


@dataclass(frozen=True, slots=True)
class FigureLine:
    """The figures of one group."""

    title: Link
    figures: Sequence[Figure]


def unit_lines(tallies: Iterable[Tally]) -> list[FigureLine]:
    """The figures of units (``queries.Counts``)."""
    return [
        FigureLine(
            Link(tally.key["unit__short_name"], address("tasks:unit", tally.key["unit_id"])),
            part_figures(tally, unit=tally.key["unit_id"]),
        )
        for tally in tallies
    ]


def chapter_lines(tallies: Sequence[Tally]) -> list[FigureLine]:
    """The figures of chapters (``queries.Counts``)."""
    several = len({tally.key["plan_id"] for tally in tallies}) > 1
    lines = []
    for tally in tallies:
        plan, chapter = tally.key["plan_id"], tally.key["chapter"]
        figures = task_figures(tally, plan=plan, chapter=chapter)
        name = chapter or "—"
        title = f"{tally.key['plan__title']} · {name}" if several else name
        lines.append(FigureLine(Link(title, figures[0].url), figures))
    return lines


def part_figures(tally: Tally, **query: Any) -> list[Figure]:
    """Figures of assignments: the query is what narrows the list by unit to this group."""
    return _figures(tally, address("tasks:parts"), query)


def task_figures(tally: Tally, **query: Any) -> list[Figure]:
    """Figures of tasks, as ``part_figures``."""
    return _figures(tally, address("tasks:ledger"), query)


def _figures(tally: Tally, path: str, query: dict[str, Any]) -> list[Figure]:
    group = f"{path}?{urlencode(query)}"
    return [
        Figure(_("全部"), tally.total, group),
        *(Figure(stage_light(s), tally.stages[s], f"{group}&stage={s}") for s in _STAGES),
        *(Figure(light_name(li), tally.lights[li], f"{group}&light={li}") for li in _LIGHTS),
    ]
