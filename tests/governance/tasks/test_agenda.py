"""What the ledger tells a person's agenda."""

from datetime import date, datetime, timedelta
from itertools import product

import pytest
from django.test import Client
from icalendar import Calendar
from tests.factories import make_unit, queries_of
from tests.governance.tasks.ledger import Ledger, Order, part, phase, write_past

from zhicheng.foundation.accounts.models import User
from zhicheng.foundation.units.models import Unit
from zhicheng.governance.tasks import actions
from zhicheng.governance.tasks.models import Assignment, Milestone, Task
from zhicheng.governance.tasks.queries import as_rule, milestones_of, progress_of
from zhicheng.governance.tasks.queries.agenda import due_days, milestone_days
from zhicheng.governance.tasks.rules import FINAL

pytestmark = pytest.mark.django_db


def test_an_officer_has_the_days_of_the_own_unit_and_the_office_those_of_all(
    ledger: Ledger, science: Unit, market: Unit, officer: User, coordinator: User
) -> None:
    mine, theirs = ledger.publish(
        Order("甲", lead=[science], responsible=[market]), Order("乙", lead=[market])
    )
    first, last = mine.due_on - timedelta(1), mine.due_on + timedelta(1)
    [entry] = due_days(officer, first, last)
    assert entry.title.endswith("甲") and entry.day == mine.due_on and not entry.done
    assert {row.uid for row in due_days(coordinator, first, last)} == {
        f"task-{mine.pk}",
        f"task-{theirs.pk}",
    }
    assert not list(due_days(coordinator, last, last))


def test_what_is_closed_stays_as_done_and_what_ended_goes(
    ledger: Ledger, science: Unit, officer: User
) -> None:
    closed, ended = ledger.publish(Order("甲", lead=[science]), Order("乙", lead=[science]))
    write_past(Task.objects.filter(pk=closed.pk), stage="closed")
    write_past(Task.objects.filter(pk=ended.pk), stage="ended")
    [entry] = due_days(officer, closed.due_on, closed.due_on)
    assert entry.uid == f"task-{closed.pk}" and entry.done


def own(task: Task, by: User, at: datetime, expected: int | None = None) -> Milestone:
    return actions.add_milestone(
        task=task,
        title="完成初稿",
        due_on=at.date() + timedelta(30),
        expected=expected,
        by=by,
        at=at,
    )


def always(task: Task) -> tuple[date, date]:
    """From long before the task to its end."""
    return task.due_on - timedelta(2000), task.due_on


def test_an_officer_has_each_milestone_of_the_own_units_tasks(
    ledger: Ledger, science: Unit, market: Unit, officer: User, other_officer: User, outsider: User,
    now: datetime,
) -> None:  # fmt: skip
    ends = phase("动员部署", now.date() + timedelta(20))
    [task] = ledger.publish(Order("甲", lead=[science], days=40), phases=[ends])
    mine = own(task, officer, now)
    found = {row.title: row for row in milestone_days(officer, *always(task))}
    row = found[f"完成初稿：{task.number} 甲"]
    assert (row.day, row.uid, row.url) == (
        mine.due_on,
        f"milestone-{mine.pk}",
        f"/tasks/{task.pk}/",
    )
    assert str(row.kind) == "自定节点" and not row.done
    assert found[f"动员部署：{task.number} 甲"].day == now.date() + timedelta(20)
    for nobody in (other_officer, outsider):
        assert not list(milestone_days(nobody, *always(task)))
    assert not list(milestone_days(officer, mine.due_on + timedelta(1), mine.due_on + timedelta(2)))


def test_the_office_has_what_a_plan_gives_to_all_its_tasks_once(
    ledger: Ledger, science: Unit, market: Unit, officer: User, leader: User, now: datetime
) -> None:
    day = now.date() + timedelta(20)
    first, *_more = ledger.publish(
        *(Order(n, lead=[science], days=40) for n in "甲乙丙"), phases=[phase("动员部署", day)]
    )
    mine = own(first, officer, now)
    found = [
        row for row in milestone_days(leader, day, first.due_on) if str(row.kind) != "年度节点"
    ]  # whether a year ends in between depends on the day of this test
    assert [(row.day, str(row.kind), row.title) for row in found] == [
        (mine.due_on, "自定节点", f"完成初稿：{first.number} 甲"),
        (day, "方案阶段", f"动员部署：{ledger.plan.title}"),
    ]
    assert found[1].url == f"/tasks/timeline/?plan={ledger.plan.pk}"
    assert len({row.uid for row in found}) == 2
    assert not any(row.done for row in found)
    Task.objects.update(stage="closed")
    assert all(row.done for row in milestone_days(leader, day, first.due_on))
    Task.objects.update(stage="ended")
    assert not list(milestone_days(leader, day, first.due_on))


def test_the_plans_milestone_leads_to_the_line_of_its_tasks(
    client: Client, ledger: Ledger, science: Unit, leader: User, now: datetime
) -> None:
    task = ledger.publish(Order("甲", lead=[science], days=800))[0]
    years = [row for row in milestone_days(leader, *always(task)) if str(row.kind) == "年度节点"]
    client.force_login(leader)
    html = client.get(years[0].url).content.decode()
    assert task.number in html and str(years[0].day) in html


