"""Reading tokens and the answers that were given."""

from collections.abc import Collection, Sequence
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from zhicheng.foundation.access.models import AccessToken, Brought
from zhicheng.foundation.access.permissions import own_files, visible_tokens
from zhicheng.foundation.access.rules import TokenState, digest, state_of
from zhicheng.foundation.accounts.models import User


def state(token: AccessToken, today: date) -> TokenState:
    """Whether a token can be used today."""
    return state_of(expires_on=token.expires_on, revoked=token.revoked_at is not None, today=today)


def usable(secret: str, today: date) -> AccessToken | None:
    """The token that a program shows, with its owner; None unless it and its owner's account are good today."""
    found = (
        AccessToken.objects.select_related("user")
        .filter(sha256=digest(secret), user__is_active=True)
        .first()
    )
    return found if found and state(found, today) is TokenState.VALID else None


def tokens_for(user: Any) -> QuerySet[AccessToken]:
    """The tokens that a person sees on the page."""
    return visible_tokens(user).select_related("user")


def brought_by(user: User, keys: Collection[int]) -> Sequence[Brought]:
    """The files that these keys name, in their order.

    Raises ValidationError for a key that is no file of this person's programs.
    """
    found = own_files(user).in_bulk(list(keys))
    if missing := [key for key in keys if key not in found]:
        raise ValidationError(
            {
                "files": _("没有您上传的文件 %(key)s，请先用 POST /files 上传。")
                % {"key": missing[0]}
            }
        )
    return [found[key] for key in keys]
