"""Giving a screen on the wall an address of its own, and ending it."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from zhicheng.foundation.accounts import keys
from zhicheng.foundation.accounts.models import User
from zhicheng.foundation.accounts.permissions import require
from zhicheng.foundation.audit.registry import name_verbs
from zhicheng.governance.overview.models import Screen

name_verbs({"overview.open_screen": _("开通大屏地址"), "overview.close_screen": _("停用大屏地址")})


def open_screen(*, by: User, at: datetime) -> str:
    """The secret of a new address; the one before ends. Raises PermissionDenied for who has no wall."""
    require("overview.follow_city", by)
    return keys.give(Screen, verb="overview.open_screen", by=by, at=at)


def close_screen(*, by: User, at: datetime) -> bool:
    """End one's own address. False when there was none."""
    return keys.take_back(Screen, verb="overview.close_screen", by=by, at=at)
