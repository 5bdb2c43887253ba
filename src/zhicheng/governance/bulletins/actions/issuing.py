"""Issuing a paper, which freezes it; taking it back; giving a draft up."""

from datetime import datetime
from io import BytesIO

from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from zhicheng.engines import libreoffice
from zhicheng.foundation.accounts.models import User
from zhicheng.foundation.accounts.permissions import require
from zhicheng.foundation.accounts.queries import holders
from zhicheng.foundation.accounts.rules import Role
from zhicheng.foundation.audit.seen import update_as_seen
from zhicheng.foundation.documents.actions import template_for
from zhicheng.foundation.documents.models import Template
from zhicheng.foundation.face.told import told
from zhicheng.foundation.files.actions import store
from zhicheng.foundation.files.models import StoredFile
from zhicheng.foundation.files.rules import BY_TYPE
from zhicheng.foundation.jobs.actions import enqueue
from zhicheng.foundation.notices.actions import notify
from zhicheng.governance.bulletins.actions.common import (
    check_sources,
    check_texts,
    move_of,
    write_down,
)
from zhicheng.governance.bulletins.models import Format, Issue, Paper, Report
from zhicheng.governance.bulletins.papers import file_name, kind_of
from zhicheng.governance.bulletins.queries import (
    content_of,
    frozen_content,
    head_of,
    rendered,
    texts_of,
)
from zhicheng.governance.bulletins.rules import (
    Content,
    Kind,
    State,
    canonical,
    hash_of,
    public_edition,
    unfounded,
)

PRINT = "bulletins.print"
"""The kind of the job that makes the PDF."""
_SUFFIXES = {Format.DOCX: ".docx", Format.PDF: ".pdf", Format.OPEN: ".docx"}


def issue(*, report: Report, signed_off: str, by: User, at: datetime) -> Issue:
    """Issue a paper: content and file are kept as they are now, for ever, under their hashes. Where it takes
    an earlier edition's place, that one is marked so.

    signed_off: who approved it, and how (审签意见). The file is made before the transaction, which is short.
    Raises PermissionDenied; Refused before its data are gathered, while that is going on, or without words of
    approval; Overtaken; ValidationError for a placeholder or a figure that leads nowhere, and for numbers that the
    office typed without saying where they come from.
    """
    require("bulletins.issue", by)
    move = move_of(report, "issue", by, signed_off)
    check_texts(report, texts_of(report))
    check_sources(texts_of(report))
    on = timezone.localdate(at)
    content = _final(report, at)
    template = template_for(kind=kind_of(Kind(report.kind)), at=at)
    file = _stored(rendered(template, content), Format.DOCX)
    with transaction.atomic():
        _replace(report, by, at)
        update_as_seen(report, state=move.to, issued_on=on)
        text = canonical(content)
        issued = Issue.objects.create(
            report=report, content=text, sha256=hash_of(text), template=template,
            signed_off=move.reason, by=by, at=at,
        )  # fmt: skip
        _add(issued, content, file, Format.DOCX, at)
        if libreoffice.program():
            title = told("生成“%(title)s”的 PDF 文件", title=report.title)
            enqueue(kind=PRINT, title=title, payload={"issue": issued.pk}, by=by, at=at)
        _tell(report, by, at)
        write_down(
            report, "issue", move.transition.title, by=by, at=at, reason=move.reason,
            content_sha256=issued.sha256, file_sha256=file.sha256,
            template_sha256=template.file.sha256,
        )  # fmt: skip
    return issued


def _final(report: Report, at: datetime) -> Content:
    """What is to be frozen, under the day of its issue. Raises ValidationError naming what leads nowhere."""
    found = content_of(report)
    assert found is not None  # noqa: S101 - its state says that it was gathered
    if faults := unfounded(found.all_figures):
        raise ValidationError(
            _("以下数字没有来源，不能印发：%(names)s。") % {"names": "、".join(faults)}
        )
    report.issued_on = timezone.localdate(at)
    try:
        return found.with_words(head_of(report), texts_of(report))
    finally:
        report.issued_on = None


