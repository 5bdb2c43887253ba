"""What the ledger does every morning."""

from datetime import date, datetime, time
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from zhicheng.foundation.jobs.registry import Progress, daily
from zhicheng.governance.tasks import actions

_HOUR = time(7, 30)


@daily(name="tasks.duties", title=_("周期性工作立项"), at="07:20")
def open_duties(on: date, progress: Progress) -> dict[str, Any]:
    """Open the tasks of recurring duties whose time has come."""
    with transaction.atomic():
        opened = actions.open_occurrences(on=on, at=moment(on))
        progress(1, 1)
    return {"opened": opened}


@daily(name="tasks.reminders", title=_("到期提醒和逾期督办"), at=f"{_HOUR:%H:%M}")
def remind(on: date, progress: Progress) -> dict[str, Any]:
    """Remind before a day, escalate after it."""
    with transaction.atomic():
        sent = actions.remind(on=on, at=moment(on))
        progress(1, 1)
    return {"reminded": sent}


def moment(on: date) -> datetime:
    """Now; for a day that a test, or a clock put forward, has not reached, the hour of that day."""
    hour = datetime.combine(on, _HOUR, timezone.get_current_timezone())
    return max(timezone.now(), hour)
