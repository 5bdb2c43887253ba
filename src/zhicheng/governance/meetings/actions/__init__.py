"""The verbs of the conference: keyword-only, permission asked, one transaction, audit row in it.

All raise PermissionDenied to whom the verb is not given; ``Refused`` (Chinese message) where the procedure or
the state does not allow it, ``Overtaken`` (a ``Refused``) when somebody else was quicker; and ValidationError
with the fields that do not hold up.
"""

from django.utils.translation import gettext_lazy as _

from zhicheng.foundation.audit.registry import name_verbs, show_at
from zhicheng.governance.meetings.actions.ledger import enter_in_ledger
from zhicheng.governance.meetings.actions.moving import move
from zhicheng.governance.meetings.actions.preparing import (
    Frame,
    add_item,
    change_frame,
    drop_item,
    plan_meeting,
)
from zhicheng.governance.meetings.actions.quorum import set_quorum, withdraw_quorum
from zhicheng.governance.meetings.actions.recording import (
    Decided,
    Noted,
    add_resolution,
    drop_resolution,
    take_attendance,
    write_minutes,
)
from zhicheng.governance.meetings.actions.seats import (
    drop_seat,
    end_conference,
    end_seat,
    found_conference,
    give_seat,
)
from zhicheng.governance.meetings.rules import MEETING

__all__ = [
    "Decided",
    "Frame",
    "Noted",
    "add_item",
    "add_resolution",
    "change_frame",
    "drop_item",
    "drop_resolution",
    "drop_seat",
    "end_conference",
    "end_seat",
    "enter_in_ledger",
    "found_conference",
    "give_seat",
    "move",
    "plan_meeting",
    "set_quorum",
    "take_attendance",
    "withdraw_quorum",
    "write_minutes",
]

show_at({"meetings.conference": "meetings:conference", "meetings.meeting": "meetings:meeting"})
name_verbs(
    {
        **{
            f"meetings.{edge.verb}": _("会议：%(title)s") % {"title": edge.title}
            for edge in MEETING.transitions
        },
        "meetings.found": _("设立联席会议"),
        "meetings.give_seat": _("登记联席会议席位"),
        "meetings.end_seat": _("结束联席会议席位任期"),
        "meetings.drop_seat": _("删去联席会议席位"),
        "meetings.end_conference": _("结束联席会议"),
        "meetings.succeed": _("联席会议席位转由承接单位担任"),
        "meetings.set_quorum": _("设定到会人数规则"),
        "meetings.withdraw_quorum": _("撤回未生效的到会人数规则"),
        "meetings.plan": _("筹备会议"),
        "meetings.change_frame": _("修改会议安排"),
        "meetings.add_item": _("列入议题"),
        "meetings.drop_item": _("删去议题"),
        "meetings.attendance": _("登记出席情况"),
        "meetings.write": _("填写会议纪要"),
        "meetings.add_resolution": _("记录议定事项"),
        "meetings.drop_resolution": _("删去议定事项"),
        "meetings.enter": _("议定事项列入台账"),
    }
)
