"""What programs may be let do with plans."""

from django.utils.translation import gettext_lazy as _

from zhicheng.foundation.access.registry import offer

offer(
    {
        "read:plans": _("读取工作方案"),
        "write:plans": _("导入、发布工作方案"),
        "act:plans": _("办理工作方案的全部事项"),
    }
)
