"""A key that stands for a person at one door: a calendar program reads the agenda with it, a screen the wall.

A room keeps its keys in a table of its own (``OwnKey``). A person has at most one for each door; it is shown
once, only its hash is kept, and it ends when the person ends it, takes a new one, or the account is closed.
"""

import hashlib
import hmac
import secrets
from datetime import datetime
from typing import TypeVar

from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from zhicheng.foundation.accounts.models import User
from zhicheng.foundation.audit.actions import record


class OwnKey(models.Model):
    """One person's key. secret_sha256: of what only the program knows. Whoever inherits adds ``user``."""

    secret_sha256 = models.CharField(max_length=64)
    made_at = models.DateTimeField(_("开通时间"))
    user: models.OneToOneField[User, User]

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{self.user} {self.made_at:%Y-%m-%d}"


Key = TypeVar("Key", bound=OwnKey)


def new_secret() -> str:
    """Long, random, never stored as it is."""
    return secrets.token_urlsafe(24)


def digest(secret: str) -> str:
    """What is stored of it. It is random and long, so one round of a hash is enough."""
    return hashlib.sha256(secret.encode()).hexdigest()


def matches(secret: str, stored: str) -> bool:
    return hmac.compare_digest(digest(secret), stored)


@transaction.atomic
def give(kind: type[Key], *, verb: str, by: User, at: datetime) -> str:
    """A new key for oneself; the one before ends. Returned once, never again. verb: for the audit row."""
    secret = new_secret()
    key, _new = kind._default_manager.update_or_create(
        user=by, defaults={"secret_sha256": digest(secret), "made_at": at}
    )
    record(by=by, at=at, verb=verb, subject=key)
    return secret


@transaction.atomic
def take_back(kind: type[Key], *, verb: str, by: User, at: datetime) -> bool:
    """End one's own key. False when there was none."""
    key = kind._default_manager.select_for_update().filter(user=by).first()
    if key is None:
        return False
    record(by=by, at=at, verb=verb, subject=key)
    key.delete()
    return True
