"""Plans, their versions, and the items that were read in each: kept for ever, with sentence and span."""

from uuid import uuid4

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from zhicheng.foundation.files.models import StoredFile
from zhicheng.foundation.jobs.models import Job
from zhicheng.foundation.units.models import Unit


class VersionState(models.TextChoices):
    READING = "reading", _("正在读取")
    UNREADABLE = "unreadable", _("无法读取")
    DRAFT = "draft", _("审核中")
    PUBLISHED = "published", _("已发布")
    SUPERSEDED = "superseded", _("已被修订")
    ABANDONED = "abandoned", _("已放弃")


class BareList(models.TextChoices):
    """What a list of 责任单位 without a lead means in this plan (DESIGN: settled before publishing)."""

    EACH = "each", _("各单位分别承担，任务状态由各单位汇总")
    FIRST_LEADS = "first_leads", _("列第一位的为牵头单位")


class Plan(models.Model):
    """A plan that a city works from. Its content is in its versions.

    ordered: no plan that was read, but orders that another room wrote, as the minutes of a meeting: they stand in
    the ledger, and are not counted among what the plans name.
    """

    title = models.CharField(_("名称"), max_length=200)
    period_start = models.DateField(_("起始"), null=True, blank=True)
    period_end = models.DateField(_("截止"), null=True, blank=True)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    created_at = models.DateTimeField(_("建立时间"))
    ordered = models.BooleanField(_("议定事项"), default=False)

    class Meta:
        ordering = ["-created_at", "-id"]
        verbose_name = verbose_name_plural = _("方案")
        constraints = [
            models.CheckConstraint(
                condition=Q(period_start=None)
                | Q(period_end=None)
                | Q(period_end__gte=F("period_start")),
                name="plan_period_in_order",
            )
        ]

    def __str__(self) -> str:
        return self.title


class Version(models.Model):
    """One document of a plan: the first, or a later amendment.

    title, period: as this document has it; the plan takes them over when the version is published.
    text: what was read; every span counts in it. reading: what the reader made of it, never changed
    afterwards. Publishing freezes the version (``guard``); a published one gives way to the next.
    """

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField(_("版次"))
    title = models.CharField(_("名称"), max_length=200)
    period_start = models.DateField(_("起始"), null=True, blank=True)
    period_end = models.DateField(_("截止"), null=True, blank=True)
    state = models.CharField(
        _("状态"), max_length=10, choices=VersionState, default=VersionState.READING
    )
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+")
    file_name = models.CharField(_("文件名"), max_length=200)
    job = models.ForeignKey(Job, models.SET_NULL, null=True, blank=True, related_name="+")
    text = models.TextField(blank=True)
    reading = models.JSONField(default=dict)
    problem = models.TextField(_("无法读取的原因"), blank=True)
    bare_list = models.CharField(
        _("责任单位未标明牵头时"), max_length=12, choices=BareList, blank=True, default=""
    )
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    created_at = models.DateTimeField(_("上传时间"))
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    published_at = models.DateTimeField(_("发布时间"), null=True, blank=True)

    class Meta:
        ordering = ["plan", "number"]
        verbose_name = verbose_name_plural = _("版本")
        constraints = [
            models.UniqueConstraint(fields=["plan", "number"], name="version_number_once"),
            models.UniqueConstraint(
                fields=["plan"], condition=Q(state="published"), name="version_one_published"
            ),
            models.UniqueConstraint(
                fields=["plan"],
                condition=Q(state__in=["reading", "draft"]),
                name="version_one_draft",
            ),
            models.CheckConstraint(
                condition=Q(published_at=None, published_by=None)
                | Q(published_at__isnull=False, published_by__isnull=False),
                name="version_published_by_and_at",
            ),
            models.CheckConstraint(
                condition=Q(period_start=None)
                | Q(period_end=None)
                | Q(period_end__gte=F("period_start")),
                name="version_period_in_order",
            ),
        ]

    def __str__(self) -> str:
        return gettext("%(plan)s 第%(number)s版") % {"plan": self.plan, "number": self.number}


class ItemKind(models.TextChoices):
    TARGET = "target", _("指标")
    TASK = "task", _("任务")
    PHASE = "phase", _("阶段")
    DUTY = "duty", _("周期性工作")
    SYSTEM = "system", _("建设清单")


class ItemState(models.TextChoices):
    PROPOSED = "proposed", _("待审核")
    ACCEPTED = "accepted", _("已采纳")
    REJECTED = "rejected", _("不采纳")


