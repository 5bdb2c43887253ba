"""Giving and ending tokens, taking files in, keeping answers."""

from django.utils.translation import gettext_lazy as _

from zhicheng.foundation.access.actions.answers import forget
from zhicheng.foundation.access.actions.files import bring
from zhicheng.foundation.access.actions.tokens import issue, mark_used, revoke
from zhicheng.foundation.audit.registry import name_verbs

name_verbs(
    {
        "access.issue": _("建立访问令牌"),
        "access.revoke": _("吊销访问令牌"),
        "access.bring": _("通过接口上传文件"),
    }
)

__all__ = ["bring", "forget", "issue", "mark_used", "revoke"]
