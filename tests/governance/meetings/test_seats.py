"""Conferences and seats: who was a member on any day."""

from datetime import date, datetime, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import DatabaseError, transaction
from tests.governance.meetings.conftest import FOUNDED, Give

from zhicheng.foundation.accounts.models import User
from zhicheng.foundation.audit.models import Entry
from zhicheng.foundation.units.models import Unit
from zhicheng.governance.meetings import actions, queries
from zhicheng.governance.meetings.models import Conference, Meeting, Seat
from zhicheng.governance.meetings.rules import SeatKind


def test_who_was_a_member_on_any_day(
    conference: Conference, give: Give, science: Unit, coordinator: User, now: datetime
) -> None:
    last = date(2025, 6, 30)
    before = give(SeatKind.MEMBER, science, "张三")
    actions.end_seat(seat=before, on=last, by=coordinator, at=now)
    after = give(SeatKind.MEMBER, science, "李四", valid_from=last + timedelta(1))
    assert list(queries.members_on(conference, last)) == [before]
    assert list(queries.members_on(conference, last + timedelta(1))) == [after]
    assert list(queries.members_on(conference, FOUNDED - timedelta(1))) == []
    assert queries.tenures_of(conference, without=before)[0].person == "李四"
    said = [e.after for e in Entry.objects.filter(verb="meetings.give_seat")]
    assert "张三" not in str(said)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"office": " "}, "office"),
        ({"person": ""}, "person"),
        ({"valid_from": FOUNDED - timedelta(1)}, "valid_from"),
        ({"valid_to": FOUNDED - timedelta(1)}, "valid_to"),
    ],
)
def test_bad_seats_are_refused(
    give: Give, science: Unit, changes: dict[str, object], field: str
) -> None:
    with pytest.raises(ValidationError) as refused:
        give(SeatKind.MEMBER, science, **{"person": "张三", **changes})
    assert field in refused.value.message_dict
    assert not Seat.objects.exists()


def test_a_seat_ends_once(give: Give, science: Unit, coordinator: User, now: datetime) -> None:
    seat = give(SeatKind.MEMBER, science, "张三", valid_to=date(2025, 1, 1))
    for on in (FOUNDED - timedelta(1), date(2025, 1, 1)):
        with pytest.raises(ValidationError):
            actions.end_seat(seat=seat, on=on, by=coordinator, at=now)


def test_a_name_is_taken_once(conference: Conference, coordinator: User, now: datetime) -> None:
    with pytest.raises(ValidationError):
        actions.found_conference(
            name=f" {conference.name} ", founded_on=FOUNDED, document="文件", by=coordinator, at=now
        )


@pytest.mark.parametrize("who", ["verifier", "leader", "head", "auditor", "outsider"])
def test_only_the_coordinator_gives_seats(
    who: str, give: Give, conference: Conference, science: Unit, request: pytest.FixtureRequest,
    now: datetime,
) -> None:  # fmt: skip
    person, seat = request.getfixturevalue(who), give(SeatKind.MEMBER, science, "张三")
    for act in (
        lambda: actions.give_seat(
            conference=conference,
            kind=SeatKind.VICE,
            unit=None,
            office="副市长",
            person="李四",
            valid_from=FOUNDED,
            by=person,
            at=now,
        ),
        lambda: actions.end_seat(seat=seat, on=FOUNDED, by=person, at=now),
        lambda: actions.found_conference(
            name="另一个", founded_on=FOUNDED, document="文", by=person, at=now
        ),
    ):
        with pytest.raises(PermissionDenied):
            act()
    assert Seat.objects.count() == Conference.objects.count() == 1


def test_a_seat_that_ends_with_hindsight_leaves_issued_minutes_alone(
    confirmed: Meeting, coordinator: User, now: datetime
) -> None:
    before = queries.presence_of(confirmed)
    for seat, _row in before:
        actions.end_seat(seat=seat, on=FOUNDED, by=coordinator, at=now)
    assert [s.person for s, _row in queries.presence_of(confirmed)] == ["李四", "张三", "王五"]
    assert not queries.members_on(confirmed.conference, confirmed.held_on).exclude(kind="liaison")


def test_seats_are_kept(give: Give, science: Unit) -> None:
    seat = give(SeatKind.MEMBER, science, "张三")
    for change in (lambda: Seat.objects.update(person="李四"), lambda: seat.delete()):
        with pytest.raises(DatabaseError, match="kept"), transaction.atomic():
            change()
