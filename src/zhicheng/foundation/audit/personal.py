"""Personal data in the chain: encrypted under a key of its subject.

Erasing the key (个人信息保护法 art 47) makes the data unreadable and leaves every digest true.
"""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from zhicheng.foundation.audit import crypto
from zhicheng.foundation.audit.models import SubjectKey

ERASED = "（已删除）"
_MARK = "$personal"


@dataclass(frozen=True, slots=True)
class Personal:
    """A value that says something about a person. ``subject``: whose it is, e.g. ``user:17``."""

    subject: str
    value: str


def sealed(values: Mapping[str, Any]) -> dict[str, Any]:
    """A copy of ``values`` in which each ``Personal`` is ciphertext."""
    return {
        name: _seal(value) if isinstance(value, Personal) else value
        for name, value in values.items()
    }


def opened(values: Mapping[str, Any]) -> dict[str, Any]:
    """A copy of ``values`` in plain text; what was erased reads ``（已删除）``."""
    return {
        name: _open(value) if isinstance(value, dict) and _MARK in value else value
        for name, value in values.items()
    }


def erase(subject: str) -> bool:
    """Destroy the key of ``subject``. True when there was one."""
    return SubjectKey.objects.filter(subject=subject).delete()[0] > 0


def _seal(personal: Personal) -> dict[str, str]:
    key = _key(personal.subject) or _new_key(personal.subject)
    cipher = crypto.seal(key, personal.value.encode(), context=personal.subject)
    return {_MARK: personal.subject, "sealed": crypto.as_text(cipher)}


def _open(stored: Mapping[str, str]) -> str:
    subject = stored[_MARK]
    key = _key(subject)
    if key is None:
        return ERASED
    try:
        return crypto.unseal(key, crypto.from_text(stored["sealed"]), context=subject).decode()
    except ValueError:  # sealed under an earlier key of the same subject, since erased
        return ERASED


def _key(subject: str) -> bytes | None:
    row = SubjectKey.objects.filter(subject=subject).first()
    if row is None:
        return None
    return crypto.unseal(_wrapping_key(), bytes(row.wrapped), context=subject)


def _new_key(subject: str) -> bytes:
    key = secrets.token_bytes(32)
    SubjectKey.objects.create(
        subject=subject, wrapped=crypto.seal(_wrapping_key(), key, context=subject)
    )
    return key


def _wrapping_key() -> bytes:
    return crypto.derived_key("audit:subject-keys")
