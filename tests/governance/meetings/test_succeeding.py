"""The seats of a unit that is gone."""

from datetime import date, datetime, timedelta

from tests.factories import fresh
from tests.governance.meetings.conftest import FOUNDED, Give

from zhicheng.foundation.accounts.models import User
from zhicheng.foundation.units.actions import rename, succeed
from zhicheng.foundation.units.models import Unit
from zhicheng.foundation.units.rules import ReformKind
from zhicheng.governance.meetings import queries
from zhicheng.governance.meetings.actions.succeeding import lasting
from zhicheng.governance.meetings.models import Attendance, Conference, Meeting, Seat
from zhicheng.governance.meetings.rules import SeatKind


def merge(old: Unit, new: Unit, by: User, at: datetime) -> None:
    succeed(
        unit=old, successor=new, kind=ReformKind.MERGE, on=at.date(), document="文件", by=by, at=at
    )


def test_a_seat_goes_on_in_the_name_of_the_successor(
    give: Give,
    conference: Conference,
    science: Unit,
    market: Unit,
    coordinator: User,
    now: datetime,
) -> None:
    give(SeatKind.MEMBER, science, "张三")
    assert lasting(science) == 1
    merge(science, market, coordinator, now)
    [before] = queries.members_on(conference, now.date() - timedelta(1))
    [after] = queries.members_on(conference, now.date())
    assert (before.unit, after.unit, after.person) == (science, market, "张三")
    assert before.valid_from == FOUNDED


def test_where_the_successor_sits_already_the_seat_ends(
    give: Give,
    conference: Conference,
    science: Unit,
    market: Unit,
    coordinator: User,
    now: datetime,
) -> None:
    give(SeatKind.MEMBER, science, "张三")
    kept = give(SeatKind.MEMBER, market, "李四")
    later = give(SeatKind.LIAISON, science, "赵六", valid_from=now.date())
    merge(science, market, coordinator, now)
    assert set(queries.members_on(conference, now.date())) == {kept, later}


def test_attendance_keeps_the_name_of_the_day(
    held: Meeting, science: Unit, coordinator: User, now: datetime
) -> None:
    rename(
        unit=science, name="甲局", short_name="甲", on=date(2026, 1, 1), document="文件",
        by=coordinator, at=now,
    )  # fmt: skip
    row = Attendance.objects.get(seat__unit=science)
    assert row.unit_name == "示例市科技局"
    assert fresh(Seat.objects.get(pk=row.seat_id)).unit.name == "甲局"  # type: ignore[union-attr]  # of a unit
