"""What programs may be let do in this room."""

from django.utils.translation import gettext_lazy as _

from zhicheng.foundation.access.registry import offer

offer(
    {
        "read:meetings": _("读取会议和议定事项"),
        "act:meetings": _("办理会议和决议的全部事项"),
    }
)
