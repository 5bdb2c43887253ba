"""The table of loaded years."""

from datetime import date
from uuid import uuid4

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from zhicheng.engines.calendar import CalendarYear
from zhicheng.foundation.files.models import StoredFile


class LoadedYear(models.Model):
    """A year as it was loaded. What a later one replaces is kept: dates were computed with it (R-T-8).

    off, work: days in ISO 8601. file: none where the year was taken as the product's library has it. by:
    none where the product loaded it itself. withdrawn_at, withdrawn_because: when and why it was taken back,
    where nothing took its place. stamp: names this row and no other, also across transactions
    that came to nothing.
    """

    year = models.PositiveSmallIntegerField(_("年份"))
    off = models.JSONField(_("放假"))
    work = models.JSONField(_("调休上班"))
    source = models.CharField(_("依据"), max_length=200)
    file = models.ForeignKey(
        StoredFile, models.PROTECT, null=True, related_name="+", verbose_name=_("文件")
    )
    file_name = models.CharField(_("文件名"), max_length=200, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=_("载入人"),
    )
    at = models.DateTimeField(_("载入时间"))
    in_force = models.BooleanField(_("现行"), default=True)
    withdrawn_at = models.DateTimeField(_("撤回时间"), null=True, blank=True)
    withdrawn_because = models.TextField(_("撤回理由"), blank=True)
    stamp = models.UUIDField(default=uuid4, unique=True, editable=False)

    class Meta:
        ordering = ["-year", "-id"]
        verbose_name = verbose_name_plural = _("年度日历")
        constraints = [
            models.UniqueConstraint(
                fields=["year"], condition=Q(in_force=True), name="calendar_one_in_force"
            ),
            models.CheckConstraint(
                condition=Q(year__gte=1990, year__lte=2099), name="calendar_year_bearable"
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at=None, withdrawn_because="")
                | (Q(withdrawn_at__isnull=False, in_force=False) & ~Q(withdrawn_because="")),
                name="calendar_withdrawn_with_reason",
            ),
        ]

    def __str__(self) -> str:
        return gettext("%(year)s年") % {"year": self.year}

    def calendar_year(self) -> CalendarYear:
        """The year as the engine knows it."""
        off, work = (frozenset(map(date.fromisoformat, days)) for days in (self.off, self.work))
        return CalendarYear(self.year, off, work, self.source)
