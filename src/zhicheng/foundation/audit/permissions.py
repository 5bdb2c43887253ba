"""Asking for a permission, and who may ask: here, in the lowest room, so that every room can.

Who holds a permission of this room (``audit.read``) or of units is said by accounts, which knows roles.
"""

from typing import Any, Protocol

import rules
from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext_lazy as _


class Doer(Protocol):
    """Whoever acts: a user. Only the key is written down, never the name."""

    @property
    def pk(self) -> Any: ...


class _System:
    """The product itself, where no person acts: setting up, a clock."""

    pk = "system"


SYSTEM = _System()
"""Passed as ``by`` by commands and samples. It may do everything; no request can bring it along."""


def require(permission: str, user: Any, thing: object = None) -> None:
    """Ask for a permission by its name. Raises PermissionDenied (Chinese message) when it is not given."""
    if user is not SYSTEM and not rules.has_perm(permission, user, thing):
        raise PermissionDenied(_("您没有办理这一事项的权限。如确需办理，请与联席会议办公室联系。"))
