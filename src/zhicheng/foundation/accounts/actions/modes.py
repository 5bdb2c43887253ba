"""How a person wants the pages: kept with the account, so that it follows them to another desk."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from zhicheng.foundation.accounts.models import User
from zhicheng.foundation.face.modes import Mode


@transaction.atomic
def keep_mode(*, mode: str, by: User) -> None:
    """Keep the mode (``Mode`` as a word) with one's own account.

    No audit row: nothing of the city's work changes, and nobody else sees it. Raises ValidationError
    for a word that is no mode.
    """
    if Mode.parse(mode) is None:
        raise ValidationError(_("没有这种显示方式。"))
    by.mode = mode
    by.save(update_fields=["mode"])
