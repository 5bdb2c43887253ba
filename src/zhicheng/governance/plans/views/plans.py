"""The list of plans, the way to one of them, upload and download."""

from typing import Any

import rules
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from zhicheng.foundation.accounts.permissions import require, signed_in
from zhicheng.foundation.face.lists import Column, Table
from zhicheng.foundation.face.records import Light, Link, Tone
from zhicheng.foundation.files.rules import RefusedFile
from zhicheng.foundation.files.views import download
from zhicheng.governance.plans.actions.importing import abandon, upload
from zhicheng.governance.plans.forms import (
    KINDS,
    ORDERED,
    PLANNED,
    PlanFilters,
    ReasonForm,
    UploadForm,
)
from zhicheng.governance.plans.models import Plan, Version, VersionState
from zhicheng.governance.plans.permissions import visible_plans, visible_versions
from zhicheng.governance.plans.queries import running_version, with_counts
from zhicheng.governance.plans.views.common import find_version

STATE_TONES = {
    VersionState.READING: Tone.ACTIVE,
    VersionState.UNREADABLE: Tone.CAUTION,
    VersionState.DRAFT: Tone.ACTIVE,
    VersionState.PUBLISHED: Tone.GOOD,
    VersionState.SUPERSEDED: Tone.QUIET,
    VersionState.ABANDONED: Tone.QUIET,
}


def version_light(version: Version) -> Light:
    return Light(version.get_state_display(), STATE_TONES[VersionState(version.state)])


def _state(plan: Any) -> Light | None:
    """That of the version in force, else of the newest that the person may see."""
    seen = plan.seen_versions
    found = next((v for v in seen if v.state == VersionState.PUBLISHED), seen[0] if seen else None)
    return version_light(found) if found else None


def _draft(plan: Any) -> Link | None:
    newest = next((v for v in plan.seen_versions if v.state in ("reading", "draft")), None)
    if newest is None:
        return None
    text = _("第%(n)s版：%(state)s") % {"n": newest.number, "state": newest.get_state_display()}
    return Link(text, reverse("plans:version", args=[newest.pk]))


def _period(plan: Plan) -> str | None:
    if plan.period_end is None:
        return None
    start = f"{plan.period_start.year}—" if plan.period_start else gettext("至 ")
    return gettext("%(start)s%(year)s 年") % {"start": start, "year": plan.period_end.year}


def _task_count(plan: Any) -> int | None:
    """None, not zero, while no version is in force."""
    return plan.task_count if any(v.state == "published" for v in plan.seen_versions) else None


PLANS: Table[Plan] = Table(
    title=gettext_lazy("工作方案"),
    columns=(
        Column(
            "title",
            gettext_lazy("方案"),
            lambda p: Link(p.title, reverse("plans:plan", args=[p.pk])),
            ("title",),
            "long",
        ),
        Column(
            "kind",
            gettext_lazy("类别"),
            lambda p: KINDS[ORDERED if p.ordered else PLANNED],
            ("ordered",),
            secondary=True,
        ),
        Column("state", gettext_lazy("状态"), _state),
        Column("draft", gettext_lazy("修订稿"), _draft),
        Column("period", gettext_lazy("期间"), _period, ("period_end",), secondary=True),
        Column("tasks", gettext_lazy("现行任务数"), _task_count, ("task_count",), "number"),
        Column(
            "created",
            gettext_lazy("建立日期"),
            lambda p: timezone.localdate(p.created_at),
            ("created_at",),
            "date",
            secondary=True,
        ),
    ),
    order=("-created_at",),
    empty_template="plans/index_empty.html",
)


@require_safe
def index(request: HttpRequest) -> HttpResponse | FileResponse:
    """All plans that the person may see."""
    require("plans.view", request.user)
    rows: QuerySet[Plan] = with_counts(visible_plans(request.user), visible_versions(request.user))
    may_import = rules.has_perm("plans.import", request.user)
    filters = PlanFilters(request.GET)
    return PLANS.respond(
        request, "plans/index.html", rows=rows, filters=filters, may_import=may_import
    )


@require_safe
def plan(request: HttpRequest, plan: int) -> HttpResponse:
    """The version in force, or the newest one that the person may see."""
    row = get_object_or_404(visible_plans(request.user), pk=plan)
    found = running_version(row) or (
        visible_versions(request.user).filter(plan=row).order_by("-number").first()
    )
    if found is None:
        raise Http404
    return redirect("plans:version", found.pk)


@require_http_methods(["GET", "HEAD", "POST"])
def upload_page(request: HttpRequest, plan: int | None = None) -> HttpResponse:
    """Choose or drop a file: a new plan, or an amendment of ``plan``."""
    row = get_object_or_404(visible_plans(request.user), pk=plan) if plan else None
    require("plans.import", request.user, row)
    form = UploadForm(*((request.POST, request.FILES) if request.method == "POST" else ()))
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            version = upload(
                stream=file, name=file.name, plan=row, by=signed_in(request), at=timezone.now()
            )
        except RefusedFile as refused:
            form.add_error("file", str(refused))
        except ValidationError as refused:
            form.take(refused)
        else:
            return redirect("plans:version", version.pk)
    status = 422 if form.is_bound else 200
    return render(request, "plans/upload.html", {"form": form, "plan": row}, status=status)


@require_safe
def file(request: HttpRequest, version: int) -> FileResponse:
    """The document as it was uploaded."""
    row = find_version(request, version)
    response: FileResponse = download(row.file, row.file_name)
    return response


@require_http_methods(["GET", "HEAD", "POST"])
def abandon_page(request: HttpRequest, version: int) -> HttpResponse:
    """Ask once, with the reason, before a draft is given up."""
    row = find_version(request, version)
    require("plans.review", request.user, row)
    form = ReasonForm(request.POST if request.method == "POST" else None)
    form.fields["reason"].required = True
    if request.method == "POST" and form.is_valid():
        try:
            abandon(
                version=row,
                reason=form.cleaned_data["reason"],
                by=signed_in(request),
                at=timezone.now(),
            )
        except ValidationError as refused:
            form.take(refused)
        else:
            messages.success(request, _("已放弃这一稿，文件和已读取的内容仍予保留。"))
            return redirect("plans:index")
    status = 422 if form.is_bound else 200
    return render(request, "plans/abandon.html", {"form": form, "version": row}, status=status)
