"""Queue, claim, extend, finish, fail, run again."""

from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from zhicheng.foundation.accounts.models import User
from zhicheng.foundation.accounts.permissions import require
from zhicheng.foundation.audit.actions import record
from zhicheng.foundation.audit.registry import name_verbs
from zhicheng.foundation.jobs.models import Job
from zhicheng.foundation.jobs.registry import Daily
from zhicheng.foundation.jobs.rules import ATTEMPTS, INTERRUPTED, PACE, Pace, State, after_error

name_verbs({"jobs.rerun": _("重新运行后台任务")})


def enqueue(
    *, kind: str, title: str, payload: dict[str, Any], by: User | None, at: datetime
) -> Job:
    """Put a job into the table; inside the caller's transaction, so that it exists only if that commits."""
    return Job.objects.create(
        kind=kind, title=title, payload=payload, created_by=by, created_at=at, run_after=at
    )


def enqueue_daily(*, daily: Daily, on: date, at: datetime) -> tuple[Job, bool]:
    """The job that does a day's work, and whether it is new: of all who ask, one puts it into the table."""
    return Job.objects.get_or_create(
        key=f"{daily.name}:{on}",
        defaults={
            "kind": daily.name,
            "title": f"{daily.title}（{on}）",
            "payload": {"on": on.isoformat()},
            "created_at": at,
            "run_after": at,
        },
    )


def claim(*, worker: str, at: datetime, pace: Pace = PACE, only: Job | None = None) -> Job | None:
    """Take the next job that is due, or whose worker has gone silent; None when there is none.

    only: no other job than this one. The UPDATE repeats the condition: of two workers that see the same
    row, one changes it. A job whose workers were killed again and again is given up instead of killing
    the next one.
    """
    silent = Q(state=State.RUNNING, lease_until__lt=at)
    due = Q(state=State.QUEUED, run_after__lte=at) | silent
    if only is not None:
        due, silent = due & Q(pk=only.pk), silent & Q(pk=only.pk)
    for job in Job.objects.filter(due).order_by("run_after", "id")[:10]:
        if job.state == State.RUNNING and job.attempts >= ATTEMPTS:
            _give_up(job, silent, at)
            continue
        taken = Job.objects.filter(due, pk=job.pk).update(
            state=State.RUNNING,
            worker=worker,
            lease_until=at + pace.lease,
            attempts=F("attempts") + 1,
            error="",
        )
        if taken == 1:
            job.refresh_from_db()
            return job
    return None


def _give_up(job: Job, silent: Q, at: datetime) -> None:
    Job.objects.filter(silent, pk=job.pk).update(
        state=State.FAILED, error=INTERRUPTED, finished_at=at, worker="", lease_until=None
    )


def extend(*, job: Job, worker: str, at: datetime, pace: Pace = PACE) -> bool:
    """Keep the lease. False when another worker has the job by now."""
    return _held(job, worker).update(lease_until=at + pace.lease) == 1


def report(
    *,
    job: Job,
    worker: str,
    at: datetime,
    done: int,
    total: int,
    message: str,
    pace: Pace = PACE,
) -> bool:
    """Say how far the job is, and keep the lease. False when another worker has the job by now."""
    shown = {"done": min(done, total), "total": total, "message": message[:200]}
    return _held(job, worker).update(lease_until=at + pace.lease, **shown) == 1


def _held(job: Job, worker: str) -> QuerySet[Job]:
    return Job.objects.filter(pk=job.pk, state=State.RUNNING, worker=worker)


def finish(*, job: Job, worker: str, at: datetime, result: dict[str, Any]) -> bool:
    """The work is done. False when another worker has the job by now."""
    return (
        _held(job, worker).update(
            state=State.DONE, result=result, finished_at=at, worker="", lease_until=None, error=""
        )
        == 1
    )


def fail(*, job: Job, worker: str, at: datetime, error: str, hopeless: bool) -> bool:
    """An attempt failed: wait and try again, or give up. False when another worker has the job."""
    state, run_after = after_error(job.attempts, at=at, hopeless=hopeless)
    return (
        _held(job, worker).update(
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
    if not requeue(job=job, at=at):
        raise ValidationError(_("只有未成功的任务可以重新运行。"))
    record(by=by, at=at, verb="jobs.rerun", subject=job)


def requeue(*, job: Job, at: datetime) -> bool:
    """Put a job that failed back into the queue as if new. False when it did not fail."""
    again = Job.objects.filter(pk=job.pk, state=State.FAILED).update(
        state=State.QUEUED,
        attempts=0,
        run_after=at,
        error="",
        message="",
        finished_at=None,
        done=0,
        total=0,
    )
    return again == 1
