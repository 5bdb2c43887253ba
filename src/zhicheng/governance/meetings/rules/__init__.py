"""Seats, the procedure of a meeting, quorum. Plain values only."""

from zhicheng.governance.meetings.rules.attendance import (
    PRESENCE_NAMES,
    QUORUM,
    SHARE_NAMES,
    Presence,
    QuorumRule,
    Share,
    day_fault,
    is_quorate,
    quorum_faults,
)
from zhicheng.governance.meetings.rules.conferences import (
    dropping_fault,
    ending_faults,
    founding_faults,
    tenure_fault,
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
    leaving_fault,
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
    "QUORUM",
    "SEAT_NAMES",
    "SHARE_NAMES",
    "STATE_NAMES",
    "TOOK_PLACE",
    "As",
    "MeetingFacts",
    "MeetingState",
    "Presence",
    "QuorumRule",
    "SeatKind",
    "Share",
    "Tenure",
    "day_fault",
    "dropping_fault",
    "ending_faults",
    "founding_faults",
    "is_quorate",
    "leaving_fault",
    "quorum_faults",
    "resolution_faults",
    "seat_faults",
    "tenure_fault",
]
