"""Files that were brought to be imported, and what the report of each says."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from zhicheng.foundation.files.models import StoredFile
from zhicheng.foundation.jobs.models import Job
from zhicheng.register.imports.rules import NOT_IN, OUTCOME_NAMES, POLICY_NAMES, Outcome, Policy
from zhicheng.register.rights.models import Source

_POLICIES = [(policy.value, name) for policy, name in POLICY_NAMES.items()]
_OUTCOMES = [(outcome.value, name) for outcome, name in OUTCOME_NAMES.items()]


class BatchState(models.TextChoices):
    READING = "reading", _("正在导入")
    DONE = "done", _("已完成")
    FAILED = "failed", _("未成功")
    STOPPED = "stopped", _("已停止")
    UNDONE = "undone", _("已撤销")


class Batch(models.Model):
    """A file and what became of it. trial: nothing goes into the register, the report says what would.

    rows: of the file, read so far; they are counted in the transaction that puts them into the register, so that
    an import that was killed goes on where it stopped. added, known: rights that are new, and that were on file;
    events: that are new. left_out: rows that did not go in. policy: what becomes of rights on file. trial_of: the
    trial that an import for good follows; its rows are how far there is to go. census: ``rules.oddities``.
    """

    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+")
    name = models.CharField(_("文件名"), max_length=200)
    trial = models.BooleanField(_("试导入"))
    policy = models.CharField(
        _("已登记的权利"), max_length=6, choices=_POLICIES, default=Policy.UPDATE
    )
    trial_of = models.ForeignKey("self", models.PROTECT, null=True, related_name="imports")
    state = models.CharField(
        _("状态"), max_length=8, choices=BatchState, default=BatchState.READING
    )
    problem = models.TextField(_("原因"), blank=True)
    source = models.ForeignKey(Source, models.PROTECT, related_name="+")
    job = models.ForeignKey(Job, models.SET_NULL, null=True, related_name="+")
    rows = models.PositiveIntegerField(_("已读行数"), default=0)
    added = models.PositiveIntegerField(_("新登记权利"), default=0)
    known = models.PositiveIntegerField(_("已登记权利"), default=0)
    events = models.PositiveIntegerField(_("新登记事件"), default=0)
    left_out = models.PositiveIntegerField(_("未导入行数"), default=0)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(_("提交时间"))
    census = models.JSONField(default=dict)
    version = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["-id"]
        verbose_name = verbose_name_plural = _("导入")
        constraints = [
            models.CheckConstraint(
                condition=~Q(state__in=[BatchState.FAILED, BatchState.STOPPED]) | ~Q(problem=""),
                name="batch_says_why",
            )
        ]

    def __str__(self) -> str:
        return self.name


class Remark(models.Model):
    """A row of a file that did not go in, or went in with a doubt. place: in the file. raw: what stands there."""

    batch = models.ForeignKey(Batch, models.PROTECT, related_name="remarks")
    place = models.CharField(_("位置"), max_length=120)
    outcome = models.CharField(_("结果"), max_length=8, choices=_OUTCOMES)
    said = models.CharField(_("说明"), max_length=300)
    raw = models.CharField(_("原文"), max_length=200, blank=True)

    class Meta:
        ordering = ["batch", "id"]
        verbose_name = verbose_name_plural = _("导入说明")

    def __str__(self) -> str:
        return f"{self.place} {self.said}"

    @property
    def left_out(self) -> bool:
        """Whether the row did not go in."""
        return Outcome(self.outcome) in NOT_IN
