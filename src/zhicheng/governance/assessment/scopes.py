"""What programs may be let do with assessments."""

from django.utils.translation import gettext_lazy as _

from zhicheng.foundation.access.registry import offer

offer(
    {
        "read:assessment": _("读取考核方案、得分和申诉"),
        "act:assessment": _("办理考核的全部事项"),
    }
)
