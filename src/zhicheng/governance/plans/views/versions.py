"""One version: how its reading goes, why it cannot be read, or its text beside its items."""

import rules
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from zhicheng.foundation.accounts.permissions import signed_in
from zhicheng.foundation.face.records import Progress
from zhicheng.foundation.jobs.actions import rerun
from zhicheng.foundation.jobs.rules import State
from zhicheng.governance.plans.models import Version, VersionState
from zhicheng.governance.plans.queries import chapters
from zhicheng.governance.plans.views.common import attempt, find_version
from zhicheng.governance.plans.views.pane import review_page
from zhicheng.governance.plans.views.plans import version_light


@require_safe
def version(request: HttpRequest, version: int) -> HttpResponse:
    """The page of a version, by its state."""
    row = find_version(request, version)
    context = {"version": row, "state": version_light(row)}
    match row.state:
        case VersionState.READING:
            return render(request, "plans/reading.html", {**context, "work": _work(row)})
        case VersionState.UNREADABLE | VersionState.ABANDONED if row.problem:
            return render(request, "plans/unreadable.html", {**context, **_ways(request, row)})
        case _:
            return review_page(request, row)


@require_safe
def progress(request: HttpRequest, version: int) -> HttpResponse:
    """The part of the page that asks again every second; once done, the whole page moves on."""
    row = find_version(request, version)
    response = render(request, "plans/reading_part.html", {"version": row, "work": _work(row)})
    if row.state != VersionState.READING:
        response["HX-Redirect"] = reverse("plans:version", args=[row.pk])
    return response


@require_POST
def reread(request: HttpRequest, version: int) -> HttpResponse:
    """Run the reading once more after the system failed."""
    row = find_version(request, version)
    job = row.job
    if job is not None:
        attempt(request, lambda: rerun(job=job, by=signed_in(request), at=timezone.now()))
    else:
        messages.error(request, _("后台任务已不存在，请放弃这一稿后重新上传。"))
    return redirect("plans:version", row.pk)


@require_safe
def print_page(request: HttpRequest, version: int) -> HttpResponse:
    """Everything that a version orders, by chapter, on paper."""
    row = find_version(request, version)
    context = {"version": row, "state": version_light(row), "chapters": chapters(row)}
    return render(request, "plans/print.html", context)


def _ways(request: HttpRequest, version: Version) -> dict[str, bool]:
    """What can be done about a file that cannot be read."""
    failed = version.state == VersionState.UNREADABLE
    return {
        "failed": failed,
        "may_abandon": failed and rules.has_perm("plans.review", request.user, version),
    }


def _work(version: Version) -> Progress:
    """How far the reading is. A job that failed for good says so, and can be run again."""
    job = version.job
    title = _("正在读取“%(name)s”") % {"name": version.file_name}
    if job is None:
        gone = _("后台任务已不存在，请放弃这一稿后重新上传。")
        return Progress(title, 0, 0, failed=gone, finished=True)
    failed = job.error if job.state == State.FAILED else ""
    waiting = _("排队等待读取") if job.state == State.QUEUED else job.message
    finished = job.state in (State.DONE, State.FAILED)
    return Progress(title, job.done, job.total, waiting, finished=finished, failed=failed)
