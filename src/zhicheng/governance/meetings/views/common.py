"""What the views of this room share."""

from collections.abc import Mapping

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext

from zhicheng.foundation.accounts.permissions import require
from zhicheng.foundation.face.records import Light, Link, Tone
from zhicheng.governance.meetings import queries
from zhicheng.governance.meetings.models import Conference, Meeting
from zhicheng.governance.meetings.rules import STATE_NAMES, MeetingState

TONES: Mapping[str, Tone] = {
    MeetingState.PLANNED: Tone.QUIET,
    MeetingState.INVITED: Tone.ACTIVE,
    MeetingState.HELD: Tone.ACTIVE,
    MeetingState.DRAFTED: Tone.CAUTION,
    MeetingState.CONFIRMED: Tone.GOOD,
    MeetingState.CANCELLED: Tone.QUIET,
}


def find_meeting(request: HttpRequest, key: int) -> Meeting:
    """A meeting that the person may see, or 404."""
    return get_object_or_404(queries.meetings_for(request.user), pk=key)


def find_conference(request: HttpRequest, key: int) -> Conference:
    require("meetings.view", request.user)
    return get_object_or_404(queries.conferences(), pk=key)


def meeting_light(meeting: Meeting) -> Light:
    state = MeetingState(meeting.state)
    return Light(STATE_NAMES[state], TONES[state])


def meeting_url(meeting: Meeting) -> str:
    return reverse("meetings:meeting", args=[meeting.pk])


def conference_url(conference: Conference) -> str:
    return reverse("meetings:conference", args=[conference.pk])


def all_conferences() -> Link:
    return Link(gettext("联席会议"), reverse("meetings:conferences"))


def way_to_conference(conference: Conference) -> tuple[Link, ...]:
    """The pages above a form about a conference."""
    return (all_conferences(), Link(conference.name, conference_url(conference)))


def way_to_meeting(meeting: Meeting) -> tuple[Link, ...]:
    """The pages above a form about a meeting."""
    above = Link(gettext("会议"), reverse("meetings:list"))
    return (above, Link(meeting.title, meeting_url(meeting)))
