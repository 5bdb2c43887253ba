"""Tokens, cursors and keys of idempotency as plain values."""

import base64
import hashlib
import secrets
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

PREFIX = "/api/"
"""Where the programs' addresses begin."""
ROOT = "/api/v1"
_MARK = "zc_"
LONGEST_LIFE = timedelta(days=366)
"""A token is renewed once a year, so that a forgotten one ends by itself."""
ANSWERS_KEPT = timedelta(hours=24)
"""How long the answer to a key of idempotency is given again."""
KEY_LONGEST = 200
PAGE_LARGEST, PAGE_USUAL = 200, 50
BIGGEST_KEY = 2**63 - 1
"""What a column of 64 bits holds."""


def new_secret() -> str:
    """A token: 256 random bits, never stored as they are. The mark lets scanners find a leaked one."""
    return _MARK + secrets.token_urlsafe(32)


def digest(secret: str) -> str:
    """What is stored of a token. It is random and long, so one round of a hash is enough."""
    return hashlib.sha256(secret.encode()).hexdigest()


def bearer(header: str) -> str:
    """The token in an ``Authorization`` header (RFC 6750); empty where there is none."""
    scheme, _space, secret = header.partition(" ")
    return secret.strip() if scheme.lower() == "bearer" else ""


class TokenState(StrEnum):
    VALID = "valid"
    EXPIRED = "expired"
    REVOKED = "revoked"


def state_of(*, expires_on: date, revoked: bool, today: date) -> TokenState:
    """Whether a token can be used. It is valid through the whole of its last day."""
    if revoked:
        return TokenState.REVOKED
    return TokenState.VALID if today <= expires_on else TokenState.EXPIRED


class Fault(StrEnum):
    """What is wrong with a token that is asked for."""

    NO_NAME = "no_name"
    NO_SCOPE = "no_scope"
    UNKNOWN_SCOPE = "unknown_scope"
    ENDS_BEFORE = "ends_before"
    TOO_LONG = "too_long"


def faults(
    *, name: str, scopes: Collection[str], known: Collection[str], expires_on: date, today: date
) -> list[Fault]:
    """Everything wrong with a token that is asked for; nothing when it can be given."""
    found = []
    if not name.strip():
        found.append(Fault.NO_NAME)
    if not scopes:
        found.append(Fault.NO_SCOPE)
    if set(scopes) - set(known):
        found.append(Fault.UNKNOWN_SCOPE)
    if expires_on < today:
        found.append(Fault.ENDS_BEFORE)
    if expires_on > today + LONGEST_LIFE:
        found.append(Fault.TOO_LONG)
    return found


def cursor(key: int) -> str:
    """Where a page ended, as text that nobody need understand."""
    return base64.urlsafe_b64encode(f"k{key}".encode()).decode().rstrip("=")


def key_of(text: str) -> int:
    """The key in a cursor; 0, before all rows, for an empty one. Raises ValueError for what is no cursor."""
    if not text:
        return 0
    try:
        plain = base64.b64decode(text + "=" * (-len(text) % 4), b"-_", validate=True).decode(
            "ascii"
        )
    except ValueError as error:  # of base64, or of ASCII
        raise ValueError("no cursor") from error
    digits = plain.removeprefix("k")
    if not (digits.isdigit() and len(digits) < 20):
        raise ValueError("no cursor")
    key = int(digits)
    if key > BIGGEST_KEY or cursor(key) != text:
        raise ValueError("no cursor")
    return key


def is_key(text: str) -> bool:
    """Whether a header can be a key of idempotency: printable ASCII, not empty, not too long."""
    return 0 < len(text) <= KEY_LONGEST and text.isascii() and text.isprintable()


@dataclass(frozen=True, slots=True)
class Asked:
    """What a request with a key asks for: the method with the address, and the hash of its body."""

    route: str
    body_sha256: str
