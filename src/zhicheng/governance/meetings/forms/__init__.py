"""What people fill in."""

from zhicheng.governance.meetings.forms.conferences import ConferenceForm, EndForm, SeatForm
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
    "EndForm",
    "FrameForm",
    "ItemForm",
    "MeetingFilters",
    "MinutesForm",
    "ResolutionForm",
    "SeatForm",
]
