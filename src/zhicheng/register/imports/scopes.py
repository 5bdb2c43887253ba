"""What programs may be let do with imports."""

from django.utils.translation import gettext_lazy as _

from zhicheng.foundation.access.registry import offer

offer({"read:imports": _("读取导入情况"), "act:imports": _("办理导入的全部事项")})
