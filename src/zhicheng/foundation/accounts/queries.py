"""Reads about people."""

from datetime import date

from allauth.mfa.utils import is_mfa_enabled
from django.db.models import Prefetch, Q, QuerySet

from zhicheng.foundation.accounts.models import Deputyship, Grant, User
from zhicheng.foundation.accounts.rules import Role


def holders(
    *roles: Role, on: date, unit: int | None = None, area: int | None = None
) -> QuerySet[User]:
    """Active users who hold one of the roles on a day themselves, in a unit or area when one is given."""
    condition = Q(grants__role__in=roles, grants__valid_from__lte=on) & (
        Q(grants__valid_to=None) | Q(grants__valid_to__gte=on)
    )
    if unit is not None:
        condition &= Q(grants__unit=unit)
    if area is not None:
        condition &= Q(grants__area=area)
    return User.objects.filter(condition, is_active=True).distinct()


def administrators(*, on: date) -> QuerySet[User]:
    """Who can give accounts and roles on a day, or will be able to."""
    lasting = Q(grants__valid_to=None) | Q(grants__valid_to__gte=on)
    return User.objects.filter(lasting, grants__role=Role.ADMINISTRATOR, is_active=True).distinct()


def people() -> QuerySet[User]:
    """All people with what a list shows of them: unit, and roles with their places."""
    grants = Grant.objects.select_related("unit", "area").order_by("valid_from", "id")
    return User.objects.select_related("unit").prefetch_related(Prefetch("grants", grants))


def deputyships_of(user: User) -> QuerySet[Deputyship]:
    """When others stood or stand in for a person, and when that person did for others."""
    mine = Q(absent=user) | Q(deputy=user)
    return Deputyship.objects.filter(mine).select_related("absent", "deputy")


def has_second_factor(user: User) -> bool:
    """Whether logging in asks for more than the password."""
    return is_mfa_enabled(user)
