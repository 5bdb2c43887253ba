"""A worker: claims one job at a time, does it, and beats its heart while it does."""

import logging
import os
import socket
import threading
from datetime import datetime
from uuid import uuid4

from django.db import Error, connection
from django.utils import timezone

from zhicheng.foundation.jobs import actions
from zhicheng.foundation.jobs.models import Job
from zhicheng.foundation.jobs.registry import LeaseLost, handler_of
from zhicheng.foundation.jobs.rules import FAULT, PACE, JobFailed, Pace

logger = logging.getLogger(__name__)


def name_of_worker() -> str:
    """Host, process and a random part: never the same twice, also after a restart."""
    return f"{socket.gethostname()[:40]}-{os.getpid()}-{uuid4().hex[:8]}"


def work_once(
    worker: str, *, at: datetime | None = None, pace: Pace = PACE, only: Job | None = None
) -> Job | None:
    """Claim and do one job. Returns it (as claimed), or None when nothing was due.

    only: no other job than this one.
    """
    job = actions.claim(worker=worker, at=at or timezone.now(), pace=pace, only=only)
    if job is None:
        return None
    stop = threading.Event()
    heart = threading.Thread(target=_beat, args=(job, worker, stop, pace), daemon=True)
    heart.start()
    try:
        _do(job, worker, pace)
    finally:
        stop.set()
        heart.join()
    return job


def _do(job: Job, worker: str, pace: Pace) -> None:
    def progress(done: int, total: int, message: str = "") -> None:
        if not actions.report(
            job=job,
            worker=worker,
            at=timezone.now(),
            done=done,
            total=total,
            message=message,
            pace=pace,
        ):
            raise LeaseLost

    try:
        result = handler_of(job.kind)(job, progress)
    except LeaseLost:
        _lost(job)
    except JobFailed as error:
        _fail(job, worker, str(error), hopeless=True)
    except (
        Exception
    ):  # whatever a handler raises must not end the worker; the log has the traceback
        logger.exception("job %s (%s) failed", job.pk, job.kind)
        _fail(job, worker, FAULT, hopeless=False)
    else:
        if not actions.finish(job=job, worker=worker, at=timezone.now(), result=result):
            _lost(job)


def _fail(job: Job, worker: str, error: str, *, hopeless: bool) -> None:
    at = timezone.now()
    if not actions.fail(job=job, worker=worker, at=at, error=error, hopeless=hopeless):
        _lost(job)


def _lost(job: Job) -> None:
    logger.warning("job %s was taken over by another worker", job.pk)


def _beat(job: Job, worker: str, stop: threading.Event, pace: Pace) -> None:
    """Keep the lease until told to stop, or until another worker has the job.

    A beat that fails is tried again: the handler's own transaction may hold SQLite's only write lock for
    long, and a database may be away for a moment.
    """
    try:
        while not stop.wait(pace.heartbeat.total_seconds()):
            try:
                if not actions.extend(job=job, worker=worker, at=timezone.now(), pace=pace):
                    return
            except Error:
                logger.warning("a heartbeat of job %s failed", job.pk, exc_info=True)
                connection.close()
    finally:
        connection.close()
