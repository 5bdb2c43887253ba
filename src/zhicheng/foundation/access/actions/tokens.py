"""Giving a token, and ending it at once."""

from collections.abc import Collection
from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext

from zhicheng.foundation.access import permissions as permissions  # says who may do what here
from zhicheng.foundation.access.models import AccessToken
from zhicheng.foundation.access.registry import scopes as known_scopes
from zhicheng.foundation.access.rules import (
    LONGEST_LIFE,
    Fault,
    digest,
    faults,
    new_secret,
)
from zhicheng.foundation.accounts.models import User
from zhicheng.foundation.accounts.permissions import require
from zhicheng.foundation.audit.actions import record
from zhicheng.foundation.audit.permissions import Doer

_HINT = 8


def _said(fault: Fault) -> tuple[str, str]:
    """The field that a fault is of, and what to say."""
    match fault:
        case Fault.NO_NAME:
            return "name", gettext("请写明令牌的用途，例如由哪个系统使用。")
        case Fault.NO_SCOPE:
            return "scopes", gettext("请至少选择一项权限范围。")
        case Fault.UNKNOWN_SCOPE:
            return "scopes", gettext("没有这种权限范围。")
        case Fault.ENDS_BEFORE:
            return "expires_on", gettext("有效期不能早于今天。")
        case _:  # Fault.TOO_LONG
            longest = {"days": LONGEST_LIFE.days}
            return "expires_on", gettext("有效期最长 %(days)s 天。") % longest


@transaction.atomic
def issue(
    *, owner: User, name: str, scopes: Collection[str], expires_on: date, by: Doer, at: datetime
) -> tuple[AccessToken, str]:
    """Give a person's program a token. Returns it, and the secret, which is never shown again.

    expires_on: its last day, a year away at most. Raises PermissionDenied for somebody else's token and
    for whoever has no role; ValidationError by field.
    """
    require("access.issue", by)
    if isinstance(by, User) and by.pk != owner.pk:
        raise ValidationError(gettext("只能为自己建立访问令牌。"))
    today = timezone.localdate(at)
    wrong = faults(
        name=name, scopes=scopes, known=known_scopes(), expires_on=expires_on, today=today
    )
    if wrong:
        raise ValidationError(dict(map(_said, wrong)))
    secret = new_secret()
    token = AccessToken.objects.create(
        user=owner, name=name.strip()[:60], sha256=digest(secret), hint=secret[:_HINT],
        scopes=sorted(set(scopes)), created_at=at, expires_on=expires_on,
    )  # fmt: skip
    after = {"owner": owner.pk, "scopes": token.scopes, "expires_on": expires_on}
    record(by=by, at=at, verb="access.issue", subject=token, after=after)
    return token, secret


@transaction.atomic
def revoke(*, token: AccessToken, by: Doer, at: datetime) -> None:
    """End a token: the next request that shows it is refused.

    Raises PermissionDenied for all but its owner and the administrator; ValidationError when it has ended.
    """
    require("access.revoke", by, token)
    ended = AccessToken.objects.filter(pk=token.pk, revoked_at=None).update(revoked_at=at)
    if ended != 1:
        raise ValidationError(gettext("这个令牌已经吊销。"))
    token.refresh_from_db()
    record(by=by, at=at, verb="access.revoke", subject=token, after={"revoked_at": at})


def mark_used(*, token: AccessToken, on: date) -> None:
    """Note the day of use, once a day. No deed of a person, so no row of the chain."""
    if token.last_used_on != on:
        fresh = Q(last_used_on=None) | Q(last_used_on__lt=on)
        AccessToken.objects.filter(fresh, pk=token.pk).update(last_used_on=on)
