"""Queue, claim, extend, finish, fail, run again."""

from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F, Q

from zhicheng.foundation.accounts.models import User
from zhicheng.foundation.accounts.permissions import require
from zhicheng.foundation.audit.actions import record
from zhicheng.foundation.jobs.models import Job
from zhicheng.foundation.jobs.rules import LEASE, State, after_error


def enqueue(
    *, kind: str, title: str, payload: dict[str, Any], by: User | None, at: datetime
) -> Job:
    """Put a job into the table; inside the caller's transaction, so that it exists only if that commits."""
    return Job.objects.create(
        kind=kind, title=title, payload=payload, created_by=by, created_at=at, run_after=at
    )


def claim(*, worker: str, at: datetime) -> Job | None:
    """Take the next job that is due, or whose worker has gone silent; None when there is none.

    The UPDATE repeats the condition: of two workers that see the same row, one changes it.
    """
    due = Q(state=State.QUEUED, run_after__lte=at) | Q(state=State.RUNNING, lease_until__lt=at)
    for key in (
        Job.objects.filter(due).order_by("run_after", "id").values_list("pk", flat=True)[:10]
    ):
        taken = Job.objects.filter(due, pk=key).update(
            state=State.RUNNING,
            worker=worker,
            lease_until=at + LEASE,
            attempts=F("attempts") + 1,
            error="",
        )
        if taken == 1:
            return Job.objects.get(pk=key)
    return None


def extend(*, job: Job, worker: str, at: datetime) -> bool:
    """Keep the lease. False when another worker has the job by now."""
    held = Job.objects.filter(pk=job.pk, state=State.RUNNING, worker=worker)
    return held.update(lease_until=at + LEASE) == 1


def report(*, job: Job, worker: str, at: datetime, done: int, total: int, message: str) -> bool:
    """Say how far the job is, and keep the lease. False when another worker has the job by now."""
    held = Job.objects.filter(pk=job.pk, state=State.RUNNING, worker=worker)
    shown = {"done": min(done, total), "total": total, "message": message[:200]}
    return held.update(lease_until=at + LEASE, **shown) == 1


def finish(*, job: Job, worker: str, at: datetime, result: dict[str, Any]) -> bool:
    """The work is done. False when another worker has the job by now."""
    held = Job.objects.filter(pk=job.pk, state=State.RUNNING, worker=worker)
    return (
        held.update(
            state=State.DONE, result=result, finished_at=at, worker="", lease_until=None, error=""
        )
        == 1
    )


def fail(*, job: Job, worker: str, at: datetime, error: str, hopeless: bool) -> bool:
    """An attempt failed: wait and try again, or give up. False when another worker has the job."""
    state, run_after = after_error(job.attempts, at=at, hopeless=hopeless)
    held = Job.objects.filter(pk=job.pk, state=State.RUNNING, worker=worker)
    return (
        held.update(
            state=state,
            run_after=run_after,
            error=error,
            worker="",
            lease_until=None,
            finished_at=at if state is State.FAILED else None,
        )
        == 1
    )


@transaction.atomic
def rerun(*, job: Job, by: User, at: datetime) -> None:
    """Queue a job that failed once more. Raises ValidationError when it did not fail."""
    require("jobs.rerun", by, job)
    again = Job.objects.filter(pk=job.pk, state=State.FAILED).update(
        state=State.QUEUED, attempts=0, run_after=at, error="", finished_at=None, done=0, total=0
    )
    if not again:
        raise ValidationError("只有未成功的任务可以重新运行。")
    record(by=by, at=at, verb="jobs.rerun", subject=job)
