"""Seats, the procedure of a meeting, quorum. Plain values only."""

from zhicheng.governance.meetings.rules.attendance import (
    PRESENCE_NAMES,
    QUORUM_RULES,
    Presence,
    QuorumRule,
    is_quorate,
    quorum_rule,
)
from zhicheng.governance.meetings.rules.meetings import (
    AS_NAMES,
    EDITABLE,
    FROZEN,
    INVITED,
    MEETING,
    STATE_NAMES,
    TOOK_PLACE,
    As,
    MeetingFacts,
    MeetingState,
)
from zhicheng.governance.meetings.rules.resolutions import resolution_faults
from zhicheng.governance.meetings.rules.seats import (
    ALONE,
    SEAT_NAMES,
    SeatKind,
    Tenure,
    seat_faults,
)

__all__ = [
    "ALONE",
    "AS_NAMES",
    "EDITABLE",
    "FROZEN",
    "INVITED",
    "MEETING",
    "PRESENCE_NAMES",
    "QUORUM_RULES",
    "SEAT_NAMES",
    "STATE_NAMES",
    "TOOK_PLACE",
    "As",
    "MeetingFacts",
    "MeetingState",
    "Presence",
    "QuorumRule",
    "SeatKind",
    "Tenure",
    "is_quorate",
    "quorum_rule",
    "resolution_faults",
    "seat_faults",
]
