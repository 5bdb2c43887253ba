"""Supervision orders, what they are about, the units' answers, and the steps of the work."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from zhicheng.foundation.audit.models import Happened, deputy_of_another
from zhicheng.foundation.files.models import StoredFile
from zhicheng.foundation.units.models import Unit
from zhicheng.governance.supervision.rules import (
    ANSWER_NAMES,
    ORDER_NAMES,
    UNNUMBERED,
    AnswerState,
    OrderState,
)
from zhicheng.governance.tasks.models import Assignment, Written

_STATES = [(state.value, name) for state, name in ORDER_NAMES.items()]
_UNISSUED = sorted(state.value for state in UNNUMBERED)
"""In one order always: a set has another in each process, and the migration names them as they are here."""
_PERSON = settings.AUTH_USER_MODEL


class Sequence(models.Model):
    """The last number given out of a series in a year. Numbers come from here, so that none is given twice."""

    name = models.CharField(max_length=40, primary_key=True)
    last = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = verbose_name_plural = _("编号序列")

    def __str__(self) -> str:
        return f"{self.name}: {self.last}"


class Order(models.Model):
    """A supervision order (督办单) to one unit. It is never deleted.

    number: given when it is issued, never again to another. rule: the rule that proposed it, empty where
    the office raised it by hand; raised_by: who did. days: its term in working days; due_on: the last day,
    basis: how it was computed (R-T-8, ``engines.calendar.Deadline``). escalated: the last step that was
    taken since the term began. version: counts the changes; an UPDATE names the version that it saw, so
    that of two officers one wins and the other is told.
    """

    number = models.CharField(_("编号"), max_length=30, blank=True)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name=_("承办单位"))
    title = models.CharField(_("事由"), max_length=120)
    demand = models.TextField(_("督办要求"))
    days = models.PositiveSmallIntegerField(_("回复时限（工作日）"))
    due_on = models.DateField(_("回复时限"), null=True, blank=True)
    basis = models.JSONField(_("时限的依据"), default=dict, blank=True)
    state = models.CharField(_("状态"), max_length=8, choices=_STATES, default=OrderState.DRAFTED)
    version = models.PositiveIntegerField(default=0)
    rule = models.CharField(_("触发规则"), max_length=20, blank=True)
    escalated = models.CharField(_("逐级督办"), max_length=20, blank=True)
    raised_by = models.ForeignKey(_PERSON, models.PROTECT, null=True, blank=True, related_name="+")
    raised_at = models.DateTimeField(_("拟办时间"))
    issued_by = models.ForeignKey(_PERSON, models.PROTECT, null=True, blank=True, related_name="+")
    issued_on = models.DateField(_("签发日期"), null=True, blank=True)

    numbers: list[str]
    """Of the tasks that it is about, where ``queries.load_numbers`` has brought them."""

    class Meta:
        ordering = ["-id"]
        verbose_name = verbose_name_plural = _("督办单")
        indexes = [models.Index(fields=["state", "due_on"], name="order_state_due")]
        constraints = [
            models.UniqueConstraint(
                fields=["number"], condition=~Q(number=""), name="order_number_once"
            ),
            models.CheckConstraint(
                condition=Q(state__in=[s.value for s in OrderState]), name="order_state_known"
            ),
            models.CheckConstraint(
                condition=Q(
                    state__in=_UNISSUED, number="", due_on=None, issued_on=None, issued_by=None
                )
                | (
                    ~Q(state__in=_UNISSUED)
                    & ~Q(number="")
                    & Q(due_on__isnull=False, issued_on__isnull=False, issued_by__isnull=False)
                ),
                name="order_issued_is_complete",
            ),
            models.CheckConstraint(condition=Q(days__gte=1), name="order_has_a_term"),
            models.CheckConstraint(
                condition=~Q(rule="") | Q(raised_by__isnull=False), name="order_raised_by_somebody"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.title}".strip()

    @property
    def provisional(self) -> bool:
        """Whether the last day rests on a year whose calendar is not published (R-T-4)."""
        return bool(self.basis.get("provisional"))


class OrderPart(models.Model):
    """A part of the order's unit in a task that the order is about."""

    order = models.ForeignKey(Order, models.PROTECT, related_name="parts")
    assignment = models.ForeignKey(Assignment, models.PROTECT, related_name="+")

    class Meta:
        ordering = ["order", "id"]
        verbose_name = verbose_name_plural = _("督办的任务")
        constraints = [
            models.UniqueConstraint(fields=["order", "assignment"], name="order_part_once")
        ]

    def __str__(self) -> str:
        return f"{self.order} – {self.assignment}"


