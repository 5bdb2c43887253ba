"""Areas (行政区划、功能区) and units (单位)."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from zhicheng.foundation.units.rules import REFORM_NAMES, SUCCEEDED, ReformKind


class AreaKind(models.TextChoices):
    CITY = "city", _("市")
    COUNTY = "county", _("县（市、区）")
    ZONE = "zone", _("功能区")


class Area(models.Model):
    """A place. ``code`` is GB/T 2260; a functional zone has a statistical pseudo-code (R-ID-4)."""

    code = models.CharField(_("代码"), max_length=12, unique=True)
    name = models.CharField(_("名称"), max_length=60)
    kind = models.CharField(_("类型"), max_length=10, choices=AreaKind)
    parent = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="children",
        verbose_name=_("上级区划"),
    )

    class Meta:
        ordering = ["code"]
        verbose_name = verbose_name_plural = _("区划")

    def __str__(self) -> str:
        return self.name


class UnitKind(models.TextChoices):
    OFFICE = "office", _("联席会议办公室")
    DEPARTMENT = "department", _("市直部门")
    PARTY = "party", _("党委部门")
    JUDICIAL = "judicial", _("司法机关")
    COUNTY = "county", _("县（市、区）政府")
    ZONE = "zone", _("功能区管委会")
    OTHER = "other", _("其他单位")


class Unit(models.Model):
    """An organisation that is given work. The coordinating office is a unit of its own."""

    name = models.CharField(_("名称"), max_length=80, unique=True)
    short_name = models.CharField(_("简称"), max_length=40)
    kind = models.CharField(_("类型"), max_length=12, choices=UnitKind)
    area = models.ForeignKey(Area, models.PROTECT, related_name="units", verbose_name=_("区划"))
    order = models.PositiveSmallIntegerField(
        _("排序"), default=100, help_text=_("数字小的排在前面")
    )
    active = models.BooleanField(_("在用"), default=True)

    class Meta:
        ordering = ["order", "id"]
        verbose_name = verbose_name_plural = _("单位")

    def __str__(self) -> str:
        return self.short_name


class Alias(models.Model):
    """Another name of a unit that the whole city uses (市市场监管局、市场局 …)."""

    unit = models.ForeignKey(Unit, models.CASCADE, related_name="aliases")
    name = models.CharField(_("别名"), max_length=80, unique=True)

    class Meta:
        ordering = ["name"]
        verbose_name = verbose_name_plural = _("别名")

    def __str__(self) -> str:
        return self.name


class Reform(models.Model):
    """What a reform of institutions made of a unit on a day; rows are added, never changed.

    name, short_name: what the unit was called until the day before. successor: who does its work from
    ``on`` on, where it is gone. document: what ordered it.
    """

    kind = models.CharField(
        _("变动"), max_length=7, choices=[(k.value, n) for k, n in REFORM_NAMES.items()]
    )
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="reforms", verbose_name=_("单位"))
    successor = models.ForeignKey(
        Unit, models.PROTECT, null=True, blank=True, related_name="inherited",
        verbose_name=_("承接单位"),
    )  # fmt: skip
    on = models.DateField(_("施行日期"))
    document = models.CharField(_("依据"), max_length=200)
    name = models.CharField(_("原名称"), max_length=80)
    short_name = models.CharField(_("原简称"), max_length=40)

    class Meta:
        ordering = ["on", "id"]
        verbose_name = verbose_name_plural = _("机构变动")
        constraints = [
            models.UniqueConstraint(
                fields=["unit"],
                condition=Q(kind__in=[k.value for k in SUCCEEDED]),
                name="reform_succeeded_once",
            ),
            models.CheckConstraint(
                condition=Q(kind=ReformKind.RENAME, successor=None)
                | Q(kind__in=[k.value for k in SUCCEEDED], successor__isnull=False),
                name="reform_has_successor_or_not",
            ),
            models.CheckConstraint(
                condition=~Q(successor=F("unit")), name="reform_successor_is_another"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.short_name} {REFORM_NAMES[ReformKind(self.kind)]}"
