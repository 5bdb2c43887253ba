"""What programs may be let do in this room."""

from django.utils.translation import gettext_lazy as _

from zhicheng.foundation.access.registry import offer

offer(
    {
        "read:disclosure": _("读取公开事项"),
        "act:disclosure": _("办理对外公开的全部事项"),
    }
)
