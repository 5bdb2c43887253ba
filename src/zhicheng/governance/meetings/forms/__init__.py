"""What people fill in."""

from zhicheng.governance.meetings.forms.conferences import (
    ConferenceForm,
    DropSeatForm,
    EndConferenceForm,
    EndForm,
    QuorumForm,
    SeatForm,
)
from zhicheng.governance.meetings.forms.meetings import (
    AttendanceForm,
    FrameForm,
    ItemForm,
    MeetingFilters,
    MinutesForm,
    ResolutionForm,
)

__all__ = [
    "AttendanceForm",
    "ConferenceForm",
    "DropSeatForm",
    "EndConferenceForm",
    "EndForm",
    "FrameForm",
    "ItemForm",
    "MeetingFilters",
    "MinutesForm",
    "QuorumForm",
    "ResolutionForm",
    "SeatForm",
]
