"""The lists: the ledger by task and by unit, a unit's page, and what waits for the person."""

from dataclasses import replace

from django.core.paginator import Paginator
from django.db.models import Q
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from zhicheng.foundation.accounts.permissions import actor_of, signed_in
from zhicheng.foundation.accounts.rules import Role
from zhicheng.foundation.agenda.registry import waiting
from zhicheng.foundation.face.lists import PAGE_SIZE, Column, Grouping, Table
from zhicheng.foundation.face.records import Link
from zhicheng.foundation.units.models import Unit
from zhicheng.governance.tasks import queries
from zhicheng.governance.tasks.forms import LedgerFilters, PartFilters, UnitFilters
from zhicheng.governance.tasks.models import Assignment, Task
from zhicheng.governance.tasks.rules import (
    KIND_NAMES,
    STAGE_NAMES,
    Kind,
    Stage,
    depth_of,
    shown_amount,
)
from zhicheng.governance.tasks.views.common import next_step, stage_light, task_link, why_light
from zhicheng.governance.tasks.views.figures import part_figures, unit_lines

_DOCUMENT_ORDER = ("plan_id", "position", "number")


def _units(task: Task, *kinds: Kind) -> str:
    """Names of a task's units, of those that ``load_holders`` brought."""
    return "、".join(
        unit for kind, stage, unit in task.holders if kind in kinds and stage != Stage.ENDED
    )


def _title(task: Task) -> Link:
    """A sub-task stands under its task, indented."""
    depth = depth_of(task.number)
    return task_link(task, f"{'　' * (depth - 1)}└ {task.title}" if depth else task.title)


def _amount(task: Task) -> str | None:
    return shown_amount(task.amount, task.measure) if task.amount is not None else None


LEDGER = Table[Task](
    title=_("任务台账"),
    columns=(
        Column("number", _("编号"), lambda task: task_link(task, task.number), ("number",), "date"),
        Column("title", _("任务"), _title, ("title",), "long"),
        Column("lead", _("牵头单位"), lambda task: _units(task, Kind.LEAD)),
        Column(
            "units",
            _("责任单位"),
            lambda task: _units(task, Kind.RESPONSIBLE, Kind.COUNTY),
            (),
            "long",
            secondary=True,
        ),
        Column("amount", _("数量"), _amount, ("amount",), secondary=True),
        Column("due", _("完成时限"), lambda task: task.due_on, ("due_on",), "date"),
        Column("stage", _("状态"), lambda task: stage_light(task.stage), ("stage",)),
        Column("light", _("时限"), why_light, ("due_on",)),
    ),
    load=queries.load_holders,
    order=_DOCUMENT_ORDER,
    groupings=(
        Grouping("chapter", _("按章"), _DOCUMENT_ORDER, lambda task: task.chapter or "—"),
        Grouping("section", _("按节"), _DOCUMENT_ORDER, lambda task: task.section or "—"),
        Grouping("plan", _("按方案"), ("plan_id",), lambda task: task.plan.title),
    ),
    empty=_("方案发布后，其中的任务会自动列在这里。请由统筹协调员在“工作方案”中导入并发布。"),
)

_PART_COLUMNS: tuple[Column[Assignment], ...] = (
    Column(
        "number",
        _("编号"),
        lambda part: task_link(part.task, part.task.number),
        ("task__number",),
        "date",
    ),
    Column("title", _("任务"), lambda part: task_link(part.task), ("task__title",), "long"),
    Column("unit", _("单位"), lambda part: part.unit.short_name, ("unit__order", "unit_id")),
    Column("kind", _("分工"), lambda part: KIND_NAMES[Kind(part.kind)], ("kind",), secondary=True),
    Column("due", _("完成时限"), lambda part: part.due_on, ("due_on",), "date"),
    Column("progress", _("复核进度%"), lambda part: part.progress, ("progress",), "number"),
    Column("stage", _("状态"), lambda part: stage_light(part.stage), ("stage",)),
    Column("light", _("时限"), why_light, ("due_on",)),
)
_PART_ORDER = ("task__plan_id", "task__position", "task__number", "position")
PARTS = Table[Assignment](
    title=_("任务台账（按单位）"),
    columns=_PART_COLUMNS,
    order=_PART_ORDER,
    groupings=(
        Grouping("unit", _("按单位"), ("unit__order", "unit_id"), lambda part: part.unit.name),
        Grouping("chapter", _("按章"), _PART_ORDER, lambda part: part.task.chapter or "—"),
        Grouping("task", _("按任务"), _PART_ORDER, lambda part: str(part.task)),
    ),
    empty=_("任务分派到单位后，各单位的分工会列在这里。"),
)
OF_A_UNIT = replace(PARTS, groupings=tuple(g for g in PARTS.groupings if g.key != "unit"))

