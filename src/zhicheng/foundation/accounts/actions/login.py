"""How people come to a password and a second factor, and the trace that logging in leaves.

Nobody but the person ever knows a password: the administrator hands out a link that works once.
"""

import hmac
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from allauth.mfa.models import Authenticator
from django.contrib.auth.password_validation import validate_password
from django.contrib.auth.tokens import default_token_generator
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode
from django.utils.translation import gettext_lazy as _

from zhicheng.foundation.accounts.actions.people import subject_of
from zhicheng.foundation.accounts.models import User
from zhicheng.foundation.accounts.permissions import require
from zhicheng.foundation.audit import crypto
from zhicheng.foundation.audit.actions import record
from zhicheng.foundation.audit.permissions import Doer
from zhicheng.foundation.audit.personal import Personal
from zhicheng.foundation.audit.registry import name_verbs

name_verbs(
    {
        "accounts.password_link": _("发放一次性密码链接"),
        "accounts.choose_password": _("设置密码"),
        "accounts.remove_second_factor": _("解除两步验证"),
        "accounts.login": _("登录"),
        "accounts.logout": _("退出登录"),
        "accounts.login_failed": _("登录未成功"),
        "accounts.change_password": _("修改密码"),
        "accounts.second_factor_added": _("开启两步验证"),
        "accounts.second_factor_removed": _("停用两步验证"),
        "accounts.second_factor_reset": _("更换备用码"),
        "accounts.second_factor_failed": _("两步验证未通过"),
    }
)


@dataclass(frozen=True, slots=True)
class PasswordLink:
    """The two parts of a link under which a person chooses a password, once and within a day."""

    uid: str
    token: str


@transaction.atomic
def password_link(*, user: User, by: Doer, at: datetime) -> PasswordLink:
    """Take the password away, which ends all logins and earlier links, and give a link to a new one.

    Raises ValidationError for an account that is switched off.
    """
    require("accounts.administer", by)
    if not user.is_active:
        raise ValidationError(_("账号已停用，请先启用。"))
    user.set_unusable_password()
    user.save(update_fields=["password"])
    record(by=by, at=at, verb="accounts.password_link", subject=user)
    return PasswordLink(
        urlsafe_base64_encode(force_bytes(user.pk)), default_token_generator.make_token(user)
    )


@transaction.atomic
def choose_password(*, user: User, password: str, at: datetime) -> None:
    """The person sets the password, having come by a link. Raises ValidationError for a weak one."""
    validate_password(password, user)
    user.set_password(password)
    user.save(update_fields=["password"])
    record(by=user, at=at, verb="accounts.choose_password", subject=user)


@transaction.atomic
def remove_second_factor(*, user: User, reason: str, by: Doer, at: datetime) -> None:
    """Help someone who lost the telephone. Raises ValidationError when there is no second factor."""
    require("accounts.administer", by)
    if user.pk == by.pk:
        raise ValidationError(_("请在“两步验证”页面停用自己的两步验证。"))
    removed, _rows = Authenticator.objects.filter(user=user).delete()
    if not removed:
        raise ValidationError(_("该账号没有开启两步验证。"))
    record(by=by, at=at, verb="accounts.remove_second_factor", subject=user, reason=reason)


@transaction.atomic
def note_login_event(*, user: User, verb: str, address: str, at: datetime) -> None:
    """Write down what a person did at the door. address: of the machine; kept as personal data."""
    where = {"address": Personal(subject_of(user), address)} if address else {}
    record(by=user, at=at, verb=verb, subject=user, after=where)


@transaction.atomic
def note_failed_login(*, username: str, address: str, at: datetime) -> None:
    """Write down that someone did not get in.

    A user name that nobody has may be a password in the wrong field: only a keyed digest of it is kept,
    enough to see that the same one was tried again.
    """
    user = User.objects.filter(username__iexact=username).first()
    subject = user or User(pk=0)
    after: dict[str, object] = {}
    if user is None:
        key = crypto.derived_key("accounts:unknown-names")
        after["unknown_name"] = hmac.new(key, username.encode(), sha256).hexdigest()[:16]
    if address:
        after["address"] = Personal(subject_of(subject), address)
    record(by=None, at=at, verb="accounts.login_failed", subject=subject, after=after)
