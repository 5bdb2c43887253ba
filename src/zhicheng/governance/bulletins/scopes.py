"""What programs may be let do with bulletins and yearly reports."""

from django.utils.translation import gettext_lazy as _

from zhicheng.foundation.access.registry import offer

offer(
    {
        "read:bulletins": _("读取简报和报告"),
        "act:bulletins": _("办理简报和报告的全部事项"),
    }
)
