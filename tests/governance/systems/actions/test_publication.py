"""The build list follows the versions of the plan."""

from datetime import date, datetime

from tests.factories import fresh
from tests.governance.systems.buildlist import BuildList, Listed

from zhicheng.foundation.accounts.models import User
from zhicheng.foundation.audit.models import Entry
from zhicheng.foundation.audit.queries import history
from zhicheng.foundation.notices.models import Notice
from zhicheng.foundation.units.models import Unit
from zhicheng.governance.plans.publication import followers
from zhicheng.governance.systems import actions
from zhicheng.governance.systems.models import Step, System


def test_the_room_follows_the_plans() -> None:
    assert actions.keep_list in list(followers())


def test_what_the_plan_lists_is_on_the_list(
    buildlist: BuildList, science: Unit, officer: User
) -> None:
    first, second = buildlist.publish(Listed("平台甲", [science]), Listed("名录乙"))
    assert (first.owner, second.owner) == (science, None)
    assert {first.state, second.state} == {"planned"}
    assert Entry.objects.filter(verb="systems.open").count() == 2
    assert Notice.objects.filter(to=officer, text__contains="平台甲").count() == 1


def test_a_later_version_changes_names_and_keeps_the_work(
    buildlist: BuildList, science: Unit, officer: User, now: datetime
) -> None:
    listed = Listed("平台甲", [science])
    found = buildlist.publish(listed)[0]
    actions.move(system=found, verb="begin", by=officer, at=now)
    again = buildlist.publish(Listed("平台甲（二期）", [science], key=listed.key))[0]
    assert (again.pk, again.state, again.name) == (found.pk, "building", "平台甲（二期）")
    assert "平台甲（二期）" in again.steps.latest("id").reason
    unchanged = buildlist.publish(Listed("平台甲（二期）", [science], key=listed.key))[0]
    assert "内容未变" in unchanged.steps.latest("id").reason


def test_what_is_no_longer_listed_stops_with_the_reason_and_may_come_back(
    buildlist: BuildList, system: System, officer: User
) -> None:
    buildlist.publish()
    gone = fresh(system)
    assert (gone.state, gone.ended_in_id is not None) == ("stopped", True)
    assert Notice.objects.filter(to=officer, text__contains="不再列入").count() == 1
    buildlist.publish()
    assert Entry.objects.filter(verb="systems.end").count() == 1, "ended once"
    back = buildlist.publish(Listed(system.name, key=system.key))[0]
    assert (back.state, back.ended_in) == ("planned", None)


def test_what_runs_goes_on_running(buildlist: BuildList, running: System, head: User) -> None:
    buildlist.publish()
    gone = fresh(running)
    assert (gone.state, gone.ended_in_id is not None) == ("running", True)
    back = buildlist.publish(Listed(running.name, key=running.key))[0]
    assert (back.state, back.ended_in) == ("running", None)


def test_milestones_do_not_lie_after_a_plan_that_ends_earlier(
    buildlist: BuildList, coordinator: User, now: datetime
) -> None:
    one, later = Listed(), (date(2020, 1, 1), date(2030, 6, 30))
    system = buildlist.publish(one)[0]
    for name, day in (("验收", date(2032, 1, 1)), ("招标", date(2030, 6, 30))):
        actions.save_milestone(system=system, name=name, due_on=day, by=coordinator, at=now)
    buildlist.publish(one, period=(date(2020, 1, 1), None))
    assert not Step.objects.filter(system=system, verb="move_milestone").exists()
    buildlist.publish(one, period=later)
    assert set(system.milestones.values_list("due_on", flat=True)) == {later[1]}
    step = Step.objects.get(system=system, verb="move_milestone")
    assert step.reason == "验收：由2032-01-01改为2030-06-30，不晚于新的方案结束日期"
    assert history(system).filter(verb="systems.move_milestone").count() == 1
    buildlist.publish(one, period=later)
    assert Step.objects.filter(system=system, verb="move_milestone").count() == 1
