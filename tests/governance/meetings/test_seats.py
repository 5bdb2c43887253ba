"""Conferences and seats: who was a member on any day."""

from datetime import date, datetime, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import DatabaseError, transaction
from tests.factories import fresh
from tests.governance.meetings.conftest import FOUNDED, Give, frame

from zhicheng.engines.procedures.running import Refused
from zhicheng.foundation.accounts.models import User
from zhicheng.foundation.audit.models import Entry
from zhicheng.foundation.audit.queries import verify
from zhicheng.foundation.units.models import Unit
from zhicheng.governance.meetings import actions, queries
from zhicheng.governance.meetings.actions import Noted
from zhicheng.governance.meetings.models import Attendance, Conference, Meeting, Seat
from zhicheng.governance.meetings.rules import Presence, SeatKind


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
        ({"valid_to": date(9999, 12, 31)}, "valid_to"),
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
    lasting = give(SeatKind.LIAISON, science, "李四")
    with pytest.raises(ValidationError, match="年份似有误"):
        actions.end_seat(seat=lasting, on=date(9999, 12, 31), by=coordinator, at=now)


def test_a_name_is_taken_once(conference: Conference, coordinator: User, now: datetime) -> None:
    with pytest.raises(ValidationError, match="已有同名的联席会议"):
        actions.found_conference(
            name=f" {conference.name} ", founded_on=FOUNDED, document="文件", by=coordinator, at=now
        )


@pytest.mark.parametrize("day", [date(1, 1, 1), date(9999, 12, 31)])
def test_a_year_that_cannot_be_meant(day: date, coordinator: User, now: datetime) -> None:
    with pytest.raises(ValidationError, match="年份似有误"):
        actions.found_conference(
            name="领导小组", founded_on=day, document="文件", by=coordinator, at=now
        )
    assert not Conference.objects.exists()


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
        lambda: actions.drop_seat(seat=seat, reason="写错", by=person, at=now),
        lambda: actions.end_conference(
            conference=conference, on=FOUNDED, reason="撤销", by=person, at=now
        ),
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
    give(SeatKind.MEMBER, science, "张三")
    with pytest.raises(DatabaseError, match="kept"), transaction.atomic():
        Seat.objects.update(person="李四")


def test_a_seat_given_by_mistake_is_taken_off(
    invited: Meeting, seats: list[Seat], coordinator: User, now: datetime
) -> None:
    noted = {seats[2]: Noted(Presence.PRESENT)}
    actions.take_attendance(meeting=invited, noted=noted, by=coordinator, at=now)
    with pytest.raises(ValidationError) as refused:
        actions.drop_seat(seat=seats[2], reason=" ", by=coordinator, at=now)
    assert set(refused.value.message_dict) == {"reason"}
    assert queries.seats_used(invited.conference) == set()
    actions.drop_seat(seat=seats[2], reason="姓名写错", by=coordinator, at=now)
    assert not Seat.objects.filter(person="王五").exists()
    assert not Attendance.objects.exists()
    entry = Entry.objects.get(verb="meetings.drop_seat")
    assert entry.before["unit"] == seats[2].unit_id and "王五" not in str(entry.before)
    assert not list(verify())


def test_a_seat_with_which_a_meeting_took_place_stays(
    held: Meeting, seats: list[Seat], give: Give, coordinator: User, now: datetime
) -> None:
    former = give(SeatKind.VICE, None, "钱八", valid_to=FOUNDED)
    for seat in seats:
        with pytest.raises(ValidationError, match="请结束任期"):
            actions.drop_seat(seat=seat, reason="写错", by=coordinator, at=now)
    assert queries.seats_used(held.conference) == {seat.pk for seat in seats}
    actions.end_seat(seat=seats[1], on=FOUNDED, by=coordinator, at=now)
    with pytest.raises(ValidationError, match="请结束任期"):
        actions.drop_seat(seat=fresh(seats[1]), reason="写错", by=coordinator, at=now)
    actions.drop_seat(seat=former, reason="写错", by=coordinator, at=now)
    with pytest.raises(DatabaseError, match="kept"), transaction.atomic():
        Seat.objects.filter(pk=seats[3].pk).delete()


def test_a_conference_ends(
    invited: Meeting, seats: list[Seat], give: Give, science: Unit, coordinator: User, today: date,
    now: datetime,
) -> None:  # fmt: skip
    conference = invited.conference
    former = give(SeatKind.VICE, None, "钱八", valid_to=FOUNDED)
    given = {"conference": conference, "by": coordinator, "at": now}
    actions.end_conference(on=today, reason="示委〔2026〕3号撤销", **given)  # type: ignore[arg-type]  # as named
    found = fresh(conference)
    assert (found.ended_on, found.ending) == (today, "示委〔2026〕3号撤销")
    assert {fresh(seat).valid_to for seat in seats} == {today}
    assert fresh(former).valid_to == FOUNDED
    with pytest.raises(Refused, match="已登记"):
        actions.end_conference(on=today, reason="再次", **given)  # type: ignore[arg-type]  # as named
    with pytest.raises(ValidationError, match="不再召开"):
        actions.plan_meeting(frame=frame(today + timedelta(1)), **given)  # type: ignore[arg-type]  # as named
    for last in (None, today + timedelta(1)):
        with pytest.raises(ValidationError, match="任期不能超过") as refused:
            give(SeatKind.VICE, None, "孙七", valid_to=last)
        assert set(refused.value.message_dict) == {"valid_to"}
    give(SeatKind.VICE, None, "孙七", valid_to=today)
    actions.move(meeting=invited, verb="cancel", reason="撤销", by=coordinator, at=now)


@pytest.mark.parametrize(
    ("days", "reason", "fields"),
    [
        (0, " ", {"reason"}),
        (-1, "撤销", {"on"}),
        (-9000, "撤销", {"on"}),
        (400_000, "撤销", {"on"}),
    ],
)
def test_a_conference_does_not_end_before_its_meetings(
    days: int, reason: str, fields: set[str], invited: Meeting, seats: list[Seat],
    coordinator: User, today: date, now: datetime,
) -> None:  # fmt: skip
    with pytest.raises(ValidationError) as refused:
        actions.end_conference(
            conference=invited.conference, on=today + timedelta(days), reason=reason,
            by=coordinator, at=now,
        )  # fmt: skip
    assert set(refused.value.message_dict) == fields
    assert fresh(invited.conference).ended_on is None
    assert {fresh(seat).valid_to for seat in seats} == {None}


def test_a_conference_does_not_end_before_a_seat_begins(
    conference: Conference, give: Give, coordinator: User, today: date, now: datetime
) -> None:
    give(SeatKind.VICE, None, "钱八", valid_from=today + timedelta(9))
    with pytest.raises(ValidationError, match="之后开始的席位"):
        actions.end_conference(
            conference=conference, on=today, reason="撤销", by=coordinator, at=now
        )
