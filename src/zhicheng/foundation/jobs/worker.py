"""A worker: claims one job at a time, does it, and beats its heart while it does."""

import logging
import os
import socket
import threading
from datetime import datetime
from uuid import uuid4

from django.db import connection
from django.utils import timezone

from zhicheng.foundation.jobs import actions
from zhicheng.foundation.jobs.models import Job
from zhicheng.foundation.jobs.registry import LeaseLost, handler_of
from zhicheng.foundation.jobs.rules import HEARTBEAT, JobFailed

logger = logging.getLogger(__name__)


def name_of_worker() -> str:
    """Host, process and a random part: never the same twice, also after a restart."""
    return f"{socket.gethostname()[:40]}-{os.getpid()}-{uuid4().hex[:8]}"


def work_once(worker: str, *, at: datetime | None = None) -> Job | None:
    """Claim and do one job. Returns it (as claimed), or None when nothing was due."""
    job = actions.claim(worker=worker, at=at or timezone.now())
    if job is None:
        return None
    stop = threading.Event()
    heart = threading.Thread(target=_beat, args=(job, worker, stop), daemon=True)
    heart.start()
    try:
        _do(job, worker)
    finally:
        stop.set()
        heart.join()
    return job


def _do(job: Job, worker: str) -> None:
    def progress(done: int, total: int, message: str = "") -> None:
        if not actions.report(
            job=job, worker=worker, at=timezone.now(), done=done, total=total, message=message
        ):
            raise LeaseLost

    try:
        result = handler_of(job.kind)(job, progress)
    except LeaseLost:
        logger.warning("job %s was taken over by another worker", job.pk)
    except JobFailed as error:
        actions.fail(job=job, worker=worker, at=timezone.now(), error=str(error), hopeless=True)
    except (
        Exception
    ):  # whatever a handler raises must not end the worker; the log has the traceback
        logger.exception("job %s (%s) failed", job.pk, job.kind)
        actions.fail(
            job=job,
            worker=worker,
            at=timezone.now(),
            error="系统出错，已记录，将自动重试。",
            hopeless=False,
        )
    else:
        actions.finish(job=job, worker=worker, at=timezone.now(), result=result)


def _beat(job: Job, worker: str, stop: threading.Event) -> None:
    try:
        while not stop.wait(HEARTBEAT.total_seconds()):
            if not actions.extend(job=job, worker=worker, at=timezone.now()):
                return
    finally:
        connection.close()
