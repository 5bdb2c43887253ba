"""What the unit says about the progress, with evidence."""

import hashlib
from collections.abc import Iterable
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from zhicheng.engines.procedures.running import Refused
from zhicheng.foundation.accounts.models import User
from zhicheng.foundation.accounts.permissions import require
from zhicheng.foundation.audit.actions import record
from zhicheng.foundation.face.told import told
from zhicheng.foundation.files.actions import Upload, store_all
from zhicheng.foundation.files.rules import EVIDENCE
from zhicheng.governance.systems.actions.moving import add_step
from zhicheng.governance.systems.models import Note, NoteFile, System
from zhicheng.governance.systems.permissions import capacities
from zhicheng.governance.systems.rules import UNIT, State


def note(
    *, system: System, text: str, by: User, at: datetime, uploads: Iterable[Upload] = ()
) -> Note:
    """Say how far a system is. The files are stored first, by hash; then everything is one transaction.

    Raises PermissionDenied; ValidationError without text, or for an unsuitable file, in which case nothing
    is said; Refused when the system is stopped.
    """
    require("systems.note", by, system)
    if system.state == State.STOPPED:
        raise Refused(_("系统已停用，不再填写进展。"))
    if not text.strip():
        raise ValidationError({"text": _("请写明进展情况。")})
    files = store_all(uploads, allowed=EVIDENCE, field="uploads")
    with transaction.atomic():
        said = Note.objects.create(
            system=system, text=text.strip(), state=system.state, by=by, at=at
        )
        NoteFile.objects.bulk_create(
            [NoteFile(note=said, file=file, name=name) for file, name in files.items()]
        )
        who = {c: p for c, p in capacities(by, system).items() if c in UNIT}
        add_step(system, "note", told("填写进展"), who=who, by=by, at=at)
        # The text is proved by its hash: free text may name people, and the chain is for ever.
        after = {
            "note": said.pk,
            "text_sha256": hashlib.sha256(said.text.encode()).hexdigest(),
            "files": [file.sha256 for file in files],
        }
        record(by=by, at=at, verb="systems.note", subject=system, after=after)
    return said
