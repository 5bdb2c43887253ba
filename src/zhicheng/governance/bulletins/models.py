"""Papers (季度简报、年度报告), what was frozen when they were issued, their files, and what was done with them."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from zhicheng.foundation.audit.models import Happened, deputy_of_another
from zhicheng.foundation.documents.models import Template
from zhicheng.foundation.files.models import StoredFile
from zhicheng.foundation.jobs.models import Job
from zhicheng.governance.bulletins.rules import KIND_NAMES, QUARTERS, STATE_NAMES, Kind, State
from zhicheng.governance.plans.models import Plan

_PERSON = settings.AUTH_USER_MODEL
_STATES = [(state.value, name) for state, name in STATE_NAMES.items()]


class Report(models.Model):
    """A quarterly bulletin or a yearly report. Once issued only its state changes (``guard``).

    quarter: none for a yearly report. plan: that it is about; none for all plans of the city. edition: of the
    same kind, period and plan, from 1 on; replaces: the issued one whose place it takes, why: the reason.
    summary … next_steps: the office's words (``rules.PARTS``). content: what was gathered
    (``rules.Content``), empty before; as_of: of which day. problem: why gathering failed. job: that gathers.
    version: counts the changes; an UPDATE names the version that it saw.
    """

    kind = models.CharField(
        _("类型"), max_length=9, choices=[(k.value, n) for k, n in KIND_NAMES.items()]
    )
    year = models.PositiveSmallIntegerField(_("年份"))
    quarter = models.PositiveSmallIntegerField(_("季度"), null=True, blank=True)
    plan = models.ForeignKey(
        Plan, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("方案")
    )
    edition = models.PositiveSmallIntegerField(_("版次"), default=1)
    replaces = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="replaced_by"
    )
    why = models.TextField(_("替代理由"), blank=True)
    title = models.CharField(_("标题"), max_length=120)
    summary = models.TextField(_("总体情况"), blank=True)
    highlights = models.TextField(_("工作亮点"), blank=True)
    problems = models.TextField(_("存在问题"), blank=True)
    next_steps = models.TextField(_("下一步工作"), blank=True)
    state = models.CharField(_("状态"), max_length=9, choices=_STATES, default=State.DRAFT)
    content = models.JSONField(default=dict, blank=True)
    as_of = models.DateField(_("数据截至"), null=True, blank=True)
    problem = models.TextField(_("汇总未成功的原因"), blank=True)
    job = models.ForeignKey(Job, models.SET_NULL, null=True, blank=True, related_name="+")
    version = models.PositiveIntegerField(default=0)
    drafted_by = models.ForeignKey(_PERSON, models.PROTECT, related_name="+")
    drafted_at = models.DateTimeField(_("起草时间"))
    issued_on = models.DateField(_("印发日期"), null=True, blank=True)

    class Meta:
        ordering = ["-year", "-quarter", "-id"]
        verbose_name = verbose_name_plural = _("简报和报告")
        constraints = [
            models.CheckConstraint(
                condition=Q(kind=Kind.QUARTERLY, quarter__in=QUARTERS)
                | Q(kind=Kind.YEARLY, quarter=None),
                name="report_quarter_iff_quarterly",
            ),
            models.CheckConstraint(
                condition=Q(state__in=[s.value for s in State]), name="report_state_known"
            ),
            models.CheckConstraint(
                condition=Q(replaces=None, why="") | (Q(replaces__isnull=False) & ~Q(why="")),
                name="report_replaces_with_reason",
            ),
            models.CheckConstraint(condition=~Q(replaces=F("id")), name="report_replaces_another"),
            models.CheckConstraint(
                condition=Q(state__in=[State.DRAFT, State.ABANDONED]) | Q(as_of__isnull=False),
                name="report_composed_has_day",
            ),
            models.CheckConstraint(
                condition=Q(
                    state__in=[State.DRAFT, State.COMPOSED, State.ABANDONED], issued_on=None
                )
                | (
                    ~Q(state__in=[State.DRAFT, State.COMPOSED, State.ABANDONED])
                    & Q(issued_on__isnull=False)
                ),
                name="report_issued_has_day",
            ),
            *(
                models.UniqueConstraint(
                    "kind",
                    "year",
                    Coalesce("quarter", 0),
                    Coalesce("plan", 0),
                    condition=Q(state__in=states),
                    name=name,
                )
                for name, states in (
                    ("report_one_issued", [State.ISSUED]),
                    ("report_one_open", [State.DRAFT, State.COMPOSED]),
                )
            ),
        ]

    def __str__(self) -> str:
        return self.title


class Issue(models.Model):
    """What was frozen when a paper was issued; rows are added, never changed.

    content: the whole of it as one canonical text, sha256: of that text in UTF-8. template: from which the
    files were made. signed_off: who approved it, and how (审签意见).
    """

    report = models.OneToOneField(Report, models.PROTECT, related_name="issue")
    content = models.TextField()
    sha256 = models.CharField(max_length=64)
    template = models.ForeignKey(Template, models.PROTECT, related_name="+")
    signed_off = models.TextField(_("审签意见"))
    by = models.ForeignKey(_PERSON, models.PROTECT, related_name="+")
    at = models.DateTimeField(_("印发时间"))

    class Meta:
        ordering = ["report"]
        verbose_name = verbose_name_plural = _("印发稿")
        constraints = [models.CheckConstraint(condition=~Q(signed_off=""), name="issue_signed_off")]

    def __str__(self) -> str:
        return f"{self.report} {self.sha256[:12]}"


class Format(models.TextChoices):
    DOCX = "docx", _("Word 文档")
    PDF = "pdf", _("PDF 文件")
    OPEN = "open", _("公开版 Word 文档")


class Paper(models.Model):
    """An issued paper as a file: kept and served as it is, never made anew; rows are added, never changed.

    template, content: of the public edition, which has its own – what is left out and covered there may grow
    in later versions of the product –; the others are of the issue's. content is empty where an earlier version
    made the edition.
    """

    issue = models.ForeignKey(Issue, models.PROTECT, related_name="papers")
    format = models.CharField(_("格式"), max_length=4, choices=Format)
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+")
    name = models.CharField(_("文件名"), max_length=200)
    template = models.ForeignKey(Template, models.PROTECT, null=True, blank=True, related_name="+")
    content = models.TextField(blank=True)
    at = models.DateTimeField(_("生成时间"))

    class Meta:
        ordering = ["issue", "format"]
        verbose_name = verbose_name_plural = _("印发文件")
        constraints = [
            models.UniqueConstraint(fields=["issue", "format"], name="paper_once_a_format"),
            models.CheckConstraint(
                condition=Q(format__in=[f.value for f in Format]), name="paper_format_known"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Step(Happened):
    """One thing that happened to a paper; rows are added, never changed. by: none for the system."""

    report = models.ForeignKey(Report, models.PROTECT, related_name="steps")
    state_to = models.CharField(max_length=9, choices=_STATES, blank=True)
    reason = models.TextField(_("说明"), blank=True)
    by = models.ForeignKey(_PERSON, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta(Happened.Meta):
        indexes = [models.Index(fields=["report", "at"], name="step_of_report")]
        constraints = [deputy_of_another("report_step_deputy_of_another")]
