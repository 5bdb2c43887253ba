"""The pages of imports: the list, a new one, how far it is, its report."""

from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from zhicheng.foundation.accounts.permissions import require, signed_in
from zhicheng.foundation.face.forms import FormPage, ReasonForm, carried_out, fill_in
from zhicheng.foundation.face.lists import Column, Table
from zhicheng.foundation.face.questions import Question, answered
from zhicheng.foundation.face.records import Light, Link, Progress, Tone
from zhicheng.foundation.face.told import retold
from zhicheng.foundation.files.views import brought
from zhicheng.foundation.jobs.views import shown_progress
from zhicheng.register.imports import actions, queries
from zhicheng.register.imports.forms import PolicyForm, RemarkFilters, UploadForm
from zhicheng.register.imports.models import Batch, BatchState, Remark
from zhicheng.register.imports.rules import MENDED, Policy

_TONES = {
    BatchState.READING: Tone.ACTIVE,
    BatchState.DONE: Tone.GOOD,
    BatchState.STOPPED: Tone.CAUTION,
    BatchState.FAILED: Tone.CAUTION,
    BatchState.UNDONE: Tone.QUIET,
}


def light(batch: Batch) -> Light:
    """The state as icon and word."""
    state = BatchState(batch.state)
    return Light(state.label, _TONES[state])


def _kind(batch: Batch) -> str:
    return gettext("试导入") if batch.trial else gettext("正式导入")


LIST = Table[Batch](
    title=_("导入"),
    columns=(
        Column(
            "name", _("文件"), lambda b: Link(b.name, reverse("imports:batch", args=[b.pk])),
            ("name",), "long",
        ),
        Column("trial", _("方式"), _kind, ("trial",)),
        Column("state", _("状态"), light, ("state",)),
        Column("rows", _("已读行数"), lambda b: b.rows, ("rows",), "number"),
        Column("added", _("新登记权利"), lambda b: b.added, ("added",), "number"),
        Column("left_out", _("未导入行数"), lambda b: b.left_out, ("left_out",), "number"),
        Column("at", _("提交时间"), lambda b: b.at, ("at",), "date"),
    ),
    order=("-pk",),
    empty=_("从专利公报或者检索系统导出的文件，导入后列在这里。先试导入，看过报告再正式导入。"),
)  # fmt: skip

REPORT = Table[Remark](
    title=_("导入报告"),
    columns=(
        Column("place", _("位置"), lambda r: r.place),
        Column(
            "outcome", _("结果"), lambda r: r.get_outcome_display(), ("outcome",),
        ),
        Column("said", _("说明"), lambda r: retold(r.said), ("said",), "long"),
        Column("raw", _("原文"), lambda r: r.raw or None, kind="long"),
    ),
    order=("pk",),
    empty=_("各行均已导入，没有疑问。"),
)  # fmt: skip


@require_safe
def batches(request: HttpRequest) -> HttpResponse | FileResponse:
    """The imports."""
    require("imports.keep", request.user)
    return LIST.respond(request, "imports/list.html", rows=queries.batches_for(request.user))


def upload(request: HttpRequest) -> HttpResponse:
    """Bring a file, to be tried first."""
    require("imports.keep", request.user)
    form, made = UploadForm(request.POST or None, request.FILES or None), []

    def save(values: dict[str, Any]) -> None:
        file: UploadedFile = values["upload"]
        by, at = signed_in(request), timezone.now()
        made.append(actions.upload(upload=brought(file), trial=True, by=by, at=at))

    if request.method == "POST" and carried_out(form, save):
        return redirect("imports:batch", made[0].pk)
    way = (Link(gettext("导入"), reverse("imports:list")),)
    lead = _("先试导入：读出全部内容，列出不能导入的行和原因，不改动权利库。")
    return fill_in(request, FormPage(_("导入专利数据"), _("试导入"), way, lead), form)


@require_safe
def batch(request: HttpRequest, key: int) -> HttpResponse | FileResponse:
    """How far an import is, and its report."""
    found = _find(request, key)
    return REPORT.respond(
        request,
        "imports/batch.html",
        rows=queries.remarks_of(found),
        filters=RemarkFilters(request.GET),
        batch=found,
        kind=_kind(found),
        light=light(found),
        work=_work(found),
        reading=found.state == BatchState.READING,
        may_import=found.trial and found.state == BatchState.DONE,
        to_mend=found.left_out and found.state != BatchState.READING,
        may_undo=queries.may_be_undone(found),
    )


@require_safe
def progress(request: HttpRequest, key: int) -> HttpResponse:
    """The part of the page that asks again; once done, the whole page is read anew."""
    found = _find(request, key)
    words = {"work": _work(found), "poll_url": reverse("imports:progress", args=[key])}
    answer = render(request, "face/progress_poll.html", words)
    if found.state != BatchState.READING:
        answer["HX-Refresh"] = "true"
    return answer


def import_for_good(request: HttpRequest, key: int) -> HttpResponse:
    """Import for good what was tried."""
    found = _find(request, key)
    made: list[Batch] = []

    def go(policy: Policy) -> None:
        by, at = signed_in(request), timezone.now()
        made.append(actions.import_for_good(batch=found, policy=policy, by=by, at=at))

    question = Question(
        title=gettext("正式导入：%(name)s") % {"name": found.name},
        effects=(
            _("文件中的权利、事件、权利人登记到权利库。"),
            _("报告中未导入的行不导入；导入以后可以整批撤销。"),
        ),
        button=_("正式导入"),
        back=reverse("imports:batch", args=[found.pk]),
    )
    said = _("已开始导入。")
    answer = answered(request, question, found, go, form=PolicyForm, said=said)
    return redirect("imports:batch", made[0].pk) if made else answer


@require_safe
def to_mend(request: HttpRequest, key: int) -> FileResponse:
    """The rows that were left out as a workbook, to be mended and brought again."""
    from zhicheng.foundation.face.export import (
        workbook,  # openpyxl takes a quarter of a second of a start
    )

    found = _find(request, key)
    heads = (*MENDED, gettext("说明"))
    book = workbook(gettext("待更正的行"), heads, queries.rows_to_mend(found))
    name = f"{gettext('待更正的行')}-{found.pk}.xlsx"
    return FileResponse(book, as_attachment=True, filename=name)


def undo(request: HttpRequest, key: int) -> HttpResponse:
    """Take a whole import back."""
    found = _find(request, key)

    def take_back(reason: str) -> None:
        actions.undo(batch=found, reason=reason, by=signed_in(request), at=timezone.now())

    question = Question(
        title=gettext("撤销导入：%(name)s") % {"name": found.name},
        effects=(
            _(
                "从今天起不再采信这次导入的全部事件、权利人和文件；只由这次导入登记的权利不再列入清单。"
            ),
            _("按今天以前所知认定的状态不变，仍可查到；主体和名称写法保留。"),
            _("同一文件可以重新导入。"),
        ),
        button=_("撤销导入"),
        back=reverse("imports:batch", args=[found.pk]),
    )
    return answered(
        request, question, found, take_back, form=ReasonForm, said=_("已撤销这次导入。")
    )


def _find(request: HttpRequest, key: int) -> Batch:
    require("imports.keep", request.user)
    return get_object_or_404(queries.batches_for(request.user), pk=key)


def _work(batch: Batch) -> Progress:
    """How far the job is; of one that is no more, what the import says."""
    if batch.job is not None:
        return shown_progress(batch.job)
    return Progress(batch.name, 0, 0, finished=True, failed=retold(batch.problem))
