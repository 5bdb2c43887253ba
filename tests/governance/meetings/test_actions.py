"""A meeting on its way: agenda, attendance, minutes, resolutions, ledger."""

import io
from collections.abc import Callable
from datetime import date, datetime, timedelta
from importlib import import_module
from typing import Any

import pytest
from django.apps import apps
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import DatabaseError, connection, transaction
from docx import Document
from tests.factories import fresh, make_user, stand_in
from tests.foundation.documents.kinds import sheet, stream
from tests.governance.meetings.conftest import frame

from zhicheng.engines.procedures.running import Refused
from zhicheng.foundation.accounts.models import User
from zhicheng.foundation.accounts.rules import Role
from zhicheng.foundation.audit.queries import verify
from zhicheng.foundation.audit.seen import Overtaken
from zhicheng.foundation.documents import actions as documents
from zhicheng.foundation.documents.queries import composed_from
from zhicheng.foundation.files.actions import Upload
from zhicheng.foundation.files.queries import content
from zhicheng.foundation.notices.models import Notice
from zhicheng.foundation.units.models import Unit
from zhicheng.governance.meetings import actions, queries
from zhicheng.governance.meetings.actions import Decided, Noted
from zhicheng.governance.meetings.models import (
    AgendaItem,
    Attendance,
    Conference,
    Meeting,
    Resolution,
    Seat,
)
from zhicheng.governance.meetings.queries import MINUTES
from zhicheng.governance.meetings.queries.minutes import _numeral
from zhicheng.governance.meetings.rules import Presence
from zhicheng.governance.plans.models import Plan, Version
from zhicheng.governance.tasks.models import Task
from zhicheng.governance.tasks.permissions import waiting_for


def words(meeting: Meeting) -> str:
    """All that stands in the issued minutes."""
    assert meeting.file
    document = Document(io.BytesIO(content(meeting.file)))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(paragraph.text for paragraph in document.paragraphs), *cells])


def test_members_are_invited_with_agenda_and_material(
    planned: Meeting, science: Unit, coordinator: User, head: User, other_officer: User,
    now: datetime,
) -> None:  # fmt: skip
    upload = Upload("材料.txt", io.BytesIO("材料\n".encode()))
    item = actions.add_item(
        meeting=planned, title="研究办法", unit=None, uploads=[upload], by=coordinator, at=now
    )
    assert not queries.meetings_for(head).exists()
    actions.move(meeting=planned, verb="invite", by=coordinator, at=now)
    assert queries.meetings_for(head).get() == planned
    assert queries.meetings_for(other_officer).get() == planned
    assert queries.materials_for(head).get().item == item
    assert Notice.objects.filter(to=head, text__contains="会议通知").exists()
    actions.drop_item(item=item, by=coordinator, at=now)
    assert queries.agenda_of(planned).count() == 1


def test_a_meeting_without_agenda_or_members_invites_nobody(
    conference: Conference, coordinator: User, today: date, now: datetime
) -> None:
    meeting = actions.plan_meeting(
        conference=conference, frame=frame(today), by=coordinator, at=now
    )
    with pytest.raises(Refused, match="没有议题"):
        actions.move(meeting=meeting, verb="invite", by=coordinator, at=now)
    actions.add_item(meeting=meeting, title="汇报", unit=None, by=coordinator, at=now)
    with pytest.raises(Refused, match="没有在任成员"):
        actions.move(meeting=meeting, verb="invite", by=coordinator, at=now)


def test_who_is_invited_learns_of_a_change(
    invited: Meeting, head: User, coordinator: User, today: date, now: datetime
) -> None:
    later = frame(today + timedelta(3), place="第三会议室")
    actions.change_frame(meeting=invited, frame=later, by=coordinator, at=now)
    assert Notice.objects.filter(to=head, text__contains="第三会议室").exists()
    with pytest.raises(Refused, match="会议日期未到"):
        actions.move(meeting=invited, verb="hold", by=coordinator, at=now)
    with pytest.raises(ValidationError) as refused:
        actions.change_frame(meeting=invited, frame=frame(today, place=" "), by=coordinator, at=now)
    assert set(refused.value.message_dict) == {"place"}