MINE = Table[Assignment](
    title=_("我的工作"),
    columns=(Column("next", _("办理事项"), next_step, ("stage",)), *_PART_COLUMNS),
    order=("-to_send", "due_on", *_PART_ORDER),
    groupings=(
        Grouping("stage", _("按状态"), ("stage",), lambda part: STAGE_NAMES[Stage(part.stage)]),
        Grouping("unit", _("按单位"), ("unit__order", "unit_id"), lambda part: part.unit.name),
    ),
    empty=_("没有等待您办理的任务。有新的任务时，会在这里列出并发通知给您。"),
)


def ledger(request: HttpRequest) -> HttpResponseBase:
    """The ledger, a row for each task."""
    rows = queries.ledger_rows(request.user, timezone.localdate())
    may_assign = actor_of(request.user).has(Role.COORDINATOR)
    return LEDGER.respond(
        request,
        "tasks/ledger.html",
        rows=rows,
        filters=LedgerFilters(request.GET, queries.offered_to(request.user)),
        choose="tasks" if may_assign else "",
        by="task",
        may_assign=may_assign,
        may_export=signed_in(request).has_perm("upkeep.export"),
    )


def parts(request: HttpRequest) -> HttpResponseBase:
    """The ledger, a row for each unit's part in a task (挂图作战: task × unit × time)."""
    rows = queries.assignments_for(request.user, timezone.localdate())
    return PARTS.respond(
        request,
        "tasks/ledger.html",
        rows=rows,
        filters=_part_filters(request),
        by="unit",
        may_assign=False,
        may_export=False,
    )


def _part_filters(request: HttpRequest) -> PartFilters:
    user = signed_in(request)
    own = queries.own_units(user) if user.has_perm("tasks.have_own") else None
    return PartFilters(request.GET, queries.offered_to(user), own, reader=user)


def mine(request: HttpRequest) -> HttpResponseBase:
    """What waits for the person, by role; what can be done for several at once."""
    user, today = signed_in(request), timezone.localdate()
    rows = queries.waiting_for(user, today)
    actor = actor_of(user)
    return MINE.respond(
        request,
        "tasks/mine.html",
        rows=rows,
        others=list(waiting(user, today)),
        to_send=rows.filter(Q(to_send=True)).count(),
        to_sign=queries.to_sign(user).count(),
        to_close=queries.to_close(user).count(),
        to_take_back=queries.to_take_back(user).count(),
        unassigned=queries.unassigned(user).count() if actor.has(Role.COORDINATOR) else 0,
        own_units=Unit.objects.filter(pk__in=queries.own_units(user)),
    )


def units(request: HttpRequest) -> HttpResponseBase:
    """The units that have a part in the ledger, a page of them, with figures that open their rows."""
    today = timezone.localdate()
    found = queries.counts_for(request.user, today).units
    page = Paginator(found, PAGE_SIZE).get_page(request.GET.get("page"))
    context = {"lines": unit_lines(page), "page": page, "today": today, "by": "units"}
    return render(request, "tasks/units.html", context)


def unit(request: HttpRequest, key: int) -> HttpResponseBase:
    """A unit: its figures and its assignments. 404 for a unit with no part that the person may see."""
    today = timezone.localdate()
    found = Unit.objects.select_related("area").filter(pk=key).first()
    rows = queries.assignments_for(request.user, today).filter(unit=found)
    if found is None or not rows.exists():
        raise Http404(_("没有这个单位，或您无权查看。"))
    return OF_A_UNIT.respond(
        request,
        "tasks/unit.html",
        rows=rows,
        filters=UnitFilters(request.GET, queries.offered_to(signed_in(request))),
        unit=found,
        figures=part_figures(queries.tally(rows), unit=key),
        today=today,
    )
