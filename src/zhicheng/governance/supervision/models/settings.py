"""The city's own rules of supervision, each in force from a day on (``rules``)."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from zhicheng.foundation.dated.models import Setting


class EscalationSetting(Setting):
    """Steps of escalation (``rules.EscalationPlan``). steps: ``[{days, to, words, circular}]``."""

    steps = models.JSONField(_("逐级督办"), default=list)

    class Meta(Setting.Meta):
        verbose_name = verbose_name_plural = _("逐级督办规则")


class ProposalSetting(Setting):
    """When orders are proposed (``rules.Triggers``)."""

    overdue_least = models.PositiveSmallIntegerField(_("逾期工作日"))
    overdue_days = models.PositiveSmallIntegerField(_("逾期督办的回复时限（工作日）"))
    milestones_least = models.PositiveSmallIntegerField(_("未达到的节点数"))
    milestones_days = models.PositiveSmallIntegerField(_("节点督办的回复时限（工作日）"))

    class Meta(Setting.Meta):
        verbose_name = verbose_name_plural = _("督办拟办规则")


class ListingSetting(Setting):
    """Whom a circular proposes (``rules.ListingRule``)."""

    praise = models.PositiveSmallIntegerField(_("按时销号的任务数"))
    criticism = models.PositiveSmallIntegerField(_("列入通报的督办单数"))

    class Meta(Setting.Meta):
        verbose_name = verbose_name_plural = _("通报规则")
