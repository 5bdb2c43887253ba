"""The table of jobs."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from zhicheng.foundation.jobs.rules import State

STATE_NAMES = {
    State.QUEUED: _("等待"),
    State.RUNNING: _("进行中"),
    State.DONE: _("完成"),
    State.FAILED: _("未成功"),
}


class Job(models.Model):
    """A piece of work. It is claimed by a conditional UPDATE and held by a lease with a heartbeat.

    payload, result: small JSON values; files and rows are named by key. worker: who holds the lease.
    key: of work that must exist only once, such as that of a day; otherwise none.
    """

    kind = models.CharField(max_length=40)
    key = models.CharField(max_length=60, null=True, unique=True)  # noqa: DJ001 - NULLs are never alike
    title = models.CharField(_("内容"), max_length=200)
    payload = models.JSONField(default=dict)
    state = models.CharField(
        _("状态"),
        max_length=8,
        choices=[(s.value, n) for s, n in STATE_NAMES.items()],
        default=State.QUEUED,
    )
    attempts = models.PositiveSmallIntegerField(default=0)
    run_after = models.DateTimeField()
    worker = models.CharField(max_length=80, blank=True)
    lease_until = models.DateTimeField(null=True, blank=True)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    message = models.CharField(_("进度"), max_length=200, blank=True)
    error = models.TextField(_("原因"), blank=True)
    result = models.JSONField(default=dict)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    created_at = models.DateTimeField(_("提交时间"))
    finished_at = models.DateTimeField(_("结束时间"), null=True, blank=True)

    class Meta:
        ordering = ["-id"]
        verbose_name = verbose_name_plural = _("后台任务")
        indexes = [models.Index(fields=["state", "run_after"], name="job_next")]
        constraints = [
            models.CheckConstraint(
                condition=Q(state=State.RUNNING, lease_until__isnull=False) & ~Q(worker="")
                | ~Q(state=State.RUNNING),
                name="job_running_is_leased",
            ),
            models.CheckConstraint(
                condition=Q(total=0) | Q(done__lte=F("total")), name="job_progress"
            ),
        ]

    def __str__(self) -> str:
        return self.title
