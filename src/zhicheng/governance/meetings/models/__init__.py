"""Conferences with their seats, and meetings with all that belongs to them."""

from zhicheng.governance.meetings.models.conferences import Conference, Seat
from zhicheng.governance.meetings.models.meetings import (
    AgendaItem,
    Attendance,
    Material,
    Meeting,
    MeetingStep,
    Resolution,
)
from zhicheng.governance.meetings.models.quorum import QuorumSetting

__all__ = [
    "AgendaItem",
    "Attendance",
    "Conference",
    "Material",
    "Meeting",
    "MeetingStep",
    "QuorumSetting",
    "Resolution",
    "Seat",
]
