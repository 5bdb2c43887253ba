"""What is done about the calendars every day."""

from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from zhicheng.foundation.audit.permissions import SYSTEM
from zhicheng.foundation.calendars import actions
from zhicheng.foundation.jobs.registry import Progress, daily


@daily(name="calendars.check", title=_("核对放假调休安排"), at="06:00")
def check(on: date, progress: Progress) -> dict[str, Any]:
    """Take over what a new release brought, and ask for the next year when it is time."""
    at = timezone.now()
    with transaction.atomic():
        loaded = actions.load_published(by=SYSTEM, at=at)
        told = actions.ask_for_next_year(on=on, at=at)
        progress(1, 1)
    return {"loaded": [row.year for row in loaded], "told": told}
