"""Who is acting, and the predicates that rooms compose their permissions from.

A room writes ``rules.add_perm("tasks.verify", holds(Role.VERIFIER) & not_own_unit)`` once; its lists,
pages, commands and actions all ask that name.
"""

from collections.abc import Callable, Collection, Mapping
from datetime import date
from typing import Any, TypeVar

import rules
from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from rules.predicates import Predicate

from zhicheng.foundation.accounts.models import Deputyship, Grant, User
from zhicheng.foundation.accounts.rules import Actor, Held, Role, with_deputised
from zhicheng.foundation.audit.permissions import require
from zhicheng.foundation.units.queries import kin_of

__all__ = [
    "actor_of", "capacities_of", "forget_actor", "holds", "own_side", "require", "signed_in",
    "visible_deputyships", "visible_grants", "visible_people",
]  # fmt: skip

Capacity = TypeVar("Capacity")


def actor_of(user: Any, on: date | None = None) -> Actor:
    """The roles that ``user`` holds on a day (today), deputyships included; none without a login.

    One query, once per user object and day.
    """
    if not isinstance(user, User) or not user.is_active or user.pk is None:
        return Actor(0)
    day = on or timezone.localdate()
    known = user.actor_on
    if day not in known:
        known[day] = _read_actor(user, day)
    return known[day]


def signed_in(request: HttpRequest) -> User:
    """The person who is logged in. Raises PermissionDenied when nobody is."""
    if not isinstance(request.user, User):
        raise PermissionDenied(_("请先登录。"))
    return request.user


def forget_actor(user: User) -> None:
    """Read the roles of this user object afresh next time (after a grant was changed)."""
    user.actor_on.clear()


def holds(*roles: Role) -> Predicate:
    """A predicate: the user holds one of the roles, wherever."""

    def test(user: Any) -> bool:
        return actor_of(user).has(*roles)

    return Predicate(test, name="holds_" + "_or_".join(roles))


def visible_people(user: Any) -> QuerySet[User]:
    """The people of whom a person may know: colleagues in use; the administrator also knows those who left."""
    actor = actor_of(user)
    if actor.has(Role.ADMINISTRATOR):
        return User.objects.all()
    return User.objects.filter(is_active=True) if actor.held else User.objects.none()


def visible_grants(user: Any) -> QuerySet[Grant]:
    """One's own roles; the administrator sees everybody's."""
    rows = Grant.objects.select_related("user")
    return rows if actor_of(user).has(Role.ADMINISTRATOR) else rows.filter(user=user.pk)


def visible_deputyships(user: Any) -> QuerySet[Deputyship]:
    """When others stand in for a person, or that person for others; the administrator sees everybody's."""
    rows = Deputyship.objects.select_related("absent", "deputy")
    if actor_of(user).has(Role.ADMINISTRATOR):
        return rows
    return rows.filter(Q(absent=user.pk) | Q(deputy=user.pk))


def capacities_of(
    user: Any, capacity: Callable[[Held], Capacity | None]
) -> Mapping[Capacity, int | None]:
    """In what capacities a person stands to something.

    capacity: what a role that is held makes of its holder there, None for nothing. The value is the key
    of the absent person whose role it is, or None for one's own, which comes first.
    """
    found: dict[Capacity, int | None] = {}
    for held in actor_of(user).held:
        what = capacity(held)
        if what is not None and (what not in found or held.deputy_for is None):
            found[what] = held.deputy_for
    return found


def own_side(user: Any, *roles: Role) -> set[int]:
    """The units that a person cannot judge from outside (appendix A: a verifier is not of the unit): the one that
    the person belongs to, those in which any of the roles is held, and what a reform made of them or joined with
    them (`kin_of`). Keys.
    """
    of = actor_of(user).units(*roles)
    return kin_of(of if user.unit_id is None else of | {user.unit_id})


def deputy_among(persons: Collection[int | None]) -> int | None:
    """In whose place a verb is done, of those whose roles allow it (values of ``capacities_of``); None when
    a role of one's own does."""
    return None if None in persons else next(iter(persons), None)


def _read_actor(user: User, day: date) -> Actor:
    absent = Deputyship.objects.filter(
        deputy=user, valid_from__lte=day, valid_to__gte=day, absent__is_active=True
    ).values("absent")
    grants = list(_in_force(day).filter(Q(user=user) | Q(user__in=absent)))
    own = [_held(grant) for grant in grants if grant.user_id == user.pk]
    borrowed = [(grant.user_id, _held(grant)) for grant in grants if grant.user_id != user.pk]
    return with_deputised(user.pk, own, borrowed)


def _in_force(day: date) -> Any:
    return Grant.objects.filter(Q(valid_to=None) | Q(valid_to__gte=day), valid_from__lte=day)


def _held(grant: Grant) -> Held:
    return Held(Role(grant.role), grant.unit_id, grant.area_id)


rules.add_perm("accounts.administer", holds(Role.ADMINISTRATOR))
# The rooms below know no roles: they ask for these names, and here it is said who holds them.
rules.add_perm("units.read", holds(*Role))
rules.add_perm("units.administer", holds(Role.ADMINISTRATOR))
rules.add_perm("units.reform", holds(Role.COORDINATOR))
rules.add_perm("audit.read", holds(Role.AUDITOR))
