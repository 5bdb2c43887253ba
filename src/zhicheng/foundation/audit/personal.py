"""Personal data in the chain: encrypted under a key of its subject.

Erasing the key (个人信息保护法 art 47) makes the data unreadable and leaves every digest true.
"""

import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from zhicheng.foundation.audit import crypto
from zhicheng.foundation.audit.models import SubjectKey
from zhicheng.foundation.audit.permissions import SYSTEM, Doer
from zhicheng.foundation.audit.rules import Json, plain
from zhicheng.foundation.face.records import Text

ERASED = _("（已删除）")
UNREADABLE = _("（无法解密）")
ENCRYPTED = _("（个人信息，已加密）")
_MARK = "$personal"


@dataclass(frozen=True, slots=True)
class Personal:
    """A value that says something about a person. ``subject``: whose it is, e.g. ``user:17``."""

    subject: str
    value: str


def written_by(doer: Doer, text: str) -> Personal | str:
    """Free text that somebody wrote, which may name anybody: sealed under the writer's key.

    What the system writes is plain, and so is an empty text.
    """
    return Personal(f"user:{doer.pk}", text) if text and doer is not SYSTEM else text


class Sealer:
    """Makes values what the chain keeps; looks up the key of each person once."""

    def __init__(self) -> None:
        self._keys: dict[str, bytes] = {}

    def sealed(self, values: Mapping[str, Any]) -> dict[str, Json]:
        """``values``, each ``Personal`` in them as ciphertext, at any depth.

        Raises TypeError for a value that the chain does not keep (``rules.plain``).
        """
        return {str(name): self._value(value) for name, value in values.items()}

    def _value(self, value: Any) -> Json:
        if isinstance(value, Personal):
            return self._seal(value)
        if isinstance(value, Mapping):
            return self.sealed(value)
        if isinstance(value, list | tuple):
            return [self._value(inner) for inner in value]
        return plain(value)

    def _seal(self, personal: Personal) -> dict[str, Json]:
        subject = personal.subject
        key = self._keys.get(subject) or _key(subject) or _new_key(subject)
        self._keys[subject] = key
        cipher = crypto.seal(key, personal.value.encode(), context=subject)
        return {_MARK: subject, "sealed": crypto.as_text(cipher)}


def opened(values: Mapping[str, Any]) -> dict[str, Any]:
    """A copy of ``values`` in plain text; what was erased reads ``（已删除）``."""
    return {name: _opened(value) for name, value in values.items()}


def masked(values: Mapping[str, Any]) -> dict[str, Any]:
    """A copy of ``values`` in which personal data reads ``（个人信息，已加密）``."""
    return {name: _masked(value) for name, value in values.items()}


def is_personal(values: Mapping[str, Any]) -> bool:
    """Whether there is personal data in ``values``."""
    return masked(values) != dict(values)


def erase(subject: str) -> bool:
    """Destroy the key of ``subject``. True when there was one."""
    return SubjectKey.objects.filter(subject=subject).delete()[0] > 0


def _opened(value: Any) -> Any:
    return _replaced(value, _open)


def _masked(value: Any) -> Any:
    return _replaced(value, lambda _sealed: ENCRYPTED)


def _replaced(value: Any, show: Callable[[Mapping[str, str]], Text]) -> Any:
    if isinstance(value, dict):
        if _MARK in value:
            return show(value)
        return {name: _replaced(inner, show) for name, inner in value.items()}
    if isinstance(value, list):
        return [_replaced(inner, show) for inner in value]
    return value


def _open(stored: Mapping[str, str]) -> Text:
    subject = stored[_MARK]
    try:
        key = _key(subject)
    except ValueError:  # the key itself was spoilt, or ENCRYPTION_KEY is another one
        return UNREADABLE
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
