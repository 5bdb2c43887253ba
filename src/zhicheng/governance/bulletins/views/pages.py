"""The list of papers, a paper's page, its files, and whether what was kept still holds."""

from io import BytesIO
from typing import Any

import rules
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from zhicheng.engines import libreoffice
from zhicheng.foundation.accounts.permissions import require, signed_in
from zhicheng.foundation.documents.actions import WORD
from zhicheng.foundation.face.lists import Column, Table
from zhicheng.foundation.face.records import Link, Progress
from zhicheng.foundation.face.told import retold
from zhicheng.foundation.files.views import download
from zhicheng.foundation.jobs.rules import State as JobState
from zhicheng.governance.bulletins import queries
from zhicheng.governance.bulletins.forms import ReportFilters
from zhicheng.governance.bulletins.models import Format, Issue, Report
from zhicheng.governance.bulletins.papers import file_name
from zhicheng.governance.bulletins.rules import KIND_NAMES, OPEN, Kind, State, number_of
from zhicheng.governance.bulletins.views.common import find, happenings, light, url_of
from zhicheng.governance.bulletins.views.shown import Shown

LIST = Table[Report](
    title=_("简报和报告"),
    columns=(
        Column("title", _("标题"), lambda r: Link(r.title, url_of(r)), ("title",), "long"),
        Column("kind", _("类型"), lambda r: KIND_NAMES[Kind(r.kind)], ("kind",)),
        Column("number", _("期号"), lambda r: _number(r), ("year", "quarter", "edition")),
        Column("plan", _("方案"), lambda r: str(r.plan) if r.plan else _("全市"), secondary=True),
        Column("as_of", _("数据截至"), lambda r: r.as_of, ("as_of",), "date"),
        Column("issued", _("印发日期"), lambda r: r.issued_on, ("issued_on",), "date"),
        Column("state", _("状态"), light, ("state",)),
    ),
    order=("-year", "-quarter", "-id"),
    empty=_("还没有简报。统筹协调员起草后，系统从台账、指标和督办汇总数据，每个数字都注明来源。"),
)


def _number(report: Report) -> str:
    return retold(number_of(report.year, report.quarter, report.edition))


@require_safe
def reports(request: HttpRequest) -> HttpResponseBase:
    """The papers that the person sees."""
    require("bulletins.view", request.user)
    return LIST.respond(
        request,
        "bulletins/list.html",
        rows=queries.reports_for(request.user),
        filters=ReportFilters(request.GET),
        may_write=rules.has_perm("bulletins.write", request.user),
        may_see_templates=rules.has_perm("documents.view", request.user),
    )


@require_safe
def report(request: HttpRequest, key: int) -> HttpResponse:
    """404 for whoever does not see it."""
    found, user = find(request, key), signed_in(request)
    content = queries.content_of(found)
    issued = queries.issue_of(found)
    context = {
        "report": found,
        "state": light(found),
        "number": _number(found),
        "kind": KIND_NAMES[Kind(found.kind)],
        "content": content,
        "shown": Shown(content, user) if content else None,
        "work": _work(found) if found.state in OPEN else None,
        "unsourced": queries.unsourced_in(queries.texts_of(found)) if found.state in OPEN else (),
        "issued": issued,
        "papers": list(issued.papers.all()) if issued else [],
        "no_pdf": _no_pdf(issued) if issued else "",
        "choices": queries.choices(found, user),
        "may_write": found.state in OPEN and rules.has_perm("bulletins.write", user),
        "may_again": found.state == State.ISSUED and rules.has_perm("bulletins.write", user),
        "next": found.replaced_by.exclude(state=State.ABANDONED).filter(
            pk__in=queries.reports_for(user)
        ).first(),
        "happenings": happenings(queries.steps_of(found)),
    }  # fmt: skip
    return render(request, "bulletins/report.html", context)


def _no_pdf(issued: Issue) -> str:
    """Why there is no PDF; empty where there is one."""
    if any(paper.format == Format.PDF for paper in issued.papers.all()):
        return ""
    if libreoffice.program() is None:
        return gettext("这台服务器没有安装 LibreOffice，不能生成 PDF 文件。")
    return gettext("PDF 文件正在后台生成，或者未能生成，详见“后台任务”。")


def _work(found: Report) -> Progress | None:
    """How far gathering is; None once it is done."""
    job = found.job
    if job is None or job.state == JobState.DONE:
        return None
    title = gettext("正在汇总“%(title)s”的数据") % {"title": found.title}
    failed = job.error if job.state == JobState.FAILED else ""
    waiting = gettext("排队等待汇总") if job.state == JobState.QUEUED else job.message
    return Progress(title, job.done, job.total, waiting, finished=bool(failed), failed=failed)


@require_safe
def progress(request: HttpRequest, key: int) -> HttpResponse:
    """The part of the page that asks again every second; once done, the whole page moves on."""
    found = find(request, key)
    work = _work(found)
    if work is None or work.finished:
        answer = HttpResponse()
        answer["HX-Redirect"] = url_of(found)
        return answer
    words = {"work": work, "poll_url": reverse("bulletins:progress", args=[found.pk])}
    return render(request, "face/progress_poll.html", words)


@require_safe
def preview(request: HttpRequest, key: int) -> HttpResponseBase:
    """How the .docx would look if it were issued now; 404 before the data are gathered."""
    found = find(request, key)
    content = queries.content_of(found)
    if content is None or found.state not in OPEN:
        raise Http404(gettext("数据还没有汇总，或者已经印发。"))
    data = queries.preview(found, content)
    name = gettext("预览-%(name)s") % {"name": file_name(content, ".docx")}
    (word,) = WORD
    return FileResponse(BytesIO(data), as_attachment=True, filename=name, content_type=word)


@require_safe
def paper(request: HttpRequest, key: int) -> HttpResponseBase:
    """A file as it was kept; 404 for whoever does not see the paper."""
    found = get_object_or_404(queries.papers_for(request.user), pk=key)
    return download(found.file, found.name)


@require_safe
def verify(request: HttpRequest, key: int) -> HttpResponse:
    """Whether content and file of an issued paper still are what was frozen."""
    found = find(request, key)
    issued = queries.issue_of(found)
    if issued is None:
        raise Http404(gettext("尚未印发，没有留存稿可以核对。"))
    return render(
        request, "bulletins/verify.html", {"report": found, "issued": issued, **_held(issued)}
    )


def _held(issued: Issue) -> dict[str, Any]:
    wrong = queries.disagreements(issued)
    return {"content_holds": "sha256" not in wrong, "file_holds": not {"docx", "open"} & set(wrong)}
