"""Breaking tasks down in tests, and closing what came of it.

sub = broken_down(task, yunxi, by=coordinator, at=now)[0]
"""

import io
from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any

from tests.governance.tasks.ledger import PDF

from zhicheng.foundation.accounts.models import User
from zhicheng.foundation.units.models import Unit
from zhicheng.governance.tasks import actions
from zhicheng.governance.tasks.models import Assignment, Task


def breakdown(
    task: Task, *units: Unit, shares: Mapping[Unit, str] | None = None, **more: Any
) -> actions.Breakdown:
    given: dict[Unit, Decimal | None] = {
        **dict.fromkeys(units),
        **{unit: Decimal(share) for unit, share in (shares or {}).items()},
    }
    start = {"title": "分县区建库", "due_on": task.due_on, "shares": given}
    return actions.Breakdown(**{**start, **more})


def broken_down(task: Task, *units: Unit, by: User, at: datetime, **more: Any) -> list[Task]:
    return actions.break_down(task=task, breakdown=breakdown(task, *units, **more), by=by, at=at)


def report(assignment: Assignment, by: User, at: datetime) -> None:
    actions.report(
        assignment=assignment, text="已完成。", progress=100, seen=None,
        uploads=[actions.Upload("名单.pdf", io.BytesIO(PDF))], by=by, at=at,
    )  # fmt: skip


def closed_by(assignment: Assignment, head: User, verifier: User, at: datetime) -> None:
    actions.move(assignment=assignment, verb="sign", by=head, at=at)
    report(assignment, head, at)
    for verb in ("verify", "close"):
        actions.move(assignment=assignment, verb=verb, by=verifier, at=at)
