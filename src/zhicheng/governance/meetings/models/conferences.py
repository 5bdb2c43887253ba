"""Conferences, and who sits on them."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from zhicheng.foundation.units.models import Unit
from zhicheng.governance.meetings.rules import SEAT_NAMES, SeatKind


class Conference(models.Model):
    """A joint conference (联席会议) or leading group (领导小组). document: what founded it.

    ended_on: its last day; ending: why it ended, and by which document.
    """

    name = models.CharField(_("名称"), max_length=100, unique=True)
    founded_on = models.DateField(_("成立日期"))
    document = models.CharField(_("设立依据"), max_length=200)
    ended_on = models.DateField(_("结束日期"), null=True, blank=True)
    ending = models.CharField(_("结束原因"), max_length=200, blank=True)

    class Meta:
        ordering = ["founded_on", "id"]
        verbose_name = verbose_name_plural = _("联席会议")
        constraints = [
            models.CheckConstraint(
                condition=Q(ended_on=None, ending="")
                | Q(ended_on__gte=F("founded_on")) & ~Q(ending=""),
                name="conference_end_has_reason",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Seat(models.Model):
    """Somebody's seat from a day to a day (both included). It ends, but is never changed; it is taken off only
    while no meeting has taken place with it.

    unit: none for who belongs to none that is given work here (a vice-mayor). office: the post that goes
    with it. user: the person's account, where there is one.
    """

    conference = models.ForeignKey(Conference, models.PROTECT, related_name="seats")
    kind = models.CharField(
        _("席位"), max_length=8, choices=[(k.value, n) for k, n in SEAT_NAMES.items()]
    )
    unit = models.ForeignKey(
        Unit, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("单位")
    )
    office = models.CharField(_("职务"), max_length=60)
    person = models.CharField(_("姓名"), max_length=40)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name=_("账号"),
    )  # fmt: skip
    valid_from = models.DateField(_("任期起"))
    valid_to = models.DateField(_("任期止"), null=True, blank=True)

    class Meta:
        ordering = ["conference", "id"]
        verbose_name = verbose_name_plural = _("席位")
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=[k.value for k in SeatKind]), name="seat_kind_known"
            ),
            models.CheckConstraint(
                condition=Q(valid_to=None) | Q(valid_to__gte=F("valid_from")),
                name="seat_period_in_order",
            ),
            models.CheckConstraint(condition=~Q(person=""), name="seat_of_somebody"),
        ]

    def __str__(self) -> str:
        return f"{self.unit or ''}{self.office} {self.person}"
