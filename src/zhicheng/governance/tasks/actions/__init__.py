"""The verbs of the ledger: keyword-only, permission asked, one transaction, audit row in it.

All raise PermissionDenied to whom the verb is not given, and ``Refused`` (Chinese message) where the
procedure does not allow it; ``Overtaken`` is a ``Refused``.
"""

from django.utils.translation import gettext_lazy as _

from zhicheng.foundation.audit.registry import name_verbs, show_at
from zhicheng.foundation.audit.seen import Overtaken
from zhicheng.foundation.files.actions import Upload
from zhicheng.governance.tasks.actions.breakdown import (
    Breakdown,
    break_down,
    origin_of,
)
from zhicheng.governance.tasks.actions.distribution import Assigned, assign, assign_many
from zhicheng.governance.tasks.actions.duties import follow_duties, open_occurrences
from zhicheng.governance.tasks.actions.lights import set_lights, withdraw_lights
from zhicheng.governance.tasks.actions.milestones import (
    add_milestone,
    lay_milestones,
    mark_milestone,
    removable,
    remove_milestone,
)
from zhicheng.governance.tasks.actions.moving import move
from zhicheng.governance.tasks.actions.publication import open_ledger
from zhicheng.governance.tasks.actions.reminding import remind
from zhicheng.governance.tasks.actions.reporting import Saved, report, save_draft, send
from zhicheng.governance.tasks.actions.timing import follow_calendar, retime, retime_all
from zhicheng.governance.tasks.rules import ASSIGNMENT

FOLLOWERS = (open_ledger, follow_duties, lay_milestones)
"""What follows a publication (``plans.publication``), in this order."""

__all__ = [
    "FOLLOWERS",
    "Assigned",
    "Breakdown",
    "Overtaken",
    "Saved",
    "Upload",
    "add_milestone",
    "assign",
    "assign_many",
    "break_down",
    "follow_calendar",
    "follow_duties",
    "lay_milestones",
    "mark_milestone",
    "move",
    "open_ledger",
    "open_occurrences",
    "origin_of",
    "remind",
    "removable",
    "remove_milestone",
    "report",
    "retime",
    "retime_all",
    "save_draft",
    "send",
    "set_lights",
    "withdraw_lights",
]

show_at({"tasks.task": "tasks:task", "tasks.assignment": "tasks:why_part"})
name_verbs(
    {
        **{f"tasks.{edge.verb}": edge.title for edge in ASSIGNMENT.transitions},
        "tasks.succeed": _("任务转由承接单位办理"),
        "tasks.open": _("立项"),
        "tasks.break_down": _("分解任务"),
        "tasks.amend": _("随方案修订任务"),
        "tasks.end": _("随方案终止任务"),
        "tasks.retime": _("重新计算时限日期"),
        "tasks.open_occurrence": _("周期性工作立项"),
        "tasks.set_lights": _("设定时限灯规则"),
        "tasks.withdraw_lights": _("撤回未生效的时限灯规则"),
        "tasks.add_milestone": _("增加节点"),
        "tasks.remove_milestone": _("删除节点"),
        "tasks.mark_milestone": _("确认节点达到"),
        "tasks.save_draft": _("保存报告草稿"),
        "tasks.hand_up": _("提交负责人审核"),
    }
)
