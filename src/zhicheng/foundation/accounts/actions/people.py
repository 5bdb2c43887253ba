"""Taking people in, changing what is known of them, switching them off, erasing them."""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from zhicheng.foundation.accounts.models import Grant, User
from zhicheng.foundation.accounts.permissions import require
from zhicheng.foundation.accounts.queries import administrators
from zhicheng.foundation.accounts.rules import Role
from zhicheng.foundation.audit.actions import record
from zhicheng.foundation.audit.permissions import SYSTEM, Doer
from zhicheng.foundation.audit.personal import Personal, erase
from zhicheng.foundation.audit.registry import name_verbs
from zhicheng.foundation.units.models import Unit

ERASED_NAME = gettext_noop("已注销人员")

name_verbs(
    {
        "accounts.bootstrap": _("开设首个系统管理员"),
        "accounts.add_user": _("开设账号"),
        "accounts.change_details": _("修改人员信息"),
        "accounts.set_active": _("停用或启用账号"),
        "accounts.erase_person": _("删除个人信息"),
    }
)


def subject_of(user: User) -> str:
    """The name under which a person's data in the audit chain is encrypted."""
    return f"user:{user.pk}"


def stated(reason: str) -> str:
    """The reason of a deed, without blanks around it. Raises ValidationError without one."""
    if not reason.strip():
        raise ValidationError({"reason": _("请写明理由。")})
    return reason.strip()


@transaction.atomic
def bootstrap(*, username: str, name: str, at: datetime) -> User:
    """The first administrator, without a password (``login.password_link`` gives the way to one).

    The only account that nobody gives. Raises ValidationError when there is an administrator already.
    """
    if administrators(on=timezone.localdate(at)).exists():
        raise ValidationError(_("已有系统管理员，请由其在“人员”页面开设账号。"))
    user = _new(username=username, name=name, unit=None, email="", at=at)
    Grant.objects.create(user=user, role=Role.ADMINISTRATOR, valid_from=timezone.localdate(at))
    record(
        by=SYSTEM,
        at=at,
        verb="accounts.bootstrap",
        subject=user,
        after={"name": Personal(subject_of(user), name), "role": Role.ADMINISTRATOR},
    )
    return user


@transaction.atomic
def add_user(
    *, username: str, name: str, unit: Unit | None, email: str = "", by: Doer, at: datetime
) -> User:
    """A new person, without a password (``login.password_link`` gives the way to one).

    Raises ValidationError when the user name is taken or malformed.
    """
    require("accounts.administer", by)
    user = _new(username=username, name=name, unit=unit, email=email, at=at)
    record(by=by, at=at, verb="accounts.add_user", subject=user, after=_details(user))
    return user


@transaction.atomic
def change_details(
    *, user: User, name: str, unit: Unit | None, email: str, by: Doer, at: datetime
) -> None:
    """Correct what is known of a person. Raises ValidationError when it is malformed."""
    require("accounts.administer", by)
    before = _details(user)
    user.name, user.unit, user.email = name, unit, email
    user.full_clean()
    user.save(update_fields=["name", "unit", "email"])
    record(
        by=by,
        at=at,
        verb="accounts.change_details",
        subject=user,
        before=before,
        after=_details(user),
    )


@transaction.atomic
def set_active(*, user: User, active: bool, reason: str, by: Doer, at: datetime) -> None:
    """Switch an account off, which ends its logins at once, or on again; nothing of it is deleted.

    Raises ValidationError without a reason, and for one's own account, so that an administrator always remains.
    """
    require("accounts.administer", by)
    if user.pk == by.pk:
        raise ValidationError(_("不能停用或启用自己的账号。"))
    if user.name == ERASED_NAME and active:
        raise ValidationError(_("该人员的个人信息已删除，账号不能再启用。"))
    reason, before = stated(reason), user.is_active
    user.is_active = active
    user.save(update_fields=["is_active"])
    record(
        by=by,
        at=at,
        verb="accounts.set_active",
        subject=user,
        before={"active": before},
        after={"active": active},
        reason=reason,
    )


@transaction.atomic
def erase_person(*, user: User, reason: str, by: Doer, at: datetime) -> None:
    """Delete what is known of a person who has left (个人信息保护法 art 47).

    What they did stays, by a number without a name; what the audit chain holds of them becomes
    unreadable, the chain stays whole. Raises ValidationError without a reason, and while the account is
    switched on.
    """
    require("accounts.administer", by)
    if user.is_active:
        raise ValidationError(_("请先停用账号，再删除个人信息。"))
    reason = stated(reason)
    user.username, user.name, user.email = f"erased-{user.pk}", ERASED_NAME, ""
    user.set_unusable_password()
    user.save(update_fields=["username", "name", "email", "password"])
    erase(subject_of(user))
    record(by=by, at=at, verb="accounts.erase_person", subject=user, reason=reason)


def _new(*, username: str, name: str, unit: Unit | None, email: str, at: datetime) -> User:
    user = User(
        username=User.normalize_username(username),
        name=name,
        unit=unit,
        email=email,
        created_at=at,
    )
    user.set_unusable_password()
    user.full_clean()
    user.save()
    return user


def _details(user: User) -> dict[str, object]:
    return {
        "name": Personal(subject_of(user), user.name),
        "email": Personal(subject_of(user), user.email),
        "unit": user.unit_id,
    }
