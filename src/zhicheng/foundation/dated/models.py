"""What every rule has that a city sets."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Setting(models.Model):
    """A rule of the city, in force from ``valid_from`` until the next one of its kind begins. Each kind is a table
    of its own with its own columns besides. source: what it rests on."""

    valid_from = models.DateField(_("生效日期"), unique=True)
    source = models.CharField(_("依据"), max_length=300)
    set_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    set_at = models.DateTimeField(_("设定时间"))

    class Meta:
        abstract = True
        ordering = ["-valid_from"]

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} {self.valid_from}"
