"""What the house does for itself every day."""

from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from zhicheng.foundation.access.actions import forget
from zhicheng.foundation.jobs.registry import Progress, daily


@daily(name="access.forget", title=_("清理接口的旧应答"), at="04:10")
def forget_answers(on: date, progress: Progress) -> dict[str, Any]:
    """Whatever the day that it is done for: only what is a day old by now counts."""
    return {"removed": forget(at=timezone.now())}
