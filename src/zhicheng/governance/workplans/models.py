"""Yearly plans of units, their items, what was reported of the unit's own ones, and history."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from zhicheng.foundation.audit.models import Happened, deputy_of_another
from zhicheng.foundation.units.models import Unit
from zhicheng.governance.targets.models import Target
from zhicheng.governance.tasks.models import Assignment
from zhicheng.governance.workplans.rules import OWN_NAMES, STATE_NAMES, OwnState, PlanState

_PERSON = settings.AUTH_USER_MODEL
_LIVE = Q(dropped_in=None)


class Workplan(models.Model):
    """What a unit means to do in a year. agreed_on, unit_name: when the plan was agreed last, and what the unit
    was called then; empty until then.

    version: counts the changes; an UPDATE names the one that it saw.
    """

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name=_("单位"))
    year = models.PositiveSmallIntegerField(_("年度"))
    state = models.CharField(
        _("状态"),
        max_length=8,
        choices=[(s.value, n) for s, n in STATE_NAMES.items()],
        default=PlanState.DRAFTED,
    )
    version = models.PositiveIntegerField(default=0)
    agreed_on = models.DateField(_("审定日期"), null=True, blank=True)
    unit_name = models.CharField(_("单位名称"), max_length=80, blank=True)

    class Meta:
        ordering = ["-year", "unit__order", "id"]
        verbose_name = verbose_name_plural = _("年度计划")
        constraints = [
            models.UniqueConstraint(fields=["unit", "year"], name="workplan_once_a_year"),
            models.CheckConstraint(
                condition=Q(state__in=[s.value for s in PlanState]), name="workplan_state_known"
            ),
            models.CheckConstraint(
                condition=Q(agreed_on__isnull=False)
                | ~Q(state__in=[PlanState.AGREED, PlanState.REVISING]),
                name="workplan_agreed_has_day",
            ),
        ]

    def __str__(self) -> str:
        return gettext("%(unit)s%(year)s年工作计划") % {"unit": self.unit, "year": self.year}

    @property
    def adjusting(self) -> bool:
        """Whether it was agreed, and what it has now is not: its last edition is still in force."""
        return self.agreed_on is not None and self.state != PlanState.AGREED


class Edition(models.Model):
    """What a plan was from one agreement until it was adjusted; rows are added, never changed.

    number: 1 for what was agreed first. unit_name, agreed_on: as in ``Workplan``. items: each with its key, title,
    due day and arrangements, what was wanted of the year and in which unit, and the keys of what it came from.
    reason, by, at: of the adjustment that ended it.
    """

    workplan = models.ForeignKey(Workplan, models.PROTECT, related_name="editions")
    number = models.PositiveSmallIntegerField(_("审定次数"))
    unit_name = models.CharField(_("单位名称"), max_length=80)
    agreed_on = models.DateField(_("审定日期"))
    items = models.JSONField(default=list)
    reason = models.TextField(_("调整理由"))
    by = models.ForeignKey(_PERSON, models.PROTECT, related_name="+")
    at = models.DateTimeField(_("调整时间"))

    class Meta:
        ordering = ["workplan", "number"]
        verbose_name = verbose_name_plural = _("以前审定的计划")
        constraints = [
            models.UniqueConstraint(fields=["workplan", "number"], name="workplan_edition_once"),
        ]

    def __str__(self) -> str:
        return f"{self.workplan} {self.number}"


class Item(models.Model):
    """One thing to do: the unit's part in a task of the ledger (assignment), or what a target that it reports on
    wants of the year (target, wanted); neither, where the unit set it itself.

    title, due_on, wanted, wanted_unit: as they stood when the item was drawn; the target's own unit may be another
    since (``queries.wanted_now``). measures: how the unit means to do it.
    dropped_in: the last edition that had it, where an adjustment took it off.
    """

    workplan = models.ForeignKey(Workplan, models.PROTECT, related_name="items")
    assignment = models.ForeignKey(
        Assignment, models.PROTECT, null=True, blank=True, related_name="+"
    )
    target = models.ForeignKey(
        Target, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("指标")
    )
    wanted = models.DecimalField(
        _("年度目标值"), max_digits=24, decimal_places=6, null=True, blank=True
    )
    wanted_unit = models.CharField(_("计量单位"), max_length=40, blank=True)
    title = models.CharField(_("工作内容"), max_length=300)
    due_on = models.DateField(_("完成时限"))
    measures = models.TextField(_("工作安排"), blank=True)
    dropped_in = models.ForeignKey(
        Edition, models.PROTECT, null=True, blank=True, related_name="dropped"
    )

    class Meta:
        ordering = ["workplan", "due_on", "id"]
        verbose_name = verbose_name_plural = _("计划事项")
        constraints = [
            models.UniqueConstraint(
                fields=["workplan", "assignment"], condition=_LIVE, name="workplan_item_once"
            ),
            models.UniqueConstraint(
                fields=["workplan", "target"], condition=_LIVE, name="workplan_target_once"
            ),
            models.CheckConstraint(
                condition=Q(target=None, wanted=None)
                | Q(target__isnull=False, wanted__isnull=False, assignment=None),
                name="workplan_item_of_one_kind",
            ),
        ]

    def __str__(self) -> str:
        return self.title


class OwnReport(models.Model):
    """What a unit says on a day of an item that it set itself; rows are added, never changed."""

    item = models.ForeignKey(Item, models.PROTECT, related_name="reports")
    on = models.DateField(_("日期"))
    state = models.CharField(
        _("进展"), max_length=7, choices=[(s.value, n) for s, n in OWN_NAMES.items()]
    )
    text = models.TextField(_("进展情况"))
    by = models.ForeignKey(_PERSON, models.PROTECT, related_name="+")
    at = models.DateTimeField(_("时间"))

    class Meta:
        ordering = ["item", "on", "id"]
        verbose_name = verbose_name_plural = _("计划事项进展")
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=[s.value for s in OwnState]), name="own_report_state_known"
            ),
            models.CheckConstraint(condition=~Q(text=""), name="own_report_says_something"),
        ]

    def __str__(self) -> str:
        return f"{self.item} {self.on}"


class WorkplanStep(Happened):
    """One thing that happened to a plan; rows are added, never changed."""

    workplan = models.ForeignKey(Workplan, models.PROTECT, related_name="steps")
    state_to = models.CharField(max_length=8, blank=True)
    reason = models.TextField(_("说明"), blank=True)
    by = models.ForeignKey(_PERSON, models.PROTECT, related_name="+")

    class Meta(Happened.Meta):
        indexes = [models.Index(fields=["workplan", "at"], name="step_of_workplan")]
        constraints = [deputy_of_another("workplan_step_deputy_of_another")]
