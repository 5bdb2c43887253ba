"""Figures that open their rows."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.utils.translation import gettext_lazy as _

from zhicheng.foundation.face.addresses import address
from zhicheng.foundation.face.records import Figure, Light, Link
from zhicheng.governance.tasks.queries import Tally, added_up
from zhicheng.governance.tasks.rules import Condition, Stage, shown_stages
from zhicheng.governance.tasks.views.common import light_name, stage_light, task_light_name

_LIGHTS = (
    Condition.OVERDUE,
    Condition.BEHIND,
    Condition.LATE_START,
    Condition.BEGUN_LATE,
    Condition.SOON,
)
"""What is wrong with the time. What is frozen is counted as a state."""


@dataclass(frozen=True, slots=True)
class FigureLine:
    """The figures of one group."""

    title: Link
    figures: Sequence[Figure]


def unit_lines(tallies: Iterable[Tally]) -> list[FigureLine]:
    """The figures of units (``queries.Counts``), the same ones for each."""
    rows = list(tallies)
    stages = _stages_of(rows)
    return [
        FigureLine(
            Link(tally.key["unit__short_name"], address("tasks:unit", tally.key["unit_id"])),
            _figures(tally, stages, address("tasks:parts"), {"unit": tally.key["unit_id"]}),
        )
        for tally in rows
    ]


def chapter_lines(tallies: Sequence[Tally]) -> list[FigureLine]:
    """The figures of chapters (``queries.Counts``), the same ones for each."""
    stages = _stages_of(tallies)
    several = len({tally.key["plan_id"] for tally in tallies}) > 1
    lines = []
    for tally in tallies:
        plan, chapter = tally.key["plan_id"], tally.key["chapter"]
        group = {"plan": plan, "chapter": chapter}
        figures = _figures(tally, stages, address("tasks:ledger"), group, task_light_name)
        name = chapter or "—"
        title = f"{tally.key['plan__title']} · {name}" if several else name
        lines.append(FigureLine(Link(title, figures[0].url), figures))
    return lines


def part_figures(tally: Tally, **query: Any) -> list[Figure]:
    """Figures of assignments: the query is what narrows the list by unit to this group."""
    return _figures(tally, shown_stages(tally.stages), address("tasks:parts"), query)


def _stages_of(tallies: Sequence[Tally]) -> list[Stage]:
    """The states that have a column, so that each line adds up to all of it."""
    return shown_stages(added_up({}, tallies).stages)


def _figures(
    tally: Tally,
    stages: Iterable[Stage],
    path: str,
    query: Mapping[str, Any],
    named: Callable[[Condition], Light] = light_name,
) -> list[Figure]:
    group = f"{path}?{urlencode(query)}"
    return [
        Figure(_("全部"), tally.total, group),
        *(Figure(stage_light(s), tally.stages[s], f"{group}&stage={s}") for s in stages),
        *(Figure(named(li), tally.lights[li], f"{group}&light={li}") for li in _LIGHTS),
    ]
