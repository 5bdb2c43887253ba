"""The joint conference for programs: who sits on it, what is done at its meetings, and what comes of them."""

from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils import timezone
from ninja import Schema

from zhicheng.foundation.access.files import AttachedOut, sent
from zhicheng.foundation.access.paging import Key
from zhicheng.foundation.access.routing import Operations, person
from zhicheng.foundation.access.verbs import Rows, offer_verbs
from zhicheng.foundation.accounts.models import User
from zhicheng.foundation.accounts.permissions import require
from zhicheng.governance.meetings import actions, queries
from zhicheng.governance.meetings.models import (
    AgendaItem,
    Attendance,
    Conference,
    Meeting,
    QuorumSetting,
    Resolution,
    Seat,
)
from zhicheng.governance.meetings.papers import minutes_name, preview
from zhicheng.governance.meetings.permissions import visible_meetings
from zhicheng.governance.tasks import api as ledger

operations = Operations()


class ConferenceOut(Schema):
    """A joint conference or leading group. document: what founded it. ended_on: its last day; ending: why it
    ended; null and empty while no end is known."""

    id: int
    name: str
    founded_on: date
    document: str
    ended_on: date | None
    ending: str


class SeatOut(Schema):
    """A seat from a day to a day, both included; without an end it lasts. office: the post that goes with it."""

    id: int
    conference_id: int
    kind: str
    unit_id: int | None
    office: str
    person: str
    user_id: int | None
    valid_from: date
    valid_to: date | None


class MeetingOut(Schema):
    """A meeting. summary: what the minutes say besides the items. confirmed_on: when they were issued, sha256: of
    their file; both null before."""

    id: int
    conference_id: int
    title: str
    held_on: date
    place: str
    chair: str
    state: str
    version: int
    summary: str
    confirmed_on: date | None
    sha256: str | None

    @staticmethod
    def resolve_sha256(row: Meeting) -> str | None:
        return row.file.sha256 if row.file else None


class AgendaItemOut(Schema):
    """What a meeting deals with. unit_id: who reports on it. outcome: what came of it."""

    id: int
    meeting_id: int
    position: int
    title: str
    unit_id: int | None
    outcome: str


class MaterialOut(AttachedOut):
    """A file that goes with an item of the agenda."""

    item_id: int


class AttendanceOut(Schema):
    """Whether the holder of a seat came to a meeting. unit_name: what the unit was called on its day. deputy: who
    came in the place of the holder."""

    id: int
    meeting_id: int
    seat_id: int
    unit_name: str
    presence: str
    deputy: str


class ResolutionOut(Schema):
    """What a meeting resolved. task_key: of the task of the ledger that came of it; null before, and where it is
    no work."""

    id: int
    meeting_id: int
    position: int
    text: str
    lead_id: int | None
    unit_ids: list[int]
    due_on: date | None
    task_key: str | None

    @staticmethod
    def resolve_unit_ids(row: Resolution) -> list[int]:
        return [unit.pk for unit in row.units.all()]

    @staticmethod
    def resolve_task_key(row: Resolution) -> str | None:
        return str(row.item.key) if row.item else None


def _conferences(user: Any) -> QuerySet[Conference]:
    require("meetings.view", user)
    return Conference.objects.all()


def _seats(user: Any) -> QuerySet[Seat]:
    require("meetings.view", user)
    return Seat.objects.all()


def _resolutions(user: Any) -> QuerySet[Resolution]:
    rows = Resolution.objects.filter(meeting__in=visible_meetings(user).values("pk"))
    return rows.select_related("item").prefetch_related("units")


def _agenda(user: Any) -> QuerySet[AgendaItem]:
    return AgendaItem.objects.filter(meeting__in=visible_meetings(user).values("pk"))


def _attendances(user: Any) -> QuerySet[Attendance]:
    return Attendance.objects.filter(meeting__in=visible_meetings(user).values("pk"))


class QuorumRuleOut(Schema):
    """Of those who should come, how many have to from a day on."""

    id: int
    valid_from: date
    source: str
    share: str


def _quorum(user: User) -> QuerySet[QuorumSetting]:
    require("meetings.view", user)
    return QuorumSetting.objects.all()


_SCOPE = "read:meetings"
operations.lists("/conferences", ConferenceOut, _conferences, scope=_SCOPE)
operations.lists("/seats", SeatOut, _seats, scope=_SCOPE, of=["conference"])
operations.lists("/meetings", MeetingOut, queries.meetings_for, scope=_SCOPE, of=["conference"])
operations.lists("/agenda-items", AgendaItemOut, _agenda, scope=_SCOPE, of=["meeting"])
operations.lists(
    "/materials", MaterialOut, queries.materials_for, scope=_SCOPE, of=["item", "item__meeting"]
)
operations.lists("/attendances", AttendanceOut, _attendances, scope=_SCOPE, of=["meeting", "seat"])
operations.lists("/resolutions", ResolutionOut, _resolutions, scope=_SCOPE, of=["meeting"])
operations.lists("/quorum-rules", QuorumRuleOut, _quorum, scope=_SCOPE)


@operations.hands_out("/materials/{key}/content", scope=_SCOPE)
def material_content(request: HttpRequest, key: Key) -> HttpResponseBase:
    """A file of an item of the agenda. The ETag is its SHA-256."""
    found = get_object_or_404(queries.materials_for(person(request)), pk=key)
    return sent(request, found.file, found.name)


@operations.hands_out("/meetings/{key}/minutes", scope=_SCOPE)
def minutes_content(request: HttpRequest, key: Key) -> HttpResponseBase:
    """The minutes as they were issued (.docx); the ETag is their SHA-256. Before that 404, but for who prepares or
    confirms them: as they would be issued today."""
    found = get_object_or_404(queries.meetings_for(person(request)), pk=key)
    if found.file is not None:
        return sent(request, found.file, minutes_name(found))
    return preview(found, person(request), timezone.localdate())


ROWS: Rows = {
    **ledger.ROWS,
    User: lambda user: User.objects.filter(is_active=True),
    Conference: _conferences,
    Seat: _seats,
    Meeting: visible_meetings,
    AgendaItem: _agenda,
    Resolution: _resolutions,
    QuorumSetting: _quorum,
}

operations.acts(offer_verbs("meetings", actions, ROWS), scope="act:meetings")
