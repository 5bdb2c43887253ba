"""What programs may be let do in this room."""

from django.utils.translation import gettext_lazy as _

from zhicheng.foundation.access.registry import offer

offer(
    {
        "read:workplans": _("读取年度计划"),
        "act:workplans": _("办理年度计划的全部事项"),
    }
)
