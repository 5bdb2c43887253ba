"""Drafting a paper, writing the office's words, and having the data gathered."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from zhicheng.foundation.accounts.models import User
from zhicheng.foundation.accounts.permissions import require
from zhicheng.foundation.audit.seen import update_as_seen
from zhicheng.foundation.face.told import told
from zhicheng.foundation.jobs.actions import enqueue
from zhicheng.governance.bulletins.actions.common import (
    check_texts,
    move_of,
    write_down,
)
from zhicheng.governance.bulletins.models import Report
from zhicheng.governance.bulletins.rules import (
    OPEN,
    PARTS,
    Content,
    Kind,
    State,
    first_summary,
    period_faults,
    title_of,
    to_plain,
    unfounded,
)
from zhicheng.governance.plans.models import Plan

GATHER = "bulletins.gather"
"""The kind of the job that gathers."""


@dataclass(frozen=True, slots=True)
class Period:
    """What a paper is to be about. plan: None for all plans of the city."""

    kind: Kind
    year: int
    quarter: int | None = None
    plan: Plan | None = None

    def rows(self) -> Any:
        """The papers about the same."""
        return Report.objects.filter(
            kind=self.kind, year=self.year, quarter=self.quarter, plan=self.plan
        )


def draft(*, period: Period, by: User, at: datetime) -> Report:
    """Begin a paper and have its data gathered.

    Raises PermissionDenied; ValidationError for a period that has not begun, and where one about the same is
    being written or was issued (of that, ``draft_again``).
    """
    require("bulletins.write", by)
    if faults := period_faults(period.kind, period.year, period.quarter, timezone.localdate(at)):
        raise ValidationError(faults)
    if period.rows().filter(state=State.ISSUED).exists():
        raise ValidationError(_("这一期已经印发。需要更正的，请打开已印发的那一期，起草新一版。"))
    return _begun(period, Report(), by=by, at=at)


def draft_again(*, report: Report, why: str, by: User, at: datetime) -> Report:
    """Begin the edition that takes an issued paper's place once it is issued itself; with the same words.

    Raises PermissionDenied; ValidationError without a reason, for a paper that is not in force, and where
    another is being written already.
    """
    require("bulletins.write", by)
    if not why.strip():
        raise ValidationError({"why": _("请写明为什么要以新一版替代。")})
    if report.state != State.ISSUED:
        raise ValidationError(_("只有印发后仍有效的简报、报告可以起草新一版。"))
    words = {name: getattr(report, name) for name in (*PARTS, "title")}
    period = Period(Kind(report.kind), report.year, report.quarter, report.plan)
    return _begun(period, Report(replaces=report, why=why.strip(), **words), by=by, at=at)


def _begun(period: Period, report: Report, *, by: User, at: datetime) -> Report:
    """Of two who begin the same at once, one is told of the other."""
    editions = period.rows().aggregate(last=Max("edition"))["last"] or 0
    report.kind, report.year, report.quarter = period.kind, period.year, period.quarter
    report.plan, report.edition = period.plan, editions + 1
    report.title = report.title or title_of(
        period.year, period.quarter, period.plan.title if period.plan else ""
    )
    report.summary = report.summary or first_summary(period.kind)
    report.drafted_by, report.drafted_at = by, at
    try:
        with transaction.atomic():
            report.save()
            _queue(report, by, at)
            write_down(report, "draft", told("起草"), by=by, at=at, reason=report.why)
    except IntegrityError as error:
        raise ValidationError(_("这一期已有正在编写的稿，请打开它继续编写。")) from error
    return report


@transaction.atomic
def edit(*, report: Report, title: str, texts: Mapping[str, str], by: User, at: datetime) -> None:
    """Write title and words of a paper that is not issued. texts: by the name of their part (``PARTS``); a part
    that is not named stays as it is.

    Raises PermissionDenied, Overtaken; ValidationError without a title, for a placeholder that names no
    figure – with the place where it stands –, and for a paper that was issued or given up.
    """
    require("bulletins.write", by)
    if report.state not in OPEN:
        raise ValidationError(_("已经印发或放弃的稿不能再改。"))
    if not title.strip():
        raise ValidationError({"title": _("请填写标题。")})
    check_texts(report, texts)
    written = {part: text.strip() for part, text in texts.items()}
    update_as_seen(report, title=title.strip(), **written)
    write_down(report, "edit", told("修改文字"), by=by, at=at)


@transaction.atomic
def gather(*, report: Report, by: User, at: datetime) -> None:
    """Have the data gathered again, as they are on the day. Raises PermissionDenied, Refused, Overtaken."""
    require("bulletins.write", by)
    move_of(report, "gather", by)
    update_as_seen(report, problem="")
    _queue(report, by, at)
    write_down(report, "gather", told("汇总数据"), by=by, at=at)


def _queue(report: Report, by: User, at: datetime) -> None:
    title = told("汇总“%(title)s”的数据", title=report.title)
    report.job = enqueue(kind=GATHER, title=title, payload={"report": report.pk}, by=by, at=at)
    report.save(update_fields=["job"])


@transaction.atomic
def keep_content(*, report: Report, content: Content, at: datetime) -> list[str]:
    """Keep what was gathered, unless a figure does not say where it comes from: then nothing but the problem
    that names it. Returns the names of such figures. For the job that gathers."""
    faults = unfounded(content.all_figures)
    if faults:
        report.problem = told("以下数字没有来源，不能生成：%(names)s。", names="、".join(faults))
    else:
        report.problem, report.state = "", State.COMPOSED
        report.content, report.as_of = to_plain(content), content.as_of
    # Not as it was seen: what the office writes meanwhile stands in other columns, and stays.
    report.save(update_fields=["problem", "state", "content", "as_of"])
    title = told("汇总未成功") if faults else told("数据汇总完成")
    write_down(
        report, "compose", title, by=None, at=at, reason=report.problem,
        as_of=content.as_of.isoformat(), figures=sum(1 for _figure in content.all_figures),
    )  # fmt: skip
    return faults
