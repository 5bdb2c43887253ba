"""Receivers, and what is sent to each."""

from uuid import uuid4

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from zhicheng.foundation.webhooks.rules import State

STATE_NAMES = {
    State.WAITING: _("待送达"),
    State.DONE: _("已送达"),
    State.GIVEN_UP: _("未送达"),
}


class Endpoint(models.Model):
    """A system that is told what happens. secret: of its signatures, sealed. kinds: ``tasks.``, ``tasks.verify``
    or ``*``. after: the last row of the audit chain that was looked at for it; the chain is the outbox."""

    name = models.CharField(_("用途"), max_length=60)
    url = models.CharField(_("接收地址"), max_length=500)
    secret = models.BinaryField()
    kinds = models.JSONField(_("推送事项"))
    after = models.PositiveBigIntegerField(default=0)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    created_at = models.DateTimeField(_("建立时间"))
    stopped_at = models.DateTimeField(_("停用时间"), null=True, blank=True)

    class Meta:
        ordering = ["-id"]
        verbose_name = verbose_name_plural = _("消息推送")
        constraints = [models.CheckConstraint(condition=~Q(kinds=[]), name="endpoint_has_kind")]

    def __str__(self) -> str:
        return self.name


class Delivery(models.Model):
    """One event for one receiver. uid: the same however often it is sent, so that the receiver can tell.

    next_at: when it is sent (again); while it is being sent, when its worker is taken for dead.
    """

    endpoint = models.ForeignKey(Endpoint, models.PROTECT, related_name="deliveries")
    uid = models.UUIDField(default=uuid4, unique=True)
    seq = models.PositiveBigIntegerField(_("审计记录"))
    kind = models.CharField(_("事项"), max_length=60)
    state = models.CharField(
        _("状态"), max_length=8, default=State.WAITING,
        choices=[(s.value, n) for s, n in STATE_NAMES.items()],
    )  # fmt: skip
    attempts = models.PositiveSmallIntegerField(_("已试次数"), default=0)
    next_at = models.DateTimeField(_("下次推送"))
    status = models.PositiveSmallIntegerField(_("应答"), null=True, blank=True)
    error = models.CharField(_("未送达的原因"), max_length=200, blank=True)
    tried_at = models.DateTimeField(_("最近推送"), null=True, blank=True)

    class Meta:
        ordering = ["-id"]
        verbose_name = verbose_name_plural = _("推送消息")
        indexes = [models.Index(fields=["state", "next_at"], name="delivery_due")]
        constraints = [
            models.UniqueConstraint(fields=["endpoint", "seq"], name="delivery_once_a_receiver")
        ]

    def __str__(self) -> str:
        return f"{self.endpoint} {self.seq}"
