"""What this room says on the pages of others: the task that a resolution became, what waits, the agenda."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from zhicheng.foundation.accounts.models import User
from zhicheng.foundation.accounts.permissions import actor_of
from zhicheng.foundation.accounts.rules import Role
from zhicheng.foundation.agenda.rules import Entry
from zhicheng.foundation.face.records import Link
from zhicheng.foundation.units.registry import Load, Row, first_of
from zhicheng.governance.meetings import queries
from zhicheng.governance.meetings.models import Meeting
from zhicheng.governance.meetings.rules import INVITED, MeetingState
from zhicheng.governance.meetings.views.common import meeting_light, meeting_url
from zhicheng.governance.tasks.models import Task
from zhicheng.governance.tasks.registry import Beside

_MEETING = _("会议")


def beside_task(user: Any, task: Task) -> Beside | None:
    """The meeting whose resolution a task is, for whoever sees the meeting."""
    rows = [
        Row(
            Link(found.meeting.title, meeting_url(found.meeting)),
            meeting_light(found.meeting),
            found.text,
            found.due_on,
        )
        for found in queries.resolutions_about(task)
        if queries.meetings_for(user).filter(pk=found.meeting_id).exists()
    ]
    return Beside(_("会议议定事项"), rows) if rows else None


def waiting(user: User, on: date) -> Load | None:
    """Minutes that wait for the leader; for the coordinator meetings that were held and have none."""
    actor, states = actor_of(user, on), []
    if actor.has(Role.LEADER):
        states.append(MeetingState.DRAFTED)
    if actor.has(Role.COORDINATOR):
        states.append(MeetingState.HELD)
    found = queries.meetings_for(user).filter(state__in=states)
    meetings, count = first_of(found)
    if not meetings:
        return None
    return Load(_("会议纪要"), count, [_row(one) for one in meetings], reverse("meetings:list"))


def _row(meeting: Meeting) -> Row:
    link = Link(meeting.title, meeting_url(meeting))
    return Row(link, meeting_light(meeting), meeting.conference.name, meeting.held_on)


def meeting_days(user: User, first: date, last: date) -> Iterator[Entry]:
    """The meetings that a person is invited to, or prepares."""
    rows = queries.meetings_for(user).filter(held_on__range=(first, last))
    for meeting in rows.exclude(state=MeetingState.CANCELLED):
        yield Entry(
            day=meeting.held_on, uid=f"meeting-{meeting.pk}", kind=_MEETING, title=meeting.title,
            url=meeting_url(meeting), done=meeting.state in INVITED[1:], binds=False,
        )  # fmt: skip
