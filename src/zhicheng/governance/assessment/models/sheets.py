"""What is scored in a sheet: indicators with evidence, bonuses and deductions, appeals."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from zhicheng.foundation.files.models import StoredFile
from zhicheng.governance.assessment.models.schemes import (
    Clause,
    Indicator,
    Sheet,
    choices,
    marks,
    measured,
)
from zhicheng.governance.assessment.rules import APPEAL_NAMES, AppealState
from zhicheng.governance.targets.models import Observation
from zhicheng.governance.tasks.models import Evidence


class Entry(models.Model):
    """One indicator of one sheet: measured, scored by the unit, and decided by the verifier.

    value, computed: what the formula's measure was on ``as_of``, and what that earns; unknown with the reason
    in ``why``. lineage: the rows that the value was counted from (``queries.figures``). self_score, note:
    the unit's. score, reason: the verifier's; exempt: does not fall to the unit (合理缺项). decided_by: the
    verifier who said so last; of a score that an appeal changed, the appeal says who, why and from what. version:
    counts the changes.
    """

    sheet = models.ForeignKey(Sheet, models.CASCADE, related_name="entries")
    indicator = models.ForeignKey(Indicator, models.PROTECT, related_name="entries")
    value = measured(_("测算值"))
    as_of = models.DateField(_("数据截至"), null=True, blank=True)
    why = models.CharField(_("未能测算的原因"), max_length=200, blank=True)
    computed = marks(_("测算分"), null=True)
    lineage = models.JSONField(default=dict, blank=True)
    self_score = marks(_("自评分"), null=True)
    note = models.TextField(_("自评说明"), blank=True)
    score = marks(_("核定分"), null=True)
    exempt = models.BooleanField(_("合理缺项"), default=False)
    reason = models.TextField(_("核定理由"), blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    version = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = [
            "sheet_id", "indicator__dimension__position", "indicator__dimension_id",
            "indicator__position", "indicator_id",
        ]  # fmt: skip
        verbose_name = verbose_name_plural = _("评分项")
        constraints = [
            models.UniqueConstraint(fields=["sheet", "indicator"], name="entry_once_a_sheet"),
            models.CheckConstraint(
                condition=Q(exempt=False) | (Q(score=None) & ~Q(reason="")),
                name="entry_exempt_has_reason",
            ),
            models.CheckConstraint(
                condition=Q(decided_by__isnull=False) | Q(score=None, exempt=False),
                name="entry_decided_by_someone",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.sheet} {self.indicator}"

    @property
    def is_decided(self) -> bool:
        return self.exempt or self.score is not None


class Proof(models.Model):
    """Evidence (佐证) of a self score: a file brought for it, or one that a report or a target has already.

    evidence, observation, taken_from: where it was taken from – a report, a measured value, a score of this or
    another scheme; none where it was brought.
    """

    entry = models.ForeignKey(Entry, models.CASCADE, related_name="proofs")
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+")
    name = models.CharField(_("文件名"), max_length=200)
    evidence = models.ForeignKey(Evidence, models.PROTECT, null=True, blank=True, related_name="+")
    observation = models.ForeignKey(
        Observation, models.PROTECT, null=True, blank=True, related_name="+"
    )
    taken_from = models.ForeignKey(Entry, models.PROTECT, null=True, blank=True, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(_("提交时间"))

    class Meta:
        ordering = ["entry_id", "id"]
        verbose_name = verbose_name_plural = _("佐证")
        constraints = [
            models.UniqueConstraint(fields=["entry", "file"], name="proof_once_an_entry"),
            models.CheckConstraint(
                condition=Q(evidence=None, observation=None)
                | Q(evidence=None, taken_from=None)
                | Q(observation=None, taken_from=None),
                name="proof_from_one_place",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Decision(models.TextChoices):
    OPEN = "open", _("待核定")
    ACCEPTED = "accepted", _("已采纳")
    REFUSED = "refused", _("不予采纳")


class Adjustment(models.Model):
    """One bonus or deduction under a clause: what happened, and how many marks that is.

    proposed by the unit (bonuses only) and then open, or entered by the verifier and then accepted.
    """

    sheet = models.ForeignKey(Sheet, models.CASCADE, related_name="adjustments")
    clause = models.ForeignKey(Clause, models.PROTECT, related_name="+")
    said = models.TextField(_("事项"))
    points = marks(_("分值"))
    file = models.ForeignKey(StoredFile, models.PROTECT, null=True, blank=True, related_name="+")
    file_name = models.CharField(_("文件名"), max_length=200, blank=True)
    decision = models.CharField(_("核定"), max_length=10, choices=Decision, default=Decision.OPEN)
    reason = models.TextField(_("核定理由"), blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(_("提出时间"))

    class Meta:
        ordering = ["sheet_id", "clause_id", "id"]
        verbose_name = verbose_name_plural = _("加减分事项")
        constraints = [
            models.CheckConstraint(condition=Q(points__gt=0), name="adjustment_points"),
            models.CheckConstraint(
                condition=~Q(decision="refused") | ~Q(reason=""),
                name="adjustment_refused_has_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.clause} {self.points}"


class Appeal(models.Model):
    """An appeal (申诉) against one score, or one bonus or deduction, and its answer.

    answer_by: last day of the answer. score_before, score_after: of an indicator whose score was changed.
    """

    sheet = models.ForeignKey(Sheet, models.PROTECT, related_name="appeals")
    entry = models.ForeignKey(Entry, models.PROTECT, null=True, blank=True, related_name="appeals")
    adjustment = models.ForeignKey(
        Adjustment, models.PROTECT, null=True, blank=True, related_name="appeals"
    )
    text = models.TextField(_("申诉理由"))
    file = models.ForeignKey(StoredFile, models.PROTECT, null=True, blank=True, related_name="+")
    file_name = models.CharField(_("文件名"), max_length=200, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(_("提出时间"))
    answer_by = models.DateField(_("答复期限"))
    state = models.CharField(
        _("状态"), max_length=10, choices=choices(APPEAL_NAMES), default=AppealState.OPEN
    )
    answer = models.TextField(_("答复"), blank=True)
    score_before = marks(_("原核定分"), null=True)
    score_after = marks(_("改定分"), null=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    answered_at = models.DateTimeField(_("答复时间"), null=True, blank=True)

    class Meta:
        ordering = ["sheet_id", "id"]
        verbose_name = verbose_name_plural = _("申诉")
        constraints = [
            models.CheckConstraint(
                condition=Q(entry=None, adjustment__isnull=False)
                | Q(entry__isnull=False, adjustment=None),
                name="appeal_against_one_thing",
            ),
            models.UniqueConstraint(
                fields=["entry"], condition=Q(state="open"), name="appeal_one_open_an_entry"
            ),
            models.UniqueConstraint(
                fields=["adjustment"],
                condition=Q(state="open"),
                name="appeal_one_open_an_adjustment",
            ),
            models.CheckConstraint(
                condition=Q(state="open", answer="", answered_by=None, answered_at=None)
                | (
                    ~Q(state="open")
                    & ~Q(answer="")
                    & Q(answered_by__isnull=False, answered_at__isnull=False)
                ),
                name="appeal_answered_is_complete",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.sheet} {self.entry or self.adjustment}"
