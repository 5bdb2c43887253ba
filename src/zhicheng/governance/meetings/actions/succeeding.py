"""A unit is gone and another does its work: its seats end, and go on as the successor's where that has none."""

from datetime import date, datetime, timedelta

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from zhicheng.foundation.audit.actions import record
from zhicheng.foundation.audit.permissions import Doer
from zhicheng.foundation.units.models import Unit
from zhicheng.foundation.units.succession import Estate
from zhicheng.governance.meetings.models import Seat
from zhicheng.governance.meetings.queries import tenures_of
from zhicheng.governance.meetings.rules import SeatKind, Tenure, seat_faults


def _lasting(unit: Unit, on: date) -> QuerySet[Seat]:
    """The seats of a unit that last beyond the day before."""
    lasts = Q(valid_to=None) | Q(valid_to__gte=on)
    return Seat.objects.filter(lasts, unit=unit).select_related("conference").order_by("pk")


def lasting(unit: Unit) -> int:
    """How many seats a unit has today."""
    return _lasting(unit, timezone.localdate()).count()


def hand_over(old: Unit, new: Unit, *, on: date, by: Doer, at: datetime) -> int:
    """End the seats of a unit with the day before; the same person goes on in the successor's name unless the
    successor has such a seat already. A seat that began on the day or later stays: it was given with regard
    to the reform. In the caller's transaction."""
    rows = list(_lasting(old, on).filter(valid_from__lt=on).select_for_update(of=("self",)))
    for seat in rows:
        until, seat.valid_to = seat.valid_to, on - timedelta(1)
        seat.save(update_fields=["valid_to"])
        _go_on(seat, new, on, until)
        after = {"valid_to": seat.valid_to.isoformat(), "successor": new.pk}
        record(by=by, at=at, verb="meetings.succeed", subject=seat, after=after)
    return len(rows)


def _go_on(seat: Seat, new: Unit, on: date, until: date | None) -> None:
    tenure = Tenure(SeatKind(seat.kind), new.pk, seat.person, on, until)
    if seat_faults(tenure, tenures_of(seat.conference)):
        return
    Seat.objects.create(
        conference=seat.conference, kind=seat.kind, unit=new, office=seat.office,
        person=seat.person, user_id=seat.user_id, valid_from=on, valid_to=until,
    )  # fmt: skip


ESTATE = Estate(_("联席会议席位"), lasting, hand_over)
