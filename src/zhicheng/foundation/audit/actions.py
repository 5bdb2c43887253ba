"""The one verb of this room: add a row to the chain."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Protocol

from django.db import models, transaction

from zhicheng.foundation.audit import crypto
from zhicheng.foundation.audit.models import Entry, Head
from zhicheng.foundation.audit.personal import sealed
from zhicheng.foundation.audit.rules import GENESIS, Link, digest

SYSTEM = "system"


class Doer(Protocol):
    """Whoever acts: a user. Only the key is written down, never the name."""

    @property
    def pk(self) -> Any: ...


def record(
    *,
    by: Doer | None,
    at: datetime,
    verb: str,
    subject: models.Model,
    before: Mapping[str, Any] | None = None,
    after: Mapping[str, Any] | None = None,
    reason: str = "",
) -> Entry:
    """Write who did what, in the caller's transaction.

    by: the user, None for the system. verb: ``room.verb``. subject: the row acted on. before, after:
    JSON values of what changed; wrap what says something about a person in ``Personal``.

    Raises TransactionManagementError outside a transaction: an action and its row stand or fall together.
    """
    if not transaction.get_connection().in_atomic_block:
        raise transaction.TransactionManagementError(
            "an audit row is written inside its action's transaction"
        )
    head = _locked_head()
    link = Link(
        seq=head.seq + 1,
        at=at,
        actor=SYSTEM if by is None else str(by.pk),
        verb=verb,
        subject_type=subject._meta.label_lower,
        subject_id=str(subject.pk),
        reason=reason,
        before=sealed(before or {}),
        after=sealed(after or {}),
        previous=head.digest,
    )
    head.seq, head.digest = link.seq, digest(link, crypto.derived_key("audit:chain"))
    head.save(update_fields=["seq", "digest"])
    return Entry.objects.create(
        seq=link.seq,
        at=link.at,
        actor=link.actor,
        verb=link.verb,
        subject_type=link.subject_type,
        subject_id=link.subject_id,
        reason=link.reason,
        before=link.before,
        after=link.after,
        previous=link.previous,
        digest=head.digest,
    )


def _locked_head() -> Head:
    Head.objects.get_or_create(id=1, defaults={"digest": GENESIS})
    return Head.objects.select_for_update().get(id=1)
