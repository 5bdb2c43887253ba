"""The verbs of bulletins and yearly reports: keyword-only, permission asked, one transaction, audit row in it.

All raise PermissionDenied to whom the verb is not given; ``Refused`` (Chinese message) where the state does
not allow it, ``Overtaken`` (a ``Refused``) when somebody else was quicker; and ValidationError with the
fields that do not hold up.
"""

from django.utils.translation import gettext_lazy as _

from zhicheng.foundation.audit.registry import name_verbs, show_at
from zhicheng.foundation.audit.seen import Overtaken
from zhicheng.governance.bulletins.actions.drafting import (
    GATHER,
    Period,
    draft,
    draft_again,
    edit,
    gather,
    keep_content,
)
from zhicheng.governance.bulletins.actions.issuing import (
    PRINT,
    abandon,
    add_pdf,
    issue,
    withdraw,
)

__all__ = [
    "GATHER",
    "PRINT",
    "Overtaken",
    "Period",
    "abandon",
    "add_pdf",
    "draft",
    "draft_again",
    "edit",
    "gather",
    "issue",
    "keep_content",
    "withdraw",
]

show_at({"bulletins.report": "bulletins:report"})
name_verbs(
    {
        "bulletins.draft": _("起草简报或报告"),
        "bulletins.edit": _("修改简报或报告"),
        "bulletins.gather": _("汇总简报或报告的数据"),
        "bulletins.compose": _("保存简报或报告的数据"),
        "bulletins.issue": _("印发简报或报告"),
        "bulletins.print": _("生成简报或报告的 PDF 文件"),
        "bulletins.replace": _("以新一版替代简报或报告"),
        "bulletins.withdraw": _("撤回简报或报告"),
        "bulletins.abandon": _("放弃简报或报告草稿"),
    }
)
