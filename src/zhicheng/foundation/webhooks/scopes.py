"""What programs may be let do with webhooks."""

from django.utils.translation import gettext_lazy as _

from zhicheng.foundation.access.registry import offer

offer({"manage:webhooks": _("管理消息推送（限系统管理员）")})
