"""Milestones, links and notes."""

import io
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, connection, transaction
from django.db.utils import DatabaseError
from django.utils import timezone
from tests.governance.systems.buildlist import BuildList, Listed, fresh_system

from zhicheng.engines.procedures.running import Refused
from zhicheng.foundation.accounts.models import User
from zhicheng.foundation.audit.models import Entry
from zhicheng.foundation.audit.queries import verify
from zhicheng.foundation.notices.models import Notice
from zhicheng.foundation.units.models import Unit
from zhicheng.governance.systems import actions
from zhicheng.governance.systems.guard import GUARD
from zhicheng.governance.systems.models import Milestone, Note, NoteFile, System

DAY = date(2027, 6, 30)


def test_a_milestone_is_planned_changed_and_reached(
    system: System, officer: User, now: datetime
) -> None:
    planned = actions.save_milestone(system=system, name="验收", due_on=DAY, by=officer, at=now)
    later = DAY + timedelta(30)
    actions.save_milestone(
        system=system, milestone=planned, name="验收", due_on=later, by=officer, at=now
    )
    actions.reach(milestone=planned, done_on=now.date(), by=officer, at=now)
    assert Milestone.objects.get().done_on == now.date()
    said = list(system.steps.values_list("verb", "reason"))
    assert ("milestone", f"验收，{DAY} → 验收，{later}") in said
    for verb in ("systems.milestone", "systems.reach"):
        assert Entry.objects.filter(verb=verb).exists()
    with pytest.raises(Refused, match="不能再改"):
        actions.reach(milestone=planned, done_on=now.date(), by=officer, at=now)
    with pytest.raises(Refused, match="不能再改"):
        actions.drop_milestone(milestone=planned, by=officer, at=now)


def test_another_systems_milestone_is_not_changed(
    buildlist: BuildList, science: Unit, market: Unit, officer: User, other_officer: User,
    now: datetime,
) -> None:  # fmt: skip
    ours, theirs = buildlist.publish(Listed("甲", units=[science]), Listed("乙", units=[market]))
    planned = actions.save_milestone(
        system=theirs, name="验收", due_on=DAY, by=other_officer, at=now
    )
    with pytest.raises(ValidationError, match="不属于"):
        actions.save_milestone(
            system=ours, milestone=planned, name="改", due_on=DAY, by=officer, at=now
        )
    assert Milestone.objects.get().name == "验收"


def test_once_its_day_has_come_only_the_coordinator_moves_it_and_says_why(
    system: System, head: User, officer: User, coordinator: User, now: datetime
) -> None:
    today = timezone.localdate(now)
    planned = actions.save_milestone(system=system, name="验收", due_on=today, by=officer, at=now)
    kept: dict[str, Any] = {
        "system": system, "milestone": planned, "name": "验收", "due_on": DAY,
    }  # fmt: skip
    for user in (officer, head):
        assert not actions.changeable(planned, user, today)
        with pytest.raises(Refused, match="只能由统筹协调员"):
            actions.save_milestone(**kept, by=user, at=now, reason="赶不上")
        with pytest.raises(Refused, match="只能由统筹协调员"):
            actions.drop_milestone(milestone=planned, by=user, at=now, reason="赶不上")
    with pytest.raises(ValidationError, match="写明理由"):
        actions.save_milestone(**kept, by=coordinator, at=now, reason=" ")
    with pytest.raises(ValidationError, match="写明理由"):
        actions.drop_milestone(milestone=planned, by=coordinator, at=now)
    assert Milestone.objects.get().due_on == today
    actions.save_milestone(**kept, by=coordinator, at=now, reason="招标延期")
    assert Milestone.objects.get().due_on == DAY
    assert system.steps.latest("id").reason == f"验收，{today} → 验收，{DAY}；理由：招标延期"
    assert "招标延期" not in str(Entry.objects.latest("seq").after), "sealed, as every reason is"
    past = DAY + timedelta(1)
    later = datetime.combine(past, now.timetz())
    actions.drop_milestone(
        milestone=Milestone.objects.get(), by=coordinator, at=later, reason="并入二期"
    )
    assert system.steps.latest("id").reason == f"验收，{DAY}；理由：并入二期"
    assert not list(verify())


def test_what_is_said_afterwards_is_kept_with_the_day_on_which_it_was_said(
    system: System, officer: User, coordinator: User, now: datetime
) -> None:
    today = timezone.localdate(now)
    before = today - timedelta(9)
    planned = actions.save_milestone(
        system=system, name="验收", due_on=before, by=coordinator, at=now
    )
    actions.reach(milestone=planned, done_on=before, by=officer, at=now)
    row = Milestone.objects.get()
    assert (row.done_on, row.said_on) == (before, today)
    with pytest.raises(IntegrityError), transaction.atomic():
        Milestone.objects.update(said_on=None)