@pytest.mark.parametrize(
    ("expected", "progress", "met"),
    [(40, 40, True), (40, 39, False), (40, None, False), (None, 100, False)],
)
def test_a_milestone_is_done_when_the_rule_says_that_it_is_met(
    ledger: Ledger, science: Unit, market: Unit, officer: User, now: datetime,
    expected: int | None, progress: int | None, met: bool,
) -> None:  # fmt: skip
    [task] = ledger.publish(Order("甲", lead=[science], responsible=[market], days=40))
    mine = own(task, officer, now, expected)
    ended = make_unit("市教育局")
    Assignment.objects.filter(task=task).update(progress=100)
    Assignment.objects.filter(pk=part(task, market).pk).update(progress=progress)
    Assignment.objects.create(
        task=task, unit=ended, kind="responsible", position=9, due_on=task.due_on, stage="ended", changed_at=now
    )  # fmt: skip
    [entry] = milestone_days(officer, mine.due_on, mine.due_on)
    assert entry.done is met
    assert [one.is_met(progress) for one in milestones_of(task) if one.title == mine.title] == [met]
    Milestone.objects.filter(pk=mine.pk).update(met_on=now.date(), met_by=officer)
    [entry] = milestone_days(officer, mine.due_on, mine.due_on)
    assert entry.done


KNOWN, PARTS = (None, 39, 40), ("in_progress", "ended")
STATES = [
    *product(("in_progress",), PARTS, PARTS, KNOWN, KNOWN, (40, None), (False, True)),
    *product(("closed",), PARTS, PARTS, (None, 39), (40,), (40,), (False,)),
]
"""Of a task: its stage, those of two parts, their progress, what a milestone expects, whether it was found met."""


def test_what_is_counted_as_done_is_what_the_rule_says_of_every_state(
    ledger: Ledger, science: Unit, market: Unit, leader: User, now: datetime
) -> None:
    due_on = now.date() + timedelta(30)
    orders = [
        Order(f"第{n}项", lead=[science], responsible=[market], days=40) for n in range(len(STATES))
    ]
    tasks = ledger.publish(*orders)
    for task, (whole, lead, other, first, second, expected, met) in zip(tasks, STATES, strict=True):
        write_past(Task.objects.filter(pk=task.pk), stage=whole)
        for unit, stage, progress in ((science, lead, first), (market, other, second)):
            rows = Assignment.objects.filter(task=task, unit=unit)
            rows.update(stage=stage, progress=progress)
        Milestone.objects.create(
            task=task, kind="own", key="k", title="节点", due_on=due_on, expected=expected,
            met_on=now.date() if met else None, met_by=leader if met else None,
        )  # fmt: skip
    shown = {entry.uid: entry.done for entry in milestone_days(leader, due_on, due_on)}
    for row in Milestone.objects.filter(kind="own").select_related("task"):
        progress = progress_of(row.task.assignments.all())
        met = row.task.stage in FINAL or as_rule(row).is_met(progress)
        assert shown[f"milestone-{row.pk}"] is met, (row.task.title, progress)
    assert len(shown) == len(STATES) and {True, False} == set(shown.values())


def test_the_month_and_the_calendar_program_have_them(
    client: Client, ledger: Ledger, science: Unit, officer: User, now: datetime
) -> None:
    [task] = ledger.publish(Order("甲", lead=[science], days=40))
    mine = own(task, officer, now)
    client.force_login(officer)
    html = client.get(f"/agenda/?month={mine.due_on:%Y-%m}").content.decode()
    assert f"完成初稿：{task.number} 甲" in html
    events = Calendar.from_ical(client.get("/agenda/agenda.ics").content).walk("VEVENT")
    [event] = [event for event in events if event["UID"] == f"milestone-{mine.pk}@zhicheng"]
    assert event.decoded("DTSTART") == mine.due_on, "a day, not a moment"
    assert str(event["SUMMARY"]) == f"【自定节点】完成初稿：{task.number} 甲"
    assert client.get(str(event["URL"])).status_code == 200
    assert str(event["URL"]).endswith(f"/tasks/{task.pk}/")


@pytest.mark.parametrize("who", ["officer", "coordinator"])
def test_more_milestones_cost_no_more_queries(
    client: Client, ledger: Ledger, science: Unit, officer: User, now: datetime, who: str,
    request: pytest.FixtureRequest,
) -> None:  # fmt: skip
    [task] = ledger.publish(Order("甲", lead=[science], days=40))
    own(task, officer, now)
    client.force_login(request.getfixturevalue(who))
    client.get("/agenda/agenda.ics")
    one = queries_of(client, "/agenda/agenda.ics")
    for other in ledger.publish(*(Order(n, lead=[science], days=40) for n in "乙丙丁")):
        own(other, officer, now)
    assert queries_of(client, "/agenda/agenda.ics") == one
