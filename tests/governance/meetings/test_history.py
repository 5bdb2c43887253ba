"""What a meeting was stays: names of units, who was noted, what was corrected and when."""

from datetime import date, datetime, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from tests.factories import fresh
from tests.governance.meetings.conftest import Give, frame

from zhicheng.engines.procedures.running import Refused
from zhicheng.foundation.accounts.models import User
from zhicheng.foundation.units.actions import rename
from zhicheng.foundation.units.models import Unit
from zhicheng.governance.meetings import actions, queries
from zhicheng.governance.meetings.actions import Decided, Noted
from zhicheng.governance.meetings.models import Meeting, Seat
from zhicheng.governance.meetings.rules import Presence, SeatKind


def renamed(unit: Unit, by: User, at: datetime) -> None:
    rename(
        unit=fresh(unit), name="示例市科学技术和知识产权局", short_name="市科技知识产权局",
        on=at.date(), document="示委〔2026〕3号", by=by, at=at,
    )  # fmt: skip


def text(client: Client, url: str) -> str:
    answer = client.get(url)
    assert answer.status_code == 200
    return answer.content.decode()


def test_a_conference_on_a_past_day_shows_the_names_of_that_day(
    seats: list[Seat], science: Unit, coordinator: User, client: Client, today: date, now: datetime
) -> None:
    renamed(science, coordinator, now)
    client.force_login(coordinator)
    url = f"/meetings/conferences/{seats[0].conference_id}/"
    yesterday = text(client, f"{url}?on={today - timedelta(1)}")
    assert "市科技局" in yesterday and "市科技知识产权局" not in yesterday
    assert "市科技知识产权局" in text(client, f"{url}?on={today}")


def test_issued_minutes_and_page_say_the_same_names(
    confirmed: Meeting, science: Unit, coordinator: User, client: Client, now: datetime
) -> None:
    renamed(science, coordinator, now)
    meeting = fresh(confirmed)
    assert [unit for _item, unit in queries.agenda_shown(meeting)] == ["示例市科技局"]
    assert [c.lead for c in queries.charges_of(meeting)] == ["示例市科技局", ""]
    client.force_login(coordinator)
    page = text(client, f"/meetings/{meeting.pk}/")
    assert "示例市科技局" in page and "知识产权局" not in page


def test_before_they_are_issued_the_names_are_of_the_day_of_the_meeting(
    drafted: Meeting, science: Unit, coordinator: User, today: date, now: datetime
) -> None:
    Meeting.objects.filter(pk=drafted.pk).update(held_on=today - timedelta(1))
    renamed(science, coordinator, now)
    meeting = fresh(drafted)
    assert [unit for _item, unit in queries.agenda_shown(meeting)] == ["示例市科技局"]
    assert queries.charges_of(meeting)[0].lead == "示例市科技局"


def test_a_seat_that_ends_with_hindsight_changes_no_minutes(
    drafted: Meeting, seats: list[Seat], give: Give, coordinator: User, leader: User, today: date,
    now: datetime,
) -> None:  # fmt: skip
    before = [seat.person for seat, _row in queries.presence_of(drafted)]
    actions.end_seat(seat=seats[2], on=today - timedelta(1), by=coordinator, at=now)
    give(SeatKind.VICE, None, "后补的人", office="副市长")
    actions.move(meeting=drafted, verb="confirm", by=leader, at=now)
    meeting = fresh(drafted)
    assert [row["person"] for row in meeting.context["members"]] == before
    assert [seat.person for seat, _row in queries.presence_of(meeting)] == before


def test_minutes_are_submitted_when_everybody_is_noted(
    invited: Meeting, seats: list[Seat], coordinator: User, now: datetime
) -> None:
    noted = {seat: Noted(Presence.PRESENT) for seat in seats[:2]}
    actions.take_attendance(meeting=invited, noted=noted, by=coordinator, at=now)
    actions.move(meeting=invited, verb="hold", by=coordinator, at=now)
    outcomes = dict.fromkeys(invited.agenda.all(), "同意")
    given = {"meeting": invited, "by": coordinator, "at": now}
    actions.write_minutes(summary="概况", outcomes=outcomes, **given)  # type: ignore[arg-type]  # as named
    with pytest.raises(Refused, match="出席情况没有登记"):
        actions.move(verb="submit", **given)  # type: ignore[arg-type]  # as named
    actions.take_attendance(noted={seats[2]: Noted(Presence.ABSENT)}, **given)  # type: ignore[arg-type]  # as named
    actions.move(verb="submit", **given)  # type: ignore[arg-type]  # as named


