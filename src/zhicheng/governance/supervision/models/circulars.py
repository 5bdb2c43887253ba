"""Circulars, whom they list, and what each entry rests on."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from zhicheng.foundation.audit.models import Happened, deputy_of_another
from zhicheng.foundation.units.models import Unit
from zhicheng.governance.supervision.models.orders import Order
from zhicheng.governance.supervision.rules import CIRCULAR_NAMES, ENTRY_KINDS, CircularState
from zhicheng.governance.targets.models import Observation
from zhicheng.governance.tasks.models import Task

_PERSON = settings.AUTH_USER_MODEL


class Circular(models.Model):
    """A circular (通报) for a period. Once published, or discarded, it does not change any more (``guard``)."""

    number = models.CharField(_("编号"), max_length=30, blank=True)
    title = models.CharField(_("标题"), max_length=120)
    period_from = models.DateField(_("期间起"))
    period_to = models.DateField(_("期间止"))
    intro = models.TextField(_("正文"), blank=True)
    state = models.CharField(
        _("状态"),
        max_length=9,
        choices=[(s.value, n) for s, n in CIRCULAR_NAMES.items()],
        default=CircularState.DRAFT,
    )
    version = models.PositiveIntegerField(default=0)
    drafted_by = models.ForeignKey(_PERSON, models.PROTECT, related_name="+")
    drafted_at = models.DateTimeField(_("起草时间"))
    published_by = models.ForeignKey(
        _PERSON, models.PROTECT, null=True, blank=True, related_name="+"
    )
    published_on = models.DateField(_("印发日期"), null=True, blank=True)

    class Meta:
        ordering = ["-id"]
        verbose_name = verbose_name_plural = _("通报")
        constraints = [
            models.UniqueConstraint(
                fields=["number"], condition=~Q(number=""), name="circular_number_once"
            ),
            models.CheckConstraint(
                condition=Q(period_from__lte=F("period_to")), name="circular_period"
            ),
            models.CheckConstraint(
                condition=Q(
                    state__in=["draft", "discarded"],
                    number="",
                    published_by=None,
                    published_on=None,
                )
                | (
                    Q(state="published", published_by__isnull=False, published_on__isnull=False)
                    & ~Q(number="")
                ),
                name="circular_published_is_complete",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.title}".strip()


class CircularEntry(models.Model):
    """A unit, or a person of it, that is praised or criticised, and why.

    unit_name, person_name: as they were called on the day (a unit may be renamed, a person may leave).
    """

    circular = models.ForeignKey(Circular, models.PROTECT, related_name="entries")
    kind = models.CharField(
        _("类别"), max_length=9, choices=[(k.value, n) for k, n in ENTRY_KINDS.items()]
    )
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name=_("单位"))
    person = models.ForeignKey(
        _PERSON, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("个人")
    )
    unit_name = models.CharField(_("单位名称"), max_length=80)
    person_name = models.CharField(_("姓名"), max_length=60, blank=True)
    reason = models.TextField(_("事由"))

    class Meta:
        ordering = ["circular", "-kind", "unit__order", "id"]
        verbose_name = verbose_name_plural = _("通报条目")
        constraints = [
            models.CheckConstraint(condition=Q(reason__gt=""), name="circular_entry_says_why")
        ]

    def __str__(self) -> str:
        return f"{self.unit_name}{self.person_name}"


class Basis(models.Model):
    """What an entry rests on: an order, a task, or a figure; words: how that stood on the day."""

    entry = models.ForeignKey(CircularEntry, models.PROTECT, related_name="bases")
    order = models.ForeignKey(Order, models.PROTECT, null=True, blank=True, related_name="+")
    task = models.ForeignKey(Task, models.PROTECT, null=True, blank=True, related_name="+")
    observation = models.ForeignKey(
        Observation, models.PROTECT, null=True, blank=True, related_name="+"
    )
    words = models.CharField(_("依据"), max_length=500)

    class Meta:
        ordering = ["entry", "id"]
        verbose_name = verbose_name_plural = _("通报依据")
        constraints = [
            models.CheckConstraint(
                condition=Q(order__isnull=False, task=None, observation=None)
                | Q(order=None, task__isnull=False, observation=None)
                | Q(order=None, task=None, observation__isnull=False),
                name="basis_is_one_thing",
            )
        ]

    def __str__(self) -> str:
        return self.words


class CircularStep(Happened):
    """One thing that happened to a circular; rows are added, never changed."""

    circular = models.ForeignKey(Circular, models.PROTECT, related_name="steps")
    state_to = models.CharField(max_length=9, blank=True)
    reason = models.TextField(_("说明"), blank=True)
    by = models.ForeignKey(_PERSON, models.PROTECT, related_name="+")

    class Meta(Happened.Meta):
        indexes = [models.Index(fields=["circular", "at"], name="step_of_circular")]
        constraints = [deputy_of_another("circular_step_deputy_of_another")]
