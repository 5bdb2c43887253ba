"""The verbs of supervision: keyword-only, permission asked, one transaction, audit row in it.

All raise PermissionDenied to whom the verb is not given; ``Refused`` (Chinese message) where the
procedure does not allow it, ``Overtaken`` (a ``Refused``) when somebody else was quicker; and
ValidationError with the fields that do not hold up.
"""

from django.utils.translation import gettext_lazy as _

from zhicheng.foundation.audit.registry import name_verbs
from zhicheng.governance.supervision.actions.answering import answer, save_answer, send_answer
from zhicheng.governance.supervision.actions.clock import escalate, follow_calendar, propose
from zhicheng.governance.supervision.actions.orders import (
    Wording,
    move_order,
    raise_order,
    reword,
)
from zhicheng.governance.supervision.actions.steps import Overtaken, Upload
from zhicheng.governance.supervision.rules import ORDER

__all__ = [
    "Overtaken",
    "Upload",
    "Wording",
    "answer",
    "escalate",
    "follow_calendar",
    "move_order",
    "propose",
    "raise_order",
    "reword",
    "save_answer",
    "send_answer",
]

name_verbs(
    {
        **{
            f"supervision.order_{edge.verb}": _("督办单：%(title)s") % {"title": edge.title}
            for edge in ORDER.transitions
        },
        "supervision.order_raise": _("拟办督办单"),
        "supervision.order_propose": _("按规则拟办督办单"),
        "supervision.order_reword": _("修改拟办的督办单"),
        "supervision.order_retime": _("按新日历调整督办时限"),
        "supervision.answer_save": _("保存督办回复"),
        "supervision.answer_hand_up": _("提请报送督办回复"),
    }
)
