"""Taking a file in from a program."""

from datetime import datetime
from typing import BinaryIO

from django.db import transaction

from zhicheng.foundation.access.models import Brought
from zhicheng.foundation.accounts.models import User
from zhicheng.foundation.accounts.permissions import require
from zhicheng.foundation.audit.actions import record
from zhicheng.foundation.audit.personal import written_by
from zhicheng.foundation.files.actions import store
from zhicheng.foundation.files.rules import BY_TYPE, clean_name


def bring(*, stream: BinaryIO, name: str, by: User, at: datetime) -> Brought:
    """Keep a file, so that a later request can attach it by its key.

    Raises PermissionDenied without a role; RefusedFile for an empty, too large or unsuitable file. What
    may be attached where is asked when it is attached.
    """
    require("access.issue", by)
    file = store(stream, name=name, allowed=frozenset(BY_TYPE))
    with transaction.atomic():
        brought = Brought.objects.create(user=by, file=file, name=clean_name(name), at=at)
        after = {"sha256": file.sha256, "file": written_by(by, brought.name)}
        record(by=by, at=at, verb="access.bring", subject=brought, after=after)
    return brought
