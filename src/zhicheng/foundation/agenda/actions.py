"""Subscribing a calendar program to one's own agenda, and ending it."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from zhicheng.foundation.accounts.models import User
from zhicheng.foundation.agenda.models import Feed
from zhicheng.foundation.agenda.rules import digest, new_secret
from zhicheng.foundation.audit.actions import record
from zhicheng.foundation.audit.registry import name_verbs

name_verbs({"agenda.subscribe": _("开通日程订阅"), "agenda.unsubscribe": _("停用日程订阅")})


@transaction.atomic
def subscribe(*, by: User, at: datetime) -> str:
    """A new password for one's own calendar program; the one before ends. Returned once, never again."""
    secret = new_secret()
    feed, _new = Feed.objects.update_or_create(
        user=by, defaults={"secret_sha256": digest(secret), "made_at": at}
    )
    record(by=by, at=at, verb="agenda.subscribe", subject=feed)
    return secret


@transaction.atomic
def unsubscribe(*, by: User, at: datetime) -> bool:
    """End one's own subscription. False when there was none."""
    feed = Feed.objects.select_for_update().filter(user=by).first()
    if feed is None:
        return False
    record(by=by, at=at, verb="agenda.unsubscribe", subject=feed)
    feed.delete()
    return True
