"""What is told to whom, how it is signed, and when it is sent again. Plain values only."""

import hashlib
import hmac
import ipaddress
import json
import re
import secrets
from collections.abc import Collection
from datetime import datetime, timedelta
from enum import StrEnum
from urllib.parse import urlsplit

WAITS = (
    timedelta(seconds=30),
    timedelta(minutes=2),
    timedelta(minutes=10),
    timedelta(hours=1),
    timedelta(hours=6),
    timedelta(hours=24),
)
"""How long to wait after the first, second … attempt that failed; after the last one it is given up."""
LEASE = timedelta(minutes=2)
"""How long a message that is being sent is its worker's; a killed worker's is sent again after that."""
_LOCAL = (".localhost", ".local", ".internal", ".localdomain")
_NUMBERS = re.compile(r"(?:0x[0-9a-f]*|\d+)(?:\.(?:0x[0-9a-f]*|\d+))*")
"""An IP address in one of the ways that the resolver of C knows besides (2130706433, 0x7f.1)."""
_KIND = re.compile(r"\*|[a-z_]+\.([a-z_]+)?")
SIGNATURE, DELIVERY, EVENT = "X-Zhicheng-Signature", "X-Zhicheng-Delivery", "X-Zhicheng-Event"


class State(StrEnum):
    WAITING = "waiting"
    DONE = "done"
    GIVEN_UP = "given_up"


def new_secret() -> str:
    """The key of signatures: 256 random bits."""
    return "zw_" + secrets.token_urlsafe(32)


def signature(secret: str, body: bytes, at: datetime) -> str:
    """``t=…,v1=…``: HMAC-SHA256 over the moment (Unix seconds), a dot and the body, so that an old message
    cannot be passed off as new."""
    moment = int(at.timestamp())
    signed = hmac.new(secret.encode(), f"{moment}.".encode() + body, hashlib.sha256)
    return f"t={moment},v1={signed.hexdigest()}"


def wait(attempts: int) -> timedelta | None:
    """How long to wait after so many attempts failed; None when it is given up."""
    return WAITS[attempts - 1] if attempts <= len(WAITS) else None


def is_kind(kind: str) -> bool:
    """Whether this can be a kind of events: a verb of the chain, its beginning with a dot, or ``*``."""
    return bool(_KIND.fullmatch(kind))


def wants(kinds: Collection[str], verb: str) -> bool:
    """Whether somebody who asked for these kinds is told of a verb."""
    return any(
        kind in ("*", verb) or (kind.endswith(".") and verb.startswith(kind)) for kind in kinds
    )


def succeeded(status: int | None) -> bool:
    """Whether a receiver took a message: 2xx. A redirect is none: it could lead anywhere."""
    return status is not None and 200 <= status < 300


class UrlFault(StrEnum):
    """What is wrong with an address."""

    NO_URL = "no_url"
    NO_HTTPS = "no_https"
    NAMES_SOMEBODY = "names_somebody"
    INSIDE = "inside"


def url_fault(url: str, *, private: bool) -> UrlFault | None:
    """What is wrong with the address of a receiver; None when it can be tried.

    private: whether addresses inside the city's own network, and plain http, are allowed.
    """
    try:
        parts = urlsplit(url)
        port_is_sound = parts.port is None or parts.port > 0
    except ValueError:
        return UrlFault.NO_URL
    if not parts.hostname or parts.scheme not in ("http", "https") or not port_is_sound:
        return UrlFault.NO_URL
    if not url.isascii() or not url.isprintable() or " " in url:
        return UrlFault.NO_URL
    if parts.username is not None or parts.password is not None:
        return UrlFault.NAMES_SOMEBODY
    if not _may_be_named(parts.hostname, private):
        return UrlFault.INSIDE
    return UrlFault.NO_HTTPS if parts.scheme == "http" and not private else None


def _may_be_named(host: str, private: bool) -> bool:
    """Whether a host may be given at all: what a name leads to is looked at when something is sent, an IP address
    and the names of the machine itself (RFC 6761) at once."""
    name = host.rstrip(".").lower()
    if name == "localhost" or name.endswith(_LOCAL):
        return private
    if address := _literal(name):
        return may_be_called(address, private=private)
    return not _NUMBERS.fullmatch(name)


def _literal(name: str) -> str:
    """The IP address that a host is written as; empty for a name."""
    try:
        return str(ipaddress.ip_address(name.partition("%")[0]))
    except ValueError:
        return ""


def may_be_called(address: str, *, private: bool) -> bool:
    """Whether a message may go to this IP address: no way into the city's own network by a name outside.

    private: whether that is allowed. What is no host at all (multicast, unspecified) never is.
    """
    found = ipaddress.ip_address(address.partition("%")[0])
    mapped = getattr(found, "ipv4_mapped", None)
    found = mapped or found
    if found.is_multicast or found.is_unspecified:
        return False
    return private or found.is_global


def body_of(
    *, delivery: str, seq: int, at: datetime, verb: str, subject_type: str, subject_id: str
) -> bytes:
    """What a message says: which row of the chain, what was done, to what. Nobody's data: whoever may know
    more asks the interface."""
    said = {
        "delivery": delivery,
        "seq": seq,
        "at": at.isoformat(),
        "kind": verb,
        "subject": {"type": subject_type, "id": subject_id},
    }
    return json.dumps(said, ensure_ascii=False, sort_keys=True).encode()
