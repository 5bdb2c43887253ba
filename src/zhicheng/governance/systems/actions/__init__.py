"""The verbs of the build list: keyword-only, permission asked, one transaction, audit row in it.

All raise PermissionDenied to whom the verb is not given; ``Refused`` (Chinese message) where the
procedure does not allow it, ``Overtaken`` (a ``Refused``) when somebody else was quicker; and
ValidationError with the fields that do not hold up.
"""

from django.utils.translation import gettext_lazy as _

from zhicheng.foundation.audit.registry import name_verbs, show_at
from zhicheng.foundation.audit.seen import Overtaken
from zhicheng.foundation.files.actions import Upload
from zhicheng.governance.systems.actions.keeping import (
    assign,
    changeable,
    drop_milestone,
    reach,
    revoke_milestone,
    save_link,
    save_milestone,
)
from zhicheng.governance.systems.actions.moving import move
from zhicheng.governance.systems.actions.noting import note
from zhicheng.governance.systems.actions.publication import keep_list
from zhicheng.governance.systems.actions.reminding import remind
from zhicheng.governance.systems.rules import BUILD

__all__ = [
    "Overtaken",
    "Upload",
    "assign",
    "changeable",
    "drop_milestone",
    "keep_list",
    "move",
    "note",
    "reach",
    "remind",
    "revoke_milestone",
    "save_link",
    "save_milestone",
]

show_at({"systems.system": "systems:system"})
name_verbs(
    {
        **{
            f"systems.{edge.verb}": _("建设清单：%(title)s") % {"title": edge.title}
            for edge in BUILD.transitions
        },
        "systems.succeed": _("建设清单转由承接单位负责"),
        "systems.open": _("列入建设清单"),
        "systems.amend": _("随方案修订建设清单"),
        "systems.assign": _("指定建设单位"),
        "systems.note": _("填写建设进展"),
        "systems.link": _("填写运行地址"),
        "systems.milestone": _("安排建设节点"),
        "systems.move_milestone": _("建设节点随方案期限提前"),
        "systems.reach": _("确认建设节点完成"),
        "systems.revoke_milestone": _("撤销建设节点完成"),
        "systems.drop_milestone": _("删除建设节点"),
    }
)
