"""The joint conference for programs, in a city that lacks nothing."""

from datetime import datetime
from typing import Any

import pytest
from tests.city import furnish
from tests.factories import make_unit, make_user
from tests.programs import Program

from zhicheng.foundation.accounts.models import User
from zhicheng.foundation.accounts.rules import Role
from zhicheng.foundation.files.queries import content
from zhicheng.governance.meetings.models import Attendance, Conference, Material, Meeting

pytestmark = [pytest.mark.usefixtures("sample_city"), pytest.mark.django_db]


def program(username: str) -> Program:
    return Program(User.objects.get(username=username))


def bytes_of(answer: Any) -> bytes:
    assert answer.status_code == 200, answer
    return b"".join(answer.streaming_content)


def test_the_minutes_as_they_were_issued() -> None:
    meeting = Meeting.objects.filter(state="confirmed")[0]
    assert meeting.file
    for who in ("coordinator", "kjj"):
        found = program(who)
        answer = found.get(f"/meetings/{meeting.pk}/minutes")
        assert bytes_of(answer) == content(meeting.file)
        assert answer["ETag"] == f'"{meeting.file.sha256}"'
        assert found.get(f"/meetings/{meeting.pk}").json()["sha256"] == meeting.file.sha256


def test_a_program_that_has_the_minutes_is_not_sent_them_again() -> None:
    meeting = Meeting.objects.filter(state="confirmed")[0]
    found = program("coordinator")
    found.language = {"If-None-Match": f'"{meeting.file.sha256}"'}  # type: ignore[union-attr]  # issued
    assert found.get(f"/meetings/{meeting.pk}/minutes").status_code == 304


def test_minutes_that_were_not_issued_are_seen_by_those_who_prepare_and_confirm_them() -> None:
    meeting = Meeting.objects.filter(state="drafted")[0]
    assert program("coordinator").get(f"/meetings/{meeting.pk}").json()["sha256"] is None
    for who in ("coordinator", "mayor"):
        answer = program(who).get(f"/meetings/{meeting.pk}/minutes")
        assert bytes_of(answer).startswith(b"PK") and "ETag" not in answer
    assert program("kjj").get(f"/meetings/{meeting.pk}").status_code == 200
    assert program("kjj").get(f"/meetings/{meeting.pk}/minutes").status_code == 404


def test_materials_of_the_agenda(now: datetime) -> None:
    furnish(now)
    office = program("coordinator")
    told = office.get("/materials", limit=200).json()["items"]
    assert {one["id"] for one in told} == set(Material.objects.values_list("pk", flat=True))
    [first, *_rest] = Material.objects.select_related("file", "item")
    answer = office.get(f"/materials/{first.pk}/content")
    assert bytes_of(answer) == content(first.file)
    some = office.get("/materials", meeting=first.item.meeting_id).json()["items"]
    assert first.pk in {one["id"] for one in some} and some[0]["sha256"]


def test_who_came() -> None:
    told = program("coordinator").get("/attendances", limit=200).json()["items"]
    rows = Attendance.objects.in_bulk()
    assert told and {one["id"] for one in told} == set(rows)
    for one in told:
        row = rows[one["id"]]
        assert (one["presence"], one["deputy"]) == (row.presence, row.deputy)
        assert (one["seat_id"], one["unit_name"]) == (row.seat_id, row.unit_name)


def test_when_a_conference_ended_and_why(now: datetime) -> None:
    furnish(now)
    ended = Conference.objects.exclude(ended_on=None)[0]
    told = program("kjj").get(f"/conferences/{ended.pk}").json()
    assert (told["ended_on"], told["ending"]) == (str(ended.ended_on), ended.ending)


def test_an_outsider_gets_none_of_it(now: datetime) -> None:
    """A unit without a seat, and an account without a role."""
    furnish(now)
    minutes = Meeting.objects.filter(state="confirmed")[0]
    material = Material.objects.all()[0]
    neighbour = make_user(Role.UNIT_OFFICER, unit=make_unit("市新设局"))
    for one in (Program(neighbour), Program(make_user(Role.ADMINISTRATOR))):
        assert one.get("/materials").json()["items"] == []
        assert one.get("/attendances").json()["items"] == []
        assert one.get(f"/meetings/{minutes.pk}/minutes").status_code == 404
        assert one.get(f"/materials/{material.pk}/content").status_code == 404
