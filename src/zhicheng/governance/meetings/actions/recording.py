"""What became of a meeting: who came, what was said, what was resolved."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from zhicheng.foundation.accounts.models import User
from zhicheng.foundation.audit.fitting import check_part
from zhicheng.foundation.face.told import told
from zhicheng.foundation.units.models import Unit
from zhicheng.foundation.units.queries import name_on
from zhicheng.governance.meetings.actions.common import open_for, written
from zhicheng.governance.meetings.models import (
    AgendaItem,
    Attendance,
    Meeting,
    Resolution,
    Seat,
)
from zhicheng.governance.meetings.queries import presence_of
from zhicheng.governance.meetings.rules import Presence, resolution_faults


@dataclass(frozen=True, slots=True)
class Noted:
    """Whether somebody came. deputy: who came in their place."""

    presence: Presence
    deputy: str = ""


@transaction.atomic
def take_attendance(
    *, meeting: Meeting, noted: Mapping[Seat, Noted], by: User, at: datetime
) -> None:
    """Write down who came; a seat that is not named keeps what was noted of it.

    Raises PermissionDenied, Refused, Overtaken; ValidationError for a seat that nobody held on the day, and
    for a deputy without a name.
    """
    open_for(meeting, "attendance", by)
    seated = {seat.pk for seat, _row in presence_of(meeting)}
    if any(seat.pk not in seated for seat in noted):
        raise ValidationError(_("登记中有会议当日不在任的人员，请刷新后重新登记。"))
    nameless = [
        s for s, n in noted.items() if n.presence is Presence.DEPUTY and not n.deputy.strip()
    ]
    if nameless:
        names = "、".join(seat.person for seat in nameless)
        raise ValidationError(_("请填写代为参会人的姓名：%(names)s。") % {"names": names})
    for seat, one in noted.items():
        deputy = one.deputy.strip() if one.presence is Presence.DEPUTY else ""
        values = {
            "presence": one.presence,
            "deputy": deputy,
            "unit_name": name_on(seat.unit, meeting.held_on) if seat.unit else "",
        }
        Attendance.objects.update_or_create(meeting=meeting, seat=seat, defaults=values)
    after = {"seats": {str(seat.pk): one.presence for seat, one in noted.items()}}
    written(meeting, "attendance", told("登记出席情况"), by=by, at=at, after=after)


@transaction.atomic
def write_minutes(
    *,
    meeting: Meeting,
    summary: str,
    outcomes: Mapping[AgendaItem, str],
    by: User,
    at: datetime,
) -> None:
    """Write what the minutes say: of the whole, and of each item.

    Raises PermissionDenied, Refused, Overtaken, and ValidationError for an item of another meeting.
    """
    open_for(meeting, "minutes", by)
    for item, outcome in outcomes.items():
        check_part(item, meeting=meeting)
        item.outcome = outcome.strip()
    AgendaItem.objects.bulk_update(outcomes, ["outcome"])
    after = {"items": len(outcomes)}
    written(
        meeting, "write", told("填写纪要"), by=by, at=at, after=after,
        changes={"summary": summary.strip()},
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Decided:
    """A resolution: its words; where it is work, who leads, who else is responsible, and by when."""

    text: str
    lead: Unit | None = None
    units: tuple[Unit, ...] = ()
    due_on: date | None = None


@transaction.atomic
def add_resolution(*, meeting: Meeting, decided: Decided, by: User, at: datetime) -> Resolution:
    """Write down what was resolved.

    Raises PermissionDenied, Refused, Overtaken; ValidationError with the fields that do not hold up.
    """
    open_for(meeting, "minutes", by)
    faults = resolution_faults(
        decided.text, lead=decided.lead is not None, units=bool(decided.units),
        due_on=decided.due_on, held_on=meeting.held_on,
    )  # fmt: skip
    if faults:
        raise ValidationError(dict(faults))
    last = meeting.resolutions.aggregate(last=Max("position"))["last"] or 0
    row = Resolution.objects.create(
        meeting=meeting, position=last + 1, text=_one_line(decided.text), lead=decided.lead,
        due_on=decided.due_on,
    )  # fmt: skip
    row.units.set(_without(decided.units, decided.lead))
    after = {"resolution": row.pk}
    written(meeting, "add_resolution", told("记录议定事项"), row.text, by=by, at=at, after=after)
    return row


@transaction.atomic
def drop_resolution(*, resolution: Resolution, by: User, at: datetime) -> None:
    """Take back what was written down wrongly. Raises PermissionDenied, Refused, Overtaken."""
    meeting = resolution.meeting
    open_for(meeting, "minutes", by)
    text, after = resolution.text, {"resolution": resolution.pk}
    resolution.delete()
    written(meeting, "drop_resolution", told("删去议定事项"), text, by=by, at=at, after=after)


def _one_line(text: str) -> str:
    """A resolution is one sentence of the ledger: line breaks are none of its words."""
    return "".join(line.strip() for line in text.splitlines())


def _without(units: Iterable[Unit], lead: Unit | None) -> list[Unit]:
    return [unit for unit in units if unit != lead]
