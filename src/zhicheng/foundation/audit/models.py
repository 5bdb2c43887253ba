"""The audit chain, and the keys under which personal data in it is encrypted."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from zhicheng.foundation.audit.rules import Link


class Entry(models.Model):
    """One action. No foreign keys: the chain never blocks the live data, nor follows its deletions.

    Triggers of the database refuse UPDATE and DELETE (``guard``).
    """

    seq = models.PositiveBigIntegerField(primary_key=True)
    at = models.DateTimeField(_("时间"))
    actor = models.CharField(_("办理人"), max_length=40)
    verb = models.CharField(_("事项"), max_length=60)
    subject_type = models.CharField(_("对象类型"), max_length=60)
    subject_id = models.CharField(_("对象编号"), max_length=60)
    reason = models.TextField(_("理由"), blank=True)
    before = models.JSONField(default=dict)
    after = models.JSONField(default=dict)
    previous = models.CharField(max_length=64)
    digest = models.CharField(max_length=64)

    class Meta:
        ordering = ["seq"]
        verbose_name = verbose_name_plural = _("审计记录")
        indexes = [
            models.Index(fields=["subject_type", "subject_id", "seq"], name="audit_subject"),
            models.Index(fields=["actor", "seq"], name="audit_actor"),
            models.Index(fields=["verb", "seq"], name="audit_verb"),
            models.Index(fields=["at"], name="audit_at"),
        ]

    def __str__(self) -> str:
        return f"{self.seq} {self.verb} {self.subject_type}:{self.subject_id}"


class Head(models.Model):
    """The last link, kept apart: locked while a row is added, and shows when the end was cut off.

    seal: over both, under a key of its own (``rules.head_seal``).
    """

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    seq = models.PositiveBigIntegerField(default=0)
    digest = models.CharField(max_length=64)
    seal = models.CharField(max_length=64, default="")

    class Meta:
        verbose_name = verbose_name_plural = _("审计链末端")
        constraints = [
            models.CheckConstraint(condition=models.Q(id=1), name="audit_one_head"),
        ]

    def __str__(self) -> str:
        return f"{self.seq} {self.digest[:12]}"


class SubjectKey(models.Model):
    """The key of one person's data in the chain. Erasing it makes that data unreadable for ever."""

    subject = models.CharField(max_length=60, primary_key=True)
    wrapped = models.BinaryField()

    class Meta:
        verbose_name = verbose_name_plural = _("个人信息密钥")

    def __str__(self) -> str:
        return self.subject


class Happened(models.Model):
    """One thing that happened to a row of a room, told on that row's page; only added to (`guards`).

    title: the verb as its button said it. Each table has its own ``by``, for the clock may act too.
    deputy_for: the absent person in whose place it was done (history shows 代).
    """

    verb = models.CharField(max_length=20)
    title = models.CharField(max_length=40)
    deputy_for = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    at = models.DateTimeField(_("时间"))

    class Meta:
        abstract = True
        ordering = ["at", "id"]
        verbose_name = verbose_name_plural = _("经过")

    def __str__(self) -> str:
        return f"{self.title} {self.at:%Y-%m-%d}"


def deputy_of_another(name: str) -> models.CheckConstraint:
    """Nobody stands in for himself. name: of the constraint, for each table its own."""
    return models.CheckConstraint(condition=Q(deputy_for=None) | ~Q(deputy_for=F("by")), name=name)


def link_of(entry: Entry) -> Link:
    """A row as the plain values that are chained."""
    return Link(
        seq=entry.seq,
        at=entry.at,
        actor=entry.actor,
        verb=entry.verb,
        subject_type=entry.subject_type,
        subject_id=entry.subject_id,
        reason=entry.reason,
        before=entry.before,
        after=entry.after,
        previous=entry.previous,
        digest=entry.digest,
    )