class Finding(models.Model):
    """That a rule came up for a unit's part, and what it counted: once for each day that it counts from.

    anchor_on: the due day, or the day of the last milestone that was missed. count: working days late, or
    milestones missed. provisional: a calendar that is not published yet had a part in it (R-T-4).
    """

    order = models.ForeignKey(Order, models.PROTECT, related_name="findings")
    assignment = models.ForeignKey(Assignment, models.PROTECT, related_name="+")
    rule = models.CharField(_("规则"), max_length=20)
    anchor_on = models.DateField(_("起算日"))
    on = models.DateField(_("检查日期"))
    count = models.PositiveSmallIntegerField(_("数"))
    provisional = models.BooleanField(_("按预计日历"), default=False)

    class Meta:
        ordering = ["order", "id"]
        verbose_name = verbose_name_plural = _("督办依据")
        constraints = [
            models.UniqueConstraint(fields=["assignment", "rule", "anchor_on"], name="finding_once")
        ]

    def __str__(self) -> str:
        return f"{self.assignment} {self.rule} {self.anchor_on}"


class Escalation(models.Model):
    """That an order was escalated by a step, for the day that its term ended: at most once.

    people: how many were told.
    """

    order = models.ForeignKey(Order, models.PROTECT, related_name="escalations")
    step = models.CharField(_("步骤"), max_length=20)
    anchor_on = models.DateField(_("回复时限"))
    on = models.DateField(_("日期"))
    people = models.PositiveSmallIntegerField(_("通知人数"))
    provisional = models.BooleanField(_("按预计日历"), default=False)

    class Meta:
        ordering = ["order", "id"]
        verbose_name = verbose_name_plural = _("逐级督办记录")
        constraints = [
            models.UniqueConstraint(fields=["order", "step", "anchor_on"], name="escalation_once")
        ]

    def __str__(self) -> str:
        return f"{self.order} {self.step}"


class Answer(Written):
    """What the unit answers."""

    order = models.ForeignKey(Order, models.PROTECT, related_name="answers")
    state = models.CharField(
        _("状态"),
        max_length=8,
        choices=[(s.value, n) for s, n in ANSWER_NAMES.items()],
        default=AnswerState.DRAFT,
    )

    class Meta(Written.Meta):
        ordering = ["order", "id"]
        verbose_name = verbose_name_plural = _("督办回复")
        constraints = [
            models.UniqueConstraint(
                fields=["order"], condition=Q(state="draft"), name="answer_one_draft"
            ),
            models.UniqueConstraint(
                fields=["order"], condition=Q(state="sent"), name="answer_one_waits"
            ),
            models.CheckConstraint(
                condition=Q(state="draft", sent_by=None, sent_at=None)
                | (
                    ~Q(state="draft") & Q(text__gt="", sent_by__isnull=False, sent_at__isnull=False)
                ),
                name="answer_sent_is_complete",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.order} {ANSWER_NAMES[AnswerState(self.state)]}"


class AnswerFile(models.Model):
    """A file (佐证材料) attached to an answer, under the name that it was brought with."""

    answer = models.ForeignKey(Answer, models.PROTECT, related_name="files")
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+")
    name = models.CharField(_("文件名"), max_length=200)

    class Meta:
        ordering = ["answer", "id"]
        verbose_name = verbose_name_plural = _("回复材料")
        constraints = [models.UniqueConstraint(fields=["answer", "file"], name="answer_file_once")]

    def __str__(self) -> str:
        return self.name


class OrderStep(Happened):
    """One thing that happened to an order; rows are added, never changed. by: none for the clock."""

    order = models.ForeignKey(Order, models.PROTECT, related_name="steps")
    state_from = models.CharField(max_length=8, choices=_STATES, blank=True)
    state_to = models.CharField(max_length=8, choices=_STATES, blank=True)
    reason = models.TextField(_("说明"), blank=True)
    by = models.ForeignKey(_PERSON, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta(Happened.Meta):
        indexes = [models.Index(fields=["order", "at"], name="step_of_order")]
        constraints = [deputy_of_another("order_step_deputy_of_another")]
