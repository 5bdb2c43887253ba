"""The audit chain, and the keys under which personal data in it is encrypted."""

from django.db import models


class Entry(models.Model):
    """One action. No foreign keys: the chain never blocks the live data, nor follows its deletions.

    Triggers of the database refuse UPDATE and DELETE (``guard``).
    """

    seq = models.PositiveBigIntegerField(primary_key=True)
    at = models.DateTimeField()
    actor = models.CharField(max_length=40)
    verb = models.CharField(max_length=60)
    subject_type = models.CharField(max_length=60)
    subject_id = models.CharField(max_length=60)
    reason = models.TextField(blank=True)
    before = models.JSONField(default=dict)
    after = models.JSONField(default=dict)
    previous = models.CharField(max_length=64)
    digest = models.CharField(max_length=64)

    class Meta:
        ordering = ["seq"]
        indexes = [
            models.Index(fields=["subject_type", "subject_id", "seq"], name="audit_subject"),
            models.Index(fields=["actor", "seq"], name="audit_actor"),
        ]

    def __str__(self) -> str:
        return f"{self.seq} {self.verb} {self.subject_type}:{self.subject_id}"


class Head(models.Model):
    """The last link, kept apart: locked while a row is added, and shows when the end was cut off."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    seq = models.PositiveBigIntegerField(default=0)
    digest = models.CharField(max_length=64)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(id=1), name="audit_one_head"),
        ]

    def __str__(self) -> str:
        return f"{self.seq} {self.digest[:12]}"


class SubjectKey(models.Model):
    """The key of one person's data in the chain. Erasing it makes that data unreadable for ever."""

    subject = models.CharField(max_length=60, primary_key=True)
    wrapped = models.BinaryField()

    def __str__(self) -> str:
        return self.subject
