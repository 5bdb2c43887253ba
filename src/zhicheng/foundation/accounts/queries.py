"""Reads about people."""

from datetime import date

from django.db.models import Q, QuerySet

from zhicheng.foundation.accounts.models import User
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
