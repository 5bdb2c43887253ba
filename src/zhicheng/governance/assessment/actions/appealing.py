"""An appeal against a score, a bonus or a deduction, and its answer."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext

from zhicheng.engines.calendar import CalendarUnknown
from zhicheng.engines.procedures.running import Refused
from zhicheng.foundation.accounts.models import User
from zhicheng.foundation.accounts.permissions import require
from zhicheng.foundation.audit.actions import record
from zhicheng.foundation.audit.seen import update_as_seen
from zhicheng.foundation.calendars.queries import calendar
from zhicheng.foundation.face.told import told
from zhicheng.foundation.files.actions import Upload
from zhicheng.governance.assessment.actions.common import add_step, plain, stored, tell
from zhicheng.governance.assessment.actions.publishing import rank
from zhicheng.governance.assessment.models import (
    Adjustment,
    Appeal,
    Decision,
    Entry,
    Scheme,
    Sheet,
)
from zhicheng.governance.assessment.permissions import capacities, is_of_unit
from zhicheng.governance.assessment.queries import total_of
from zhicheng.governance.assessment.rules import (
    UNIT,
    AppealState,
    As,
    SchemeState,
    appeal_fault,
    score_fault,
)


def appeal(
    *, sheet: Sheet, against: Entry | Adjustment | None, text: str, by: User, at: datetime,
    upload: Upload | None = None,
) -> Appeal:  # fmt: skip
    """Appeal against one score, or one bonus or deduction, of one's own sheet.

    Raises PermissionDenied; Refused before the announcement, after the term, after the freeze;
    ValidationError by field. Nothing has changed then.
    """
    require("assessment.appeal", by, sheet)
    _see_term(sheet.scheme, timezone.localdate(at))
    if against is None or against.sheet_id != sheet.pk:
        raise ValidationError({"against": gettext("请选择对哪一项提出申诉。")})
    if not text.strip():
        raise ValidationError({"text": gettext("请写明申诉的理由。")})
    about = {"entry" if isinstance(against, Entry) else "adjustment": against}
    file, name = stored(upload, "upload")
    with transaction.atomic():
        held = Scheme.objects.select_for_update().get(pk=sheet.scheme_id)
        on = timezone.localdate(at)
        _see_term(held, on)
        if Appeal.objects.filter(**about, state=AppealState.OPEN).exists():
            raise ValidationError({"against": gettext("这一项已有申诉，尚待答复。")})
        row = Appeal.objects.create(
            sheet=sheet, text=text.strip(), file=file, file_name=name[-200:], by=by, at=at,
            answer_by=_answer_by(on, held.answer_days), **about,
        )  # fmt: skip
        _step(row, "appeal", told("提出申诉"), (As.HEAD,), by=by, at=at)
        said = told("“%(title)s”%(name)s提出申诉", title=held.title, name=sheet.called)
        _tell(row, said, As.COORDINATOR, by=by, at=at)
        record(by=by, at=at, verb="assessment.appeal", subject=row, reason=row.text)
    return row


def _see_term(scheme: Scheme, on: date) -> None:
    state = SchemeState(scheme.state)
    if fault := appeal_fault(state, scheme.appeal_days, scheme.appeal_until, on):
        raise Refused(fault)


def _answer_by(on: date, days: int) -> date:
    """The last working day for the answer, estimated where the calendar is not known yet (R-T-4)."""
    known = calendar()
    try:
        return known.add_working_days(on, days)
    except CalendarUnknown:
        return known.with_estimates().add_working_days(on, days)


@transaction.atomic
def answer(
    *, appeal: Appeal, uphold: bool, answer: str, by: User, at: datetime,
    score: Decimal | None = None,
) -> None:  # fmt: skip
    """Answer an appeal. Upheld, a score becomes another, a bonus or deduction that was refused is accepted and
    the other way round; totals and places follow.

    score: the new one, needed where an appeal against a score is upheld. Raises PermissionDenied; Refused when
    it is answered already, when the result is frozen, or when the person verified the sheet;
    ValidationError by field.
    """
    sheet = appeal.sheet
    require("assessment.answer", by, sheet)
    scheme = Scheme.objects.select_for_update().get(pk=sheet.scheme_id)
    held = Appeal.objects.select_for_update(of=("self",)).get(pk=appeal.pk)
    _see_answerable(scheme, held, by)
    if not answer.strip():
        raise ValidationError({"answer": gettext("请写明答复意见。")})
    changes: dict[str, Any] = {}
    if uphold:
        changes = _upheld(held, score, answer.strip())
    held.state = AppealState.UPHELD if uphold else AppealState.DISMISSED
    held.answer, held.answered_by, held.answered_at = answer.strip(), by, at
    for name, value in changes.items():
        setattr(held, name, value)
    held.save()
    if uphold:
        fresh = Sheet.objects.get(pk=sheet.pk)
        update_as_seen(fresh, total=total_of(fresh))
        rank(scheme)
    _step(held, "answer", told("答复申诉"), (As.COORDINATOR,), by=by, at=at)
    said = told(
        "“%(title)s”的申诉已答复：%(state)s", title=scheme.title, state=held.get_state_display()
    )
    _tell(held, said, *UNIT, by=by, at=at)
    after = {"state": held.state, "score": plain(held.score_after)}
    record(by=by, at=at, verb="assessment.answer", subject=held, after=after, reason=held.answer)


def _see_answerable(scheme: Scheme, appeal: Appeal, by: User) -> None:
    if scheme.state == SchemeState.FROZEN:
        raise Refused(gettext("考核结果已经定稿，不能再答复申诉。"))
    if appeal.state != AppealState.OPEN:
        raise Refused(gettext("这件申诉已经答复。"))
    if by.pk == appeal.sheet.verified_by_id or is_of_unit(by, appeal.sheet):
        raise Refused(gettext("核定该评分表的人和被考核单位的人不得答复这件申诉。"))


def _upheld(appeal: Appeal, score: Decimal | None, answer: str) -> dict[str, Any]:
    """Change what the appeal is against; the verifier's word stays beside the answer. Raises ValidationError."""
    if appeal.adjustment is not None:
        row = appeal.adjustment
        accepted = row.decision == Decision.ACCEPTED
        row.decision = Decision.REFUSED if accepted else Decision.ACCEPTED
        row.reason = row.reason or answer  # what is refused has a reason
        row.save(update_fields=["decision", "reason"])
        return {}
    entry = appeal.entry
    assert entry is not None  # noqa: S101 - a constraint: against one of the two
    if score is None:
        raise ValidationError({"score": gettext("申诉成立的，请填写改定的得分。")})
    if fault := score_fault(score, entry.indicator.mark):
        raise ValidationError({"score": fault})
    if score == entry.score:
        raise ValidationError(
            {"score": gettext("改定的得分与原核定分相同；维持原结果的，请选择“维持原结果”。")}
        )
    before = entry.score
    update_as_seen(entry, score=score, exempt=False)
    return {"score_before": before, "score_after": score}


def _step(
    appeal: Appeal, verb: str, title: str, acting: tuple[As, ...], *, by: User, at: datetime
) -> None:
    who = {c: p for c, p in capacities(by, appeal.sheet).items() if c in acting}
    about = appeal.entry.indicator.name if appeal.entry else str(appeal.adjustment)
    add_step(appeal.sheet.scheme, verb, title, about, sheet=appeal.sheet, who=who, by=by, at=at)


def _tell(appeal: Appeal, text: str, *capacities: As, by: User, at: datetime) -> None:
    url = reverse("assessment:appeal", args=[appeal.pk])
    tell([appeal.sheet], *capacities, text=text, url=url, by=by, at=at)
