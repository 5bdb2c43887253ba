"""The access that a person's calendar program has."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Feed(models.Model):
    """One person's subscription. secret_sha256: of the password that only the calendar program knows."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="agenda_feed"
    )
    secret_sha256 = models.CharField(max_length=64)
    made_at = models.DateTimeField(_("开通时间"))

    class Meta:
        verbose_name = verbose_name_plural = _("日程订阅")

    def __str__(self) -> str:
        return f"{self.user} {self.made_at:%Y-%m-%d}"
