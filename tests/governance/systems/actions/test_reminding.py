"""Reminders of milestones: to whom, exactly once through a year, and never of what has moved on."""

import re
from collections import Counter
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from unittest.mock import patch

import pytest
from django.test import Client
from tests.foundation.calendars.years import NEXT
from tests.governance.systems.buildlist import BuildList, Listed
from tests.governance.tasks.mornings import kill, work

from zhicheng.engines.calendar import published
from zhicheng.foundation.accounts.models import User
from zhicheng.foundation.jobs.registry import dailies
from zhicheng.foundation.notices.models import Notice
from zhicheng.foundation.units.models import Unit
from zhicheng.governance.systems import actions
from zhicheng.governance.systems.models import Milestone, Reminder, System
from zhicheng.governance.tasks.rules import Anchor, rules_on

MOMENT = datetime.fromisoformat("2026-01-05T09:30:00+08:00")
DUE = date(2026, 5, 29)
RULES = [rule for rule in rules_on(DUE).rules if rule.anchor is Anchor.MILESTONE]


def run(on: date) -> int:
    return actions.remind(on=on, at=moment(on))


def moment(on: date) -> datetime:
    return MOMENT + timedelta((on - MOMENT.date()).days)


def told() -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for notice in Notice.objects.select_related("to").order_by("pk"):
        found.setdefault(notice.to.name, []).append(notice.text)
    Notice.objects.all().delete()
    return found


def plan(system: System, by: User, name: str = "验收", due_on: date = DUE) -> Milestone:
    found = actions.save_milestone(system=system, name=name, due_on=due_on, by=by, at=MOMENT)
    Notice.objects.all().delete()
    return found


def test_from_the_first_reminder_up_to_the_leader(
    building: System, officer: User, head: User, coordinator: User, leader: User
) -> None:
    plan(building, officer)
    days = {
        date(2026, 5, 21): set(),
        date(2026, 5, 22): {"科技联络员", "科技局长"},
        date(2026, 5, 28): {"科技联络员", "科技局长"},
        date(2026, 5, 29): set(),
        date(2026, 6, 1): {"科技联络员", "科技局长"},
        date(2026, 6, 5): {"科技局长", "统筹甲"},
        date(2026, 6, 12): {"科技局长", "统筹甲", "市领导丙"},
        date(2026, 12, 31): set(),
    }
    for on, people in days.items():
        run(on)
        assert set(told()) == people, on
        assert run(on) == 0
    assert list(Reminder.objects.values_list("rule", flat=True)) == [rule.key for rule in RULES]
    assert str(Reminder.objects.all()[0]) == "验收 2026-05-29 milestone-5"


def test_the_notice_names_the_milestone_and_its_day(building: System, officer: User) -> None:
    plan(building, officer)
    run(date(2026, 5, 22))
    assert Notice.objects.get().url == f"/systems/{building.pk}/"
    near = f"建设清单“{building.name}”的节点“验收”临近（2026-05-29）。"
    assert told() == {"科技联络员": [near]}
    run(date(2026, 6, 1))
    assert "已过（2026-05-29），仍未完成" in told()["科技联络员"][0]


@pytest.mark.parametrize("to", ["reached", "dropped", "stopped"])
def test_who_has_moved_on_is_left_alone(
    to: str, building: System, officer: User, head: User, coordinator: User
) -> None:
    planned = plan(building, officer)
    if to == "reached":
        actions.reach(milestone=planned, done_on=MOMENT.date(), by=officer, at=MOMENT)
    elif to == "dropped":
        actions.drop_milestone(milestone=planned, by=officer, at=MOMENT)
    else:
        actions.move(system=building, verb="stop", reason="不再需要", by=head, at=MOMENT)
    assert run(date(2026, 5, 28)) == run(date(2026, 6, 12)) == 0


def test_a_day_that_was_moved_is_reminded_of_anew(
    building: System, officer: User, head: User
) -> None:
    planned = plan(building, officer)
    assert run(date(2026, 5, 28)) == 1
    later = DUE + timedelta(30)
    actions.save_milestone(
        system=building, milestone=planned, name="验收", due_on=later, by=officer, at=MOMENT
    )
    assert run(date(2026, 5, 28)) == 0
    assert run(later - timedelta(1)) == 1


def test_what_was_reminded_of_can_still_be_dropped(building: System, officer: User) -> None:
    planned = plan(building, officer)
    assert run(date(2026, 5, 28)) == 1
    actions.drop_milestone(milestone=planned, by=officer, at=MOMENT)
    assert not Reminder.objects.exists()


def test_of_a_system_that_nobody_builds_the_coordinator_is_told(
    buildlist: BuildList, coordinator: User, officer: User
) -> None:
    plan(buildlist.publish(Listed())[0], coordinator)
    run(date(2026, 5, 28))
    assert set(told()) == {"统筹甲"}


