"""The pages of the conference."""

from zhicheng.governance.meetings.views.conferences import (
    conference,
    conferences,
    drop_seat,
    end_conference,
    end_seat,
    found,
    give_seat,
)
from zhicheng.governance.meetings.views.meetings import material, meeting, meetings, minutes
from zhicheng.governance.meetings.views.preparing import add_item, change_frame, drop_item, plan
from zhicheng.governance.meetings.views.quorum import quorum, set_quorum, withdraw_quorum
from zhicheng.governance.meetings.views.recording import (
    add_resolution,
    attendance,
    decide,
    drop_resolution,
    enter,
    write,
)

__all__ = [
    "add_item",
    "add_resolution",
    "attendance",
    "change_frame",
    "conference",
    "conferences",
    "decide",
    "drop_item",
    "drop_resolution",
    "drop_seat",
    "end_conference",
    "end_seat",
    "enter",
    "found",
    "give_seat",
    "material",
    "meeting",
    "meetings",
    "minutes",
    "plan",
    "quorum",
    "set_quorum",
    "withdraw_quorum",
    "write",
]
