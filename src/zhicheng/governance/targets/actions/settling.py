"""What the coordinator settles of a target: who reports on it, where it begins, whether it can be measured."""

from collections.abc import Sequence
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
from zhicheng.governance.targets.actions.common import add_step
from zhicheng.governance.targets.models import Target, TargetState
from zhicheng.governance.targets.permissions import As
from zhicheng.governance.targets.queries import people_to_tell
from zhicheng.governance.targets.rules import measure, slip_of, value_fault


@transaction.atomic
def confirm(
    *, target: Target, owner: Unit, by: User, at: datetime, baseline: Decimal | None = None,
    baseline_on: date | None = None, due_on: date | None = None, reason: str = "",
) -> None:  # fmt: skip
    """Confirm a target, or settle it anew: from now on the owner's officers report its values.

    target: as the person saw it. baseline, baseline_on: where the way begins, in the target's unit, both or
    neither; unknown stays unknown. due_on: counts where the plan states none. reason: why the way is another one
    now; the outlook of values that were reported follows it, so they ask for it.

    Raises PermissionDenied, Overtaken, and ValidationError.
    """
    require("targets.confirm", by, target)
    if target.ended_in_id is not None:
        raise ValidationError(gettext("现行方案已不再列入这项指标，不再办理。"))
    stated = target.due_on is not None and not target.due_inferred
    due = target.due_on if stated or due_on is None else due_on
    if faults := _faults(target, baseline, baseline_on, due, timezone.localdate(at)):
        raise ValidationError(faults)
    changes, reason = _changes(target, baseline, baseline_on, due), reason.strip()
    if fault := _reason_fault(target, changes, reason):
        raise ValidationError({"reason": fault})
    before, is_new = _plain(target), target.owner_id != owner.pk
    update_as_seen(
        target, state=TargetState.CONFIRMED, reason="", owner=owner, baseline=baseline,
        baseline_on=baseline_on, due_on=due,
        due_inferred=target.due_inferred and due == target.due_on,
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
    target: Target, baseline: Decimal | None, on: date | None, due: date | None
) -> list[str]:
    """What becomes of the way of a target that was settled before: old and new, a sentence each."""
    if target.owner_id is None:
        return []
    old, new = _amount(target, target.baseline), _amount(target, baseline)
    said = (
        (target.baseline != baseline, told("基数由%(old)s改为%(new)s", old=old, new=new)),
        (
            target.baseline_on != on,
            told("基数日期由%(old)s改为%(new)s", old=_day(target.baseline_on), new=_day(on)),
        ),
        (
            target.due_on != due,
            told("截止日期由%(old)s改为%(new)s", old=_day(target.due_on), new=_day(due)),
        ),
    )
    return [words for changed, words in said if changed]


def _amount(target: Target, value: Decimal | None) -> str:
    return told("未填") if value is None else measure(value, target.unit)


def _day(day: date | None) -> str:
    return told("未填") if day is None else day.isoformat()


def _why(reason: str) -> list[str]:
    return [told("理由：%(reason)s", reason=reason)] if reason else []


def _reason_fault(target: Target, changes: Sequence[str], reason: str) -> str:
    if changes and not reason and target.observations.exists():
        return gettext("已有填报数值，改动基数、基数日期或截止日期会改变前景，请写明理由。")
    return personal_fault(reason)


def _faults(
    target: Target, baseline: Decimal | None, on: date | None, due: date | None, today: date
) -> dict[str, str]:
    if (baseline is None) != (on is None):
        return {"baseline_on": gettext("基数和基数日期要么都填，要么都不填。")}
    if target.value is None and baseline is not None:
        return {"baseline": gettext("定性指标不填基数。")}
    if on is not None and on > today:
        return {"baseline_on": gettext("基数日期不能晚于今天。")}
    if on is not None and due is not None and on >= due:
        return {"baseline_on": gettext("基数日期应早于截止日期%(due)s。") % {"due": due}}
    if due is not None and target.period_start is not None and due < target.period_start:
        return {
            "due_on": gettext("截止日期不能早于方案开始的%(period_start)s。")
            % {"period_start": target.period_start}
        }
    end, settled = target.plan.period_end, target.due_on is None or target.due_inferred
    if due is not None and end is not None and settled and due > end:
        return {"due_on": gettext("截止日期不能晚于方案截止的%(end)s。") % {"end": end}}
    return _slips(target, baseline, on, due)


def _slips(
    target: Target, baseline: Decimal | None, on: date | None, due: date | None
) -> dict[str, str]:
    """What can only be a slip of the pen: a figure that no value of this target could be, a year such as 0206."""
    if baseline is not None and (fault := value_fault(target.demand, baseline, target.unit)):
        return {"baseline": fault[1]}
    for name, day in (("baseline_on", on), ("due_on", due if due != target.due_on else None)):
        if day is not None and (slip := slip_of(day)):
            return {name: slip}
    return {}


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

    Raises PermissionDenied, Overtaken, and ValidationError without a reason.
    """
    require("targets.give_up", by, target)
    if target.ended_in_id is not None:
        raise ValidationError(gettext("现行方案已不再列入这项指标，不再办理。"))
    if not reason.strip():
        raise ValidationError(
            {"reason": gettext("请写明为什么不可测，例如缺少分母数据或尚无统计制度。")}
        )
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
    }
