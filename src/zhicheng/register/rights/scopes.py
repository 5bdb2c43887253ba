"""What programs may be let do with rights."""

from django.utils.translation import gettext_lazy as _

from zhicheng.foundation.access.registry import offer

offer({"read:rights": _("读取权利"), "act:rights": _("办理权利登记的全部事项")})
