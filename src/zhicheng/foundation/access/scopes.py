"""What programs may be let do here."""

from django.utils.translation import gettext_lazy as _

from zhicheng.foundation.access.registry import offer

offer(
    {
        "read:files": _("读取自己上传的文件"),
        "write:files": _("上传文件"),
        "read:audit": _("读取审计记录（限审计员）"),
        "read:units": _("读取单位和区划"),
        "act:units": _("办理单位和区划的全部事项"),
        "read:people": _("读取人员和角色（限系统管理员）、自己的代理"),
        "act:accounts": _("办理账号、角色和代理的事项"),
    }
)
