"""A scheme: its dimensions, indicators and clauses, who is assessed by it, and its frozen result."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from zhicheng.foundation.audit.models import Happened, deputy_of_another
from zhicheng.foundation.units.models import Unit
from zhicheng.governance.assessment.rules import (
    CLAUSE_NAMES,
    NAMES,
    ORIGIN_NAMES,
    SCHEME_NAMES,
    SHEET_NAMES,
    SUBJECT_NAMES,
    ClauseKind,
    Formula,
    Measure,
    SchemeState,
    SheetState,
    Terms,
)
from zhicheng.governance.targets.models import Target


def choices(names: Any) -> list[tuple[str, Any]]:
    """The names of an enumeration as the choices of a column."""
    return [(key.value, name) for key, name in names.items()]


def marks(name: Any, *, null: bool = False) -> models.DecimalField:  # type: ignore[type-arg]  # of Decimal, as the stubs infer
    """Marks: two places, as scores are written."""
    return models.DecimalField(name, max_digits=8, decimal_places=2, null=null, blank=null)


def measured(name: Any) -> models.DecimalField:  # type: ignore[type-arg]  # as above
    """A measured value, or an end of a formula; unknown where empty."""
    return models.DecimalField(name, max_digits=14, decimal_places=4, null=True, blank=True)


class Scheme(models.Model):
    """The scheme of one assessment in one year. From its publication on only its state changes.

    basis: the document that orders it. period_start, period_end: of which days the figures count. self_by:
    last day of scoring oneself. appeal_days, answer_days: working days for an appeal from the announcement,
    and for its answer. submit_by: last day for handing the frozen result up. version: counts the changes;
    an UPDATE names the version that it saw. appeal_until: last day of appeal, once announced.
    """

    title = models.CharField(_("名称"), max_length=120)
    year = models.PositiveSmallIntegerField(_("考核年度"))
    origin = models.CharField(_("考核类别"), max_length=12, choices=choices(ORIGIN_NAMES))
    subject = models.CharField(_("考核对象"), max_length=10, choices=choices(SUBJECT_NAMES))
    basis = models.CharField(_("依据"), max_length=300, blank=True)
    period_start = models.DateField(_("考核期开始"))
    period_end = models.DateField(_("考核期结束"))
    self_by = models.DateField(_("自评截止"))
    appeal_days = models.PositiveSmallIntegerField(_("申诉期（工作日）"), default=5)
    answer_days = models.PositiveSmallIntegerField(_("申诉答复期限（工作日）"), default=5)
    submit_by = models.DateField(_("结果报送期限"), null=True, blank=True)
    state = models.CharField(
        _("状态"), max_length=10, choices=choices(SCHEME_NAMES), default=SchemeState.DRAFT
    )
    version = models.PositiveIntegerField(default=0)
    published_at = models.DateTimeField(_("发布时间"), null=True, blank=True)
    announced_on = models.DateField(_("公示日期"), null=True, blank=True)
    appeal_until = models.DateField(_("申诉截止"), null=True, blank=True)
    frozen_at = models.DateTimeField(_("定稿时间"), null=True, blank=True)

    class Meta:
        ordering = ["-year", "origin", "id"]
        verbose_name = verbose_name_plural = _("考核方案")
        constraints = [
            models.UniqueConstraint(fields=["year", "title"], name="scheme_title_once_a_year"),
            models.CheckConstraint(
                condition=Q(state__in=[s.value for s in SchemeState]), name="scheme_state_known"
            ),
            models.CheckConstraint(
                condition=Q(period_end__gte=F("period_start")), name="scheme_period_in_order"
            ),
            models.CheckConstraint(
                condition=Q(state="draft", published_at=None)
                | (~Q(state="draft") & Q(published_at__isnull=False)),
                name="scheme_published_has_time",
            ),
            models.CheckConstraint(
                condition=Q(announced_on__isnull=False, appeal_until__isnull=False)
                | (Q(announced_on=None, appeal_until=None) & Q(state__in=["draft", "published"])),
                name="scheme_announced_has_days",
            ),
            models.CheckConstraint(
                condition=Q(state="frozen", frozen_at__isnull=False)
                | (~Q(state="frozen") & Q(frozen_at=None)),
                name="scheme_frozen_has_time",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def terms(self) -> Terms:
        """Its days, for the rules."""
        return Terms(self.year, self.period_start, self.period_end, self.self_by, self.submit_by)


class Dimension(models.Model):
    """A dimension (维度) and its weight; the weights of a scheme sum to 100."""

    scheme = models.ForeignKey(Scheme, models.CASCADE, related_name="dimensions")
    position = models.PositiveSmallIntegerField(_("顺序"), default=0)
    name = models.CharField(_("维度"), max_length=60)
    weight = marks(_("权重"))

    class Meta:
        ordering = ["scheme_id", "position", "id"]
        verbose_name = verbose_name_plural = _("考核维度")
        constraints = [
            models.UniqueConstraint(fields=["scheme", "name"], name="dimension_once_a_scheme"),
            models.CheckConstraint(
                condition=Q(weight__gt=0, weight__lte=100), name="dimension_weight"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Method(models.TextChoices):
    MEASURED = "measured", _("按公式计算")
    JUDGED = "judged", _("评分")


class Indicator(models.Model):
    """An indicator (考核指标) and its full mark; the marks of a dimension sum to its weight.

    demand: what is asked, and how it is judged. evidence: which evidence must be there; empty where none
    must. measure … steps: the formula of a measured one (``rules.Formula``); target: which target the
    measure is of, where it is of one.
    """

    dimension = models.ForeignKey(Dimension, models.CASCADE, related_name="indicators")
    position = models.PositiveSmallIntegerField(_("顺序"), default=0)
    name = models.CharField(_("考核指标"), max_length=120)
    mark = marks(_("分值"))
    demand = models.TextField(_("评分标准"), blank=True)
    evidence = models.CharField(_("须提交的佐证"), max_length=200, blank=True)
    method = models.CharField(_("评分方式"), max_length=10, choices=Method)
    measure = models.CharField(
        _("计算数据"), max_length=12, choices=choices(NAMES), blank=True, default=""
    )
    target = models.ForeignKey(
        Target, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("指标")
    )
    floor = measured(_("起评值"))
    full = measured(_("满分值"))
    steps = models.PositiveSmallIntegerField(_("分档数"), null=True, blank=True)

    class Meta:
        ordering = ["dimension__position", "dimension_id", "position", "id"]
        verbose_name = verbose_name_plural = _("考核指标")
        constraints = [
            models.UniqueConstraint(
                fields=["dimension", "name"], name="indicator_once_a_dimension"
            ),
            models.CheckConstraint(condition=Q(mark__gt=0, mark__lte=100), name="indicator_mark"),
            models.CheckConstraint(
                condition=Q(
                    method="judged", measure="", target=None, floor=None, full=None, steps=None
                )
                | (
                    Q(method="measured", floor__isnull=False, full__isnull=False)
                    & ~Q(measure="")
                    & ~Q(floor=F("full"))
                ),
                name="indicator_formula_or_judgement",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def formula(self) -> Formula | None:
        """For the rules; None for a judged one."""
        if self.floor is None or self.full is None:
            return None
        return Formula(self.floor, self.full, self.steps)

    @property
    def measured_by(self) -> Measure | None:
        return Measure(self.measure) if self.measure else None


class Clause(models.Model):
    """A clause (条款) under which marks are added or taken off. points: of one event, at most; cap: of all
    events of the clause together, where there is one."""

    scheme = models.ForeignKey(Scheme, models.CASCADE, related_name="clauses")
    kind = models.CharField(_("加分或扣分"), max_length=10, choices=choices(CLAUSE_NAMES))
    number = models.CharField(_("条款编号"), max_length=20)
    text = models.CharField(_("条款内容"), max_length=300)
    points = marks(_("每次最多（分）"))
    cap = marks(_("合计上限（分）"), null=True)

    class Meta:
        ordering = ["scheme_id", "kind", "number", "id"]
        verbose_name = verbose_name_plural = _("加减分条款")
        constraints = [
            models.UniqueConstraint(fields=["scheme", "number"], name="clause_once_a_scheme"),
            models.CheckConstraint(
                condition=Q(kind__in=[k.value for k in ClauseKind]), name="clause_kind_known"
            ),
            models.CheckConstraint(condition=Q(points__gt=0), name="clause_points"),
            models.CheckConstraint(
                condition=Q(cap=None) | Q(cap__gte=F("points")), name="clause_cap_above_points"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.text}"


class Sheet(models.Model):
    """The score sheet (评分表) of one who is assessed.

    name: the unit's at the announcement, which stays whatever becomes of the unit; until then it is called as the
    unit is (``called``). into: the sheet of the unit's successor, into which this one was merged. total: once
    verified. rank: once announced. version: as in ``Scheme``.
    """

    scheme = models.ForeignKey(Scheme, models.CASCADE, related_name="sheets")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name=_("单位"))
    name = models.CharField(_("单位"), max_length=80)
    state = models.CharField(
        _("状态"), max_length=10, choices=choices(SHEET_NAMES), default=SheetState.OPEN
    )
    version = models.PositiveIntegerField(default=0)
    submitted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    submitted_at = models.DateTimeField(_("报送时间"), null=True, blank=True)
    verified_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    verified_at = models.DateTimeField(_("核定时间"), null=True, blank=True)
    total = marks(_("总分"), null=True)
    rank = models.PositiveSmallIntegerField(_("名次"), null=True, blank=True)
    into = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["scheme_id", "unit__order", "id"]
        verbose_name = verbose_name_plural = _("评分表")
        constraints = [
            models.UniqueConstraint(fields=["scheme", "unit"], name="sheet_once_a_scheme"),
            models.CheckConstraint(
                condition=Q(state="verified", total__isnull=False, verified_at__isnull=False)
                | (~Q(state="verified") & Q(total=None, rank=None, verified_at=None)),
                name="sheet_verified_has_total",
            ),
            models.CheckConstraint(
                condition=Q(state="merged", into__isnull=False)
                | (~Q(state="merged") & Q(into=None)),
                name="sheet_merged_into_another",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def called(self) -> str:
        """Who is assessed, by the name of today until the announcement and by that day's ever after."""
        settled = self.scheme.state in (SchemeState.ANNOUNCED, SchemeState.FROZEN)
        return self.name if settled else self.unit.short_name


class Snapshot(models.Model):
    """The frozen result: what goes up, and what stays. content: canonical JSON; rows are only added."""

    scheme = models.OneToOneField(Scheme, models.PROTECT, related_name="snapshot")
    content = models.TextField()
    sha256 = models.CharField(max_length=64)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(_("定稿时间"))

    class Meta:
        verbose_name = verbose_name_plural = _("定稿结果")

    def __str__(self) -> str:
        return f"{self.scheme} {self.sha256[:12]}"


class Step(Happened):
    """One thing that happened to a scheme from its publication on, or to one of its sheets; rows are added,
    never changed."""

    scheme = models.ForeignKey(Scheme, models.PROTECT, related_name="steps")
    sheet = models.ForeignKey(Sheet, models.PROTECT, null=True, blank=True, related_name="steps")
    said = models.TextField(_("说明"), blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta(Happened.Meta):
        indexes = [models.Index(fields=["scheme", "at"], name="step_of_scheme")]
        constraints = [deputy_of_another("assessment_step_deputy_of_another")]
