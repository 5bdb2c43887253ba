"""Giving roles and ending them; standing in for the absent."""

from datetime import date, datetime, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from zhicheng.foundation.accounts.actions.people import stated
from zhicheng.foundation.accounts.models import Deputyship, Grant, User
from zhicheng.foundation.accounts.permissions import forget_actor, require
from zhicheng.foundation.accounts.rules import (
    APART,
    OF_THE_OFFICE,
    ROLE_NAMES,
    Role,
    fits,
    overlap,
    stay_apart,
)
from zhicheng.foundation.audit.actions import record
from zhicheng.foundation.audit.permissions import Doer
from zhicheng.foundation.audit.registry import name_verbs
from zhicheng.foundation.units.models import Area, Unit, UnitKind

name_verbs(
    {
        "accounts.grant": _("授予角色"),
        "accounts.withdraw": _("终止角色"),
        "accounts.appoint_deputy": _("委托代理"),
        "accounts.end_deputyship": _("终止代理"),
    }
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
    by: Doer,
    at: datetime,
) -> Grant:
    """Give a role.

    Raises ValidationError when the role needs a unit or area that is not given, when it is one of the
    coordinating office and the person is of another unit, when the person holds it in that period already,
    or when it must stay apart from one that the person holds (三员分立, R §10).
    """
    require("accounts.administer", by)
    if user.pk == by.pk:
        raise ValidationError(_("不能给自己授权。"))
    if not fits(role, unit=unit is not None, area=area is not None):
        raise ValidationError(_("“%(role)s”与所填单位、区划不相符。") % {"role": ROLE_NAMES[role]})
    if role in OF_THE_OFFICE and not _of_the_office(user):
        raise ValidationError(
            _("“%(role)s”只能授予联席会议办公室的人员；%(name)s的所在单位不是联席会议办公室。")
            % {"role": ROLE_NAMES[role], "name": user.name}
        )
    row = Grant(
        user=user, role=role, unit=unit, area=area, valid_from=valid_from, valid_to=valid_to
    )
    row.full_clean()
    _check_beside_others(row)
    row.save()
    forget_actor(user)
    record(by=by, at=at, verb="accounts.grant", subject=user, after=_values(row))
    return row


@transaction.atomic
def withdraw(*, grant: Grant, last_day: date, reason: str, by: Doer, at: datetime) -> None:
    """End a role after ``last_day``; yesterday ends it at once.

    A grant that would end before its first day was never used and is struck out. Raises ValidationError
    when days that have passed would change, when it ends earlier anyway, when it is one's own, or without a
    reason.
    """
    require("accounts.administer", by)
    if grant.user_id == by.pk:
        raise ValidationError(_("不能终止自己的角色，请由另一位系统管理员办理。"))
    if last_day < _day_of(at) - timedelta(days=1):
        raise ValidationError(_("终止日期最早为昨天（即刻终止）；已经过去的日期不能更改。"))
    if grant.valid_to is not None and last_day >= grant.valid_to:
        raise ValidationError(
            _("该角色到%(isoformat)s即终止，不能由此延长。")
            % {"isoformat": grant.valid_to.isoformat()}
        )
    reason, before, user = stated(reason), _values(grant), grant.user
    if last_day < grant.valid_from:
        grant.delete()
        after = None
    else:
        grant.valid_to = last_day
        grant.save(update_fields=["valid_to"])
        after = _values(grant)
    forget_actor(user)
    record(
        by=by,
        at=at,
        verb="accounts.withdraw",
        subject=user,
        before=before,
        after=after,
        reason=reason,
    )