def test_without_a_quorum_it_is_not_held(
    invited: Meeting, seats: list[Seat], coordinator: User, now: datetime
) -> None:
    given = {"meeting": invited, "by": coordinator, "at": now}
    with pytest.raises(Refused, match="到会人数"):
        actions.move(verb="hold", **given)  # type: ignore[arg-type]  # as named
    noted = {seats[0]: Noted(Presence.PRESENT), seats[1]: Noted(Presence.EXCUSED)}
    actions.take_attendance(noted=noted, **given)  # type: ignore[arg-type]  # as named
    with pytest.raises(Refused, match="到会人数"):
        actions.move(verb="hold", **given)  # type: ignore[arg-type]  # as named
    with pytest.raises(ValidationError, match="王五"):
        actions.take_attendance(noted={seats[2]: Noted(Presence.DEPUTY)}, **given)  # type: ignore[arg-type]  # as named
    with pytest.raises(ValidationError, match="不在任"):
        actions.take_attendance(noted={seats[3]: Noted(Presence.PRESENT)}, **given)  # type: ignore[arg-type]  # as named
    actions.take_attendance(noted={seats[2]: Noted(Presence.DEPUTY, "孙七")}, **given)  # type: ignore[arg-type]  # as named
    actions.move(verb="hold", **given)  # type: ignore[arg-type]  # as named
    assert Attendance.objects.get(seat=seats[2]).deputy == "孙七"


def test_the_minutes_are_issued_and_kept(
    confirmed: Meeting, market: Unit, today: date, now: datetime
) -> None:
    said = words(confirmed)
    for piece in (
        "第一次全体会议纪要", "会议强调抓好落实。", "一、听取汇报", "原则同意。", "1．制定实施细则。",
        "牵头单位：示例市科技局，责任单位：示例市市场监管局", "2．同意调整联络员会议时间。", "张三",
        "出席",
    ):  # fmt: skip
        assert piece in said
    assert "赵六" not in said
    assert confirmed.file and confirmed.template
    again = composed_from(confirmed.template, fresh(confirmed).context)
    assert again == content(confirmed.file)
    market.name = "改名后的单位"
    market.save()
    assert composed_from(confirmed.template, fresh(confirmed).context) == again


def test_the_offices_own_template_is_used(
    drafted: Meeting, coordinator: User, leader: User, today: date, now: datetime
) -> None:
    own = sheet(lambda made: made.title("本市：{{ title }}"))
    with pytest.raises(ValidationError, match="没有“nobody”这个字段"):
        wrong = sheet(lambda made: made.title("{{ nobody }}"))
        documents.replace(kind=MINUTES, stream=stream(wrong), name="a.docx", by=coordinator, at=now)
    documents.replace(kind=MINUTES, stream=stream(own), name="a.docx", by=coordinator, at=now)
    preview = Document(io.BytesIO(queries.minutes_now(drafted, today)))
    assert preview.paragraphs[0].text == "本市：第一次全体会议"
    actions.move(meeting=drafted, verb="confirm", by=leader, at=now)
    assert words(drafted) == "本市：第一次全体会议"


def test_minutes_are_returned_and_written_again(
    drafted: Meeting, leader: User, coordinator: User, now: datetime
) -> None:
    row = drafted.resolutions.all()[1]
    with pytest.raises(Refused, match="不能再改"):
        actions.drop_resolution(resolution=row, by=coordinator, at=now)
    actions.move(meeting=drafted, verb="return", reason="补充说明。", by=leader, at=now)
    again = Resolution.objects.get(pk=row.pk)
    actions.drop_resolution(resolution=again, by=coordinator, at=now)
    assert drafted.resolutions.count() == 1
    assert queries.steps_of(drafted)[1].reason == "补充说明。"


def test_unwritten_minutes_are_not_submitted(
    held: Meeting, coordinator: User, now: datetime
) -> None:
    with pytest.raises(Refused, match="会议概况"):
        actions.move(meeting=held, verb="submit", by=coordinator, at=now)
    with pytest.raises(ValidationError) as refused:
        actions.add_resolution(meeting=held, decided=Decided(""), by=coordinator, at=now)
    assert set(refused.value.message_dict) == {"text"}


def test_what_was_entered_before_is_known_for_what_a_meeting_resolved(
    confirmed: Meeting, coordinator: User, now: datetime
) -> None:
    actions.enter_in_ledger(meeting=confirmed, by=coordinator, at=now)
    made = {"created_by": coordinator, "created_at": now}
    assert confirmed.file is not None
    Version.objects.create(
        plan=Plan.objects.create(title="读取的方案", **made), number=1, title="读取的方案",
        file=confirmed.file, file_name="方案.docx", reading={"title": "读取的方案"},
        state="published", published_by=coordinator, published_at=now, **made,
    )  # fmt: skip
    Plan.objects.update(ordered=False)
    migration = import_module("zhicheng.governance.plans.migrations.0006_plan_ordered")
    migration.mark(apps, connection.schema_editor())
    assert Plan.objects.get(ordered=True).title == "第一次全体会议议定事项"


