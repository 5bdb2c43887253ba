"""The city's own rule for the quorum of meetings."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from zhicheng.foundation.dated.models import Setting
from zhicheng.governance.meetings.rules import SHARE_NAMES


class QuorumSetting(Setting):
    """How many members have to be there (``rules.QuorumRule``), from a day of meeting on."""

    share = models.CharField(
        _("到会人数不少于"), max_length=3, choices=[(s.value, n) for s, n in SHARE_NAMES.items()]
    )

    class Meta(Setting.Meta):
        verbose_name = verbose_name_plural = _("到会人数规则")
