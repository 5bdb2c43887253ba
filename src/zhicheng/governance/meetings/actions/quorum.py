"""Setting the city's own rule for the quorum, and taking one away that has not begun."""

from datetime import date, datetime

from django.db import transaction

from zhicheng.foundation.accounts.models import User
from zhicheng.foundation.accounts.permissions import require
from zhicheng.foundation.dated.actions import put_in_force, withdraw
from zhicheng.governance.meetings.models import QuorumSetting
from zhicheng.governance.meetings.rules import Share, quorum_faults


@transaction.atomic
def set_quorum(
    *, valid_from: date, share: Share, source: str, by: User, at: datetime
) -> QuorumSetting:
    """Let a share of the members be what a meeting needs that is held on ``valid_from`` or later.

    Raises PermissionDenied, and ValidationError without a source, or when it cannot begin on that day
    (``dated.put_in_force``).
    """
    require("meetings.prepare", by)
    return put_in_force(
        QuorumSetting, valid_from=valid_from, values={"share": share, "source": source.strip()},
        faults=quorum_faults(source), by=by, at=at, verb="meetings.set_quorum",
    )  # fmt: skip


@transaction.atomic
def withdraw_quorum(*, setting: QuorumSetting, by: User, at: datetime) -> None:
    """Take a rule away that is not in force yet. Raises PermissionDenied, Refused (``dated.withdraw``)."""
    require("meetings.prepare", by)
    withdraw(setting, by=by, at=at, verb="meetings.withdraw_quorum")
