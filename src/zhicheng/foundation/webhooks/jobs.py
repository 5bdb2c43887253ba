"""Sending, by a worker."""

from typing import Any

from django.utils import timezone

from zhicheng.foundation.jobs.models import Job
from zhicheng.foundation.jobs.registry import Progress, handler
from zhicheng.foundation.webhooks.actions import send_all
from zhicheng.foundation.webhooks.queries import SEND


@handler(SEND)
def send(job: Job, progress: Progress) -> dict[str, Any]:
    """May be done again after an interruption: each message is marked by itself."""
    return {"arrived": send_all(at=timezone.now, progress=progress)}
