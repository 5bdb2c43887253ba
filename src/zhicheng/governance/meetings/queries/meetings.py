"""Reading meetings."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet

from zhicheng.engines.procedures.running import hindrance, open_to
from zhicheng.foundation.units.queries import name_on
from zhicheng.governance.meetings import permissions
from zhicheng.governance.meetings.models import (
    AgendaItem,
    Attendance,
    Material,
    Meeting,
    MeetingStep,
    Resolution,
    Seat,
)
from zhicheng.governance.meetings.queries.quorum import QUORUMS
from zhicheng.governance.meetings.queries.seats import members_on, rank_of
from zhicheng.governance.meetings.rules import (
    MEETING,
    MeetingFacts,
    MeetingState,
    Presence,
    SeatKind,
    is_quorate,
)
from zhicheng.governance.tasks.models import Task


def meetings_for(user: Any) -> QuerySet[Meeting]:
    """The meetings that a person sees, the latest first."""
    return permissions.visible_meetings(user).select_related("conference", "file")


def agenda_of(meeting: Meeting) -> QuerySet[AgendaItem]:
    return meeting.agenda.select_related("unit").prefetch_related("materials__file")


def agenda_shown(meeting: Meeting) -> list[tuple[AgendaItem, str]]:
    """The agenda, each item with the name of the unit that reports on it: as the minutes have it once they are
    issued, else as the unit was called on the day of the meeting."""
    items = list(agenda_of(meeting))
    if meeting.context:
        kept = [row["unit"] for row in meeting.context["items"]]
        return list(zip(items, kept, strict=True))
    return [(item, name_on(item.unit, meeting.held_on) if item.unit else "") for item in items]


@dataclass(frozen=True, slots=True)
class Charge:
    """A resolution, and what the units are called that it charges; empty where there is none."""

    resolution: Resolution
    lead: str
    units: str


def charges_of(meeting: Meeting) -> list[Charge]:
    """The resolutions with the names of their units, by the same rule as ``agenda_shown``."""
    rows = list(resolutions_of(meeting))
    if meeting.context:
        kept = meeting.context["resolutions"]
        return [Charge(r, k["lead"], k["units"]) for r, k in zip(rows, kept, strict=True)]
    return [_charge(row, meeting.held_on) for row in rows]


def _charge(row: Resolution, day: date) -> Charge:
    units = "、".join(name_on(unit, day) for unit in row.units.all())
    return Charge(row, name_on(row.lead, day) if row.lead else "", units)


def materials_for(user: Any) -> QuerySet[Material]:
    return permissions.readable_materials(user).select_related("file")


def presence_of(meeting: Meeting) -> list[tuple[Seat, Attendance | None]]:
    """Everybody who had a seat on the day but the liaison officers, and whether they came, as far as noted.

    Once the minutes are submitted, whoever was noted: a seat that ends, or is given, with hindsight changes
    nothing any more.
    """
    rows = meeting.attendances.select_related("seat__unit", "seat__user")
    noted = {row.seat_id: row for row in rows}
    if meeting.state in (MeetingState.DRAFTED, MeetingState.CONFIRMED):
        found = sorted(noted.values(), key=lambda row: rank_of(row.seat))
        return [(row.seat, row) for row in found]
    seats = members_on(meeting.conference, meeting.held_on).exclude(kind=SeatKind.LIAISON)
    return [(seat, noted.get(seat.pk)) for seat in seats]


def unit_called(meeting: Meeting, seat: Seat, row: Attendance | None) -> str:
    """What the unit of a seat is called at a meeting: as it was noted, else as on its day; empty where the seat
    belongs to none."""
    if row is not None:
        return row.unit_name
    return name_on(seat.unit, meeting.held_on) if seat.unit else ""


def resolutions_of(meeting: Meeting) -> QuerySet[Resolution]:
    return meeting.resolutions.select_related("lead", "item").prefetch_related("units")


def tasks_of(meeting: Meeting) -> dict[int, Task]:
    """The tasks that its resolutions became, by the key of the resolution."""
    return tasks_behind(meeting.resolutions.all())


def tasks_behind(resolutions: QuerySet[Resolution]) -> dict[int, Task]:
    """The tasks that resolutions became, by the key of the resolution."""
    rows = resolutions.exclude(item=None).values_list("item__key", "pk")
    keys = dict(rows)
    return {keys[task.key]: task for task in Task.objects.filter(key__in=keys)}


def resolutions_for(user: Any) -> QuerySet[Resolution]:
    """What was resolved, as far as the minutes are issued: of the meetings that a person sees."""
    rows = Resolution.objects.filter(
        meeting__in=permissions.visible_meetings(user).values("pk"),
        meeting__state=MeetingState.CONFIRMED,
    )
    return rows.select_related("meeting", "lead")


def resolutions_about(task: Task) -> QuerySet[Resolution]:
    """The resolution that a task comes from, if it does."""
    origin = task.parent or task
    rows = Resolution.objects.filter(item__key=origin.key, item__version__plan=origin.plan_id)
    return rows.select_related("meeting__conference")


def steps_of(meeting: Meeting) -> QuerySet[MeetingStep]:
    """What happened to a meeting, newest first."""
    return meeting.steps.select_related("by", "deputy_for").order_by("-at", "-id")


def facts_of(meeting: Meeting, on: date) -> MeetingFacts:
    """What the guards of the procedure look at."""
    items = list(meeting.agenda.all())
    presences = [Presence(row.presence) if row else None for _seat, row in presence_of(meeting)]
    return MeetingFacts(
        agenda=len(items),
        members=len(presences),
        begun=meeting.held_on <= on,
        quorate=is_quorate(QUORUMS.on(meeting.held_on), presences),
        noted=None not in presences,
        written=bool(meeting.summary) and all(item.outcome for item in items),
    )


@dataclass(frozen=True, slots=True)
class Choice:
    """A step that is this person's to take. hindrance: why not now."""

    verb: str
    title: str
    hindrance: str


def choices(meeting: Meeting, user: Any, on: date) -> list[Choice]:
    """The steps of the procedure that a person could take."""
    facts = facts_of(meeting, on)
    edges = open_to(MEETING, meeting.state, permissions.capacities(user))
    return [Choice(edge.verb, edge.title, hindrance(MEETING, edge, facts)) for edge in edges]
