"""The list of meetings, a meeting's page, its files."""

from dataclasses import dataclass

import rules
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from zhicheng.foundation.accounts.permissions import require, signed_in
from zhicheng.foundation.face.history import happenings
from zhicheng.foundation.face.lists import Column, Table
from zhicheng.foundation.face.records import Light, Link, Text, Tone
from zhicheng.foundation.files.views import download
from zhicheng.governance.meetings import queries
from zhicheng.governance.meetings.forms import MeetingFilters
from zhicheng.governance.meetings.models import Attendance, Meeting, Resolution, Seat
from zhicheng.governance.meetings.papers import minutes_name, preview
from zhicheng.governance.meetings.rules import (
    EDITABLE,
    PRESENCE_NAMES,
    SEAT_NAMES,
    MeetingState,
    Presence,
    SeatKind,
)
from zhicheng.governance.meetings.views.common import (
    TONES,
    find_meeting,
    meeting_light,
    meeting_url,
)
from zhicheng.governance.tasks.permissions import visible_tasks

MEETINGS = Table[Meeting](
    title=_("会议"),
    columns=(
        Column("title", _("会议名称"), lambda m: Link(m.title, meeting_url(m)), ("title",), "long"),
        Column("conference", _("联席会议"), lambda m: m.conference.name, ("conference__name",)),
        Column("held_on", _("会议日期"), lambda m: m.held_on, ("held_on",), "date"),
        Column("place", _("地点"), lambda m: m.place, secondary=True),
        Column("state", _("状态"), meeting_light, ("state",)),
    ),
    order=("-held_on", "-id"),
    empty=_("还没有会议。统筹协调员在联席会议页面筹备后列在这里。"),
)
_PRESENCE_TONES = {
    Presence.PRESENT: Tone.GOOD,
    Presence.DEPUTY: Tone.GOOD,
    Presence.EXCUSED: Tone.CAUTION,
    Presence.ABSENT: Tone.CAUTION,
}


def meetings(request: HttpRequest) -> HttpResponseBase:
    """The meetings that the person sees."""
    require("meetings.view", request.user)
    rows, filters = queries.meetings_for(request.user), MeetingFilters(request.GET)
    return MEETINGS.respond(request, "meetings/list.html", rows=rows, filters=filters)


@dataclass(frozen=True, slots=True)
class Button:
    """A step that the person may take. hindrance: why not now."""

    title: str
    url: str
    hindrance: str


@dataclass(frozen=True, slots=True)
class ShownSeat:
    """unit: as it was called on the day."""

    seat: Seat
    kind: Text
    unit: str
    row: Attendance | None
    light: Light


@dataclass(frozen=True, slots=True)
class ShownResolution:
    """lead, units: as they were called. task: what it became; a link for whoever sees it there."""

    resolution: Resolution
    lead: str
    units: str
    task: Link | str | None


def meeting(request: HttpRequest, key: int) -> HttpResponse:
    """404 for whoever does not see it."""
    found, user = find_meeting(request, key), signed_in(request)
    prepares = rules.has_perm("meetings.prepare", user)
    resolutions = _resolutions(found, user)
    undone = any(r.resolution.lead_id and not r.resolution.item_id for r in resolutions)
    confirmed = found.state == MeetingState.CONFIRMED
    buttons = [
        Button(c.title, reverse("meetings:decide", args=[key, c.verb]), c.hindrance)
        for c in queries.choices(found, user, timezone.localdate())
    ]
    context = {
        "meeting": found,
        "state": meeting_light(found),
        "buttons": buttons,
        "agenda": queries.agenda_shown(found),
        "seats": [_shown_seat(found, seat, row) for seat, row in queries.presence_of(found)],
        "resolutions": resolutions,
        "may": {part: prepares and found.state in states for part, states in EDITABLE.items()},
        "may_enter": prepares and confirmed and undone,
        "may_preview": rules.has_perm("meetings.preview", user),
        "has_minutes": found.state not in (MeetingState.PLANNED, MeetingState.CANCELLED),
        "happenings": happenings(queries.steps_of(found), TONES),
    }
    return render(request, "meetings/meeting.html", context)


def _shown_seat(found: Meeting, seat: Seat, row: Attendance | None) -> ShownSeat:
    light = Light(_("未登记"), Tone.UNKNOWN)
    if row is not None:
        presence = Presence(row.presence)
        light = Light(PRESENCE_NAMES[presence], _PRESENCE_TONES[presence])
    unit = queries.unit_called(found, seat, row)
    return ShownSeat(seat, SEAT_NAMES[SeatKind(seat.kind)], unit, row, light)


def _resolutions(found: Meeting, user: object) -> list[ShownResolution]:
    tasks = queries.tasks_of(found)
    seen = set(
        visible_tasks(user)
        .filter(pk__in=[t.pk for t in tasks.values()])
        .values_list("pk", flat=True)
    )
    shown = []
    for charge in queries.charges_of(found):
        row = charge.resolution
        task, link = tasks.get(row.pk), None
        if task is not None:
            url = reverse("tasks:task", args=[task.pk])
            link = Link(task.number, url) if task.pk in seen else task.number
        shown.append(ShownResolution(row, charge.lead, charge.units, link))
    return shown


def material(request: HttpRequest, key: int) -> HttpResponseBase:
    """A file of an item, for whoever sees the meeting."""
    found = get_object_or_404(queries.materials_for(request.user), pk=key)
    return download(found.file, found.name)


def minutes(request: HttpRequest, key: int) -> HttpResponseBase:
    """The minutes as they were issued; before that as they would be issued today, for the offices."""
    found = find_meeting(request, key)
    if found.file is not None:
        return download(found.file, minutes_name(found))
    return preview(found, signed_in(request), timezone.localdate())
