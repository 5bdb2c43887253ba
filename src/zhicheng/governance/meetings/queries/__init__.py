"""Reading conferences, meetings and their papers."""

from zhicheng.governance.meetings.queries.meetings import (
    Choice,
    agenda_of,
    choices,
    facts_of,
    materials_for,
    meetings_for,
    presence_of,
    resolutions_about,
    resolutions_for,
    resolutions_of,
    steps_of,
    tasks_behind,
    tasks_of,
)
from zhicheng.governance.meetings.queries.minutes import MINUTES, context_of, minutes_now
from zhicheng.governance.meetings.queries.seats import (
    conferences,
    members_on,
    people_of,
    seats_of,
    tenures_of,
)

__all__ = [
    "MINUTES",
    "Choice",
    "agenda_of",
    "choices",
    "conferences",
    "context_of",
    "facts_of",
    "materials_for",
    "meetings_for",
    "members_on",
    "minutes_now",
    "people_of",
    "presence_of",
    "resolutions_about",
    "resolutions_for",
    "resolutions_of",
    "seats_of",
    "steps_of",
    "tasks_behind",
    "tasks_of",
    "tenures_of",
]