def test_a_day_that_lies_behind_is_the_coordinators_to_set(
    system: System, officer: User, coordinator: User, now: datetime
) -> None:
    """Missed as soon as it is there, it would be told to the mayor next morning: a slip of the year."""
    today = timezone.localdate(now)
    new: dict[str, Any] = {"system": system, "name": "验收", "at": now}
    with pytest.raises(ValidationError, match="不能早于今天"):
        actions.save_milestone(**new, due_on=today - timedelta(1), by=officer)
    planned = actions.save_milestone(**new, due_on=today + timedelta(1), by=officer)
    with pytest.raises(ValidationError, match="不能早于今天"):
        actions.save_milestone(**new, due_on=date(2025, 1, 1), milestone=planned, by=officer)
    assert Milestone.objects.get().due_on == today + timedelta(1)
    actions.save_milestone(
        **new, due_on=today - timedelta(1), milestone=planned, by=coordinator, reason="补记"
    )
    assert Milestone.objects.get().due_on == today - timedelta(1)


def test_of_two_who_say_that_it_is_reached_one_is_told(
    system: System, officer: User, now: datetime
) -> None:
    planned = actions.save_milestone(system=system, name="验收", due_on=DAY, by=officer, at=now)
    seen = Milestone.objects.select_related("system__item__version").get()
    actions.reach(milestone=planned, done_on=now.date(), by=officer, at=now)
    with pytest.raises(actions.Overtaken, match="确认建设节点完成"):
        actions.reach(milestone=seen, done_on=now.date(), by=officer, at=now)


def test_a_milestone_outside_the_plan_or_twice_changes_nothing(
    buildlist: BuildList, science: Unit, officer: User, now: datetime
) -> None:
    period = (date(2026, 1, 1), date(2028, 12, 31))
    system = buildlist.publish(Listed(units=[science]), period=period)[0]
    for day in (date(2025, 12, 31), date(2029, 1, 1)):
        with pytest.raises(ValidationError, match="节点日期"):
            actions.save_milestone(system=system, name="验收", due_on=day, by=officer, at=now)
    actions.save_milestone(system=system, name="验收", due_on=DAY, by=officer, at=now)
    with pytest.raises(ValidationError, match="已有"):
        actions.save_milestone(system=system, name="验收", due_on=DAY, by=officer, at=now)
    tomorrow = now.date() + timedelta(1)
    with pytest.raises(ValidationError, match="今天"):
        actions.reach(milestone=Milestone.objects.get(), done_on=tomorrow, by=officer, at=now)
    assert Milestone.objects.get().done_on is None


def test_a_milestone_is_taken_off_and_the_history_keeps_it(
    system: System, coordinator: User, other_officer: User, now: datetime
) -> None:
    planned = actions.save_milestone(system=system, name="验收", due_on=DAY, by=coordinator, at=now)
    with pytest.raises(PermissionDenied):
        actions.drop_milestone(milestone=planned, by=other_officer, at=now)
    with pytest.raises(PermissionDenied):
        actions.reach(milestone=planned, done_on=now.date(), by=coordinator, at=now)
    actions.drop_milestone(milestone=planned, by=coordinator, at=now)
    assert not Milestone.objects.exists()
    assert system.steps.latest("id").reason == f"验收，{DAY}"
    assert not list(verify())


def test_what_is_stopped_is_planned_no_further(
    building: System, head: User, officer: User, now: datetime
) -> None:
    actions.move(system=building, verb="stop", by=head, at=now, reason="不再建设")
    with pytest.raises(Refused, match="停用"):
        actions.save_milestone(system=building, name="验收", due_on=DAY, by=officer, at=now)
    with pytest.raises(Refused, match="停用"):
        actions.note(system=building, text="进展", by=officer, at=now)


def test_a_link_is_checked_and_kept(
    system: System, officer: User, coordinator: User, now: datetime
) -> None:
    for link in (
        "http://ip.example.cn", "/no-such-page/", "/mode/", "/account/logout/", "/account/login/",
        "https://127.0.0.1/",
    ):  # fmt: skip
        with pytest.raises(ValidationError):
            actions.save_link(system=system, link=link, no_link="", by=officer, at=now)
    assert fresh_system(system).link == ""
    actions.save_link(system=system, link=" /plans/ ", no_link="", by=officer, at=now)
    assert fresh_system(system).link == "/plans/"
    seen = fresh_system(system)
    actions.save_link(system=system, link="", no_link="内网", by=coordinator, at=now)
    with pytest.raises(actions.Overtaken, match="填写运行地址"):
        actions.save_link(system=seen, link="/tasks/", no_link="", by=officer, at=now)


@pytest.mark.parametrize("link", ["javascript:alert(1)", "http://ip.example.cn"])
def test_the_database_itself_refuses_an_unsafe_link(system: System, link: str) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        System.objects.filter(pk=system.pk).update(link=link)