def test_resolutions_become_tasks(
    confirmed: Meeting, science: Unit, market: Unit, head: User, coordinator: User, now: datetime
) -> None:
    rows = actions.enter_in_ledger(meeting=confirmed, by=coordinator, at=now)
    assert {row.item.version.plan.ordered for row in rows if row.item} == {True}
    [task] = Task.objects.all()
    assert [row.text for row in rows] == ["制定实施细则。"]
    assert task.item.sentence == task.title == "制定实施细则。"
    assert task.due_on == rows[0].due_on
    assert {(p.unit, p.kind) for p in task.assignments.all()} == {
        (science, "lead"),
        (market, "responsible"),
    }
    assert queries.tasks_of(confirmed) == {rows[0].pk: task}
    assert queries.resolutions_about(task).get() == rows[0]
    assert task.plan.title == "第一次全体会议议定事项"
    assert waiting_for(head).filter(task=task).exists()
    assert not list(verify())
    with pytest.raises(Refused, match="已经列入"):
        actions.enter_in_ledger(meeting=confirmed, by=coordinator, at=now)


def test_only_issued_work_enters_the_ledger(
    drafted: Meeting, leader: User, coordinator: User, now: datetime
) -> None:
    with pytest.raises(Refused, match="印发后"):
        actions.enter_in_ledger(meeting=drafted, by=coordinator, at=now)
    actions.move(meeting=drafted, verb="return", reason="改。", by=leader, at=now)
    actions.drop_resolution(resolution=drafted.resolutions.all()[0], by=coordinator, at=now)
    drafted.refresh_from_db()
    actions.move(meeting=drafted, verb="submit", by=coordinator, at=now)
    actions.move(meeting=drafted, verb="confirm", by=leader, at=now)
    with pytest.raises(Refused, match="无需列入"):
        actions.enter_in_ledger(meeting=drafted, by=coordinator, at=now)
    assert not Task.objects.exists()


def test_long_resolutions_have_short_titles(
    held: Meeting, science: Unit, leader: User, coordinator: User, today: date, now: datetime
) -> None:
    text = "一" * 70 + "\n二"
    decided = Decided(text, science, (), today)
    row = actions.add_resolution(meeting=held, decided=decided, by=coordinator, at=now)
    assert row.text == "一" * 70 + "二"
    outcomes = dict.fromkeys(held.agenda.all(), "同意")
    actions.write_minutes(meeting=held, summary="概况", outcomes=outcomes, by=coordinator, at=now)
    actions.move(meeting=held, verb="submit", by=coordinator, at=now)
    actions.move(meeting=held, verb="confirm", by=leader, at=now)
    actions.enter_in_ledger(meeting=held, by=coordinator, at=now)
    task = Task.objects.get()
    assert task.title == "一" * 59 + "…"
    assert task.item.sentence == row.text


def test_two_at_once(invited: Meeting, coordinator: User, today: date, now: datetime) -> None:
    second = fresh(invited)
    actions.change_frame(meeting=invited, frame=frame(today), by=coordinator, at=now)
    with pytest.raises(Overtaken, match="修改会议安排"):
        actions.move(meeting=second, verb="cancel", reason="冲突", by=coordinator, at=now)


def test_a_deputy_acts_in_the_place_of_the_absent(
    planned: Meeting, coordinator: User, today: date, now: datetime
) -> None:
    deputy = make_user(Role.VERIFIER)
    stand_in(deputy, coordinator, on=today)
    actions.move(meeting=planned, verb="cancel", reason="改期", by=deputy, at=now)
    assert queries.steps_of(planned)[0].deputy_for == coordinator


_ACTS: list[Callable[[Meeting, User, datetime], Any]] = [
    lambda m, by, at: actions.move(meeting=m, verb="cancel", reason="x", by=by, at=at),
    lambda m, by, at: actions.change_frame(meeting=m, frame=frame(m.held_on), by=by, at=at),
    lambda m, by, at: actions.add_item(meeting=m, title="x", unit=None, by=by, at=at),
    lambda m, by, at: actions.drop_item(item=m.agenda.all()[0], by=by, at=at),
    lambda m, by, at: actions.take_attendance(meeting=m, noted={}, by=by, at=at),
    lambda m, by, at: actions.write_minutes(meeting=m, summary="", outcomes={}, by=by, at=at),
    lambda m, by, at: actions.add_resolution(meeting=m, decided=Decided("x"), by=by, at=at),
    lambda m, by, at: actions.enter_in_ledger(meeting=m, by=by, at=at),
    lambda m, by, at: actions.plan_meeting(
        conference=m.conference, frame=frame(m.held_on), by=by, at=at
    ),
]


