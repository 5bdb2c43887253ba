"""Subscribing a calendar program to one's own agenda, and ending it."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from zhicheng.foundation.accounts import keys
from zhicheng.foundation.accounts.models import User
from zhicheng.foundation.agenda.models import Feed
from zhicheng.foundation.audit.registry import name_verbs

name_verbs({"agenda.subscribe": _("开通日程订阅"), "agenda.unsubscribe": _("停用日程订阅")})


def subscribe(*, by: User, at: datetime) -> str:
    """A new password for one's own calendar program (``keys.give``)."""
    return keys.give(Feed, verb="agenda.subscribe", by=by, at=at)


def unsubscribe(*, by: User, at: datetime) -> bool:
    """End one's own subscription. False when there was none."""
    return keys.take_back(Feed, verb="agenda.unsubscribe", by=by, at=at)
