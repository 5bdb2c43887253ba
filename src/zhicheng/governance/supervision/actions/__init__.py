"""The verbs of supervision: keyword-only, permission asked, one transaction, audit row in it.

All raise PermissionDenied to whom the verb is not given; ``Refused`` (Chinese message) where the
procedure does not allow it, ``Overtaken`` (a ``Refused``) when somebody else was quicker; and
ValidationError with the fields that do not hold up.
"""

from django.utils.translation import gettext_lazy as _

from zhicheng.foundation.audit.registry import name_verbs, show_at
from zhicheng.foundation.audit.seen import Overtaken
from zhicheng.foundation.files.actions import Upload
from zhicheng.governance.supervision.actions.answering import answer, save_answer, send_answer
from zhicheng.governance.supervision.actions.circulars import (
    Heading,
    add_entry,
    discard_circular,
    draft_circular,
    drop_entry,
    publish_circular,
    reword_circular,
)
from zhicheng.governance.supervision.actions.clock import escalate, follow_calendar, propose
from zhicheng.governance.supervision.actions.orders import (
    Wording,
    move_order,
    raise_order,
    reword,
)
from zhicheng.governance.supervision.actions.requests import (
    Asked,
    change_request,
    draft_request,
    move_request,
)
from zhicheng.governance.supervision.actions.settings import (
    set_escalation,
    set_listing,
    set_proposals,
    withdraw_escalation,
    withdraw_listing,
    withdraw_proposals,
)
from zhicheng.governance.supervision.rules import ORDER, REQUEST

__all__ = [
    "Asked",
    "Heading",
    "Overtaken",
    "Upload",
    "Wording",
    "add_entry",
    "answer",
    "change_request",
    "discard_circular",
    "draft_circular",
    "draft_request",
    "drop_entry",
    "escalate",
    "follow_calendar",
    "move_order",
    "move_request",
    "propose",
    "publish_circular",
    "raise_order",
    "reword",
    "reword_circular",
    "save_answer",
    "send_answer",
    "set_escalation",
    "set_listing",
    "set_proposals",
    "withdraw_escalation",
    "withdraw_listing",
    "withdraw_proposals",
]

show_at(
    {
        "supervision.circular": "supervision:circular",
        "supervision.order": "supervision:order",
        "supervision.request": "supervision:request",
    }
)
name_verbs(
    {
        **{
            f"supervision.order_{edge.verb}": _("督办单：%(title)s") % {"title": edge.title}
            for edge in ORDER.transitions
        },
        **{
            f"supervision.request_{edge.verb}": _("请示和协调事项：%(title)s")
            % {"title": edge.title}
            for edge in REQUEST.transitions
        },
        "supervision.request_draft": _("起草请示或协调事项"),
        "supervision.request_change": _("修改请示或协调事项"),
        "supervision.request_retime": _("按新日历调整答复时限"),
        "supervision.circular_draft": _("起草通报"),
        "supervision.circular_reword": _("修改通报"),
        "supervision.circular_add_entry": _("通报增加条目"),
        "supervision.circular_drop_entry": _("通报删去条目"),
        "supervision.circular_discard": _("作废通报草稿"),
        "supervision.circular_publish": _("印发通报"),
        "supervision.order_succeed": _("督办单转由承接单位办理"),
        "supervision.request_succeed": _("请示和协调事项转由承接单位办理"),
        "supervision.order_raise": _("拟办督办单"),
        "supervision.order_propose": _("按规则拟办督办单"),
        "supervision.order_reword": _("修改拟办的督办单"),
        "supervision.order_retime": _("按新日历调整督办时限"),
        "supervision.answer_save": _("保存督办回复"),
        "supervision.set_escalation": _("设定逐级督办规则"),
        "supervision.set_proposals": _("设定督办拟办规则"),
        "supervision.set_listing": _("设定通报规则"),
        "supervision.withdraw_escalation": _("撤回未生效的逐级督办规则"),
        "supervision.withdraw_proposals": _("撤回未生效的督办拟办规则"),
        "supervision.withdraw_listing": _("撤回未生效的通报规则"),
        "supervision.answer_hand_up": _("提请报送督办回复"),
    }
)
