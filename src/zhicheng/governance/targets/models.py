"""Targets of the plans, what was observed of them, how they are distributed, and what was done with them."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from zhicheng.foundation.audit.models import Happened, deputy_of_another
from zhicheng.foundation.files.models import StoredFile
from zhicheng.foundation.units.models import Area, Unit
from zhicheng.governance.plans.models import Item, Plan, Version
from zhicheng.governance.plans.rules.dates import DECIDED, INFERRED, STATED, Due, Period
from zhicheng.governance.targets.rules import (
    DUE_SOURCES,
    JUDGEMENT_NAMES,
    Demand,
    Kind,
    State,
    is_share,
    is_signed,
)

_JUDGEMENTS = [(judgement.value, name) for judgement, name in JUDGEMENT_NAMES.items()]


class TargetState(models.TextChoices):
    DRAFT = State.DRAFT.value, _("待确认")
    CONFIRMED = State.CONFIRMED.value, _("已确认")
    NOT_MEASURABLE = State.NOT_MEASURABLE.value, _("暂不可测")


def _measure(name: Any, *, null: bool = True) -> models.DecimalField:  # type: ignore[type-arg]  # of Decimal, as the stubs infer
    """A measure: six places, so that shares and rates stay exact."""
    return models.DecimalField(name, max_digits=24, decimal_places=6, null=null, blank=null)


class Target(models.Model):
    """A target of a published plan. It goes on through later versions, and is never deleted.

    item: where the version in force sets it; key: its name through all versions. comparator … expected:
    as the plan demands. baseline_written: the baseline as the plan writes it. period_start: first day of
    the plan's period. due_source: why it is due on that day (``rules.DUE_SOURCES``); empty without one. owner,
    baseline, baseline_on: settled by the coordinator when the target is confirmed. reason: why it cannot
    be measured. version: counts the changes; an UPDATE names the version that it saw.
    """

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="targets", verbose_name=_("方案"))
    item = models.ForeignKey(Item, models.PROTECT, related_name="+")
    key = models.UUIDField()
    position = models.PositiveIntegerField()
    path = models.CharField(_("条目"), max_length=120, blank=True)
    chapter = models.CharField(_("章"), max_length=200, blank=True)
    indicator = models.CharField(_("指标"), max_length=200)
    comparator = models.CharField(_("要求"), max_length=12)
    value = _measure(_("目标值"))
    value_max = _measure(_("上限"))
    unit = models.CharField(_("计量单位"), max_length=40, blank=True)
    period_start = models.DateField(_("方案起始"), null=True, blank=True)
    due_on = models.DateField(_("截止"), null=True, blank=True)
    due_source = models.CharField(
        _("截止依据"), max_length=10, choices=list(DUE_SOURCES.items()), blank=True
    )
    annual = models.BooleanField(_("每年都须达到"), default=False)
    cumulative = models.BooleanField(_("累计数"), default=False)
    expected = models.BooleanField(_("预期值"), default=False)
    attribute = models.CharField(_("属性"), max_length=20, blank=True)
    baseline_written = models.CharField(_("方案所列基数"), max_length=200, blank=True)
    state = models.CharField(
        _("状态"), max_length=16, choices=TargetState, default=TargetState.DRAFT
    )
    reason = models.TextField(_("不可测的原因"), blank=True)
    owner = models.ForeignKey(
        Unit, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("填报单位")
    )
    baseline = _measure(_("基数"))
    baseline_on = models.DateField(_("基数日期"), null=True, blank=True)
    version = models.PositiveIntegerField(default=0)
    opened_at = models.DateTimeField(_("列入时间"))
    ended_in = models.ForeignKey(Version, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["plan", "position", "id"]
        verbose_name = verbose_name_plural = _("指标")
        constraints = [
            models.UniqueConstraint(fields=["plan", "key"], name="target_key_once_a_plan"),
            models.CheckConstraint(
                condition=Q(state__in=[s.value for s in State]), name="target_state_known"
            ),
            models.CheckConstraint(
                condition=~Q(state="not_measurable") | ~Q(reason=""),
                name="target_not_measurable_has_reason",
            ),
            models.CheckConstraint(
                condition=~Q(state="confirmed") | Q(owner__isnull=False),
                name="target_confirmed_has_owner",
            ),
            models.CheckConstraint(
                condition=Q(baseline=None, baseline_on=None)
                | Q(baseline__isnull=False, baseline_on__isnull=False),
                name="target_baseline_has_day",
            ),
            models.CheckConstraint(
                condition=Q(due_on=None, due_source="")
                | Q(due_on__isnull=False, due_source__in=[STATED, INFERRED, DECIDED]),
                name="target_due_day_has_source",
            ),
            models.CheckConstraint(
                condition=Q(comparator="qualitative", value=None)
                | (~Q(comparator="qualitative") & Q(value__isnull=False)),
                name="target_figure_unless_qualitative",
            ),
        ]

    def __str__(self) -> str:
        return self.indicator

    @property
    def demand(self) -> Demand:
        """What is demanded, for the rules."""
        return Demand(
            comparator=self.comparator, value=self.value, value_max=self.value_max,
            unit=self.unit, due_on=self.due_on, start=self.period_start, baseline=self.baseline,
            baseline_on=self.baseline_on, annual=self.annual, cumulative=self.cumulative,
            signed=is_signed(self.indicator, self.unit, self.value),
            share=is_share(self.indicator, self.unit, self.value_max or self.value),
        )  # fmt: skip

    @property
    def due(self) -> Due | None:
        """When it is due, and why then; for the rules."""
        return None if self.due_on is None else Due(self.due_on, self.due_source)

    @property
    def plan_period(self) -> Period:
        """The period of the plan as it is in force, for the rules."""
        plan = self.plan
        return Period(plan.period_start, plan.period_end, timezone.localdate(plan.created_at))

    @property
    def kind(self) -> Kind:
        return self.demand.kind

    @property
    def is_open(self) -> bool:
        """Whether the version in force still sets it and figures are taken in."""
        return self.ended_in_id is None and self.state == TargetState.CONFIRMED


class Observation(models.Model):
    """What was measured on a day, with source and evidence; rows are added, never changed.

    area: a county or zone; none for the whole city. value, unit: as brought; for a cumulative target what
    was added since the observation before. judgement: of a qualitative target, in place of a value.
    corrects: the observation that this one takes the place of, with the reason; void: that one counts no
    more, and nothing takes its place.
    """

    target = models.ForeignKey(Target, models.PROTECT, related_name="observations")
    area = models.ForeignKey(
        Area, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("区划")
    )
    as_of = models.DateField(_("数值日期"))
    value = _measure(_("数值"))
    unit = models.CharField(_("计量单位"), max_length=40, blank=True)
    judgement = models.CharField(_("评价"), max_length=12, choices=_JUDGEMENTS, blank=True)
    source = models.CharField(_("数据来源"), max_length=300)
    evidence = models.ForeignKey(
        StoredFile, models.PROTECT, related_name="+", verbose_name=_("佐证材料")
    )
    evidence_name = models.CharField(_("文件名"), max_length=200)
    corrects = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="corrected_by"
    )
    void = models.BooleanField(_("作废"), default=False)
    reason = models.TextField(_("更正理由"), blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(_("填报时间"))

    class Meta:
        ordering = ["target", "as_of", "id"]
        verbose_name = verbose_name_plural = _("指标数值")
        indexes = [models.Index(fields=["target", "as_of"], name="observation_of_target")]
        constraints = [
            models.UniqueConstraint(
                fields=["target", "as_of"],
                condition=Q(corrects=None, area=None),
                name="observation_once_a_day",
            ),
            models.UniqueConstraint(
                fields=["target", "area", "as_of"],
                condition=Q(corrects=None, area__isnull=False),
                name="observation_once_a_day_and_area",
            ),
            models.CheckConstraint(
                condition=Q(corrects=None, reason="", void=False)
                | (Q(corrects__isnull=False) & ~Q(reason="")),
                name="observation_corrected_with_reason",
            ),
            models.CheckConstraint(
                condition=Q(void=True, value=None, judgement="")
                | Q(void=False, value__isnull=False, judgement="")
                | (Q(void=False, value=None) & ~Q(judgement="")),
                name="observation_says_one_thing",
            ),
            models.CheckConstraint(
                condition=~Q(corrects=F("id")), name="observation_corrects_another"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.target} {self.as_of}"


class Share(models.Model):
    """A part of a target: of an area, or of a year; in the target's unit."""

    target = models.ForeignKey(Target, models.CASCADE, related_name="shares")
    area = models.ForeignKey(
        Area, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("区划")
    )
    year = models.PositiveSmallIntegerField(_("年度"), null=True, blank=True)
    value = _measure(_("分解值"), null=False)

    class Meta:
        ordering = ["target", "year", "area__code", "id"]
        verbose_name = verbose_name_plural = _("指标分解")
        constraints = [
            models.UniqueConstraint(
                fields=["target", "area"], condition=Q(year=None), name="share_once_an_area"
            ),
            models.UniqueConstraint(
                fields=["target", "year"], condition=Q(area=None), name="share_once_a_year"
            ),
            models.CheckConstraint(
                condition=Q(area=None, year__isnull=False) | Q(area__isnull=False, year=None),
                name="share_of_area_or_year",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.target} {self.area or self.year}"


class Step(Happened):
    """One thing that happened to a target; rows are added, never changed."""

    target = models.ForeignKey(Target, models.PROTECT, related_name="steps")
    said = models.TextField(_("说明"), blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta(Happened.Meta):
        indexes = [models.Index(fields=["target", "at"], name="step_of_target")]
        constraints = [deputy_of_another("target_step_deputy_of_another")]
