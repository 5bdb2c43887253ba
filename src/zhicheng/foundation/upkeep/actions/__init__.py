"""Making a backup, and taking one back."""

from django.utils.translation import gettext_lazy as _

from zhicheng.foundation.audit.registry import name_verbs
from zhicheng.foundation.upkeep.actions.backing import Made, backup
from zhicheng.foundation.upkeep.actions.restoring import Restored, examine, restore

name_verbs({"upkeep.backup": _("备份数据"), "upkeep.restore": _("从备份恢复")})

__all__ = ["Made", "Restored", "backup", "examine", "restore"]
