"""A file of patents comes in: kept, read by a job in steps, each step whole or not at all; and taken back."""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext

from zhicheng.engines.procedures.running import Refused
from zhicheng.foundation.accounts.models import User
from zhicheng.foundation.accounts.permissions import require
from zhicheng.foundation.audit.actions import record
from zhicheng.foundation.audit.seen import update_as_seen
from zhicheng.foundation.bulk.rows import insert
from zhicheng.foundation.face.told import told
from zhicheng.foundation.files.actions import Upload, store_one
from zhicheng.foundation.files.models import StoredFile
from zhicheng.foundation.files.rules import TABLES
from zhicheng.foundation.jobs.actions import enqueue
from zhicheng.register.imports.models import Batch, BatchState, Remark
from zhicheng.register.imports.queries import may_be_undone
from zhicheng.register.imports.rules import Outcome, Policy, oddities
from zhicheng.register.rights.actions import withdraw
from zhicheng.register.rights.models import Source

IMPORT = "imports.read"
"""The kind of the job that reads a file."""


def upload(
    *, upload: Upload, trial: bool, by: User, at: datetime, policy: Policy = Policy.UPDATE
) -> Batch:
    """Keep a file and have it read. trial: the report says what would become of it, and nothing goes in. policy:
    what becomes of rights that another source has put on file.

    Raises PermissionDenied, and ValidationError for a file that is empty, too large or no table.
    """
    require("imports.keep", by)
    file, name = store_one(upload, allowed=TABLES, field="upload")
    with transaction.atomic():
        return _begin(file, name, trial, policy, by, at)


@transaction.atomic
def import_for_good(
    *, batch: Batch, by: User, at: datetime, policy: Policy = Policy.UPDATE
) -> Batch:
    """Import a file for good that was tried. policy: as ``upload``. Raises PermissionDenied, and ValidationError
    where that is not over yet, or it was no trial."""
    require("imports.keep", by, batch)
    if not batch.trial or batch.state != BatchState.DONE:
        raise ValidationError(gettext("试导入完成以后，才能正式导入。"))
    return _begin(batch.file, batch.name, False, policy, by, at, trial_of=batch)


@transaction.atomic
def undo(*, batch: Batch, reason: str, by: User, at: datetime) -> None:
    """Take a whole import back: nothing that it told is believed from today on, and the days before stay as they
    were. Parties and names as written stay on file.

    batch: as the person saw it. Raises PermissionDenied; ValidationError without a reason; Refused for a trial,
    while it is read, and where it was undone; Overtaken.
    """
    require("imports.keep", by, batch)
    if not may_be_undone(batch):
        raise Refused(gettext("只有已经结束、没有撤销的正式导入可以撤销。"))
    update_as_seen(batch, state=BatchState.UNDONE)
    done = withdraw(source=batch.source, reason=reason, by=by, at=at)
    record(by=by, at=at, verb="imports.undo", subject=batch, after=done.plain(), reason=reason)


def _begin(
    file: StoredFile, name: str, trial: bool, policy: Policy, by: User, at: datetime,
    trial_of: Batch | None = None,
) -> Batch:  # fmt: skip
    source = Source.objects.create(title=name, file=file, by=by, at=at)
    batch = Batch.objects.create(
        file=file, name=name, trial=trial, policy=policy, trial_of=trial_of, source=source, by=by, at=at
    )  # fmt: skip
    batch.job = enqueue(
        kind=IMPORT,
        title=told("导入“%(name)s”", name=name),
        payload={"batch": batch.pk},
        by=by,
        at=at,
    )
    batch.save(update_fields=["job"])
    after = {"file": file.sha256, "trial": trial, "policy": policy}
    record(by=by, at=at, verb="imports.upload", subject=batch, after=after)
    return batch


@transaction.atomic
def finish(*, batch: Batch, at: datetime, problem: str = "", stopped: str = "") -> None:
    """Say that an import is over. problem: why nothing (more) could be read; stopped: why it went no further, as
    its policy has it; told, in Chinese. What is odd about the file as a whole goes into the report."""
    state = BatchState.FAILED if problem else BatchState.STOPPED if stopped else BatchState.DONE
    Batch.objects.filter(pk=batch.pk).update(state=state, problem=problem or stopped)
    batch.refresh_from_db()
    odd = [(batch.pk, *one, Outcome.CHECK) for one in oddities(batch.census)]
    insert(Remark, ("batch_id", "place", "said", "outcome"), odd)
    names = ("rows", "added", "known", "events", "left_out", "trial", "state")
    after = {name: getattr(batch, name) for name in names}
    record(by=None, at=at, verb="imports.finish", subject=batch, after=after)
