"""Who sits on a conference, and who did on any day."""

from datetime import date
from typing import Any

from django.db.models import Case, Exists, F, IntegerField, OuterRef, Q, QuerySet, Value, When
from django.db.models.functions import Coalesce

from zhicheng.foundation.accounts.models import User
from zhicheng.governance.meetings.models import Conference, Meeting, Seat
from zhicheng.governance.meetings.rules import TOOK_PLACE, SeatKind, Tenure
from zhicheng.governance.tasks.queries import People
from zhicheng.governance.tasks.rules import As as TaskAs

_RANK = Case(
    *(When(kind=kind, then=Value(rank)) for rank, kind in enumerate(SeatKind)),
    output_field=IntegerField(),
)


def conferences() -> QuerySet[Conference]:
    return Conference.objects.all()


def seats_of(conference: Conference) -> QuerySet[Seat]:
    """Every seat that there ever was, conveners first, then in the order of units."""
    rows = Seat.objects.filter(conference=conference).select_related("unit", "user")
    return rows.order_by(_RANK, F("unit__order").asc(nulls_first=True), "valid_from", "pk")


def rank_of(seat: Seat) -> tuple[int, int, int]:
    """The place of a seat among others, as ``seats_of`` orders them."""
    order = seat.unit.order if seat.unit else -1
    return list(SeatKind).index(SeatKind(seat.kind)), order, seat.pk


def members_on(conference: Conference, day: date) -> QuerySet[Seat]:
    """Who sat on it on a day."""
    lasts = Q(valid_to=None) | Q(valid_to__gte=day)
    return seats_of(conference).filter(lasts, valid_from__lte=day)


def tenures_of(conference: Conference, *, without: Seat | None = None) -> list[Tenure]:
    """The seats as the rules see them."""
    rows = Seat.objects.filter(conference=conference)
    if without is not None:
        rows = rows.exclude(pk=without.pk)
    return [
        Tenure(SeatKind(row.kind), row.unit_id, row.person, row.valid_from, row.valid_to)
        for row in rows
    ]


def used_by(seat: Seat) -> Meeting | None:
    """A meeting that took place while somebody had the seat, or noted who has it; None where none did."""
    held = _held_with(seat.pk, seat.valid_from, seat.valid_to or date.max)
    return held.filter(conference=seat.conference_id).first()


def seats_used(conference: Conference) -> set[int]:
    """The keys of the seats with which a meeting took place (``used_by``)."""
    last = Coalesce(OuterRef("valid_to"), Value(date.max))
    held = _held_with(OuterRef("pk"), OuterRef("valid_from"), last)
    rows = Seat.objects.filter(Exists(held.filter(conference=conference)), conference=conference)
    return set(rows.values_list("pk", flat=True))


def _held_with(seat: Any, first: Any, last: Any) -> QuerySet[Meeting]:
    in_office = Q(held_on__gte=first, held_on__lte=last)
    return Meeting.objects.filter(in_office | Q(attendances__seat=seat), state__in=TOOK_PLACE)


def people_of(conference: Conference, day: date) -> set[User]:
    """Whom to tell of a meeting on a day: seated people with an account, officers and heads of the
    units."""
    seats, known = list(members_on(conference, day)), People(day)
    people = {seat.user for seat in seats if seat.user is not None and seat.user.is_active}
    for unit in {seat.unit for seat in seats if seat.unit is not None}:
        people |= set(known.of(unit, (TaskAs.OFFICER, TaskAs.HEAD, TaskAs.COUNTY)))
    return people
