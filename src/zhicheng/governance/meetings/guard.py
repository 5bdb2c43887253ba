"""What a meeting was is kept.

Once its minutes are issued, meeting, agenda, attendance and resolutions refuse every change but the task that a
resolution becomes. History is only added to; a seat changes by its end alone, and is taken off only while
no meeting has taken place with it.
"""

from collections.abc import Iterator
from typing import Final

from zhicheng.foundation.audit.guards import Guard, Refusal, only_added_to

_KEPT = "a meeting whose minutes were issued is kept as it is"
_SEAT = "a seat is kept as it was given, but for its end"
_USED = (
    "EXISTS (SELECT 1 FROM meetings_meeting m WHERE m.conference_id = OLD.conference_id "
    "AND m.state IN ('held', 'drafted', 'confirmed') AND m.held_on >= OLD.valid_from "
    "AND (OLD.valid_to IS NULL OR m.held_on <= OLD.valid_to))"
)
"""That a meeting took place while somebody had the seat."""
_OF_MEETING = "(SELECT state FROM meetings_meeting WHERE id = {row}.meeting_id)"
_OF_ITEM = (
    "(SELECT m.state FROM meetings_meeting m JOIN meetings_agendaitem a ON a.meeting_id = m.id "
    "WHERE a.id = {row}.item_id)"
)
_OF_RESOLUTION = (
    "(SELECT m.state FROM meetings_meeting m JOIN meetings_resolution r ON r.meeting_id = m.id "
    "WHERE r.id = {row}.resolution_id)"
)
_PARTS = {
    "meetings_agendaitem": _OF_MEETING,
    "meetings_attendance": _OF_MEETING,
    "meetings_resolution": _OF_MEETING,
    "meetings_material": _OF_ITEM,
    "meetings_resolution_units": _OF_RESOLUTION,
}
"""The parts of a meeting, and how a row of each finds its state."""
_CHANGES = {"meetings_resolution": "UPDATE OF meeting_id, position, text, lead_id, due_on"}


def _meetings() -> Iterator[Refusal]:
    table, frozen = "meetings_meeting", "OLD.state = 'confirmed'"
    for event in ("UPDATE", "DELETE"):
        yield Refusal(f"{table}_kept_{event.lower()}", event, table, _KEPT, frozen)
    for part, state in _PARTS.items():
        for event, row in (("INSERT", "NEW"), ("UPDATE", "OLD"), ("DELETE", "OLD")):
            change = _CHANGES.get(part, event) if event == "UPDATE" else event
            frozen = f"{state.format(row=row)} = 'confirmed'"
            yield Refusal(f"{part}_kept_{event.lower()}", change, part, _KEPT, frozen)


def _seats() -> Iterator[Refusal]:
    table = "meetings_seat"
    columns = "conference_id, kind, unit_id, office, person, user_id, valid_from"
    yield Refusal(f"{table}_kept", f"UPDATE OF {columns}", table, _SEAT)
    yield Refusal(f"{table}_kept_delete", "DELETE", table, _SEAT, _USED)


GUARD: Final = Guard(
    [
        *only_added_to("meetings_meetingstep", "the history of a meeting is only added to"),
        *_meetings(),
        *_seats(),
    ]
)
