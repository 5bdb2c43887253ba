"""What programs may be let do with supervision."""

from django.utils.translation import gettext_lazy as _

from zhicheng.foundation.access.registry import offer

offer(
    {
        "read:supervision": _("读取督办单、请示和通报"),
        "act:supervision": _("办理督办、请示、通报的全部事项"),
    }
)
