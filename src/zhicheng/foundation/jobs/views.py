"""The pages of background work: what runs, how far it is, why it failed, and running it again."""

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from zhicheng.foundation.accounts.permissions import signed_in
from zhicheng.foundation.face.lists import Column, Filters, Table
from zhicheng.foundation.face.records import Light, Link, Progress, Tone
from zhicheng.foundation.face.told import retold
from zhicheng.foundation.jobs import actions
from zhicheng.foundation.jobs.models import STATE_NAMES, Job
from zhicheng.foundation.jobs.permissions import visible
from zhicheng.foundation.jobs.rules import State

_TONES = {
    State.QUEUED: Tone.QUIET,
    State.RUNNING: Tone.ACTIVE,
    State.DONE: Tone.GOOD,
    State.FAILED: Tone.CAUTION,
}


class JobFilters(Filters):
    state = forms.ChoiceField(
        label=gettext_lazy("状态"),
        required=False,
        choices=[("", gettext_lazy("全部")), *((s.value, n) for s, n in STATE_NAMES.items())],
    )

    def narrow(self, rows: QuerySet[Job]) -> QuerySet[Job]:
        state = self.cleaned_data.get("state")
        return rows.filter(state=state) if state else rows


def light(job: Job) -> Light:
    """A job's state as icon and word."""
    state = State(job.state)
    return Light(STATE_NAMES[state], _TONES[state])


def submitter(job: Job) -> str:
    """Who queued a job."""
    return str(job.created_by or _("系统"))


def shown_progress(job: Job) -> Progress:
    """How far a job is, for the page that waits for it."""
    failed = (job.error or _("未说明原因")) if job.state == State.FAILED else ""
    message = job.message or (_("正在等待办理") if job.state == State.QUEUED else "")
    return Progress(
        title=job.title,
        done=job.done,
        total=job.total,
        message=message,
        finished=job.state in {State.DONE, State.FAILED},
        failed=failed,
    )


TABLE: Table[Job] = Table(
    title=gettext_lazy("后台任务"),
    columns=(
        Column(
            "title",
            gettext_lazy("内容"),
            lambda job: Link(retold(job.title), reverse("jobs:job", args=[job.pk])),
            kind="long",
        ),
        Column("state", gettext_lazy("状态"), light, ("state",)),
        Column("by", gettext_lazy("提交人"), submitter),
        Column(
            "created_at",
            gettext_lazy("提交时间"),
            lambda job: job.created_at,
            ("created_at",),
            "date",
            secondary=True,
        ),
        Column(
            "finished_at",
            gettext_lazy("结束时间"),
            lambda job: job.finished_at,
            ("finished_at",),
            "date",
        ),
        Column(
            "attempts",
            gettext_lazy("办理次数"),
            lambda job: job.attempts,
            ("attempts",),
            "number",
            secondary=True,
        ),
    ),
    order=("-id",),
    empty=gettext_lazy("读取方案、导入数据等耗时的工作在后台办理，进度和结果会显示在这里。"),
)


@require_safe
def index(request: HttpRequest) -> HttpResponse | FileResponse:
    return TABLE.respond(
        request,
        "jobs/list.html",
        rows=visible(signed_in(request)).select_related("created_by"),
        filters=JobFilters(request.GET),
    )


def _find(request: HttpRequest, key: int) -> Job:
    return get_object_or_404(visible(signed_in(request)).select_related("created_by"), pk=key)


@require_safe
def job(request: HttpRequest, key: int) -> HttpResponse:
    found = _find(request, key)
    words = {
        "job": found,
        "light": light(found),
        "by": submitter(found),
        "progress": shown_progress(found),
        "may_rerun": found.state == State.FAILED
        and signed_in(request).has_perm("jobs.rerun", found),
    }
    return render(request, "jobs/job.html", words)


@require_safe
def progress(request: HttpRequest, key: int) -> HttpResponse:
    """The part of a page that shows how far a job is; asked for again until it has finished."""
    found = _find(request, key)
    words = {"work": shown_progress(found), "poll_url": reverse("jobs:progress", args=[key])}
    return render(request, "face/progress_poll.html", words)


@require_POST
def rerun(request: HttpRequest, key: int) -> HttpResponse:
    found = _find(request, key)
    try:
        actions.rerun(job=found, by=signed_in(request), at=timezone.now())
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
    else:
        messages.success(request, _("已重新提交，稍后办理。"))
    return redirect("jobs:job", key)
