"""Who may have tokens, and who may end one."""

from typing import Any

import rules
from django.db.models import QuerySet

from zhicheng.foundation.access.models import AccessToken, Brought
from zhicheng.foundation.accounts.models import User
from zhicheng.foundation.accounts.permissions import actor_of, holds
from zhicheng.foundation.accounts.rules import Role


@rules.predicate
def is_own(user: Any, token: AccessToken | None) -> bool:
    """Whether the token is the person's own."""
    return token is not None and token.user_id == user.pk


def visible_tokens(user: Any) -> QuerySet[AccessToken]:
    """One's own; the administrator sees everybody's, for they must be able to end them."""
    if actor_of(user).has(Role.ADMINISTRATOR):
        return AccessToken.objects.all()
    return AccessToken.objects.filter(user=user.pk)


def own_files(user: User) -> QuerySet[Brought]:
    """The files that a person's programs have brought."""
    return Brought.objects.filter(user=user).select_related("file")


rules.add_perm("access.issue", holds(*Role))
rules.add_perm("access.revoke", is_own | holds(Role.ADMINISTRATOR))