@pytest.mark.parametrize("act", _ACTS)
@pytest.mark.parametrize("who", ["head", "verifier", "auditor", "outsider", "leader"])
def test_only_the_coordinator_runs_it(
    act: Callable[[Meeting, User, datetime], Any], who: str, planned: Meeting,
    request: pytest.FixtureRequest, now: datetime,
) -> None:  # fmt: skip
    with pytest.raises(PermissionDenied):
        act(planned, request.getfixturevalue(who), now)
    assert fresh(planned).version == planned.version


def test_only_the_leader_confirms(drafted: Meeting, coordinator: User, now: datetime) -> None:
    with pytest.raises(PermissionDenied):
        actions.move(meeting=drafted, verb="confirm", by=coordinator, at=now)


def test_an_item_without_a_title_is_refused(
    planned: Meeting, coordinator: User, now: datetime
) -> None:
    with pytest.raises(ValidationError):
        actions.add_item(meeting=planned, title=" ", unit=None, by=coordinator, at=now)


def test_what_was_issued_is_kept(confirmed: Meeting) -> None:
    changes: tuple[Callable[[], Any], ...] = (
        lambda: Meeting.objects.filter(pk=confirmed.pk).update(summary="x"),
        lambda: AgendaItem.objects.update(outcome="x"),
        lambda: Attendance.objects.update(presence="absent"),
        lambda: Resolution.objects.update(text="x"),
        lambda: Resolution.objects.all()[0].units.clear(),
        lambda: confirmed.steps.all().delete(),
    )
    for change in changes:
        with pytest.raises(DatabaseError, match=r"kept|only added"), transaction.atomic():
            change()


@pytest.mark.parametrize(
    ("number", "said"),
    [(1, "一"), (10, "十"), (11, "十一"), (20, "二十"), (35, "三十五"), (120, "120")],
)
def test_headings_are_numbered_in_chinese(number: int, said: str) -> None:
    assert _numeral(number) == said


def test_an_item_of_another_meeting_is_not_written(
    held: Meeting, conference: Conference, coordinator: User, today: date, now: datetime
) -> None:
    other = actions.plan_meeting(
        conference=conference, frame=frame(today, title="另一次会议"), by=coordinator, at=now
    )
    item = actions.add_item(meeting=other, title="另一议题", unit=None, by=coordinator, at=now)
    with pytest.raises(ValidationError, match="不属于"):
        actions.write_minutes(
            meeting=held, summary="略", outcomes={item: "同意"}, by=coordinator, at=now
        )
    assert (fresh(item).outcome, fresh(held).summary) == ("", "")


def test_a_button_that_is_pressed_twice_plans_one_meeting(
    planned: Meeting, conference: Conference, coordinator: User, today: date, now: datetime
) -> None:
    given: dict[str, Any] = {"conference": conference, "frame": frame(today), "at": now}
    with pytest.raises(ValidationError, match="没有重复登记"):
        actions.plan_meeting(**given, by=coordinator)
    actions.move(meeting=planned, verb="cancel", reason="改期", by=coordinator, at=now)
    assert actions.plan_meeting(**given, by=coordinator).pk != planned.pk


@pytest.mark.parametrize("day", [date(1999, 12, 31), date(2000, 1, 3)])
def test_a_meeting_is_not_before_its_conference_nor_before_the_rule_of_its_quorum(
    planned: Meeting, coordinator: User, now: datetime, day: date
) -> None:
    for founded_on, first in ((date(1990, 5, 1), date(2000, 1, 1)), (date(2001, 2, 3),) * 2):
        Conference.objects.update(founded_on=founded_on)
        if day >= first:
            continue
        meeting = fresh(planned)
        for verb in (
            lambda conference=meeting.conference: actions.plan_meeting(
                conference=conference, frame=frame(day), by=coordinator, at=now
            ),
            lambda meeting=meeting: actions.change_frame(
                meeting=meeting, frame=frame(day), by=coordinator, at=now
            ),
        ):
            with pytest.raises(ValidationError, match="会议日期不能早于") as refused:
                verb()
            assert list(refused.value.error_dict) == ["held_on"]
    assert fresh(planned).held_on == planned.held_on


def test_a_year_that_cannot_be_meant_is_refused(
    planned: Meeting, coordinator: User, now: datetime
) -> None:
    with pytest.raises(ValidationError, match="年份似有误") as refused:
        actions.change_frame(meeting=planned, frame=frame(date(9999, 1, 5)), by=coordinator, at=now)
    assert list(refused.value.error_dict) == ["held_on"]
    assert fresh(planned).held_on == planned.held_on
