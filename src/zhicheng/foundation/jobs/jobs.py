"""What the house does for itself every day."""

from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from zhicheng.foundation.files.actions import sweep
from zhicheng.foundation.jobs.registry import Progress, daily


@daily(name="files.sweep", title=_("清理中断上传的残留文件"), at="04:00")
def sweep_files(on: date, progress: Progress) -> dict[str, Any]:
    """Whatever the day that it is done for: only what is left by now counts."""
    return {"removed": sweep(at=timezone.now())}
