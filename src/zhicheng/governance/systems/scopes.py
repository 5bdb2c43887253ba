"""What programs may be let do in the build list."""

from django.utils.translation import gettext_lazy as _

from zhicheng.foundation.access.registry import offer

offer(
    {
        "read:systems": _("读取建设清单"),
        "act:systems": _("办理建设清单的全部事项"),
    }
)
