"""How rows are chained, and how a chain is judged. Plain values only."""

import hashlib
import hmac
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

GENESIS = "0" * 64

Json = None | bool | int | str | list["Json"] | dict[str, "Json"]
"""What a row may hold: values that every database gives back as they were written. No floats, which
PostgreSQL renders anew (1e16 comes back as 10000000000000000) so that a true row would look altered."""


def plain(value: object) -> Json:
    """A value as the chain keeps it: days, moments, decimals and UUIDs as text, the rest as it is.

    Raises TypeError for a float and for whatever is no value.
    """
    if value is None or isinstance(value, bool | int):
        return value
    if isinstance(value, str | Decimal | UUID):
        return str(value)
    if isinstance(value, date):  # a datetime is one, too
        return value.isoformat()
    if isinstance(value, Mapping):
        return {str(key): plain(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [plain(inner) for inner in value]
    raise TypeError(f"the audit chain keeps no {type(value).__name__}")


@dataclass(frozen=True, slots=True)
class Link:
    """One row of the chain as plain values; ``seq`` counts from 1 without gaps."""

    seq: int
    at: datetime
    actor: str
    verb: str
    subject_type: str
    subject_id: str
    reason: str
    before: Mapping[str, Any]
    after: Mapping[str, Any]
    previous: str
    digest: str = ""


@dataclass(frozen=True, slots=True)
class Fault:
    """A place where the chain does not hold. ``kind``: altered, missing, reordered, cut."""

    seq: int
    kind: str
    message: str


def canonical(link: Link) -> bytes:
    """The bytes that are signed: every field but the digest, in one fixed notation."""
    return json.dumps(
        [
            link.seq,
            link.at.astimezone(UTC).isoformat(timespec="microseconds"),
            link.actor,
            link.verb,
            link.subject_type,
            link.subject_id,
            link.reason,
            link.before,
            link.after,
            link.previous,
        ],
        ensure_ascii=False,
        sort_keys=True,
        separators=(",", ":"),
    ).encode()


def digest(link: Link, key: bytes) -> str:
    """HMAC-SHA-256 of a row and its predecessor's digest, in hex.

    Keyed, so that someone who holds the database but not the key cannot rewrite the chain unseen.
    """
    return hmac.new(key, canonical(link), hashlib.sha256).hexdigest()


def head_seal(seq: int, last: str, key: bytes) -> str:
    """HMAC-SHA-256 of the end of the chain, in hex, under a key of its own.

    No row shows it, so whoever cuts rows off cannot make the head of the shorter chain from them.
    """
    return hmac.new(key, f"{seq}:{last}".encode(), hashlib.sha256).hexdigest()


@dataclass(frozen=True, slots=True)
class End:
    """Where a chain, or the part of it before the one that is looked at, ends."""

    seq: int
    digest: str


START = End(0, GENESIS)


def faults(links: Iterable[Link], key: bytes, *, head: End, after: End = START) -> Iterator[Fault]:
    """Every fault of a chain read in the order of ``seq``, against the head that was kept apart.

    after: the link before the first one, when only a later part is read.
    """
    seq, previous = after.seq, after.digest
    for link in links:
        if link.seq != seq + 1:
            yield Fault(
                seq + 1,
                "missing",
                _("第 %(seq)s 条至第 %(seq2)s 条记录缺失") % {"seq": seq + 1, "seq2": link.seq - 1},
            )
        elif link.previous != previous:
            yield Fault(
                link.seq, "reordered", _("第 %(seq)s 条记录与上一条不相衔接") % {"seq": link.seq}
            )
        if not hmac.compare_digest(digest(link, key), link.digest):
            yield Fault(link.seq, "altered", _("第 %(seq)s 条记录被改动") % {"seq": link.seq})
        seq, previous = link.seq, link.digest
    if End(seq, previous) != head:
        yield Fault(
            head.seq,
            "cut",
            _("末尾应为第 %(seq)s 条记录，实际到第 %(seq2)s 条") % {"seq": head.seq, "seq2": seq},
        )
