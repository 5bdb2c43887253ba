"""What takes its time: gathering the data of a paper, and making its PDF."""

from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from zhicheng.engines import libreoffice
from zhicheng.foundation.accounts.permissions import require
from zhicheng.foundation.face.told import told
from zhicheng.foundation.files.queries import content as bytes_of
from zhicheng.foundation.jobs.models import Job
from zhicheng.foundation.jobs.registry import Progress, handler
from zhicheng.foundation.jobs.rules import JobFailed
from zhicheng.governance.bulletins import actions, queries
from zhicheng.governance.bulletins.models import Format, Issue, Report
from zhicheng.governance.bulletins.rules import OPEN, Content, Kind, period_of

_SECONDS = 120
"""How long LibreOffice may take over a paper."""


@handler(actions.GATHER)
def gather(job: Job, progress: Progress) -> dict[str, Any]:
    """Gather what a paper says, as of the day on which it is done. Raises JobFailed, without another try,
    where a figure does not say where it comes from, or the person may not write papers any more."""
    report = Report.objects.select_related("plan").get(pk=job.payload["report"])
    if report.state not in OPEN:
        return {"report": report.pk}
    content = queries.gathered(_asked(job, report, timezone.localdate()), progress)
    return _kept(report.pk, content, progress)


def _kept(key: int, content: Content, progress: Progress) -> dict[str, Any]:
    """The office may have written meanwhile: what it wrote stays."""
    with transaction.atomic():
        report = Report.objects.select_for_update().get(pk=key)
        faults = actions.keep_content(report=report, content=content, at=timezone.now())
        progress(1, 1, told("数据汇总完成"))
    if faults:
        raise JobFailed(report.problem)
    return {"report": report.pk, "as_of": content.as_of.isoformat()}


def _asked(job: Job, report: Report, on: date) -> queries.Asked:
    try:
        require("bulletins.write", job.created_by)
    except PermissionDenied as error:
        raise JobFailed(told("提交人已不再是统筹协调员，不能汇总。")) from error
    first, last = period_of(report.year, report.quarter)
    return queries.Asked(
        user=job.created_by, first=first, last=last, on=on, plan=report.plan,
        whole_year=report.kind == Kind.YEARLY,
    )  # fmt: skip


@handler(actions.PRINT)
def print_paper(job: Job, progress: Progress) -> dict[str, Any]:
    """Make the PDF of an issued paper from its .docx. Raises JobFailed where LibreOffice cannot."""
    issued = Issue.objects.select_related("report").get(pk=job.payload["issue"])
    paper = issued.papers.select_related("file").get(format=Format.DOCX)
    progress(0, 1, told("转换为 PDF"))
    try:
        data = libreoffice.converted(
            bytes_of(paper.file), source="docx", to="pdf", filter_name="writer_pdf_Export",
            seconds=_SECONDS,
        )  # fmt: skip
    except (libreoffice.Absent, libreoffice.Failed, libreoffice.TookTooLong) as error:
        raise JobFailed(told("LibreOffice 未能生成 PDF 文件，Word 文档不受影响。")) from error
    with transaction.atomic():
        content = queries.frozen_content(issued)
        actions.add_pdf(issued=issued, data=data, content=content, at=timezone.now())
        progress(1, 1, told("PDF 文件已生成"))
    return {"issue": issued.pk}
