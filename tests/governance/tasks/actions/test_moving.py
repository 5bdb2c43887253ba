"""Steps of the procedure as actions: who may, what is written, who is told, who comes second."""

from datetime import datetime

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import translation
from tests.factories import fresh, give, make_user, reason_of, stand_in
from tests.governance.tasks.ledger import Ledger, Order, part

from zhicheng.engines.procedures.running import Refused
from zhicheng.foundation.accounts.models import User
from zhicheng.foundation.accounts.rules import Role
from zhicheng.foundation.audit.queries import history, verify
from zhicheng.foundation.face.told import retold
from zhicheng.foundation.notices.queries import notices_of
from zhicheng.foundation.units.models import Area, Unit, UnitKind
from zhicheng.governance.tasks import actions
from zhicheng.governance.tasks.models import Assignment, Task
from zhicheng.governance.tasks.rules import ReportState, Stage


def test_signing_writes_the_step_the_audit_row_and_the_tasks_state(
    mine: Assignment, officer: User, now: datetime
) -> None:
    step = actions.move(assignment=mine, verb="sign", by=officer, at=now)

    assert (step.title, step.stage_from, step.stage_to) == ("签收", "assigned", "accepted")
    assert (step.by, step.deputy_for) == (officer, None)
    stored = fresh(mine)
    assert (stored.stage, stored.stage_before, stored.version) == ("accepted", "assigned", 2)
    assert fresh(mine.task).stage == Stage.ACCEPTED
    row = history(mine).latest("seq")
    assert (row.verb, row.actor) == ("tasks.sign", str(officer.pk))
    assert row.before == {"stage": "assigned", "version": 1}
    assert row.after == {"stage": "accepted", "version": 2}
    assert not list(verify())


def test_the_second_of_two_officers_is_told_who_was_first(
    mine: Assignment, officer: User, head: User, now: datetime
) -> None:
    as_the_head_saw_it = fresh(mine)
    actions.move(assignment=mine, verb="sign", by=officer, at=now)
    with pytest.raises(actions.Overtaken, match=r"科技联络员已于.*“签收”，您的操作未执行"):
        actions.move(assignment=as_the_head_saw_it, verb="sign", by=head, at=now)
    assert mine.steps.filter(verb="sign").count() == 1


def test_only_the_unit_itself_signs(
    mine: Assignment,
    other_officer: User,
    coordinator: User,
    leader: User,
    auditor: User,
    administrator: User,
    outsider: User,
    county_officer: User,
    now: datetime,
) -> None:
    for person in (
        other_officer, coordinator, leader, auditor, administrator, outsider, county_officer,
    ):  # fmt: skip
        with pytest.raises(PermissionDenied):
            actions.move(assignment=mine, verb="sign", by=person, at=now)


def test_a_county_officer_acts_for_the_units_of_the_area(
    ledger: Ledger, county: Area, city: Area, county_officer: User, now: datetime
) -> None:
    hall = Unit.objects.create(
        name="云溪县人民政府", short_name="云溪县", kind=UnitKind.COUNTY, area=county
    )
    task = ledger.publish(Order(responsible=[hall]))[0]
    assignment = part(task, hall)
    assert assignment.kind == "county"
    actions.move(assignment=assignment, verb="sign", by=county_officer, at=now)
    assert fresh(assignment).stage == Stage.ACCEPTED
    assert notices_of(county_officer).exists()


def test_a_deputy_stands_in_and_history_shows_it(
    mine: Assignment, officer: User, outsider: User, now: datetime
) -> None:
    stand_in(outsider, officer, on=now.date())
    step = actions.move(assignment=mine, verb="sign", by=outsider, at=now)
    assert (step.by, step.deputy_for) == (outsider, officer)
    assert history(mine).latest("seq").after["deputy_for"] == officer.pk


def test_ones_own_role_comes_before_a_borrowed_one(
    mine: Assignment, officer: User, head: User, now: datetime
) -> None:
    stand_in(officer, head, on=now.date())
    assert actions.move(assignment=mine, verb="sign", by=officer, at=now).deputy_for is None


def test_verifying_takes_the_progress_over_and_tells_the_unit(
    reported: Assignment, verifier: User, officer: User, head: User, now: datetime
) -> None:
    assert fresh(reported).progress is None, "what nobody has verified is not yet known"
    step = actions.move(assignment=reported, verb="verify", by=verifier, at=now)
    assert fresh(reported).progress == 100
    assert step.report is not None
    assert fresh(step.report).state == ReportState.VERIFIED
    for person in (officer, head):
        assert "复核通过" in notices_of(person)[0].text
    assert not notices_of(verifier).filter(text__contains="复核通过").exists()


def test_a_return_needs_a_reason_and_gives_it_to_the_unit(
    reported: Assignment, verifier: User, officer: User, now: datetime
) -> None:
    with pytest.raises(Refused, match="须写明理由"):
        actions.move(assignment=reported, verb="return", by=verifier, at=now)
    step = actions.move(
        assignment=reported, verb="return", reason="名单缺县区企业", by=verifier, at=now
    )
    assert fresh(reported).stage == Stage.RETURNED
    assert step.report is not None
    assert fresh(step.report).state == ReportState.RETURNED
    assert notices_of(officer)[0].text.endswith("退回，理由：名单缺县区企业")
    assert reason_of(history(reported).latest("seq")) == "名单缺县区企业"
    with translation.override("en"):
        assert retold(notices_of(officer)[0].text).endswith("Return, reason: 名单缺县区企业")


def test_a_verified_report_can_still_be_returned(
    verified: Assignment, verifier: User, now: datetime
) -> None:
    step = actions.move(assignment=verified, verb="return", reason="重复", by=verifier, at=now)
    assert step.report is not None
    assert fresh(step.report).state == ReportState.RETURNED


