"""挂图作战: tasks against units, and tasks along time. Drawn on the server, whole without script."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.core.paginator import Page, Paginator
from django.db.models import Max, Min, Prefetch, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from zhicheng.foundation.accounts.permissions import signed_in
from zhicheng.foundation.face.records import ALARMING, ICONS, Light
from zhicheng.foundation.face.told import retold
from zhicheng.foundation.units.models import Unit
from zhicheng.governance.tasks import permissions, queries
from zhicheng.governance.tasks.forms import LedgerFilters
from zhicheng.governance.tasks.models import Assignment, Milestone, Task
from zhicheng.governance.tasks.rules import Kind, Lamp, Stage
from zhicheng.governance.tasks.rules.axis import Axis, axis_of
from zhicheng.governance.tasks.views.common import shown_lamp, stage_light, why_light

ROWS = 30
"""Tasks on a page of a chart: what a screen and a sheet of A3 hold."""


@dataclass(frozen=True, slots=True)
class Square:
    """One unit's part in one task."""

    part: Assignment
    light: Light
    stage: Light
    lead: bool

    @property
    def icon(self) -> str:
        return ICONS[self.light.tone]

    @property
    def alarming(self) -> bool:
        """Does the square say its word as well? An icon alone does not tell 临期 from 滞后."""
        return self.light.tone in ALARMING


@dataclass(frozen=True, slots=True)
class Row:
    """A task and its squares, one for each unit of the page; None where a unit has no part in it."""

    task: Task
    light: Light
    squares: Sequence[Square | None]


@require_safe
def matrix(request: HttpRequest) -> HttpResponse:
    """Units across, tasks down; every square leads to why its light is so, the row's head to the task."""
    form, page = _page(request)
    parts = _parts(request, page)
    units = sorted({part.unit for part in parts}, key=lambda unit: (unit.order, unit.pk))
    context = {
        **_frame(form, page, "matrix"),
        "units": units,
        "rows": _rows(page, parts, units),
    }
    return render(request, "tasks/matrix.html", context)


def _page(request: HttpRequest) -> tuple[LedgerFilters, Page[Task]]:
    user = signed_in(request)
    form = LedgerFilters(request.GET, queries.offered_to(user))
    rows = form.apply(queries.ledger_rows(user, timezone.localdate())).order_by(
        "plan_id", "position", "number"
    )
    return form, Paginator(rows, ROWS).get_page(request.GET.get("page"))


def _parts(request: HttpRequest, page: Iterable[Task]) -> list[Assignment]:
    rows = queries.assignments_for(signed_in(request), timezone.localdate())
    return list(rows.filter(task__in=[task.pk for task in page]).exclude(stage=Stage.ENDED))


def _frame(form: LedgerFilters, page: Page[Task], by: str) -> dict[str, object]:
    """What both charts show around themselves: filters, pages, and what the lights mean."""
    lamps = queries.light_table(timezone.localdate()).lamps
    legend = [(lamp, shown_lamp(lamp), retold(lamp.meaning)) for lamp in lamps]
    return {"filters": form, "page": page, "legend": legend, "by": by}


def _rows(page: Iterable[Task], parts: Iterable[Assignment], units: Sequence[Unit]) -> list[Row]:
    squares = {(part.task_id, part.unit_id): _square(part) for part in parts}
    return [
        Row(task, why_light(task), [squares.get((task.pk, unit.pk)) for unit in units])
        for task in page
    ]


def _square(part: Assignment) -> Square:
    return Square(part, why_light(part), stage_light(part.stage), part.kind == Kind.LEAD)


@dataclass(frozen=True, slots=True)
class Mark:
    """A milestone on the line: where, in hundredths, and whether it was met."""

    milestone: Milestone
    x: str
    met: bool


@dataclass(frozen=True, slots=True)
class Bar:
    """A task on the line, from the day on which it was opened to its due day. x, width: hundredths."""

    task: Task
    lamp: Lamp
    light: Light
    begun: date
    x: str
    width: str
    marks: Sequence[Mark]

    @property
    def words(self) -> str:
        """The bar for who does not see it."""
        said = _("%(begun)s 至 %(due)s，%(light)s") % {
            "begun": self.begun.isoformat(),
            "due": self.task.due_on.isoformat(),
            "light": self.light.word,
        }
        marks = "、".join(f"{m.milestone.due_on} {retold(m.milestone.title)}" for m in self.marks)
        return f"{said}{_('；节点：')}{marks}" if marks else said


@require_safe
def timeline(request: HttpRequest) -> HttpResponse:
    """Time across, tasks down, with the milestones of each."""
    form, page = _page(request)
    axis, today = _axis(signed_in(request)), timezone.localdate()
    rows = Task.objects.filter(pk__in=[task.pk for task in page])
    marks = rows.prefetch_related(
        Prefetch("milestones", Milestone.objects.order_by("due_on", "pk")),
        "assignments",
    )
    by_task = {task.pk: _marks(task, axis) for task in marks}
    context = {
        **_frame(form, page, "timeline"),
        "bars": [_bar(task, by_task[task.pk], axis) for task in page],
        "years": [(year, _x(axis.at(day))) for year, day in axis.years()],
        "quarters": [(number, _x(axis.at(day))) for number, day in axis.quarters()],
        "today": _x(axis.at(today)) if axis.first <= today <= axis.last else "",
    }
    return render(request, "tasks/timeline.html", context)


def _axis(user: object) -> Axis:
    """The same line on every page: from the first task that the person sees to the last."""
    ends = _visible(user).aggregate(
        opened=Min("opened_at"), earliest=Min("due_on"), latest=Max("due_on")
    )
    days = [timezone.localdate(), ends["earliest"], ends["latest"]]
    if ends["opened"]:
        days.append(timezone.localdate(ends["opened"]))
    known = [day for day in days if day]
    return axis_of(min(known), max(known))


def _visible(user: object) -> QuerySet[Task]:
    return permissions.visible_tasks(user)


def _marks(task: Task, axis: Axis) -> list[Mark]:
    """The milestones of a task, filled where met, as its page says."""
    progress = queries.progress_of(task.assignments.all())
    return [
        Mark(one, _x(axis.at(one.due_on)), queries.as_rule(one).is_met(progress))
        for one in task.milestones.all()
    ]


def _bar(task: Task, marks: Sequence[Mark], axis: Axis) -> Bar:
    begun = min(timezone.localdate(task.opened_at), task.due_on)
    width = _x(axis.length(begun, task.due_on))
    lamp = queries.lamp_of(task, timezone.localdate())
    return Bar(task, lamp, why_light(task), begun, _x(axis.at(begun)), width, marks)


def _x(hundredths: float) -> str:
    """As SVG wants it: with a point whatever the language, and the sign of a share."""
    return f"{hundredths:g}%"
