"""The steps of a meeting: invited, held, minutes submitted, confirmed."""

from datetime import datetime
from io import BytesIO
from typing import Annotated, Any

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from zhicheng.engines.procedures.declaration import VerbOf
from zhicheng.engines.procedures.running import apply
from zhicheng.foundation.accounts.models import User
from zhicheng.foundation.accounts.permissions import require
from zhicheng.foundation.accounts.queries import holders
from zhicheng.foundation.accounts.rules import Role
from zhicheng.foundation.audit.actions import record
from zhicheng.foundation.audit.seen import update_as_seen
from zhicheng.foundation.documents.actions import WORD, template_for
from zhicheng.foundation.documents.queries import composed_from
from zhicheng.foundation.face.told import told
from zhicheng.foundation.files.actions import store
from zhicheng.foundation.notices.actions import notify
from zhicheng.governance.meetings.actions.common import step
from zhicheng.governance.meetings.models import Meeting
from zhicheng.governance.meetings.permissions import capacities
from zhicheng.governance.meetings.queries import MINUTES, context_of, facts_of, people_of
from zhicheng.governance.meetings.rules import MEETING

_MEMBERS_TOLD = frozenset({"invite", "confirm", "cancel"})


@transaction.atomic
def move(
    *,
    meeting: Meeting,
    verb: Annotated[str, VerbOf(MEETING)],
    by: User,
    at: datetime,
    reason: str = "",
) -> None:
    """Take a step of the procedure (``rules.MEETING``). With ``confirm`` the minutes are composed and kept.

    Raises PermissionDenied, Refused, Overtaken.
    """
    require(f"meetings.{verb}", by)
    on = timezone.localdate(at)
    facts = facts_of(meeting, on)
    found = apply(MEETING, meeting.state, verb, who=capacities(by), facts=facts, reason=reason)
    changes = _minutes(meeting, at) if verb == "confirm" else {}
    before = {"state": meeting.state}
    told_before = people_of(meeting.conference, meeting.held_on)
    update_as_seen(meeting, state=found.to, **changes)
    step(meeting, verb, found.transition.title, found.reason, by=by, at=at, state_to=found.to)
    _tell(meeting, verb, found.transition.title, told_before - {by}, at)
    after: dict[str, Any] = {"state": found.to}
    if meeting.file is not None:
        after |= {"sha256": meeting.file.sha256}
    record(
        by=by, at=at, verb=f"meetings.{verb}", subject=meeting, before=before, after=after,
        reason=found.reason,
    )  # fmt: skip


def _minutes(meeting: Meeting, at: datetime) -> dict[str, Any]:
    """The minutes as they are issued, kept with all that they were made from."""
    on = timezone.localdate(at)
    template, context = template_for(kind=MINUTES, at=at), context_of(meeting, on)
    name = told("%(title)s纪要.docx", title=meeting.title)
    file = store(BytesIO(composed_from(template, context)), name=name, allowed=WORD)
    return {"file": file, "template": template, "context": context, "confirmed_on": on}


def _tell(meeting: Meeting, verb: str, title: str, members: set[User], at: datetime) -> None:
    """The members of what concerns them; else whose turn it is."""
    on = timezone.localdate(at)
    people = members if verb in _MEMBERS_TOLD else set()
    if verb == "submit":
        people = set(holders(Role.LEADER, on=on))
    if verb in ("confirm", "return"):
        people |= set(holders(Role.COORDINATOR, on=on))
    text = told(
        "%(meeting)s（%(day)s，%(place)s）：%(title)s",
        meeting=meeting.title, day=meeting.held_on, place=meeting.place, title=title,
    )  # fmt: skip
    notify(to=people, text=text, url=reverse("meetings:meeting", args=[meeting.pk]), at=at)
