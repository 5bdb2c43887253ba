"""What programs may be let do with parties."""

from django.utils.translation import gettext_lazy as _

from zhicheng.foundation.access.registry import offer

offer({"read:parties": _("读取主体"), "act:parties": _("办理主体的全部事项")})
