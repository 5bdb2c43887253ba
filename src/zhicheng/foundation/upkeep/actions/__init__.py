"""Making a backup and taking one back; carrying the ledger out and in."""

from django.utils.translation import gettext_lazy as _

from zhicheng.foundation.audit.registry import name_verbs
from zhicheng.foundation.upkeep.actions.backing import Made, backup
from zhicheng.foundation.upkeep.actions.moving import Moved, export_city, import_city
from zhicheng.foundation.upkeep.actions.restoring import Restored, examine, restore

name_verbs(
    {
        "upkeep.backup": _("备份数据"),
        "upkeep.restore": _("从备份恢复"),
        "upkeep.export": _("导出全部台账"),
        "upkeep.import": _("导入全部台账"),
    }
)

__all__ = [
    "Made",
    "Moved",
    "Restored",
    "backup",
    "examine",
    "export_city",
    "import_city",
    "restore",
]
