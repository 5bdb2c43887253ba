"""Tasks, the units that they are given to, reports with evidence, and the steps of the work."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from zhicheng.foundation.audit.models import Happened, deputy_of_another
from zhicheng.foundation.files.models import StoredFile
from zhicheng.foundation.units.models import Unit
from zhicheng.governance.plans.models import Item, Plan, Version
from zhicheng.governance.tasks.rules import (
    CONDITION_NAMES,
    KIND_NAMES,
    REPORT_NAMES,
    STAGE_NAMES,
    Kind,
    ReportState,
    Stage,
)

_STAGES = [(stage.value, name) for stage, name in STAGE_NAMES.items()]
_CONDITIONS = [(condition.value, name) for condition, name in CONDITION_NAMES.items()]
_NO_DRAFT = Q(text__gt="", progress__isnull=False, sent_by__isnull=False, sent_at__isnull=False)


class DueSource(models.TextChoices):
    STATED = "stated", _("方案写明")
    INFERRED = "inferred", _("按规划期推定")
    DECIDED = "decided", _("审核时确定")
    KEPT = "kept", _("方案写明，在方案期限之外，按原文保留")


class Sequence(models.Model):
    """The last number given out of a series. Numbers come from here, so that none is given twice."""

    name = models.CharField(max_length=40, primary_key=True)
    last = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = verbose_name_plural = _("编号序列")

    def __str__(self) -> str:
        return f"{self.name}: {self.last}"


class Timed(models.Model):
    """The days from which a light follows (``rules.Timing``), kept by the actions so that lists can compare.

    sign_by: the last day for signing, while it is not signed. behind_from: the first day on which the
    verified progress is behind the milestones. late_from: since when the start is late, when it was signed
    for too late, until the verified progress has caught up. frozen_on, frozen_as: the day of the freeze
    and the condition on it, which stays (R-SC-2).
    """

    sign_by = models.DateField(_("签收期限"), null=True, blank=True)
    behind_from = models.DateField(_("进度滞后起始日"), null=True, blank=True)
    late_from = models.DateField(_("启动滞后起始日"), null=True, blank=True)
    frozen_on = models.DateField(_("冻结日期"), null=True, blank=True)
    frozen_as = models.CharField(
        _("冻结时时限"), max_length=12, choices=_CONDITIONS, blank=True, default=""
    )

    class Meta:
        abstract = True


class Task(Timed):
    """A task of a published plan. It goes on through later versions, and is never deleted.

    item: where the version in force orders it; key: its name through all versions. number: for
    letters and talk (2026-0042; a sub-task's is 2026-0042-01). stage: derived from its assignments
    (``rules.task_stage``), kept here so that lists can filter by it. ended_in: the version that no longer
    orders it. parent: of a sub-task, the task that it was made of; origin: the part whose work it is.
    amount, measure: how much of something is to be done, where that can be counted; a sub-task's amount is
    its share of its parent's.
    """

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="tasks", verbose_name=_("方案"))
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children",
        verbose_name=_("上级任务"),
    )  # fmt: skip
    origin = models.ForeignKey(
        "Assignment", models.PROTECT, null=True, blank=True, related_name="subtasks",
        verbose_name=_("转办分工"),
    )  # fmt: skip
    item = models.ForeignKey(Item, models.PROTECT, related_name="+")
    key = models.UUIDField()
    number = models.CharField(_("编号"), max_length=20, unique=True)
    position = models.PositiveIntegerField()
    path = models.CharField(_("条目"), max_length=120, blank=True)
    chapter = models.CharField(_("章"), max_length=200, blank=True)
    section = models.CharField(_("节"), max_length=200, blank=True)
    title = models.CharField(_("任务"), max_length=300)
    body = models.TextField(_("内容"), blank=True)
    due_on = models.DateField(_("完成时限"))
    due_source = models.CharField(_("时限依据"), max_length=8, choices=DueSource)
    stage = models.CharField(_("状态"), max_length=12, choices=_STAGES, default=Stage.DRAFTED)
    amount = models.DecimalField(_("数量"), max_digits=16, decimal_places=4, null=True, blank=True)
    measure = models.CharField(_("计量单位"), max_length=20, blank=True)
    opened_at = models.DateTimeField(_("下达时间"))
    ended_in = models.ForeignKey(
        Version, models.PROTECT, null=True, blank=True, related_name="ended_tasks"
    )

    holders: list[tuple[str, str, str]]
    """Its units in brief, where ``queries.load_holders`` has brought them."""

    class Meta:
        ordering = ["plan", "position", "id"]
        verbose_name = verbose_name_plural = _("任务")
        indexes = [models.Index(fields=["stage", "due_on"], name="task_stage_due")]
        constraints = [
            models.UniqueConstraint(fields=["plan", "key"], name="task_key_once_a_plan"),
            models.CheckConstraint(
                condition=Q(stage__in=[s.value for s in Stage]), name="task_stage_known"
            ),
            models.CheckConstraint(
                condition=Q(ended_in=None) | Q(stage__in=[Stage.ENDED, Stage.CLOSED]),
                name="task_ended_rests",
            ),
            models.CheckConstraint(
                condition=Q(parent=None, origin=None)
                | Q(parent__isnull=False, origin__isnull=False),
                name="task_sub_has_origin",
            ),
            models.CheckConstraint(
                condition=Q(amount=None) | Q(amount__gt=0), name="task_amount_positive"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.title}"

    @property
    def awaits_units(self) -> bool:
        """Whether it stays when no unit is at work in it: the plan orders it. A sub-task is its unit's alone."""
        return self.ended_in_id is None and self.parent_id is None


class Assignment(Timed):
    """One unit's part in a task: what is signed for, reported, verified and closed.

    due_on: its task's, kept here as well, because the counts by unit go over all assignments and must not
    look up a task for each. version: counts the changes; an UPDATE names the version that it saw, so that
    of two officers one wins and the other is told. stage_before: the stage that this one was entered
    from. progress: what the last verified report states; unknown until there is one, which is not zero.
    assigned_on: from when the time for signing counts, while it does; sign_basis: how ``sign_by`` was
    computed (R-T-8: rules, start, calendar version). begun_late: what ``late_from`` was found to be when the
    wait for the signature ended, also after the progress caught up, since that can be withdrawn.
    added: the office or the unit above gave it, not the
    plan itself.
    """

    task = models.ForeignKey(Task, models.PROTECT, related_name="assignments")
    unit = models.ForeignKey(
        Unit, models.PROTECT, related_name="assignments", verbose_name=_("单位")
    )
    kind = models.CharField(
        _("分工"), max_length=12, choices=[(k.value, n) for k, n in KIND_NAMES.items()]
    )
    position = models.PositiveSmallIntegerField(default=0)
    stage = models.CharField(_("状态"), max_length=12, choices=_STAGES, default=Stage.DRAFTED)
    stage_before = models.CharField(max_length=12, choices=_STAGES, blank=True, default="")
    due_on = models.DateField(_("完成时限"))
    version = models.PositiveIntegerField(default=0)
    progress = models.PositiveSmallIntegerField(_("进度"), null=True, blank=True)
    added = models.BooleanField(_("另行分派"), default=False)
    assigned_on = models.DateField(_("交办日期"), null=True, blank=True)
    begun_late = models.DateField(_("签收时启动滞后起始日"), null=True, blank=True)
    sign_basis = models.JSONField(_("签收期限的依据"), default=dict, blank=True)
    closed_at = models.DateTimeField(_("销号时间"), null=True, blank=True)
    changed_at = models.DateTimeField(_("最近变动"))

    class Meta:
        ordering = ["task", "position", "id"]
        verbose_name = verbose_name_plural = _("分工")
        indexes = [
            models.Index(
                fields=["unit", "stage", "due_on", "behind_from", "sign_by", "late_from"],
                name="assignment_of_unit",
            )
        ]
        constraints = [
            models.UniqueConstraint(fields=["task", "unit"], name="assignment_unit_once_a_task"),
            models.CheckConstraint(
                condition=Q(stage__in=[s.value for s in Stage]), name="assignment_stage_known"
            ),
            models.CheckConstraint(
                condition=Q(kind__in=[k.value for k in Kind]), name="assignment_kind_known"
            ),
            models.CheckConstraint(
                condition=Q(progress=None) | Q(progress__lte=100), name="assignment_progress"
            ),
            models.CheckConstraint(
                condition=Q(stage=Stage.FROZEN, frozen_on__isnull=False)
                | (~Q(stage=Stage.FROZEN) & Q(frozen_on=None)),
                name="assignment_frozen_has_day",
            ),
            models.CheckConstraint(
                condition=Q(stage=Stage.FROZEN) | Q(frozen_as=""),
                name="assignment_frozen_as_while_frozen",
            ),
            models.CheckConstraint(
                condition=Q(stage=Stage.CLOSED, closed_at__isnull=False)
                | (~Q(stage=Stage.CLOSED) & Q(closed_at=None)),
                name="assignment_closed_has_time",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.task} – {self.unit}"


class Written(models.Model):
    """What a unit writes: its officer drafts it, its head sends it. A draft may change; from the moment it is
    sent it may not.

    handed_up: the officer has asked the unit's head to send it. version: counts the changes. Each table has
    its own ``state``.
    """

    text = models.TextField(_("办理情况"), blank=True)
    handed_up = models.BooleanField(_("已提请报送"), default=False)
    version = models.PositiveIntegerField(default=0)
    drafted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    drafted_at = models.DateTimeField(_("起草时间"))
    sent_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    sent_at = models.DateTimeField(_("报送时间"), null=True, blank=True)

    class Meta:
        abstract = True


class Report(Written):
    """What a unit says about its part."""

    assignment = models.ForeignKey(Assignment, models.PROTECT, related_name="reports")
    state = models.CharField(
        _("状态"),
        max_length=8,
        choices=[(s.value, n) for s, n in REPORT_NAMES.items()],
        default=ReportState.DRAFT,
    )
    progress = models.PositiveSmallIntegerField(_("完成进度"), null=True, blank=True)

    class Meta(Written.Meta):
        ordering = ["assignment", "id"]
        verbose_name = verbose_name_plural = _("报告")
        constraints = [
            models.UniqueConstraint(
                fields=["assignment"], condition=Q(state="draft"), name="report_one_draft"
            ),
            models.UniqueConstraint(
                fields=["assignment"], condition=Q(state="sent"), name="report_one_waits"
            ),
            models.CheckConstraint(
                condition=Q(progress=None) | Q(progress__lte=100), name="report_progress"
            ),
            models.CheckConstraint(
                condition=Q(state="draft", sent_by=None, sent_at=None)
                | (~Q(state="draft") & _NO_DRAFT),
                name="report_sent_is_complete",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.assignment} {REPORT_NAMES[ReportState(self.state)]}"


class Evidence(models.Model):
    """A file (佐证材料) attached to a report, under the name that it was brought with."""

    report = models.ForeignKey(Report, models.PROTECT, related_name="evidence")
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+")
    name = models.CharField(_("文件名"), max_length=200)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(_("上传时间"))

    class Meta:
        ordering = ["report", "id"]
        verbose_name = verbose_name_plural = _("佐证材料")
        constraints = [
            models.UniqueConstraint(fields=["report", "file"], name="evidence_once_a_report")
        ]

    def __str__(self) -> str:
        return self.name


class Step(Happened):
    """One thing that happened; rows are added, never changed.

    by: none for what the system does by the clock. assignment: none for
    what concerns the task as a whole (a later version changed it).
    """

    task = models.ForeignKey(Task, models.PROTECT, related_name="steps")
    assignment = models.ForeignKey(
        Assignment, models.PROTECT, null=True, blank=True, related_name="steps"
    )
    stage_from = models.CharField(max_length=12, choices=_STAGES, blank=True)
    stage_to = models.CharField(max_length=12, choices=_STAGES, blank=True)
    reason = models.TextField(_("说明"), blank=True)
    report = models.ForeignKey(Report, models.PROTECT, null=True, blank=True, related_name="steps")
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta(Happened.Meta):
        indexes = [models.Index(fields=["task", "at"], name="step_of_task")]
        constraints = [deputy_of_another("step_deputy_of_another")]