def test_a_second_run_of_one_morning_speaks_of_its_own_rows_alone(
    buildlist: BuildList, science: Unit, officer: User, coordinator: User, client: Client
) -> None:
    systems = buildlist.publish(*(Listed(f"平台{n}", units=[science]) for n in range(5)))
    day, notices = date(2026, 5, 28), []
    for some in (systems[:3], systems[3:]):
        for system in some:
            plan(system, coordinator)
        assert (run(day), run(day)) == (len(some), 0)
        notices.append(Notice.objects.get(to=officer))
    client.force_login(officer)
    for notice, count in zip(notices, (3, 2), strict=True):
        assert notice.text == f"建设清单有 {count} 个系统的节点临近。"
        assert client.get(notice.url).context["list"].count == count


def test_many_are_one_notice_whose_number_is_that_of_the_rows_of_its_link(
    buildlist: BuildList, science: Unit, market: Unit, officer: User, head: User,
    coordinator: User, leader: User, client: Client,
) -> None:  # fmt: skip
    listed = [Listed(f"平台{n}", units=[market if n == 3 else science]) for n in range(4)]
    for system in buildlist.publish(*listed):
        for name in ("开发", "验收"):
            plan(system, coordinator, name)
    for day in (date(2026, 5, 28), date(2026, 6, 1), date(2026, 6, 12)):
        run(day)
    rows = set()
    for notice in Notice.objects.select_related("to"):
        client.force_login(notice.to)
        page = client.get(notice.url)
        said = re.search(r"有 (\d+) 个系统", notice.text)
        assert said
        rows.add((notice.to.name, page.context["list"].count))
        assert page.context["list"].count == int(said[1])
        assert "的提醒" in page.content.decode()
    alone = ("统筹甲", 1)  # the one system whose unit has nobody
    own = {("科技联络员", 3), ("科技局长", 3)}
    assert rows == {*own, alone, ("统筹甲", 4), ("市领导丙", 4)}
    assert "reminded" in client.get("/systems/?reminded=x").context["filters"].errors
    assert "的提醒" not in client.get("/systems/").content.decode()


def test_in_a_year_without_a_calendar_it_is_told_and_marked(
    building: System, officer: User
) -> None:
    plan(building, officer, due_on=date(NEXT, 5, 28))
    run(date(NEXT, 5, 27))
    assert Reminder.objects.get().provisional
    assert "按预计日历计算" in told()["科技联络员"][0]


def test_what_was_left_undone_is_told_as_it_stands_on_the_day_of_telling(
    building: System, officer: User, head: User, coordinator: User
) -> None:
    plan(building, officer)
    today = date(2026, 6, 8)
    assert actions.remind(on=date(2026, 5, 22), at=moment(today)) == 1
    assert Reminder.objects.get().rule == "milestone+5"
    assert Reminder.objects.get().on == today
    assert "已过（2026-05-29），仍未完成" in told()["科技局长"][0]
    assert run(today) == 0
    early = date(2026, 5, 28)
    assert run(early) == 1, "a clock that had run ahead silences nothing"
    Reminder.objects.filter(rule="milestone-1").delete()
    Reminder.objects.update(on=early)
    assert run(early) == 0, "a later rule was told, by a calendar that was taken back since"


@pytest.fixture
def _the_rooms_mornings_alone() -> Iterator[None]:
    mine = {d.name: d for d in dailies() if d.name == "systems.reminders"}
    with patch("zhicheng.foundation.jobs.registry._dailies", mine):
        yield


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("_the_rooms_mornings_alone")
def test_a_season_in_which_mornings_break_off_and_are_done_twice(
    building: System, officer: User, head: User
) -> None:
    """Every rule once, on its own day, as long as there is something to remind of."""
    missed, reached = plan(building, officer, "开发"), plan(building, officer, "验收")
    reached_on, day = date(2026, 5, 28), date(2026, 5, 15)
    broken = patch("zhicheng.governance.tasks.actions.reminding.notify", side_effect=RuntimeError)
    while day < date(2026, 6, 20):
        if day == reached_on:
            actions.reach(milestone=reached, done_on=day, by=officer, at=moment(day))
        if day.day % 2:
            with broken:
                work(day, moment(day))
        for _ in range(2 + day.day % 3):
            work(day, moment(day))
        day += timedelta(1)
    days = {rule.key: published().add_working_days(DUE, rule.days) for rule in RULES}
    wanted = [(missed.pk, rule, on) for rule, on in days.items()]
    wanted += [(reached.pk, rule, on) for rule, on in days.items() if on < reached_on]
    sent = Reminder.objects.values_list("milestone", "rule", "on")
    assert Counter(sent) == Counter(wanted)
    assert Notice.objects.filter(to=head, text__contains="节点").count() == len(RULES)


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("_the_rooms_mornings_alone")
def test_a_morning_that_another_worker_takes_up_later_says_nothing_of_days_long_past(
    building: System, officer: User, head: User, coordinator: User, leader: User
) -> None:
    plan(building, officer)
    before, today = date(2026, 5, 28), date(2026, 11, 23)
    kill(before, moment(before))
    for day in (before, today):
        work(day, moment(today))
    assert list(Reminder.objects.values_list("rule", "on")) == [("milestone+10", today)]
    assert not Notice.objects.filter(text__contains="临近").exists()
