"""The job that reads a file of patents into the register."""

from collections.abc import Iterator
from itertools import islice
from typing import Any

from django.db import transaction
from django.utils import timezone

from zhicheng.engines.patents import Fault, Publication, Reader, UnreadableFile
from zhicheng.foundation.bulk.memory import collected_once
from zhicheng.foundation.face.told import told
from zhicheng.foundation.files.models import path_of
from zhicheng.foundation.jobs.models import Job
from zhicheng.foundation.jobs.registry import Progress, handler
from zhicheng.foundation.jobs.rules import JobFailed
from zhicheng.register.imports.actions import IMPORT, finish, take_in
from zhicheng.register.imports.models import Batch, BatchState

STEP = 1000
"""Rows of one transaction."""


@handler(IMPORT)
def read_file(job: Job, progress: Progress) -> dict[str, Any]:
    """Read a file in steps of so many rows; one that was killed goes on behind the last whole step.

    Raises JobFailed, without another try, for a file that cannot be read: the import says why.
    """
    rows = Batch.objects.select_related("file", "source", "by", "trial_of")
    batch = rows.get(pk=job.payload["batch"])
    if batch.state == BatchState.READING:
        _read(batch, progress)
    if batch.state == BatchState.FAILED:
        raise JobFailed(batch.problem)
    return {"batch": batch.pk, "rows": batch.rows, "left_out": batch.left_out}


def _read(batch: Batch, progress: Progress) -> None:
    total = batch.trial_of.rows if batch.trial_of else 0
    found = islice(Reader(path_of(batch.file.sha256)).read(), batch.rows, None)
    try:
        while batch.state == BatchState.READING:
            with collected_once():
                rows = _next(found)
                with transaction.atomic():
                    _take(batch, rows)
                    said = told("已读 %(count)s 行", count=batch.rows)
                    progress(min(batch.rows, total), total, said)
    except UnreadableFile as error:
        finish(batch=batch, at=timezone.now(), problem=str(error))


def _take(batch: Batch, rows: list[Publication | Fault]) -> None:
    """One step. That it is the last is written with it: whoever goes on after a kill must not read past a stop."""
    at = timezone.now()
    stopped = take_in(batch=batch, rows=rows, at=at) if rows else ""
    if stopped or not rows:
        finish(batch=batch, at=at, stopped=stopped)


def _next(found: Iterator[Publication | Fault]) -> list[Publication | Fault]:
    return list(islice(found, STEP))