def test_progress_is_said_with_evidence_and_kept(
    building: System, officer: User, now: datetime
) -> None:
    files = [actions.Upload(name, io.BytesIO(b"proof\n")) for name in ("a.txt", "b.txt")]
    said = actions.note(system=building, text=" 已建成 ", uploads=files, by=officer, at=now)
    assert (said.text, said.state) == ("已建成", "building")
    assert NoteFile.objects.count() == 1, "the same content twice is one file"
    assert "已建成" not in str(Entry.objects.get(verb="systems.note").after)


def test_an_unsuitable_file_or_no_text_says_nothing(
    building: System, officer: User, now: datetime
) -> None:
    bad = [actions.Upload("x.txt", io.BytesIO(b"")), actions.Upload("y.txt", io.BytesIO(b"good"))]
    with pytest.raises(ValidationError, match=r"x\.txt"):
        actions.note(system=building, text="进展", uploads=bad, by=officer, at=now)
    with pytest.raises(ValidationError, match="进展情况"):
        actions.note(system=building, text="  ", by=officer, at=now)
    assert not Note.objects.exists()


def test_what_was_said_is_kept_by_the_database(
    building: System, officer: User, now: datetime
) -> None:
    proof = [actions.Upload("a.txt", io.BytesIO(b"proof\n"))]
    actions.note(system=building, text="进展", uploads=proof, by=officer, at=now)
    for rows in (Note.objects.all(), NoteFile.objects.all(), building.steps.all()):
        with pytest.raises(DatabaseError, match="only added to"), transaction.atomic():
            rows._raw_delete("default")
    for change in ({"text": "改写"},):
        with pytest.raises(DatabaseError, match="only added to"), transaction.atomic():
            Note.objects.update(**change)
    GUARD.remove(connection)
    assert Note.objects.update(text="改写") == 1
    GUARD.install(connection)
    with pytest.raises(DatabaseError), transaction.atomic():
        Note.objects.update(text="又改写")


def test_a_milestone_as_somebody_else_left_it_is_not_overwritten(
    system: System, officer: User, head: User, now: datetime
) -> None:
    actions.save_milestone(system=system, name="验收", due_on=DAY, by=officer, at=now)
    mine, theirs = (Milestone.objects.select_related("system").get() for _ in range(2))
    changed: dict[str, Any] = {"system": system, "name": "终验", "due_on": DAY, "at": now}
    actions.save_milestone(**changed, milestone=theirs, by=head)
    with pytest.raises(actions.Overtaken, match="安排建设节点"):
        actions.save_milestone(**changed | {"name": "初验"}, milestone=mine, by=officer)
    with pytest.raises(actions.Overtaken):
        actions.reach(milestone=mine, done_on=now.date(), by=officer, at=now)
    with pytest.raises(actions.Overtaken):
        actions.drop_milestone(milestone=mine, by=officer, at=now)
    assert Milestone.objects.get().name == "终验"
    actions.drop_milestone(milestone=theirs, by=head, at=now)
    with pytest.raises(actions.Overtaken, match="删除建设节点"):
        actions.save_milestone(**changed, milestone=mine, by=officer)
    assert not Milestone.objects.exists(), "what was dropped does not come back"


def test_what_was_reached_is_taken_back_by_the_coordinator_with_the_reason(
    building: System, officer: User, head: User, coordinator: User, verifier: User, now: datetime
) -> None:
    planned = actions.save_milestone(system=building, name="验收", due_on=DAY, by=officer, at=now)
    with pytest.raises(Refused, match="还没有确认完成"):
        actions.revoke_milestone(milestone=planned, reason="错", by=coordinator, at=now)
    actions.reach(milestone=planned, done_on=now.date(), by=officer, at=now)
    for user in (officer, head, verifier):
        with pytest.raises(PermissionDenied):
            actions.revoke_milestone(milestone=planned, reason="错", by=user, at=now)
    with pytest.raises(ValidationError, match="撤销的理由"):
        actions.revoke_milestone(milestone=planned, reason=" ", by=coordinator, at=now)
    seen = Milestone.objects.select_related("system").get()
    assert seen.done_on == now.date(), "nothing was changed so far"
    Notice.objects.all().delete()
    actions.revoke_milestone(milestone=planned, reason="材料不全", by=coordinator, at=now)
    with pytest.raises(actions.Overtaken):
        actions.revoke_milestone(milestone=seen, reason="材料不全", by=coordinator, at=now)
    found = Milestone.objects.get()
    assert (found.done_on, found.said_on) == (None, None)
    step = building.steps.latest("id")
    assert (step.verb, step.reason) == ("revoke_milestone", f"验收，{now.date()}；理由：材料不全")
    assert set(Notice.objects.values_list("to", flat=True)) == {officer.pk, head.pk}
    assert Entry.objects.filter(verb="systems.revoke_milestone").exists()
    assert not list(verify())
    actions.reach(milestone=found, done_on=now.date(), by=officer, at=now)
