"""Founding a conference and ending it; who gets a seat, whose ends, and which is taken off again."""

from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from zhicheng.engines.procedures.running import Refused
from zhicheng.foundation.accounts.models import User
from zhicheng.foundation.accounts.permissions import require
from zhicheng.foundation.audit.actions import record
from zhicheng.foundation.audit.permissions import Doer
from zhicheng.foundation.units.models import Unit
from zhicheng.governance.meetings.models import Conference, Seat
from zhicheng.governance.meetings.queries import tenures_of, used_by
from zhicheng.governance.meetings.rules import (
    MeetingState,
    SeatKind,
    Tenure,
    dropping_fault,
    ending_faults,
    founding_faults,
    leaving_fault,
    seat_faults,
    tenure_fault,
)


@transaction.atomic
def found_conference(
    *, name: str, founded_on: date, document: str, by: Doer, at: datetime
) -> Conference:
    """Write down a conference that a document founded.

    Raises PermissionDenied; ValidationError for a name that is taken, empty fields, and a day in a year that
    cannot be meant.
    """
    require("meetings.prepare", by)
    made = Conference(name=name.strip(), founded_on=founded_on, document=document.strip())
    taken = Conference.objects.filter(name=made.name).exists()
    if faults := founding_faults(founded_on, taken=taken):
        raise ValidationError(dict(faults))
    made.full_clean()
    made.save()
    after = {"name": made.name, "founded_on": founded_on.isoformat(), "document": made.document}
    record(by=by, at=at, verb="meetings.found", subject=made, after=after)
    return made


@transaction.atomic
def give_seat(
    *,
    conference: Conference,
    kind: SeatKind,
    unit: Unit | None,
    office: str,
    person: str,
    valid_from: date,
    by: Doer,
    at: datetime,
    valid_to: date | None = None,
    user: User | None = None,
) -> Seat:
    """Give somebody a seat from a day on. user: the person's account, where there is one.

    Raises PermissionDenied; ValidationError when a period is out of order, overlaps one that the person, the
    unit or the conference has already (``rules.seat_faults``), begins before the conference or outlasts it.
    """
    require("meetings.prepare", by)
    locked = Conference.objects.select_for_update().get(pk=conference.pk)
    new = Tenure(kind, unit.pk if unit else None, person.strip(), valid_from, valid_to)
    faults: dict[str, Any] = dict(seat_faults(new, tenures_of(conference)))
    if valid_from < conference.founded_on:
        faults["valid_from"] = _("任期不能早于联席会议成立日期。")
    if fault := tenure_fault(valid_to, locked.ended_on):
        faults["valid_to"] = fault
    if not office.strip():
        faults["office"] = _("请填写职务。")
    if faults:
        raise ValidationError(faults)
    seat = Seat(
        conference=conference, kind=kind, unit=unit, office=office.strip(), person=new.person,
        user=user, valid_from=valid_from, valid_to=valid_to,
    )  # fmt: skip
    seat.full_clean()
    seat.save()
    record(by=by, at=at, verb="meetings.give_seat", subject=seat, after=_audited(seat))
    return seat


@transaction.atomic
def end_seat(*, seat: Seat, on: date, by: Doer, at: datetime) -> None:
    """Let a seat end with a day, which is its last.

    Raises PermissionDenied; ValidationError for a day before it began, after the end that it has, or in a year
    that cannot be meant.
    """
    require("meetings.prepare", by)
    locked = Seat.objects.select_for_update().get(pk=seat.pk)
    if fault := leaving_fault(on, (locked.valid_from, locked.valid_to)):
        raise ValidationError({"on": fault})
    before = _audited(locked)
    seat.valid_to = on
    seat.save(update_fields=["valid_to"])
    record(
        by=by, at=at, verb="meetings.end_seat", subject=seat, before=before, after=_audited(seat)
    )


@transaction.atomic
def drop_seat(*, seat: Seat, reason: str, by: User, at: datetime) -> None:
    """Take a seat off that was given by mistake; what was noted of it for meetings to come goes with it.

    Raises PermissionDenied; ValidationError without a reason, and once a meeting has taken place with it: then
    it ends instead.
    """
    require("meetings.prepare", by)
    locked = Seat.objects.select_for_update().get(pk=seat.pk)
    if faults := dropping_fault(reason, str(used_by(locked) or "")):
        raise ValidationError(dict(faults))
    locked.attendances.all().delete()
    record(
        by=by, at=at, verb="meetings.drop_seat", subject=locked, before=_audited(locked),
        reason=reason.strip(),
    )  # fmt: skip
    locked.delete()


@transaction.atomic
def end_conference(
    *, conference: Conference, on: date, reason: str, by: User, at: datetime
) -> None:
    """Let a conference end with a day, which is its last: seats that last longer end with it, and no meeting is
    planned for a later day.

    Raises PermissionDenied; Refused where it has ended; ValidationError without a reason, and for a day before
    it was founded, before a meeting that was not cancelled, or before a seat begins.
    """
    require("meetings.prepare", by)
    locked = Conference.objects.select_for_update().get(pk=conference.pk)
    if locked.ended_on is not None:
        raise Refused(_("已登记于%(day)s结束。") % {"day": locked.ended_on})
    meetings = locked.meetings.exclude(state=MeetingState.CANCELLED)
    faults = ending_faults(
        on, reason, founded_on=locked.founded_on,
        meetings=meetings.values_list("title", "held_on"),
        begins=locked.seats.values_list("valid_from", flat=True),
    )  # fmt: skip
    if faults:
        raise ValidationError(dict(faults))
    lasting = locked.seats.filter(Q(valid_to=None) | Q(valid_to__gt=on))
    ended = list(lasting.values_list("pk", flat=True))
    lasting.update(valid_to=on)
    locked.ended_on, locked.ending = on, reason.strip()
    locked.full_clean()
    locked.save(update_fields=["ended_on", "ending"])
    after = {"ended_on": on.isoformat(), "seats": ended}
    record(
        by=by, at=at, verb="meetings.end_conference", subject=locked, after=after,
        reason=locked.ending,
    )  # fmt: skip


def _audited(seat: Seat) -> dict[str, Any]:
    """Without the name of the person: the chain is for ever."""
    return {
        "conference": seat.conference_id,
        "kind": seat.kind,
        "unit": seat.unit_id,
        "user": seat.user_id,
        "valid_from": seat.valid_from.isoformat(),
        "valid_to": seat.valid_to.isoformat() if seat.valid_to else None,
    }
