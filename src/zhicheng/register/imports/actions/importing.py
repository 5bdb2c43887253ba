"""A file of patents comes in: kept, read by a job in steps, each step whole or not at all."""

from collections.abc import Sequence
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext

from zhicheng.engines.patents import Fault, Publication
from zhicheng.foundation.accounts.models import User
from zhicheng.foundation.accounts.permissions import require
from zhicheng.foundation.audit.actions import record
from zhicheng.foundation.face.told import told
from zhicheng.foundation.files.actions import Upload, store_one
from zhicheng.foundation.files.models import StoredFile
from zhicheng.foundation.files.rules import TABLES
from zhicheng.foundation.jobs.actions import enqueue
from zhicheng.register.imports.models import Batch, BatchState, Remark
from zhicheng.register.imports.rules import LeftOut, facts_of
from zhicheng.register.rights.actions import load_chunk
from zhicheng.register.rights.models import Source
from zhicheng.register.rights.rules import Facts

IMPORT = "imports.read"
"""The kind of the job that reads a file."""


def upload(*, upload: Upload, trial: bool, by: User, at: datetime) -> Batch:
    """Keep a file and have it read. trial: the report says what would become of it, and nothing goes in.

    Raises PermissionDenied, and ValidationError for a file that is empty, too large or no table.
    """
    require("imports.keep", by)
    file, name = store_one(upload, allowed=TABLES, field="upload")
    with transaction.atomic():
        return _begin(file, name, trial, by, at)


@transaction.atomic
def import_for_good(*, batch: Batch, by: User, at: datetime) -> Batch:
    """Import a file for good that was tried. Raises PermissionDenied, and ValidationError where that is not over
    yet, or it was no trial."""
    require("imports.keep", by, batch)
    if not batch.trial or batch.state != BatchState.DONE:
        raise ValidationError(gettext("试导入完成以后，才能正式导入。"))
    return _begin(batch.file, batch.name, False, by, at)


def _begin(file: StoredFile, name: str, trial: bool, by: User, at: datetime) -> Batch:
    source = Source.objects.create(title=name, file=file, by=by, at=at)
    batch = Batch.objects.create(file=file, name=name, trial=trial, source=source, by=by, at=at)
    batch.job = enqueue(
        kind=IMPORT,
        title=told("导入“%(name)s”", name=name),
        payload={"batch": batch.pk},
        by=by,
        at=at,
    )
    batch.save(update_fields=["job"])
    after = {"file": file.sha256, "trial": trial}
    record(by=by, at=at, verb="imports.upload", subject=batch, after=after)
    return batch


def take_in(*, batch: Batch, rows: Sequence[Publication | Fault], at: datetime) -> None:
    """Put the next rows of a file into the register, in the caller's transaction, and count them; of a trial, only
    count what would become of them.

    Rows that are in the file twice and far apart are told as new by a trial, and as known by the import.
    """
    Batch.objects.select_for_update().get(pk=batch.pk)  # before the end of the chain is locked
    facts, remarks = _judged(batch, rows)
    with transaction.atomic():
        done = load_chunk(facts, source=batch.source, by=batch.by, at=at)
        if batch.trial:
            transaction.set_rollback(True)
    Remark.objects.bulk_create(remarks)
    Batch.objects.filter(pk=batch.pk).update(
        rows=F("rows") + len(rows),
        added=F("added") + done.added,
        known=F("known") + done.known,
        events=F("events") + done.events,
        left_out=F("left_out") + sum(one.left_out for one in remarks),
    )
    batch.refresh_from_db()


def _judged(batch: Batch, rows: Sequence[Publication | Fault]) -> tuple[list[Facts], list[Remark]]:
    facts, remarks = [], []
    for one in rows:
        if isinstance(one, Fault):
            remarks.append(_remark(batch, one.place, one.said, left_out=True))
            continue
        try:
            facts.append(facts_of(one))
        except LeftOut as fault:
            remarks.append(_remark(batch, one.place, str(fault), left_out=True))
        else:
            remarks += [_remark(batch, one.place, doubt.said, doubt.raw) for doubt in one.doubts]
    return facts, remarks


def _remark(
    batch: Batch, place: str, said: str, raw: str = "", *, left_out: bool = False
) -> Remark:
    return Remark(batch=batch, place=place[:120], said=said[:300], raw=raw[:200], left_out=left_out)


@transaction.atomic
def finish(*, batch: Batch, at: datetime, problem: str = "") -> None:
    """Say that an import is over. problem: why nothing (more) could be read; told, in Chinese."""
    state = BatchState.FAILED if problem else BatchState.DONE
    Batch.objects.filter(pk=batch.pk).update(state=state, problem=problem)
    batch.refresh_from_db()
    names = ("rows", "added", "known", "events", "left_out", "trial", "state")
    after = {name: getattr(batch, name) for name in names}
    record(by=None, at=at, verb="imports.finish", subject=batch, after=after)