def _stored(data: bytes, form: Format) -> StoredFile:
    suffix = _SUFFIXES[form]
    allowed = frozenset(kind for kind, one in BY_TYPE.items() if suffix in one.suffixes)
    return store(BytesIO(data), name=f"paper{suffix}", allowed=allowed)


def _add(
    issued: Issue, content: Content, file: StoredFile, form: Format, at: datetime, *,
    template: Template | None = None, frozen: str = "",
) -> Paper:  # fmt: skip
    """template, frozen: of the public edition."""
    edition = told("（公开版）") if form is Format.OPEN else ""
    name = file_name(content, edition + _SUFFIXES[form])
    return Paper.objects.create(
        issue=issued, format=form, file=file, name=name, template=template, content=frozen, at=at
    )


def _replace(report: Report, by: User, at: datetime) -> None:
    """Mark the paper whose place this one takes, unless it was taken back meanwhile."""
    if report.replaces_id is None:
        return
    old = Report.objects.select_for_update().get(pk=report.replaces_id)
    if old.state == State.ISSUED:
        update_as_seen(old, state=State.REPLACED)
        write_down(old, "replace", told("被新一版替代"), by=by, at=at, reason=report.why)


def _tell(report: Report, by: User, at: datetime) -> None:
    """Leaders, and the heads and liaison officers of all units."""
    roles = (Role.LEADER, Role.UNIT_HEAD, Role.UNIT_OFFICER, Role.COUNTY_OFFICER)
    people = holders(*roles, on=timezone.localdate(at)).exclude(pk=by.pk)
    text = told("“%(title)s”已印发", title=report.title)
    notify(to=people, text=text, url=reverse("bulletins:report", args=[report.pk]), at=at)


@transaction.atomic
def add_pdf(*, issued: Issue, data: bytes, content: Content, at: datetime) -> None:
    """Keep the PDF beside the .docx it was made from; twice is the same as once. For the job that makes it."""
    if issued.papers.filter(format=Format.PDF).exists():
        return
    file = _stored(data, Format.PDF)
    _add(issued, content, file, Format.PDF, at)
    write_down(
        issued.report, "print", told("生成 PDF 文件"), by=None, at=at, file_sha256=file.sha256
    )


@transaction.atomic
def add_public(*, report: Report, by: User, at: datetime) -> Paper:
    """Make the edition of an issued paper that everybody may read (``rules.public_edition``), and keep it beside
    the file that it is about; twice is the same as once.

    Raises PermissionDenied; ValidationError for a paper that is not issued.
    """
    require("bulletins.issue", by)
    if report.state != State.ISSUED:
        raise ValidationError(_("只有印发后仍有效的简报、报告可以生成公开版。"))
    issued = report.issue
    known = issued.papers.filter(format=Format.OPEN).first()
    if known is not None:
        return known
    content = public_edition(frozen_content(issued))
    template = template_for(kind=kind_of(Kind(report.kind), public=True), at=at)
    file = _stored(rendered(template, content), Format.OPEN)
    text = canonical(content)
    paper = _add(issued, content, file, Format.OPEN, at, template=template, frozen=text)
    write_down(
        report, "add_public", told("生成公开版"), by=by, at=at, content_sha256=hash_of(text),
        file_sha256=file.sha256, template_sha256=template.file.sha256,
    )  # fmt: skip
    return paper


@transaction.atomic
def withdraw(*, report: Report, reason: str, by: User, at: datetime) -> None:
    """Take an issued paper back; it stays readable, marked so. Raises PermissionDenied, Refused (also without
    a reason), Overtaken."""
    require("bulletins.issue", by)
    move = move_of(report, "withdraw", by, reason)
    update_as_seen(report, state=move.to)
    write_down(report, "withdraw", move.transition.title, by=by, at=at, reason=move.reason)


@transaction.atomic
def abandon(*, report: Report, by: User, at: datetime) -> None:
    """Give a draft up. Raises PermissionDenied, Refused, Overtaken."""
    require("bulletins.write", by)
    move = move_of(report, "abandon", by)
    update_as_seen(report, state=move.to)
    write_down(report, "abandon", move.transition.title, by=by, at=at)