def test_place_title_and_chair_are_corrected_until_the_minutes_are_submitted(
    held: Meeting, coordinator: User, today: date, now: datetime
) -> None:
    given = {"meeting": held, "by": coordinator, "at": now}
    actions.change_frame(frame=frame(today, chair="副市长 钱八"), **given)  # type: ignore[arg-type]  # as named
    assert fresh(held).chair == "副市长 钱八"
    assert "钱八" in queries.steps_of(held)[0].reason
    with pytest.raises(ValidationError) as refused:
        actions.change_frame(frame=frame(today - timedelta(1)), **given)  # type: ignore[arg-type]  # as named
    assert set(refused.value.message_dict) == {"held_on"}
    outcomes = dict.fromkeys(held.agenda.all(), "同意")
    actions.write_minutes(summary="概况", outcomes=outcomes, **given)  # type: ignore[arg-type]  # as named
    actions.move(verb="submit", **given)  # type: ignore[arg-type]  # as named
    with pytest.raises(Refused, match="不能再改"):
        actions.change_frame(frame=frame(today), **given)  # type: ignore[arg-type]  # as named


def test_that_it_was_held_is_taken_back_until_the_minutes_are_submitted(
    held: Meeting, science: Unit, coordinator: User, leader: User, today: date, now: datetime
) -> None:
    given = {"meeting": held, "by": coordinator, "at": now}
    decided = Decided("落实。", science, (), today)
    row = actions.add_resolution(decided=decided, **given)  # type: ignore[arg-type]  # as named
    with pytest.raises(Refused):
        actions.move(verb="recall", **given)  # type: ignore[arg-type]  # as named
    actions.move(verb="recall", reason="日期登记有误", **given)  # type: ignore[arg-type]  # as named
    assert queries.steps_of(held)[0].reason == "日期登记有误"
    with pytest.raises(ValidationError, match="完成时限早于"):
        actions.change_frame(frame=frame(today + timedelta(1)), **given)  # type: ignore[arg-type]  # as named
    assert held.attendances.count() == 3
    earlier = frame(today - timedelta(1), place="第五会议室", title="第一次会议")
    actions.change_frame(frame=earlier, **given)  # type: ignore[arg-type]  # as named
    assert not held.attendances.exists()
    assert held.resolutions.get() == row
    noted = {seat: Noted(Presence.PRESENT) for seat, _row in queries.presence_of(held)}
    actions.take_attendance(noted=noted, **given)  # type: ignore[arg-type]  # as named
    actions.move(verb="hold", **given)  # type: ignore[arg-type]  # as named
    outcomes = dict.fromkeys(held.agenda.all(), "同意")
    actions.write_minutes(summary="概况", outcomes=outcomes, **given)  # type: ignore[arg-type]  # as named
    actions.move(verb="submit", **given)  # type: ignore[arg-type]  # as named
    with pytest.raises(Refused):
        actions.move(verb="recall", reason="太迟", **given)  # type: ignore[arg-type]  # as named


def test_who_is_not_noted_is_named_as_on_the_day_of_the_meeting(
    invited: Meeting, science: Unit, coordinator: User, client: Client, today: date, now: datetime
) -> None:
    Meeting.objects.filter(pk=invited.pk).update(held_on=today - timedelta(1))
    renamed(science, coordinator, now)
    assert [
        queries.unit_called(fresh(invited), seat, row)
        for seat, row in queries.presence_of(fresh(invited))
    ] == ["", "示例市科技局", "示例市市场监管局"]
    client.force_login(coordinator)
    for url in (f"/meetings/{invited.pk}/", f"/meetings/{invited.pk}/attendance/"):
        page = text(client, url)
        assert "示例市科技局" in page and "知识产权局局长" not in page
