"""What the verifier does with a sheet: measure anew, confirm, change with a reason, add and take off."""

from datetime import datetime
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext

from zhicheng.engines.procedures.running import Refused
from zhicheng.foundation.accounts.models import User
from zhicheng.foundation.accounts.permissions import require
from zhicheng.foundation.audit.actions import record
from zhicheng.foundation.audit.seen import update_as_seen
from zhicheng.foundation.files.actions import Upload
from zhicheng.governance.assessment.actions.common import lock_sheet, plain, stored
from zhicheng.governance.assessment.actions.scoring import take_readings
from zhicheng.governance.assessment.models import Adjustment, Clause, Decision, Entry, Sheet
from zhicheng.governance.assessment.permissions import capacities, is_independent
from zhicheng.governance.assessment.queries import entries_of
from zhicheng.governance.assessment.rules import (
    As,
    ClauseKind,
    SheetState,
    Verdict,
    points_fault,
    verdict_faults,
)


def _see_independent(by: User, sheet: Sheet) -> None:
    if not is_independent(by, sheet):
        raise Refused(gettext("核定人不得来自被考核单位，也不得报送过该评分表。"))


@transaction.atomic
def measure_again(*, sheet: Sheet, by: User, at: datetime) -> None:
    """Take the readings of the formulas that are not decided yet anew. Raises PermissionDenied, Refused."""
    require("assessment.decide", by, sheet)
    _see_independent(by, sheet)
    lock_sheet(sheet, SheetState.SUBMITTED)
    waiting = [entry for entry in entries_of(sheet) if not entry.is_decided]
    found = take_readings(sheet, waiting, at)
    after = {"measured": len(found)}
    record(by=by, at=at, verb="assessment.measure_again", subject=sheet, after=after)


@transaction.atomic
def decide(*, entry: Entry, verdict: Verdict, by: User, at: datetime) -> None:
    """Confirm a self score, or change it with a reason; or find that the indicator does not fall to the unit.

    entry: as the person saw it. Raises PermissionDenied, Refused, Overtaken, ValidationError.
    """
    require("assessment.decide", by, entry.sheet)
    _see_independent(by, entry.sheet)
    lock_sheet(entry.sheet, SheetState.SUBMITTED)
    faults = verdict_faults(verdict, self_score=entry.self_score, mark=entry.indicator.mark)
    if faults:
        raise ValidationError(faults)
    before = {"score": plain(entry.score), "exempt": entry.exempt}
    reason = verdict.reason.strip()
    update_as_seen(entry, score=verdict.score, exempt=verdict.exempt, reason=reason, decided_by=by)
    record(
        by=by, at=at, verb="assessment.decide", subject=entry, before=before,
        after={"score": plain(verdict.score), "exempt": verdict.exempt}, reason=reason,
    )  # fmt: skip


@transaction.atomic
def confirm_rest(*, sheet: Sheet, by: User, at: datetime) -> int:
    """Confirm every self score that is not decided yet and, where there is a formula, is what it gives.
    Returns how many. Raises PermissionDenied, Refused."""
    require("assessment.decide", by, sheet)
    _see_independent(by, sheet)
    lock_sheet(sheet, SheetState.SUBMITTED)
    rows = [entry for entry in entries_of(sheet) if _as_it_seems(entry)]
    for entry in rows:
        update_as_seen(entry, score=entry.self_score, reason="", decided_by=by)
    after = {"confirmed": {str(row.indicator_id): plain(row.score) for row in rows}}
    record(by=by, at=at, verb="assessment.confirm_rest", subject=sheet, after=after)
    return len(rows)


def _as_it_seems(entry: Entry) -> bool:
    """Undecided, scored, and not against the formula."""
    if entry.is_decided or entry.self_score is None:
        return False
    return entry.indicator.formula is None or entry.self_score == entry.computed


def adjust(
    *, sheet: Sheet, clause: Clause, said: str, points: Decimal, by: User, at: datetime,
    upload: Upload | None = None,
) -> Adjustment:  # fmt: skip
    """Claim a bonus, while one scores oneself; or enter a bonus or deduction, while one verifies.

    Raises PermissionDenied; Refused; ValidationError by field: a clause of another scheme, a deduction that a
    unit claims, more marks than the clause gives, an unsuitable file.
    """
    require("assessment.adjust", by, sheet)
    verifies = sheet.state == SheetState.SUBMITTED and As.VERIFIER in capacities(by, sheet)
    if verifies:
        _see_independent(by, sheet)
    else:
        require("assessment.score", by, sheet)
    if faults := _adjustment_faults(sheet, clause, said, points, verifies=verifies):
        raise ValidationError(faults)
    file, name = stored(upload, "upload")
    with transaction.atomic():
        lock_sheet(sheet, SheetState.SUBMITTED if verifies else SheetState.OPEN)
        row = Adjustment.objects.create(
            sheet=sheet, clause=clause, said=said.strip(), points=points, file=file,
            file_name=name[-200:], by=by, at=at,
            decision=Decision.ACCEPTED if verifies else Decision.OPEN,
        )  # fmt: skip
        after = {"clause": clause.number, "points": plain(points), "decision": row.decision}
        record(by=by, at=at, verb="assessment.adjust", subject=row, after=after, reason=row.said)
    return row


def _adjustment_faults(
    sheet: Sheet, clause: Clause, said: str, points: Decimal, *, verifies: bool
) -> dict[str, str]:
    if clause.scheme_id != sheet.scheme_id:
        return {"clause": gettext("请选择本方案的条款。")}
    if clause.kind == ClauseKind.DEDUCTION and not verifies:
        return {"clause": gettext("扣分由复核员在核定时登记。")}
    if not said.strip():
        return {"said": gettext("请写明加减分的事项。")}
    fault = points_fault(points, clause.points)
    return {"points": fault} if fault else {}


@transaction.atomic
def decide_adjustment(
    *, adjustment: Adjustment, accept: bool, reason: str, by: User, at: datetime
) -> None:
    """Accept a bonus or deduction, or refuse it with a reason.

    Raises PermissionDenied, Refused, ValidationError.
    """
    sheet = adjustment.sheet
    require("assessment.decide", by, sheet)
    _see_independent(by, sheet)
    lock_sheet(sheet, SheetState.SUBMITTED)
    if not accept and not reason.strip():
        raise ValidationError({"reason": gettext("不予采纳的，请写明理由。")})
    before = {"decision": adjustment.decision}
    adjustment.decision = Decision.ACCEPTED if accept else Decision.REFUSED
    adjustment.reason = reason.strip()
    adjustment.save(update_fields=["decision", "reason"])
    record(
        by=by, at=at, verb="assessment.decide_adjustment", subject=adjustment, before=before,
        after={"decision": adjustment.decision}, reason=adjustment.reason,
    )  # fmt: skip


@transaction.atomic
def drop_adjustment(*, adjustment: Adjustment, by: User, at: datetime) -> None:
    """Take a bonus that one claimed back, before the sheet is handed in and before it was decided.

    Raises PermissionDenied, Refused.
    """
    sheet = adjustment.sheet
    require("assessment.score", by, sheet)
    lock_sheet(sheet, SheetState.OPEN)
    if adjustment.decision != Decision.OPEN:
        raise Refused(gettext("这一事项已经核定，不能撤回。"))
    before = {"clause": adjustment.clause.number, "points": plain(adjustment.points)}
    record(by=by, at=at, verb="assessment.drop_adjustment", subject=adjustment, before=before)
    adjustment.delete()
