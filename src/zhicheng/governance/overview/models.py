"""The access that a screen on the wall has."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from zhicheng.foundation.accounts.keys import OwnKey


class Screen(OwnKey):
    """The screen that one person has set up: it shows what that person may see of the city, read-only."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="wall_screen"
    )

    class Meta:
        verbose_name = verbose_name_plural = _("大屏地址")
