"""How rows are chained, and how a chain is judged. Plain values only."""

import hashlib
import hmac
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

GENESIS = "0" * 64


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


def faults(
    links: Iterable[Link], key: bytes, *, head_seq: int, head_digest: str
) -> Iterator[Fault]:
    """Every fault of a chain read in the order of ``seq``, against the head that was kept apart."""
    seq, previous = 0, GENESIS
    for link in links:
        if link.seq != seq + 1:
            yield Fault(seq + 1, "missing", f"第 {seq + 1} 条至第 {link.seq - 1} 条记录缺失")
        elif link.previous != previous:
            yield Fault(link.seq, "reordered", f"第 {link.seq} 条记录与上一条不相衔接")
        if not hmac.compare_digest(digest(link, key), link.digest):
            yield Fault(link.seq, "altered", f"第 {link.seq} 条记录被改动")
        seq, previous = link.seq, link.digest
    if (seq, previous) != (head_seq, head_digest):
        yield Fault(head_seq, "cut", f"末尾应为第 {head_seq} 条记录，实际到第 {seq} 条")
