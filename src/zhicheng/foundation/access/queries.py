"""Reading tokens and the answers that were given."""

from collections.abc import Collection, Iterator
from contextlib import ExitStack, contextmanager
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from zhicheng.foundation.access.models import AccessToken
from zhicheng.foundation.access.permissions import own_files, visible_tokens
from zhicheng.foundation.access.rules import TokenState, digest, state_of
from zhicheng.foundation.accounts.models import User
from zhicheng.foundation.files.actions import Upload
from zhicheng.foundation.files.models import path_of


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


@contextmanager
def brought_by(user: User, keys: Collection[int]) -> Iterator[list[Upload]]:
    """The files that these keys name, in their order, as actions take them.

    Raises ValidationError for a key that is no file of this person's programs, or whose bytes are gone.
    """
    found = own_files(user).in_bulk(list(keys))
    with ExitStack() as open_ones:
        uploads = []
        for key in keys:
            path = path_of(found[key].file.sha256) if key in found else None
            if path is None or not path.is_file():
                raise ValidationError(
                    {
                        "files": _("没有您上传的文件 %(key)s，请先用 POST /files 上传。")
                        % {"key": key}
                    }
                )
            uploads.append(Upload(found[key].name, open_ones.enter_context(path.open("rb"))))
        yield uploads