class Item(models.Model):
    """Something that a version says: a target, a task, a phase, a recurring duty, a system to build.

    key: the same in every version in which the item continues. span_start, span_end: where its
    sentence stands in ``version.text``; sentence: that text, as written. path: the outline path.
    position: the order in the document. values: the fields of its kind (``rules.fields``), as read and
    corrected. reason: why it is rejected.
    """

    version = models.ForeignKey(Version, models.PROTECT, related_name="items")
    key = models.UUIDField(default=uuid4)
    kind = models.CharField(_("类别"), max_length=8, choices=ItemKind)
    state = models.CharField(_("状态"), max_length=8, choices=ItemState, default=ItemState.PROPOSED)
    position = models.PositiveIntegerField()
    path = models.CharField(_("章节"), max_length=120, blank=True)
    span_start = models.PositiveIntegerField()
    span_end = models.PositiveIntegerField()
    sentence = models.TextField(_("原文"))
    values = models.JSONField(default=dict)
    reason = models.CharField(_("不采纳的理由"), max_length=200, blank=True)

    class Meta:
        ordering = ["version", "position", "id"]
        verbose_name = verbose_name_plural = _("条目")
        indexes = [models.Index(fields=["version", "kind", "state"], name="item_of_version")]
        constraints = [
            models.UniqueConstraint(fields=["version", "key"], name="item_key_once_a_version"),
            models.CheckConstraint(
                condition=Q(span_end__gt=F("span_start")), name="item_span_in_order"
            ),
        ]

    def __str__(self) -> str:
        return self.sentence[:40]


class Basis(models.TextChoices):
    """What the units of a name rest on."""

    UNKNOWN = "unknown", _("未能识别")
    EXACT = "exact", _("与单位名称或别名一致")
    EARLIER = "earlier", _("沿用上一版的认定")
    VARIANT = "variant", _("单位名称的另一种写法")
    GROUP = "group", _("一类单位的统称")
    NEAR = "near", _("写法相近，请逐一核对")
    DECIDED = "decided", _("人工确定")


class UnitName(models.Model):
    """A unit's name as this plan writes it, and the units that it means. Never dropped.

    name: as written. units: more than one for a group such as 各区县政府; none while it is unknown.
    settled: a person, an exact name or alias, or the version before has decided; else ``units`` is a
    suggestion, and ``basis`` says what it rests on.
    """

    version = models.ForeignKey(Version, models.PROTECT, related_name="unit_names")
    name = models.CharField(_("原文名称"), max_length=120)
    units = models.ManyToManyField(Unit, blank=True, related_name="+")
    settled = models.BooleanField(_("已确定"), default=False)
    basis = models.CharField(_("依据"), max_length=8, choices=Basis, default=Basis.UNKNOWN)

    class Meta:
        ordering = ["version", "id"]
        verbose_name = verbose_name_plural = _("单位名称")
        constraints = [
            models.UniqueConstraint(fields=["version", "name"], name="unit_name_once_a_version")
        ]

    def __str__(self) -> str:
        return self.name


class Doubt(models.Model):
    """A place where the document is ambiguous, contradictory or implausible; settled by a person."""

    version = models.ForeignKey(Version, models.PROTECT, related_name="doubts")
    item = models.ForeignKey(Item, models.SET_NULL, null=True, blank=True, related_name="doubts")
    path = models.CharField(_("章节"), max_length=120, blank=True)
    field = models.CharField(max_length=40, blank=True)
    kind = models.CharField(_("类别"), max_length=40)
    quote = models.TextField(_("原文"))
    why = models.TextField(_("疑点"))
    span_start = models.PositiveIntegerField(null=True, blank=True)
    span_end = models.PositiveIntegerField(null=True, blank=True)
    answer = models.TextField(_("处理意见"), blank=True)
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    settled_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["version", "span_start", "id"]
        verbose_name = verbose_name_plural = _("疑点")
        constraints = [
            models.CheckConstraint(
                condition=Q(settled_at=None, settled_by=None)
                | Q(settled_at__isnull=False, settled_by__isnull=False),
                name="doubt_settled_by_and_at",
            )
        ]

    def __str__(self) -> str:
        return self.why[:40]


class Edit(models.Model):
    """One step of the review, as the rows before and after it: undoing puts ``before`` back.

    before, after: ``[{table, key, row}]`` with the fields that the step changed; ``row`` is null where
    the row did not exist.
    """

    version = models.ForeignKey(Version, models.PROTECT, related_name="edits")
    verb = models.CharField(max_length=40)
    title = models.CharField(_("操作"), max_length=200)
    before = models.JSONField(default=list)
    after = models.JSONField(default=list)
    undone = models.BooleanField(default=False)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(_("时间"))

    class Meta:
        ordering = ["version", "id"]
        verbose_name = verbose_name_plural = _("审核操作")

    def __str__(self) -> str:
        return self.title
