"""Appendix B 10: with only one year loaded, a deadline in the next is provisional; loading that year
computes it again, and says so."""

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any
from unittest.mock import patch

import pytest
from tests.foundation.calendars.years import BEFORE, NEXT, with_bridge, year_file

from zhicheng.engines.calendar import Calendar, CalendarUnknown, Period, again, deadline, estimate
from zhicheng.foundation.accounts.models import User
from zhicheng.foundation.audit.permissions import Doer
from zhicheng.foundation.calendars import following, queries
from zhicheng.foundation.calendars.actions import load_file
from zhicheng.foundation.calendars.models import LoadedYear
from zhicheng.foundation.notices.actions import notify
from zhicheng.foundation.notices.models import Notice

pytestmark = pytest.mark.django_db
LATE = date(BEFORE, 12, 29)


class Room:
    """What a room does: keeps computed dates as they were computed, and computes them again when told."""

    def __init__(self, owner: User) -> None:
        self.owner = owner
        self.kept: dict[str, Any] = {}

    def set(self, start: date, period: str) -> None:
        self.kept = estimate(start, Period.parse(period), queries.calendar()).to_dict()

    def follow(self, calendar: Calendar, *, years: tuple[int, ...], by: Doer, at: datetime) -> None:
        found = again(self.kept, calendar)
        if found.to_dict() != self.kept:
            self.kept = found.to_dict()
            notify(to=[self.owner], text=f"最后一日：{found.day}", url="/tasks/mine/", at=at)


@pytest.fixture
def room(officer: User) -> Iterator[Room]:
    with patch.object(following, "_followers", []):
        room = Room(officer)
        following.follow(room.follow)
        following.follow(room.follow)
        assert list(following.followers()) == [room.follow]
        yield room


def load(by: User, at: datetime, content: bytes) -> None:
    load_file(content=content, name=f"{NEXT}.json", by=by, at=at)


def test_a_date_in_a_year_without_a_calendar_is_provisional_until_it_is_loaded(
    room: Room, coordinator: User, now: datetime
) -> None:
    room.set(LATE, "8wd")
    assert room.kept["provisional"] is True
    assert "R-T-4" in room.kept["rules"]
    with pytest.raises(CalendarUnknown):
        deadline(LATE, Period.parse("8wd"), queries.calendar())
    provisional, version = room.kept["day"], room.kept["calendar_version"]

    load(coordinator, now, with_bridge("01-05", "01-06", "01-07", "01-08"))

    assert room.kept["provisional"] is False
    assert "R-T-4" not in room.kept["rules"]
    assert room.kept["day"] > provisional
    assert room.kept["calendar_version"] == queries.calendar().version != version
    exact = deadline(LATE, Period.parse("8wd"), queries.calendar())
    assert room.kept == exact.to_dict()
    assert [n.text for n in Notice.objects.filter(to=room.owner)] == [f"最后一日：{exact.day}"]


def test_an_estimate_that_was_right_becomes_exact(
    room: Room, coordinator: User, now: datetime
) -> None:
    room.set(LATE, "8wd")
    provisional = room.kept["day"]
    load(coordinator, now, year_file())
    assert (room.kept["day"], room.kept["provisional"]) == (provisional, False)


def test_a_date_that_the_year_does_not_touch_keeps_its_day(
    room: Room, coordinator: User, now: datetime
) -> None:
    room.set(date(BEFORE, 3, 2), "8wd")
    day = room.kept["day"]
    load(coordinator, now, year_file())
    assert room.kept["day"] == day


def test_when_a_follower_fails_nothing_is_loaded(
    room: Room, coordinator: User, administrator: User, now: datetime
) -> None:
    room.set(LATE, "8wd")
    kept = dict(room.kept)
    room.kept = {}
    with pytest.raises(KeyError):
        load(coordinator, now, year_file())
    assert not LoadedYear.objects.exists()
    assert not Notice.objects.exists()
    assert again(kept, queries.calendar()).provisional
