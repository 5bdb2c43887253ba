"""The access that a person's calendar program has."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from zhicheng.foundation.accounts.keys import OwnKey


class Feed(OwnKey):
    """One person's subscription."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="agenda_feed"
    )

    class Meta:
        verbose_name = verbose_name_plural = _("日程订阅")
