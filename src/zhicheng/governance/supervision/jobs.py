"""What supervision does every morning, after the reminders."""

from datetime import date, datetime, time
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from zhicheng.foundation.jobs.registry import Progress, daily
from zhicheng.governance.supervision import actions

_HOUR = time(7, 40)


@daily(name="supervision.daily", title=_("督办拟办和逐级督办"), at=f"{_HOUR:%H:%M}")
def supervise(on: date, progress: Progress) -> dict[str, Any]:
    """Propose orders for what is late, escalate what is not answered."""
    with transaction.atomic():
        proposed = actions.propose(on=on, at=_moment(on))
        escalated = actions.escalate(on=on, at=_moment(on))
        progress(1, 1)
    return {"proposed": proposed, "escalated": escalated}


def _moment(on: date) -> datetime:
    """Now; for a day that a test, or a clock put forward, has not reached, the hour of that day."""
    hour = datetime.combine(on, _HOUR, timezone.get_current_timezone())
    return max(timezone.now(), hour)
