"""Adding a row to the chain; opening what is sealed in one."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from zhicheng.foundation.audit import crypto
from zhicheng.foundation.audit.models import Entry, Head, link_of
from zhicheng.foundation.audit.permissions import SYSTEM, Doer, require
from zhicheng.foundation.audit.personal import Sealer, opened, written_by
from zhicheng.foundation.audit.registry import name_verbs
from zhicheng.foundation.audit.rules import GENESIS, digest, head_seal
from zhicheng.foundation.audit.through import THROUGH, through

name_verbs({"audit.open_personal": _("查看个人信息")})


@dataclass(frozen=True, slots=True)
class Opened:
    """What a row says changed, personal data in plain text."""

    before: Mapping[str, Any]
    after: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Deed:
    """One thing done, before it is a row of the chain; the fields as in ``record``."""

    verb: str
    subject: models.Model
    before: Mapping[str, Any] = field(default_factory=dict)
    after: Mapping[str, Any] = field(default_factory=dict)
    reason: str = ""


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

    by: the user, None for the system; what a program did names its token besides (``through``). verb:
    ``room.verb``. subject: the row acted on. before, after: plain values of what changed (``rules.plain``);
    wrap what says something about a person in ``Personal``, and free text that somebody wrote in
    ``written_by``. reason: what a person gives as one is such a text: it is kept in ``after``, sealed under
    that person's key. The system's own reasons are plain.

    Raises TransactionManagementError outside a transaction: an action and its row stand or fall together.
    """
    deed = Deed(verb, subject, before or {}, after or {}, reason)
    return record_all([deed], by=by, at=at)[0]


def record_all(deeds: Iterable[Deed], *, by: Doer | None, at: datetime) -> list[Entry]:
    """Write many deeds of one action in their order, in as many statements as one; see ``record``.

    Returns the rows. Without a deed, nothing is written.
    """
    if not transaction.get_connection().in_atomic_block:
        raise transaction.TransactionManagementError(
            "an audit row is written inside its action's transaction"
        )
    told = list(deeds)
    if not told:
        return []
    head = _locked_head()
    entries = list(_chained(told, head, by, at))
    head.seal = head_seal(head.seq, head.digest, crypto.derived_key("audit:head"))
    head.save(update_fields=["seq", "digest", "seal"])
    return Entry.objects.bulk_create(entries)


def _chained(deeds: Iterable[Deed], head: Head, by: Doer | None, at: datetime) -> Iterator[Entry]:
    """The rows of these deeds, each chained to the one before; ``head`` moves along with them."""
    sealer, key = Sealer(), crypto.derived_key("audit:chain")
    for deed in deeds:
        after, reason = dict(deed.after), deed.reason
        if token := through():
            after[THROUGH] = token
        if reason and by is not None and by is not SYSTEM:
            after["reason"], reason = written_by(by, reason), ""
        entry = Entry(
            seq=head.seq + 1,
            at=at,
            actor=str(SYSTEM.pk if by is None else by.pk),
            verb=deed.verb,
            subject_type=deed.subject._meta.label_lower,
            subject_id=str(deed.subject.pk),
            reason=reason,
            before=sealer.sealed(deed.before),
            after=sealer.sealed(after),
            previous=head.digest,
        )
        entry.digest = digest(link_of(entry), key)
        head.seq, head.digest = entry.seq, entry.digest
        yield entry


@transaction.atomic
def open_personal(*, entry: Entry, purpose: str, by: Doer, at: datetime) -> Opened:
    """The personal data of one row in plain text, for a purpose that is itself written down (R-PI-1).

    Raises PermissionDenied for all but the auditor, ValidationError without a purpose.
    """
    require("audit.read", by)
    if not purpose.strip():
        raise ValidationError(_("请写明查看个人信息的目的。"))
    record(by=by, at=at, verb="audit.open_personal", subject=entry, reason=purpose.strip())
    return Opened(opened(entry.before), opened(entry.after))


def _locked_head() -> Head:
    head = Head.objects.select_for_update().filter(id=1).first()
    if head is None:  # the first row of all; of two at once, the second finds what the first made
        Head.objects.get_or_create(id=1, defaults={"digest": GENESIS})
        head = Head.objects.select_for_update().get(id=1)
    return head
