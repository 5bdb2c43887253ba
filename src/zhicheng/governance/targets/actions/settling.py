"""What the coordinator settles of a target: who reports on it, where it begins, whether it can be measured."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext

from zhicheng.foundation.accounts.models import User
from zhicheng.foundation.accounts.permissions import require
from zhicheng.foundation.audit.actions import record
from zhicheng.foundation.audit.seen import update_as_seen
from zhicheng.foundation.face.personal import personal_fault
from zhicheng.foundation.face.told import told
from zhicheng.foundation.notices.actions import notify
from zhicheng.foundation.units.models import Unit
from zhicheng.governance.plans.rules.dates import Due
from zhicheng.governance.targets.actions.common import add_step
from zhicheng.governance.targets.models import Target, TargetState
from zhicheng.governance.targets.permissions import As
from zhicheng.governance.targets.queries import people_to_tell, shares_over
from zhicheng.governance.targets.rules import (
    Over,
    decided_due,
    doubt,
    due_fault,
    is_far,
    is_past,
    measure,
    share_faults,
    slip_of,
    value_fault,
)


@transaction.atomic
def confirm(
    *, target: Target, owner: Unit, by: User, at: datetime, baseline: Decimal | None = None,
    baseline_on: date | None = None, due_on: date | None = None,
    drop_due_on: bool = False, reason: str = "", sure: bool = False,
) -> None:  # fmt: skip
    """Confirm a target, or settle it anew: from now on the owner's officers report its values.

    target: as the person saw it. baseline, baseline_on: where the way begins, in the target's unit, both or
    neither; unknown stays unknown. due_on: where the plan states none, and may be settled anew; None leaves it.
    drop_due_on: take the day away that was decided, so that the end of the plan holds, as far as it has one.
    reason: why the way is another one now; the outlook of values that were reported follows it, so they ask for
    it. sure: the person looked again at what is most likely a slip: a due day that has gone, or that the
    distribution over the years does not fit, a baseline far from what is known.

    Raises PermissionDenied, Overtaken, and ValidationError.
    """
    require("targets.confirm", by, target)
    if target.ended_in_id is not None:
        raise ValidationError(gettext("现行方案已不再列入这项指标，不再办理。"))
    today = timezone.localdate(at)
    due = decided_due(target.due, due_on, target.plan_period, drop=drop_due_on)
    if faults := _faults(target, baseline, baseline_on, due, today):
        raise ValidationError(faults)
    if not sure and (doubts := _doubts(target, baseline, due, today)):
        raise ValidationError({"sure": doubts})
    changes, reason = _changes(target, baseline, baseline_on, due), reason.strip()
    if fault := _reason_fault(target, changes, reason):
        raise ValidationError({"reason": fault})
    before, is_new = _plain(target), target.owner_id != owner.pk
    update_as_seen(
        target, state=TargetState.CONFIRMED, reason="", owner=owner, baseline=baseline,
        baseline_on=baseline_on, due_on=due.on if due else None,
        due_source=due.source if due else "",
    )  # fmt: skip
    again = before["state"] == TargetState.CONFIRMED
    add_step(
        target,
        "confirm",
        told("调整") if again else told("确认"),
        "；".join([told("由%(owner)s填报", owner=owner), *changes, *_why(reason)]),
        by=by,
        at=at,
        acting=(As.COORDINATOR,),
    )
    if is_new:
        _tell(target, owner, by, at)
    record(
        by=by, at=at, verb="targets.confirm", subject=target, before=before, after=_plain(target),
        reason=reason,
    )  # fmt: skip


def _changes(
    target: Target, baseline: Decimal | None, on: date | None, due: Due | None
) -> list[str]:
    """What becomes of the way of a target: old and new, a sentence each. A baseline that nothing was settled
    before of is not moved by being named."""
    moved = [told("截止日期由%(old)s改为%(new)s", old=_due(target.due), new=_due(due))]
    moved = moved if target.due != due else []
    if target.owner_id is None:
        return moved
    old, new = _amount(target, target.baseline), _amount(target, baseline)
    said = (
        (target.baseline != baseline, told("基数由%(old)s改为%(new)s", old=old, new=new)),
        (
            target.baseline_on != on,
            told("基数日期由%(old)s改为%(new)s", old=_day(target.baseline_on), new=_day(on)),
        ),
    )
    return [*(words for changed, words in said if changed), *moved]


def _amount(target: Target, value: Decimal | None) -> str:
    return told("未填") if value is None else measure(value, target.unit)


def _day(day: date | None) -> str:
    return told("未填") if day is None else day.isoformat()


def _due(due: Due | None) -> str:
    return _day(due.on if due else None)


def _why(reason: str) -> list[str]:
    return [told("理由：%(reason)s", reason=reason)] if reason else []


def _reason_fault(target: Target, changes: Sequence[str], reason: str) -> str:
    if changes and not reason and target.observations.exists():
        return gettext("已有填报数值，改动基数、基数日期或截止日期会改变前景，请写明理由。")
    return personal_fault(reason)


def _faults(
    target: Target, baseline: Decimal | None, on: date | None, due: Due | None, today: date
) -> dict[str, str]:
    if (baseline is None) != (on is None):
        return {"baseline_on": gettext("基数和基数日期要么都填，要么都不填。")}
    if target.value is None and baseline is not None:
        return {"baseline": gettext("定性指标不填基数。")}
    if on is not None and on > today:
        return {"baseline_on": gettext("基数日期不能晚于今天。")}
    if on is not None and due is not None and on >= due.on:
        return {"baseline_on": gettext("基数日期应早于截止日期%(due)s。") % {"due": due.on}}
    if fault := due_fault(target.due, due, target.plan_period):
        return {"due_on": fault}
    return _slips(target, baseline, on)


def _slips(target: Target, baseline: Decimal | None, on: date | None) -> dict[str, str]:
    """What can only be a slip of the pen: a figure that no value of this target could be, a year such as 0206."""
    if baseline is not None and (fault := value_fault(target.demand, baseline, target.unit)):
        return {"baseline": fault[1]}
    slip = slip_of(on) if on is not None else ""
    return {"baseline_on": slip} if slip else {}


def _doubts(target: Target, baseline: Decimal | None, due: Due | None, today: date) -> list[str]:
    """What may be meant, but most likely is a slip of the pen."""
    found = []
    if baseline is not None and baseline != target.baseline and is_far(target.demand, baseline):
        found.append(doubt(target.demand, baseline))
    if is_past(target.due, due, today):
        gone = gettext(
            "截止日期%(due)s已经过去，指标将立即按到期判断；确认无误的，勾选后再次提交。"
        )
        found.append(gone % {"due": _due(due)})
    if due != target.due and (fault := _fault_of_years(target, due)):
        years = gettext(
            "按新的截止日期%(due)s，已有的年度分解不再成立（%(fault)s）；确认后请重新分解到年度。"
        )
        found.append(years % {"due": _due(due), "fault": fault.rstrip("。")})
    return found


def _fault_of_years(target: Target, due: Due | None) -> str:
    """Why the years that were distributed would not hold by another due day; empty when they would."""
    demand = replace(target.demand, due_on=due.on if due else None)
    parts = {row.year: row.value for row in shares_over(target, Over.YEARS) if row.year}
    faults = share_faults(demand, Over.YEARS, parts) if parts else []
    return faults[0] if faults else ""


def _tell(target: Target, owner: Unit, by: User, at: datetime) -> None:
    people = people_to_tell(owner, timezone.localdate(at))
    notify(
        to=[user for user in people if user.pk != by.pk],
        text=told("指标“%(indicator)s”由您单位填报数值", indicator=target.indicator),
        url=reverse("targets:target", args=[target.pk]),
        at=at,
    )


@transaction.atomic
def give_up(*, target: Target, reason: str, by: User, at: datetime) -> None:
    """Say that a target cannot be measured for now, and why (R-00-3); confirming it takes that back.

    Raises PermissionDenied, Overtaken, and ValidationError without a reason, or for personal data in it: whoever
    reads the plans reads it.
    """
    require("targets.give_up", by, target)
    if target.ended_in_id is not None:
        raise ValidationError(gettext("现行方案已不再列入这项指标，不再办理。"))
    if not reason.strip():
        raise ValidationError(
            {"reason": gettext("请写明为什么不可测，例如缺少分母数据或尚无统计制度。")}
        )
    if fault := personal_fault(reason):
        raise ValidationError({"reason": fault})
    before = _plain(target)
    update_as_seen(target, state=TargetState.NOT_MEASURABLE, reason=reason.strip())
    add_step(
        target,
        "give_up",
        told("标记暂不可测"),
        target.reason,
        by=by,
        at=at,
        acting=(As.COORDINATOR,),
    )
    record(
        by=by, at=at, verb="targets.give_up", subject=target, before=before,
        after={"state": target.state}, reason=target.reason,
    )  # fmt: skip


def _plain(target: Target) -> dict[str, Any]:
    return {
        "state": str(target.state),
        "owner": target.owner_id,
        "baseline": None if target.baseline is None else str(target.baseline),
        "baseline_on": target.baseline_on.isoformat() if target.baseline_on else None,
        "due_on": target.due_on.isoformat() if target.due_on else None,
        "due_source": target.due_source,
    }
