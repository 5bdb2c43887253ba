"""A conference of 市科技局 and 市市场监管局, and a meeting of it at each step of its way."""

from collections.abc import Callable
from datetime import date, datetime, timedelta

import pytest

from zhicheng.foundation.accounts.models import User
from zhicheng.foundation.units.models import Unit
from zhicheng.governance.meetings import actions
from zhicheng.governance.meetings.actions import Decided, Frame, Noted
from zhicheng.governance.meetings.models import Conference, Meeting, Seat
from zhicheng.governance.meetings.queries import presence_of
from zhicheng.governance.meetings.rules import Presence, SeatKind

FOUNDED = date(2024, 1, 10)
Give = Callable[..., Seat]


def frame(day: date, **changes: str) -> Frame:
    words = {"title": "第一次全体会议", "place": "第二会议室", "chair": "市长", **changes}
    return Frame(held_on=day, **words)


@pytest.fixture
def conference(coordinator: User, now: datetime) -> Conference:
    return actions.found_conference(
        name="示例市知识产权工作联席会议", founded_on=FOUNDED, document="示政办〔2024〕1号",
        by=coordinator, at=now,
    )  # fmt: skip


@pytest.fixture
def give(conference: Conference, coordinator: User, now: datetime) -> Give:
    """Give a seat: ``give(SeatKind.MEMBER, science, "张三")``."""

    def given(kind: SeatKind, unit: Unit | None, person: str, **more: object) -> Seat:
        values = {"office": "局长", "valid_from": FOUNDED, **more}
        return actions.give_seat(
            conference=conference, kind=kind, unit=unit, person=person, by=coordinator, at=now,
            **values,  # type: ignore[arg-type]  # as given
        )  # fmt: skip

    return given


@pytest.fixture
def seats(give: Give, science: Unit, market: Unit, head: User, leader: User) -> list[Seat]:
    return [
        give(SeatKind.CONVENER, None, "李四", office="市长", user=leader),
        give(SeatKind.MEMBER, science, "张三", user=head),
        give(SeatKind.MEMBER, market, "王五"),
        give(SeatKind.LIAISON, science, "赵六"),
    ]


@pytest.fixture
def planned(
    conference: Conference, seats: list[Seat], science: Unit, coordinator: User, today: date,
    now: datetime,
) -> Meeting:  # fmt: skip
    meeting = actions.plan_meeting(
        conference=conference, frame=frame(today), by=coordinator, at=now
    )
    actions.add_item(meeting=meeting, title="听取汇报", unit=science, by=coordinator, at=now)
    return meeting


@pytest.fixture
def invited(planned: Meeting, coordinator: User, now: datetime) -> Meeting:
    actions.move(meeting=planned, verb="invite", by=coordinator, at=now)
    return planned


@pytest.fixture
def held(invited: Meeting, coordinator: User, now: datetime) -> Meeting:
    noted = {seat: Noted(Presence.PRESENT) for seat, _row in presence_of(invited)}
    actions.take_attendance(meeting=invited, noted=noted, by=coordinator, at=now)
    actions.move(meeting=invited, verb="hold", by=coordinator, at=now)
    return invited


@pytest.fixture
def drafted(
    held: Meeting, science: Unit, market: Unit, coordinator: User, today: date, now: datetime
) -> Meeting:
    given = {"by": coordinator, "at": now}
    actions.write_minutes(
        meeting=held, summary="会议强调抓好落实。",
        outcomes=dict.fromkeys(held.agenda.all(), "原则同意。"), **given,  # type: ignore[arg-type]  # as named
    )  # fmt: skip
    work = Decided("制定实施细则。", science, (market, science), today + timedelta(60))
    for decided in (work, Decided("同意调整联络员会议时间。")):
        actions.add_resolution(meeting=held, decided=decided, **given)  # type: ignore[arg-type]  # as named
    actions.move(meeting=held, verb="submit", **given)  # type: ignore[arg-type]  # as named
    return held


@pytest.fixture
def confirmed(drafted: Meeting, leader: User, now: datetime) -> Meeting:
    actions.move(meeting=drafted, verb="confirm", by=leader, at=now)
    return drafted
