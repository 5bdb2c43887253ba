"""Reading the chain."""

from collections.abc import Iterator

from django.db import models
from django.db.models import QuerySet

from zhicheng.foundation.audit import crypto
from zhicheng.foundation.audit.models import Entry, Head
from zhicheng.foundation.audit.rules import GENESIS, Fault, Link, faults


def history(subject: models.Model) -> QuerySet[Entry]:
    """What happened to one row, oldest first."""
    return Entry.objects.filter(subject_type=subject._meta.label_lower, subject_id=str(subject.pk))


def verify() -> Iterator[Fault]:
    """Every altered, missing or reordered row of the whole chain; nothing when it holds."""
    head = Head.objects.filter(id=1).first() or Head(seq=0, digest=GENESIS)
    links = (_link(entry) for entry in Entry.objects.order_by("seq").iterator(chunk_size=2000))
    yield from faults(
        links, crypto.derived_key("audit:chain"), head_seq=head.seq, head_digest=head.digest
    )


def _link(entry: Entry) -> Link:
    return Link(
        seq=entry.seq,
        at=entry.at,
        actor=entry.actor,
        verb=entry.verb,
        subject_type=entry.subject_type,
        subject_id=entry.subject_id,
        reason=entry.reason,
        before=entry.before,
        after=entry.after,
        previous=entry.previous,
        digest=entry.digest,
    )
