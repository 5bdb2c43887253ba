"""The verbs of the ledger: keyword-only, permission asked, one transaction, audit row in it.

All raise PermissionDenied to whom the verb is not given, and ``Refused`` (Chinese message) where the
procedure does not allow it; ``Overtaken`` is a ``Refused``.
"""

from django.utils.translation import gettext_lazy as _

from zhicheng.foundation.audit.registry import name_verbs
from zhicheng.governance.tasks.actions.distribution import assign
from zhicheng.governance.tasks.actions.moving import Overtaken, move
from zhicheng.governance.tasks.actions.publication import open_ledger
from zhicheng.governance.tasks.actions.reporting import (
    Saved,
    Upload,
    report,
    save_draft,
    send,
)
from zhicheng.governance.tasks.rules import ASSIGNMENT

__all__ = [
    "Overtaken",
    "Saved",
    "Upload",
    "assign",
    "move",
    "open_ledger",
    "report",
    "save_draft",
    "send",
]

name_verbs(
    {
        **{f"tasks.{edge.verb}": edge.title for edge in ASSIGNMENT.transitions},
        "tasks.open": _("立项"),
        "tasks.amend": _("随方案修订任务"),
        "tasks.end": _("随方案终止任务"),
        "tasks.save_draft": _("保存报告草稿"),
        "tasks.hand_up": _("提交负责人审核"),
    }
)
