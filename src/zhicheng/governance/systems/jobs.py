"""What the build list does every morning."""

from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from zhicheng.foundation.jobs.registry import Progress, daily
from zhicheng.governance.systems import actions
from zhicheng.governance.tasks.jobs import moment


@daily(name="systems.reminders", title=_("建设节点提醒和督办"), at="07:30")
def remind(on: date, progress: Progress) -> dict[str, Any]:
    """Remind before the day of a milestone, escalate after it."""
    with transaction.atomic():
        sent = actions.remind(on=on, at=moment(on))
        progress(1, 1)
    return {"reminded": sent}
