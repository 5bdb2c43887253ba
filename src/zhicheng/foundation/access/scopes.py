"""What programs may be let do here."""

from django.utils.translation import gettext_lazy as _

from zhicheng.foundation.access.registry import offer

offer(
    {
        "read:files": _("读取自己上传的文件"),
        "write:files": _("上传文件"),
        "read:audit": _("读取审计记录（限审计员）"),
    }
)
