"""Resolutions become tasks: the issued minutes come into force like any document that orders work."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from zhicheng.engines.procedures.running import Refused
from zhicheng.foundation.accounts.models import User
from zhicheng.foundation.accounts.permissions import require
from zhicheng.foundation.audit.actions import record
from zhicheng.foundation.face.told import told
from zhicheng.governance.meetings.actions.common import step
from zhicheng.governance.meetings.models import Meeting, Resolution
from zhicheng.governance.meetings.queries import resolutions_of
from zhicheng.governance.meetings.rules import MeetingState
from zhicheng.governance.plans.actions.ordering import Document, Order, publish_orders

_TITLE = 60
"""Characters of a task's title; the whole sentence stays with it."""


@transaction.atomic
def enter_in_ledger(*, meeting: Meeting, by: User, at: datetime) -> list[Resolution]:
    """Make a task of each resolution that is work; the units get them to sign for. Once a meeting.

    Returns the resolutions that became tasks. Raises PermissionDenied; Refused before the minutes are issued,
    when it was done already, and when no resolution is work.
    """
    require("meetings.prepare", by)
    locked = Meeting.objects.select_for_update().get(pk=meeting.pk)
    rows = [row for row in resolutions_of(locked) if row.lead is not None]
    if locked.state != MeetingState.CONFIRMED or meeting.file is None:
        raise Refused(_("纪要印发后，议定事项才能列入台账。"))
    if any(row.item_id is not None for row in rows):
        raise Refused(_("这次会议的议定事项已经列入台账。"))
    if not rows:
        raise Refused(_("没有明确牵头单位和时限的议定事项，无需列入台账。"))
    title = told("%(title)s议定事项", title=meeting.title)
    name = told("%(title)s纪要.docx", title=meeting.title)
    document = Document(title, meeting.file, name)
    items = publish_orders(document=document, orders=[_order(row) for row in rows], by=by, at=at)
    for row, item in zip(rows, items, strict=True):
        row.item = item
        row.save(update_fields=["item"])
    step(meeting, "enter", told("议定事项列入台账"), by=by, at=at)
    after = {"resolutions": [row.pk for row in rows], "plan": items[0].version.plan_id}
    record(by=by, at=at, verb="meetings.enter", subject=meeting, after=after)
    return rows


def _order(row: Resolution) -> Order:
    assert row.lead is not None and row.due_on is not None  # noqa: S101 - a constraint of work
    short = row.text if len(row.text) <= _TITLE else f"{row.text[: _TITLE - 1]}…"
    return Order(row.text, short, row.lead, tuple(row.units.all()), row.due_on)
