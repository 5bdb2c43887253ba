"""Adding a row to the chain; opening what is sealed in one."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from zhicheng.foundation.audit import crypto
from zhicheng.foundation.audit.models import Entry, Head
from zhicheng.foundation.audit.permissions import SYSTEM, Doer, require
from zhicheng.foundation.audit.personal import Personal, opened, sealed
from zhicheng.foundation.audit.registry import name_verbs
from zhicheng.foundation.audit.rules import GENESIS, Link, digest, head_seal

name_verbs({"audit.open_personal": _("查看个人信息")})


@dataclass(frozen=True, slots=True)
class Opened:
    """What a row says changed, personal data in plain text."""

    before: Mapping[str, Any]
    after: Mapping[str, Any]


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
    """Write who did what, in the caller's transaction, as the last thing that the action does.

    Last, because the end of the chain is locked from here to the commit: what an action locked before,
    no other action can wait for while it holds the chain.

    by: the user, None for the system. verb: ``room.verb``. subject: the row acted on. before, after:
    plain values of what changed (``rules.plain``); wrap what says something about a person in
    ``Personal``. reason: what a person gives as one is free text, which may name somebody: it is kept
    in ``after``, sealed under that person's key. The system's own reasons are plain.

    Raises TransactionManagementError outside a transaction: an action and its row stand or fall together.
    """
    if not transaction.get_connection().in_atomic_block:
        raise transaction.TransactionManagementError(
            "an audit row is written inside its action's transaction"
        )
    after = dict(after or {})
    if reason and by is not None and by is not SYSTEM:
        after["reason"], reason = Personal(f"user:{by.pk}", reason), ""
    head = _locked_head()
    link = Link(
        seq=head.seq + 1,
        at=at,
        actor=str(SYSTEM.pk if by is None else by.pk),
        verb=verb,
        subject_type=subject._meta.label_lower,
        subject_id=str(subject.pk),
        reason=reason,
        before=sealed(before or {}),
        after=sealed(after),
        previous=head.digest,
    )
    head.seq, head.digest = link.seq, digest(link, crypto.derived_key("audit:chain"))
    head.seal = head_seal(head.seq, head.digest, crypto.derived_key("audit:head"))
    head.save(update_fields=["seq", "digest", "seal"])
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


@transaction.atomic
def open_personal(*, entry: Entry, purpose: str, by: Doer, at: datetime) -> Opened:
    """The personal data of one row in plain text, for a purpose that is itself written down (R-PI-1).

    Raises PermissionDenied for all but the auditor, ValidationError without a purpose.
    """
    require("audit.read", by)
    if not purpose.strip():
        raise ValidationError("请写明查看个人信息的目的。")
    record(by=by, at=at, verb="audit.open_personal", subject=entry, reason=purpose.strip())
    return Opened(opened(entry.before), opened(entry.after))


def _locked_head() -> Head:
    head = Head.objects.select_for_update().filter(id=1).first()
    if head is None:  # the first row of all; of two at once, the second finds what the first made
        Head.objects.get_or_create(id=1, defaults={"digest": GENESIS})
        head = Head.objects.select_for_update().get(id=1)
    return head
