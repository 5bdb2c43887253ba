"""Founding a conference; who gets a seat, and whose ends."""

from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from zhicheng.foundation.accounts.models import User
from zhicheng.foundation.accounts.permissions import require
from zhicheng.foundation.audit.actions import record
from zhicheng.foundation.audit.permissions import Doer
from zhicheng.foundation.units.models import Unit
from zhicheng.governance.meetings.models import Conference, Seat
from zhicheng.governance.meetings.queries import tenures_of
from zhicheng.governance.meetings.rules import SeatKind, Tenure, seat_faults


@transaction.atomic
def found_conference(
    *, name: str, founded_on: date, document: str, by: Doer, at: datetime
) -> Conference:
    """Write down a conference that a document founded.

    Raises PermissionDenied; ValidationError for a name that is taken or empty fields.
    """
    require("meetings.prepare", by)
    made = Conference(name=name.strip(), founded_on=founded_on, document=document.strip())
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
    unit or the conference has already (``rules.seat_faults``), or begins before the conference.
    """
    require("meetings.prepare", by)
    Conference.objects.select_for_update().get(pk=conference.pk)
    new = Tenure(kind, unit.pk if unit else None, person.strip(), valid_from, valid_to)
    faults: dict[str, Any] = dict(seat_faults(new, tenures_of(conference)))
    if valid_from < conference.founded_on:
        faults["valid_from"] = _("任期不能早于联席会议成立日期。")
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

    Raises PermissionDenied; ValidationError for a day before it began, or after the end that it has.
    """
    require("meetings.prepare", by)
    locked = Seat.objects.select_for_update().get(pk=seat.pk)
    if on < locked.valid_from:
        raise ValidationError({"on": _("止日不能早于起日。")})
    if locked.valid_to is not None and on >= locked.valid_to:
        raise ValidationError({"on": _("这一任期已在该日或之前结束。")})
    before = _audited(locked)
    seat.valid_to = on
    seat.save(update_fields=["valid_to"])
    record(
        by=by, at=at, verb="meetings.end_seat", subject=seat, before=before, after=_audited(seat)
    )


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
