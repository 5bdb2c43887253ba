"""Verbs about people: all in one transaction with their audit row."""

from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db import transaction

from zhicheng.foundation.accounts.models import Deputyship, Grant, User
from zhicheng.foundation.accounts.permissions import actor_of, require
from zhicheng.foundation.accounts.rules import IN_A_UNIT, IN_AN_AREA, ROLE_NAMES, Role
from zhicheng.foundation.audit.actions import record
from zhicheng.foundation.audit.personal import Personal
from zhicheng.foundation.units.models import Area, Unit


def subject_of(user: User) -> str:
    """The name under which a person's data in the audit chain is encrypted."""
    return f"user:{user.pk}"


@transaction.atomic
def add_user(
    *, username: str, name: str, password: str | None, unit: Unit | None, by: User, at: datetime
) -> User:
    """A new person. Raises ValidationError when the user name is taken or malformed."""
    require("accounts.administer", by)
    user = User(username=username, name=name, unit=unit, created_at=at)
    user.set_password(password)
    user.full_clean()
    user.save()
    record(
        by=by,
        at=at,
        verb="accounts.add_user",
        subject=user,
        after={"name": Personal(subject_of(user), name), "unit": unit.pk if unit else None},
    )
    return user


@transaction.atomic
def set_active(*, user: User, active: bool, reason: str, by: User, at: datetime) -> None:
    """Switch an account off or on again; nothing of it is deleted."""
    require("accounts.administer", by)
    if user.pk == by.pk:
        raise ValidationError("不能停用或启用自己的账号。")
    before = user.is_active
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
def grant(
    *,
    user: User,
    role: Role,
    unit: Unit | None = None,
    area: Area | None = None,
    valid_from: date,
    valid_to: date | None = None,
    by: User,
    at: datetime,
) -> Grant:
    """Give a role. Raises ValidationError when the role needs a unit or area that is not given."""
    require("accounts.administer", by)
    if (role in IN_A_UNIT) != (unit is not None) or (role in IN_AN_AREA) != (area is not None):
        raise ValidationError(f"“{ROLE_NAMES[role]}”与所填单位、区划不相符。")
    if user.pk == by.pk:
        raise ValidationError("不能给自己授权。")
    row = Grant(
        user=user, role=role, unit=unit, area=area, valid_from=valid_from, valid_to=valid_to
    )
    row.full_clean()
    row.save()
    record(by=by, at=at, verb="accounts.grant", subject=user, after=_grant_values(row))
    return row


@transaction.atomic
def withdraw(*, grant: Grant, last_day: date, reason: str, by: User, at: datetime) -> None:
    """End a role after ``last_day``. Raises ValidationError when it would end before it began."""
    require("accounts.administer", by)
    before = _grant_values(grant)
    grant.valid_to = last_day
    grant.full_clean()
    grant.save(update_fields=["valid_to"])
    record(
        by=by,
        at=at,
        verb="accounts.withdraw",
        subject=grant.user,
        before=before,
        after=_grant_values(grant),
        reason=reason,
    )


@transaction.atomic
def appoint_deputy(
    *, absent: User, deputy: User, valid_from: date, valid_to: date, by: User, at: datetime
) -> Deputyship:
    """Let ``deputy`` hold the roles of ``absent`` for a period.

    Raises PermissionDenied unless one appoints one's own deputy or administers accounts; ValidationError
    when the period is reversed or someone would stand in for themselves.
    """
    if absent.pk != by.pk:
        require("accounts.administer", by)
    if not actor_of(absent, valid_from).held:
        raise ValidationError("被代理人在该时段没有任何角色，无需代理。")
    row = Deputyship(absent=absent, deputy=deputy, valid_from=valid_from, valid_to=valid_to)
    row.full_clean()
    row.save()
    record(
        by=by,
        at=at,
        verb="accounts.appoint_deputy",
        subject=absent,
        after={"deputy": deputy.pk, "from": valid_from.isoformat(), "to": valid_to.isoformat()},
    )
    return row


def _grant_values(row: Grant) -> dict[str, object]:
    return {
        "role": str(row.role),
        "unit": row.unit_id,
        "area": row.area_id,
        "from": row.valid_from.isoformat(),
        "to": row.valid_to.isoformat() if row.valid_to else None,
    }
