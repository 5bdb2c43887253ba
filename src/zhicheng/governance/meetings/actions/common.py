"""What the verbs about a meeting rest on: whether it may still be changed, its history, the audit row."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from zhicheng.engines.procedures.running import Refused
from zhicheng.foundation.accounts.models import User
from zhicheng.foundation.accounts.permissions import deputy_among, require
from zhicheng.foundation.audit.actions import record
from zhicheng.foundation.audit.seen import update_as_seen
from zhicheng.governance.meetings.models import Meeting, MeetingStep
from zhicheng.governance.meetings.permissions import capacities
from zhicheng.governance.meetings.rules import EDITABLE, STATE_NAMES, MeetingState


def open_for(meeting: Meeting, part: str, by: User) -> None:
    """That a person may change a part of a meeting (``rules.EDITABLE``) now. Raises PermissionDenied, Refused."""
    require("meetings.prepare", by)
    if meeting.state not in EDITABLE[part]:
        name = STATE_NAMES[MeetingState(meeting.state)]
        raise Refused(_("会议目前是“%(state)s”，这一内容不能再改。") % {"state": name})


def written(
    meeting: Meeting,
    verb: str,
    title: str,
    reason: str = "",
    *,
    by: User,
    at: datetime,
    after: Mapping[str, Any],
    changes: Mapping[str, Any] | None = None,
) -> None:
    """Change the meeting's row if it is still as seen (Overtaken), add to its history and to the chain."""
    update_as_seen(meeting, **(changes or {}))
    step(meeting, verb, title, reason, by=by, at=at)
    record(by=by, at=at, verb=f"meetings.{verb}", subject=meeting, after=after)


def step(
    meeting: Meeting,
    verb: str,
    title: str,
    reason: str = "",
    *,
    by: User,
    at: datetime,
    state_to: str = "",
) -> None:
    """Add to the history of a meeting; a deputy acts in the place of whom the role belongs to."""
    MeetingStep.objects.create(
        meeting=meeting, verb=verb, title=title, reason=reason, state_to=state_to, by=by, at=at,
        deputy_for_id=deputy_among(capacities(by).values()),
    )  # fmt: skip