@transaction.atomic
def appoint_deputy(
    *, absent: User, deputy: User, valid_from: date, valid_to: date, by: Doer, at: datetime
) -> Deputyship:
    """Let ``deputy`` hold the roles of ``absent`` for a period.

    Raises PermissionDenied unless one appoints one's own deputy or administers accounts; ValidationError
    when the period is reversed, has begun earlier or is over, when someone would stand in for themselves,
    when an administrator would come to another's roles by it, when the deputy is switched off or may not
    hold what would be lent, or when the absent person holds nothing that can be lent.
    """
    if absent.pk != by.pk:
        require("accounts.administer", by)
        if deputy.pk == by.pk:
            raise ValidationError(_("不能指定自己为他人的代理人；请由被代理人本人委托。"))
    if valid_to < _day_of(at):
        raise ValidationError(_("代理的截止日期已过。"))
    if valid_from < _day_of(at):
        raise ValidationError(_("代理不能从过去的日期开始。"))
    if not deputy.is_active:
        raise ValidationError(_("代理人的账号已停用。"))
    row = Deputyship(absent=absent, deputy=deputy, valid_from=valid_from, valid_to=valid_to)
    row.full_clean()
    if not _lent(absent, valid_from, valid_to):
        raise ValidationError(_("被代理人在该时段没有可以代理的角色。"))
    if not _of_the_office(deputy) and _lent(absent, valid_from, valid_to) & OF_THE_OFFICE:
        raise ValidationError(
            _(
                "统筹协调员、复核员只能由联席会议办公室的人员代理；%(name)s的所在单位不是联席会议办公室。"
            )
            % {"name": deputy.name}
        )
    row.save()
    forget_actor(deputy)
    record(
        by=by,
        at=at,
        verb="accounts.appoint_deputy",
        subject=absent,
        after={"deputy": deputy.pk, "from": valid_from, "to": valid_to},
    )
    return row


@transaction.atomic
def end_deputyship(*, deputyship: Deputyship, by: Doer, at: datetime) -> None:
    """The absent person is back: the deputyship ends at once.

    Raises PermissionDenied unless it is one's own absence or one administers accounts; ValidationError
    when it is over already.
    """
    if deputyship.absent_id != by.pk:
        require("accounts.administer", by)
    today = _day_of(at)
    if deputyship.valid_to < today:
        raise ValidationError(_("代理已经结束。"))
    before = {"deputy": deputyship.deputy_id, "to": deputyship.valid_to}
    absent, deputy = deputyship.absent, deputyship.deputy
    if deputyship.valid_from >= today:
        deputyship.delete()
    else:
        deputyship.valid_to = today - timedelta(days=1)
        deputyship.save(update_fields=["valid_to"])
    forget_actor(deputy)
    record(by=by, at=at, verb="accounts.end_deputyship", subject=absent, before=before)


def _check_beside_others(row: Grant) -> None:
    """Look at the person's other roles, with the person locked: two grants at once see each other."""
    User.objects.select_for_update().get(pk=row.user_id)
    role, period = Role(row.role), (row.valid_from, row.valid_to)
    others = [
        other
        for other in Grant.objects.filter(user=row.user_id)
        if overlap((other.valid_from, other.valid_to), period)
    ]
    if any(
        (other.role, other.unit_id, other.area_id) == (role, row.unit_id, row.area_id)
        for other in others
    ):
        raise ValidationError(_("该人员在这一时段已有此角色。"))
    if stay_apart(role, (Role(other.role) for other in others)):
        raise ValidationError(_("系统管理员与审计员须由不同的人担任（三员分立）。"))


def _of_the_office(user: User) -> bool:
    return user.unit is not None and user.unit.kind == UnitKind.OFFICE


def _lent(absent: User, valid_from: date, valid_to: date) -> set[str]:
    """The roles that a deputy comes to in a period."""
    return {
        held.role
        for held in absent.grants.exclude(role__in=APART)
        if overlap((held.valid_from, held.valid_to), (valid_from, valid_to))
    }


def _day_of(at: datetime) -> date:
    return timezone.localdate(at)


def _values(row: Grant) -> dict[str, object]:
    return {
        "role": row.role,
        "unit": row.unit_id,
        "area": row.area_id,
        "from": row.valid_from,
        "to": row.valid_to,
    }
