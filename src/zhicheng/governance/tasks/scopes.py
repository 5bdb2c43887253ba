"""What programs may be let do with the ledger."""

from django.utils.translation import gettext_lazy as _

from zhicheng.foundation.access.registry import offer

offer(
    {
        "read:tasks": _("读取任务和分工"),
        "write:tasks": _("办理任务（签收、复核、退回、销号等）"),
        "read:reports": _("读取报告和佐证材料"),
        "write:reports": _("起草和报送报告"),
    }
)