def test_the_verifier_is_never_of_the_unit_that_reported(
    reported: Assignment, science: Unit, officer: User, now: datetime
) -> None:
    housed_there = make_user(Role.VERIFIER, unit=science)
    with pytest.raises(Refused, match="复核人不得来自报送单位"):
        actions.move(assignment=reported, verb="verify", by=housed_there, at=now)
    standing_in = make_user(Role.VERIFIER)
    stand_in(standing_in, officer, on=now.date())
    with pytest.raises(Refused, match="复核人不得来自报送单位"):
        actions.move(assignment=reported, verb="verify", by=standing_in, at=now)


def test_whoever_had_a_hand_in_the_report_does_not_verify_it_later(
    signed: Assignment, science: Unit, head: User, office: Unit, now: datetime
) -> None:
    moved = make_user(Role.UNIT_OFFICER, unit=science)
    draft = actions.save_draft(
        assignment=signed, text="完成", progress=100, seen=None, by=moved, at=now
    ).draft
    actions.send(assignment=signed, draft=draft, by=head, at=now)
    moved.grants.all().delete()
    moved.unit = office
    moved.save()
    give(moved, Role.VERIFIER)
    with pytest.raises(Refused, match="不得经办过"):
        actions.move(assignment=signed, verb="verify", by=fresh(moved), at=now)


def test_the_coordinator_can_neither_verify_nor_close(
    reported: Assignment, coordinator: User, verifier: User, now: datetime
) -> None:
    with pytest.raises(PermissionDenied):
        actions.move(assignment=reported, verb="verify", by=coordinator, at=now)
    actions.move(assignment=reported, verb="verify", by=verifier, at=now)
    with pytest.raises(PermissionDenied):
        actions.move(assignment=reported, verb="close", by=coordinator, at=now)


def test_closing_and_reopening_keep_the_number(
    closed: Assignment, coordinator: User, officer: User, now: datetime
) -> None:
    task = fresh(closed.task)
    assert (task.stage, closed.closed_at) == (Stage.CLOSED, now)
    actions.move(assignment=closed, verb="reopen", reason="抽查发现", by=coordinator, at=now)
    again = fresh(closed)
    assert (again.stage, again.closed_at, again.pk) == ("reopened", None, closed.pk)
    assert fresh(task).number == task.number
    assert fresh(task).stage == Stage.IN_PROGRESS
    actions.move(assignment=again, verb="carry_on", by=officer, at=now)
    assert fresh(closed).stage == Stage.IN_PROGRESS


def test_without_evidence_there_is_no_close(
    signed: Assignment, head: User, verifier: User, now: datetime
) -> None:
    actions.report(assignment=signed, text="完成", progress=100, seen=None, by=head, at=now)
    actions.move(assignment=signed, verb="verify", by=verifier, at=now)
    with pytest.raises(Refused, match="没有佐证材料"):
        actions.move(assignment=signed, verb="close", by=verifier, at=now)


def test_a_freeze_is_asked_by_the_unit_and_decided_by_the_leader(
    reported: Assignment, head: User, leader: User, coordinator: User, verifier: User, now: datetime
) -> None:
    actions.move(assignment=reported, verb="ask_freeze", reason="等上级细则", by=head, at=now)
    assert "等上级细则" in notices_of(leader)[0].text
    with pytest.raises(PermissionDenied):
        actions.move(assignment=reported, verb="approve_freeze", by=coordinator, at=now)
    actions.move(assignment=reported, verb="refuse_freeze", reason="可先行", by=leader, at=now)
    assert fresh(reported).stage == Stage.REPORTED, "back to where it was"

    actions.move(assignment=reported, verb="ask_freeze", reason="细则已改", by=head, at=now)
    actions.move(assignment=reported, verb="approve_freeze", by=leader, at=now)
    frozen = fresh(reported)
    assert (frozen.stage, frozen.frozen_on) == ("frozen", now.date())
    assert reported.reports.get().state == ReportState.LAPSED, "the report that waited has lapsed"
    assert fresh(reported.task).stage == Stage.FROZEN

    actions.move(assignment=frozen, verb="unfreeze", reason="细则已出", by=coordinator, at=now)
    assert (fresh(frozen).stage, fresh(frozen).frozen_on) == ("in_progress", None)


def test_what_is_stuck_is_freed_by_a_verb_with_a_reason(
    reported: Assignment, coordinator: User, officer: User, now: datetime
) -> None:
    actions.move(assignment=reported, verb="restart", reason="换人经办", by=coordinator, at=now)
    assert fresh(reported).stage == Stage.ASSIGNED
    assert reported.reports.get().state == ReportState.LAPSED
    assert "重新交办，理由：换人经办" in notices_of(officer)[0].text


def test_the_state_of_the_task_follows_the_lead(
    ledger: Ledger, science: Unit, market: Unit, officer: User, head: User, other_officer: User,
    now: datetime,
) -> None:  # fmt: skip
    task = ledger.publish(Order(lead=[science], responsible=[market]))[0]
    lead, other = part(task, science), part(task, market)
    actions.move(assignment=other, verb="sign", by=other_officer, at=now)
    assert fresh(task).stage == Stage.ASSIGNED
    actions.move(assignment=lead, verb="sign", by=officer, at=now)
    assert fresh(task).stage == Stage.ACCEPTED
    actions.report(assignment=lead, text="已完成", progress=100, seen=None, by=head, at=now)
    assert fresh(task).stage == Stage.REPORTED


def test_an_unknown_verb_is_nobodys(
    task: Task, mine: Assignment, officer: User, now: datetime
) -> None:
    with pytest.raises(PermissionDenied):
        actions.move(assignment=mine, verb="abolish", by=officer, at=now)
