"""The queues: names of units, due days, tasks without units, and the frame of the plan."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from zhicheng.foundation.accounts.permissions import require, signed_in
from zhicheng.foundation.face.forms import carried_out
from zhicheng.governance.plans.actions import settling
from zhicheng.governance.plans.forms import (
    AssignForm,
    BareListForm,
    DayForm,
    FrameForm,
    KeepForm,
    RefusableForm,
    ResolveForm,
    keys,
    number,
)
from zhicheng.governance.plans.models import BareList, Basis, Item, Version
from zhicheng.governance.plans.queries import (
    live_tasks,
    name_rows,
    open_points,
    tasks_by_due,
    tasks_by_units,
    units_of_task,
    version_before,
)
from zhicheng.governance.plans.rules import names
from zhicheng.governance.plans.views.common import attempt, find_item, find_name, find_version
from zhicheng.governance.plans.views.pane import steps
from zhicheng.governance.plans.views.plans import version_light

PER_PAGE = 50


def _draft_page(request: HttpRequest, version: Version, template: str, **more: Any) -> HttpResponse:
    """A page of the review; the row of steps above shows what is open."""
    require("plans.review", request.user, version)
    form = more.get("form")
    refused = form is not None and form.is_bound and not form.is_valid()
    context = {
        "version": version,
        "state": version_light(version),
        "open": steps(open_points(version)),
        "amends": version_before(version),
        **more,
    }
    return render(request, template, context, status=422 if refused else 200)


@require_safe
def names_page(request: HttpRequest, version: int) -> HttpResponse:
    """The names of units that the plan writes, unknown ones first."""
    return _names(request, find_version(request, version))


def _names(request: HttpRequest, version: Version, form: ResolveForm | None = None) -> HttpResponse:
    rows = name_rows(version)
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    chosen = number(request.GET.get("name") or request.POST.get("name"))
    row = next((found for found in rows if found.row.pk == chosen), None)
    if row is not None and form is None:
        form = ResolveForm(initial={"units": row.units})
    confirmable = sum(
        not found.row.settled and found.row.basis in names.CONFIRMABLE for found in rows
    )
    return _draft_page(
        request,
        version,
        "plans/names.html",
        page=page,
        chosen=row,
        form=form,
        confirmable=confirmable,
        near=Basis.NEAR,
    )


@require_POST
def resolve(request: HttpRequest, name: int) -> HttpResponse:
    row = find_name(request, name)
    version = find_version(request, row.version_id)
    require("plans.review", request.user, version)
    form = ResolveForm(request.POST)
    if form.is_valid():
        try:
            settling.resolve_name(
                name=row,
                units=list(form.cleaned_data["units"]),
                for_city=form.cleaned_data["for_city"],
                by=signed_in(request),
                at=timezone.now(),
            )
        except ValidationError as refused:
            form.take(refused)
        else:
            messages.success(request, _("已确定“%(name)s”对应的单位。") % {"name": row.name})
            return redirect("plans:names", version.pk)
    return _names(request, version, form)


@require_POST
def confirm_names(request: HttpRequest, version: int) -> HttpResponse:
    row = find_version(request, version)
    done = attempt(
        request,
        lambda: settling.confirm_names(version=row, by=signed_in(request), at=timezone.now()),
    )
    if done is not None:
        messages.success(request, _("已确认 %(n)s 个名称。") % {"n": done})
    return redirect("plans:names", row.pk)


@require_safe
def dates_page(request: HttpRequest, version: int) -> HttpResponse:
    """All tasks with their days; those for which the plan states none first, with the day that is inferred."""
    return _dates(request, find_version(request, version))


def _dates(
    request: HttpRequest, version: Version, item: int = 0, form: RefusableForm | None = None
) -> HttpResponse:
    """item: of the task whose day, or reason to keep one, was refused, which ``form`` says; its page is shown."""
    rows = tasks_by_due(version)
    waiting = sum(row.open for row in rows)
    places = {row.item.pk: place for place, row in enumerate(rows)}
    number = places[item] // PER_PAGE + 1 if item in places else request.GET.get("page")
    page = Paginator(rows, PER_PAGE).get_page(number)
    return _draft_page(
        request,
        version,
        "plans/dates.html",
        page=page,
        waiting=waiting,
        settled=len(rows) - waiting,
        confirmable=any(row.suggested for row in rows),
        inferred=version.period_end,
        chosen=item,
        keeping=isinstance(form, KeepForm),
        form=form,
    )


@require_POST
def confirm_dates(request: HttpRequest, version: int) -> HttpResponse:
    """Those that are ticked; or, asked for ``all``, every task without a day."""
    row = find_version(request, version)
    tasks = live_tasks(row)
    items = tasks if request.POST.get("all") else tasks.filter(pk__in=keys(request.POST))
    done = attempt(
        request,
        lambda: settling.confirm_due_dates(
            version=row, items=items, by=signed_in(request), at=timezone.now()
        ),
    )
    if done:
        messages.success(request, _("已确认 %(n)s 项任务的完成时限。") % {"n": done})
    elif done == 0:
        messages.warning(request, _("没有确认任何任务：请先勾选完成时限待定的任务。"))
    return redirect("plans:dates", row.pk)


@require_POST
def set_due(request: HttpRequest, item: int) -> HttpResponse:
    row = find_item(request, item)
    version = find_version(request, row.version_id)
    form = DayForm(request.POST)

    def verb(given: dict[str, Any]) -> None:
        settling.set_due(item=row, on=given["on"], by=signed_in(request), at=timezone.now())

    if carried_out(form, verb):
        return redirect("plans:dates", version.pk)
    return _dates(request, version, row.pk, form)


@require_POST
def keep_due(request: HttpRequest, item: int) -> HttpResponse:
    """The day that the plan states holds against its period, for the reason that is given."""
    row = find_item(request, item)
    version = find_version(request, row.version_id)
    form = KeepForm(request.POST)

    def verb(given: dict[str, Any]) -> None:
        settling.keep_due(item=row, by=signed_in(request), at=timezone.now(), **given)

    if carried_out(form, verb):
        return redirect("plans:dates", version.pk)
    return _dates(request, version, row.pk, form)


@require_safe
def assignments_page(request: HttpRequest, version: int) -> HttpResponse:
    """All tasks with their units; those for which the plan names none first."""
    return _assignments(request, find_version(request, version))


def _assignments(
    request: HttpRequest, version: Version, row: Item | None = None, form: AssignForm | None = None
) -> HttpResponse:
    rows = tasks_by_units(version)
    key = row.pk if row else number(request.GET.get("item"))
    chosen = next((found for found in rows if found.item.pk == key), None)
    if chosen is not None and form is None:
        given = units_of_task(version, chosen.item)
        form = AssignForm(initial={"lead": given.lead, "responsible": given.responsible})
    return _draft_page(
        request,
        version,
        "plans/assignments.html",
        page=Paginator(rows, PER_PAGE).get_page(request.GET.get("page")),
        chosen=chosen,
        form=form,
    )


@require_POST
def assign(request: HttpRequest, item: int) -> HttpResponse:
    row = find_item(request, item)
    version = find_version(request, row.version_id)
    form = AssignForm(request.POST)
    if form.is_valid():
        try:
            settling.assign_units(
                item=row,
                lead=list(form.cleaned_data["lead"]),
                responsible=list(form.cleaned_data["responsible"]),
                by=signed_in(request),
                at=timezone.now(),
            )
        except ValidationError as refused:
            form.take(refused)
        else:
            return redirect("plans:assignments", version.pk)
    return _assignments(request, version, row, form)


@require_safe
def frame_page(request: HttpRequest, version: int) -> HttpResponse:
    """Title and period, and what a bare list of units means."""
    return _frame(request, find_version(request, version))


def _frame(request: HttpRequest, version: Version, form: FrameForm | None = None) -> HttpResponse:
    given = {
        "title": version.title,
        "period_start": version.period_start,
        "period_end": version.period_end,
    }
    return _draft_page(
        request,
        version,
        "plans/frame.html",
        form=form or FrameForm(initial=given),
        list_form=BareListForm(initial={"bare_list": version.bare_list}),
    )


@require_POST
def set_frame(request: HttpRequest, version: int) -> HttpResponse:
    row = find_version(request, version)
    form = FrameForm(request.POST)
    if form.is_valid():
        given = form.cleaned_data
        try:
            settling.set_frame(
                version=row,
                title=given["title"],
                start=given["period_start"],
                end=given["period_end"],
                by=signed_in(request),
                at=timezone.now(),
            )
        except ValidationError as refused:
            form.take(refused)
        else:
            messages.success(request, _("已保存方案的名称和起止时间。"))
            return redirect("plans:frame", row.pk)
    return _frame(request, row, form)


@require_POST
def choose_bare_list(request: HttpRequest, version: int) -> HttpResponse:
    row = find_version(request, version)
    chosen = request.POST.get("bare_list", "")
    if chosen not in BareList.values:
        messages.error(request, _("请选择一种含义。"))
        return redirect("plans:frame", row.pk)
    attempt(
        request,
        lambda: settling.choose_bare_list(
            version=row, meaning=BareList(chosen), by=signed_in(request), at=timezone.now()
        ),
    )
    return redirect("plans:frame", row.pk)
