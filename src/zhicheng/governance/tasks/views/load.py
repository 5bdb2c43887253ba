"""The ledger's part of what a unit has to do."""

from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from zhicheng.foundation.face.records import Link
from zhicheng.foundation.units.models import Unit
from zhicheng.foundation.units.registry import SHOWN, Load, Row
from zhicheng.governance.tasks import queries
from zhicheng.governance.tasks.models import Assignment
from zhicheng.governance.tasks.rules import FINAL
from zhicheng.governance.tasks.views.common import task_link, why_light
from zhicheng.governance.tasks.views.figures import part_figures


def unit_load(user: Any, unit: Unit, on: date) -> Load | None:
    """The open parts of a unit that the person may see, the most urgent first."""
    parts = queries.assignments_for(user, on).filter(unit=unit)
    tally = queries.tally(parts)
    if not tally.total:
        return None
    waiting = parts.exclude(stage__in=FINAL).order_by("due_on", "task__number")
    figures = part_figures(tally, unit=unit.pk)
    return Load(
        title=_("任务"),
        count=waiting.count(),
        rows=[_row(part) for part in waiting[:SHOWN]],
        url=reverse("tasks:unit", args=[unit.pk]),
        figures=[(figure.label, figure.value, figure.url) for figure in figures if figure.value],
    )


def _row(part: Assignment) -> Row:
    link = Link(f"{part.task.number} {part.task.title}", task_link(part.task).url)
    return Row(link, why_light(part), part.get_kind_display(), part.due_on)
