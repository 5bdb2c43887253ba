"""A system on its way from the plan to where it runs."""

from datetime import datetime

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from tests.factories import make_unit, make_user, reason_of, stand_in
from tests.governance.systems.buildlist import BuildList, Listed, fresh_system

from zhicheng.engines.procedures.running import Refused
from zhicheng.foundation.accounts.models import User
from zhicheng.foundation.accounts.rules import Role
from zhicheng.foundation.audit.models import Entry
from zhicheng.foundation.notices.models import Notice
from zhicheng.foundation.units.models import Area, Unit, UnitKind
from zhicheng.governance.systems import actions
from zhicheng.governance.systems.models import System


def test_from_the_plan_to_where_it_runs(running: System, coordinator: User) -> None:
    assert fresh_system(running).state == "running"
    verbs = list(running.steps.values_list("verb", flat=True))
    assert verbs == ["open", "begin", "try_out", "link", "launch"]
    entry = Entry.objects.get(verb="systems.launch")
    assert (entry.before["state"], entry.after["state"]) == ("trial", "running")
    assert Notice.objects.filter(to=coordinator, text__contains="上线").count() == 1


def test_a_launch_without_a_link_changes_nothing(trial: System, head: User, now: datetime) -> None:
    with pytest.raises(Refused, match="运行地址"):
        actions.move(system=trial, verb="launch", by=head, at=now)
    assert fresh_system(trial).state == "trial"
    actions.save_link(system=trial, link="", no_link="只在专网运行", by=head, at=now)
    actions.move(system=trial, verb="launch", by=head, at=now)
    assert fresh_system(trial).state == "running"


def test_the_database_itself_knows_that_what_runs_is_linked(running: System) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        System.objects.filter(pk=running.pk).update(link="")


@pytest.mark.parametrize("who", ["other_officer", "verifier", "leader", "auditor", "outsider"])
def test_nobody_else_moves_it(
    system: System, who: str, now: datetime, request: pytest.FixtureRequest
) -> None:
    with pytest.raises(PermissionDenied):
        actions.move(system=system, verb="begin", by=request.getfixturevalue(who), at=now)


def test_what_stops_says_why_and_is_resumed_by_the_office(
    running: System, head: User, officer: User, coordinator: User, now: datetime
) -> None:
    with pytest.raises(Refused, match="理由"):
        actions.move(system=running, verb="stop", by=head, at=now)
    actions.move(system=running, verb="stop", by=head, at=now, reason="并入省级平台")
    assert reason_of(Entry.objects.get(verb="systems.stop")) == "并入省级平台"
    with pytest.raises(PermissionDenied):
        actions.move(system=running, verb="resume", by=head, at=now, reason="恢复")
    actions.move(system=running, verb="resume", by=coordinator, at=now, reason="省级平台取消")
    assert fresh_system(running).state == "building"
    assert Notice.objects.filter(to=officer, text__contains="省级平台取消").exists()


def test_of_two_who_move_it_one_is_told_of_the_other(
    building: System, officer: User, head: User, now: datetime
) -> None:
    seen = fresh_system(building)
    actions.move(system=building, verb="try_out", by=officer, at=now)
    with pytest.raises(actions.Overtaken, match=r"科技联络员已于.*转入试运行"):
        actions.move(system=seen, verb="stop", by=head, at=now, reason="不再需要")
    assert fresh_system(building).state == "trial"


def test_a_deputy_acts_in_the_place_of_the_absent(trial: System, head: User, now: datetime) -> None:
    deputy = make_user(name="代理人")
    stand_in(deputy, head, on=now.date())
    actions.move(system=trial, verb="rework", by=deputy, at=now, reason="接口要改")
    step = trial.steps.latest("id")
    assert (step.by, step.deputy_for) == (deputy, head)


def test_a_county_officer_builds_what_the_county_owns(
    buildlist: BuildList, county: Area, county_officer: User, now: datetime
) -> None:
    government = make_unit("云溪县政府", UnitKind.COUNTY, county)
    theirs = fresh_system(buildlist.publish(Listed(units=[government]))[0])
    actions.move(system=theirs, verb="begin", by=county_officer, at=now)
    assert theirs.state == "building"


def test_the_office_says_who_builds_it(
    buildlist: BuildList, science: Unit, market: Unit, coordinator: User, officer: User,
    other_officer: User, now: datetime,
) -> None:  # fmt: skip
    found = buildlist.publish(Listed(units=[science, market]))[0]
    assert found.owner is None, "two units in the plan: a person decides"
    with pytest.raises(PermissionDenied):
        actions.move(system=found, verb="begin", by=officer, at=now)
    with pytest.raises(PermissionDenied):
        actions.assign(system=found, owner=science, by=officer, at=now)
    actions.assign(system=found, owner=science, by=coordinator, at=now)
    assert Notice.objects.filter(to=officer, text__contains="指定建设单位").count() == 1
    actions.assign(system=found, owner=market, by=coordinator, at=now)
    assert "由市科技局改为市市场监管局" in found.steps.latest("id").reason
    assert Notice.objects.filter(to=other_officer).exists()
    with pytest.raises(Refused, match="已经是"):
        actions.assign(system=found, owner=market, by=coordinator, at=now)
    assert Entry.objects.filter(verb="systems.assign").count() == 2


def test_a_new_coordinator_is_told_where_there_is_no_unit(
    buildlist: BuildList, coordinator: User, now: datetime
) -> None:
    make_user(Role.COORDINATOR)
    found = buildlist.publish(Listed())[0]
    with pytest.raises(Refused, match="不能"):
        actions.move(system=found, verb="resume", by=coordinator, at=now, reason="恢复")
