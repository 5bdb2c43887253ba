"""A year passes, day by day: every reminder, every escalation and every occurrence comes exactly once –
also when a morning's work breaks off in the middle, is done twice, or its process is killed."""

import os
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from unittest.mock import patch

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.foundation.jobs.processes import ROOT, address_of_the_database
from tests.governance.tasks.ledger import Ledger, Order, duty, part

from zhicheng.engines.calendar import published
from zhicheng.foundation.accounts.models import User
from zhicheng.foundation.audit.queries import verify
from zhicheng.foundation.jobs.clock import run_day
from zhicheng.foundation.jobs.models import Job
from zhicheng.foundation.jobs.registry import dailies
from zhicheng.foundation.jobs.rules import State
from zhicheng.foundation.notices.models import Notice
from zhicheng.foundation.units.models import Unit
from zhicheng.governance.tasks import actions, queries
from zhicheng.governance.tasks.models import Assignment, DutyTask, Reminder, Task
from zhicheng.governance.tasks.rules import Anchor, rules_on

pytestmark = pytest.mark.django_db(transaction=True)
MISSED, REACHED = date(2026, 2, 26), date(2026, 6, 29)
BEGIN = datetime.fromisoformat("2026-01-05T09:30:00+08:00")
LAST = date(2026, 12, 31)
FREEZE, REPORT, SIGN = date(2026, 9, 1), date(2026, 6, 26), date(2026, 1, 20)


@pytest.fixture(autouse=True)
def _the_ledgers_mornings_alone() -> Iterator[None]:
    mine = {d.name: d for d in dailies() if d.name.startswith("tasks.")}
    with patch("zhicheng.foundation.jobs.registry._dailies", mine):
        yield


def moment(day: date) -> datetime:
    return BEGIN + timedelta((day - BEGIN.date()).days)


def morning(day: date) -> None:
    """The day's work; every second day the first notice breaks it off, every third it is done twice."""
    number = (day - BEGIN.date()).days
    if number % 2 == 0:
        with patch(
            "zhicheng.governance.tasks.actions.reminding.notify", side_effect=RuntimeError("dark")
        ):
            list(run_day(on=day, at=moment(day)))
    for _ in range(1 + (number % 3 == 0) + (number % 2 == 0)):
        list(run_day(on=day, at=moment(day)))


def expected(
    mine: Assignment, anchor: Anchor, day: date, until: date
) -> set[tuple[int, str, date]]:
    """Counted by itself: each rule's own day, while the part was still to be worked on."""
    calendar = published()
    days = {
        rule.key: calendar.add_working_days(day, rule.days)
        for rule in rules_on(LAST).rules
        if rule.anchor is anchor
    }
    return {(mine.pk, rule, on) for rule, on in days.items() if BEGIN.date() <= on < until}


def test_a_year(
    ledger: Ledger, science: Unit, officer: User, head: User, verifier: User, coordinator: User,
    leader: User,
) -> None:  # fmt: skip
    ledger.at = BEGIN
    due = [date(2026, 3, 31), date(2026, 6, 30), date(2026, 9, 30), date(2026, 11, 27)]
    orders = [
        Order(f"任务{n}", lead=[science], days=(day - BEGIN.date()).days)
        for n, day in enumerate(due)
    ]
    when = {"每月调度。": "monthly", "每季通报。": "quarterly", "每年报告。": "yearly 12-20"}
    tasks = ledger.publish(*orders, duties=[duty(text, w) for text, w in when.items()])
    late, done, frozen, unsigned = (part(task, science) for task in tasks)
    for mine in (late, done, frozen):
        actions.move(assignment=mine, verb="sign", by=officer, at=BEGIN)
    sign_by = unsigned.sign_by
    assert sign_by == date(2026, 1, 12)
    for mine, day in ((late, MISSED), (done, REACHED)):
        actions.add_milestone(
            task=mine.task, title="中期", due_on=day, expected=50, by=coordinator, at=BEGIN
        )
    Notice.objects.all().delete()

    day = BEGIN.date()
    while day <= LAST:
        if day == SIGN:
            actions.move(assignment=unsigned, verb="sign", by=officer, at=moment(day))
        if day == REPORT:
            saved = actions.save_draft(
                assignment=done, text="已完成", progress=100, seen=None, hand_up=True, by=officer,
                at=moment(day),
            )  # fmt: skip
            actions.send(assignment=done, draft=saved.draft, by=head, at=moment(day))
        if day == FREEZE:
            actions.move(assignment=frozen, verb="ask_freeze", reason="等", by=head, at=moment(day))
            actions.move(assignment=frozen, verb="approve_freeze", by=leader, at=moment(day))
        morning(day)
        day += timedelta(1)

    after = LAST + timedelta(1)
    wanted = (
        expected(late, Anchor.DUE, due[0], after)
        | expected(done, Anchor.DUE, due[1], REPORT)
        | expected(frozen, Anchor.DUE, due[2], FREEZE)
        | expected(unsigned, Anchor.DUE, due[3], after)
        | expected(unsigned, Anchor.SIGN, sign_by, SIGN)
        | expected(late, Anchor.MILESTONE, MISSED, after)
        | expected(done, Anchor.MILESTONE, REACHED, REPORT)
    )
    sent = list(Reminder.objects.values_list("assignment", "rule", "on"))
    assert Counter(sent) == Counter(wanted)
    assert {rule for _, rule, _ in sent} == {rule.key for rule in rules_on(LAST).rules}
    told = Notice.objects.filter(to=head, text__contains="时限").count()
    told += Notice.objects.filter(to=head, text__contains="仍未签收").count()
    told += Notice.objects.filter(to=head, text__contains="的节点“中期”").count()
    assert told == len(wanted), "the head is told by every rule, once each"
    assert Notice.objects.filter(to=leader, text__contains="已过完成时限").count() == 2

    opened = Counter(DutyTask.objects.values_list("duty__when", flat=True))
    assert opened == {"monthly": 12, "quarterly": 4, "yearly 12-20": 1}
    assert Task.objects.count() == 4 + 17
    assert Job.objects.filter(state=State.DONE).count() == Job.objects.count()
    assert not list(queries.mistimed(Task.objects.all()))
    assert not list(verify())


@pytest.mark.parametrize("after", [1, 3])
def test_a_process_that_is_killed_in_the_middle_leaves_it_to_the_next(
    ledger: Ledger, science: Unit, market: Unit, officer: User, head: User, other_officer: User,
    after: int,
) -> None:  # fmt: skip
    ledger.at = BEGIN
    days = (date(2026, 6, 30) - BEGIN.date()).days
    ledger.publish(
        *(Order(f"任务{n}", lead=[u], days=days) for n, u in enumerate((science, market)))
    )
    Notice.objects.all().delete()
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.governance.tasks.reminder", "2026-06-30"],
        cwd=ROOT,
        env={**os.environ, "ZHICHENG_DATABASE_URL": address_of_the_database()},
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    for _ in range(after):
        assert process.stdout.readline()
    process.kill()
    process.wait()
    process.stdout.close()
    assert not Reminder.objects.exists()
    assert not Notice.objects.exists()

    for _ in range(2):
        list(run_day(on=date(2026, 6, 30), at=moment(date(2026, 6, 30))))
    rules = Counter(Reminder.objects.values_list("assignment", "rule"))
    assert set(rules.values()) == {1}
    assert Counter(rule for _, rule in rules) == {"due-1": 2, "sign+5": 2}
    texts = Counter(Notice.objects.values_list("to", "text"))
    assert set(texts.values()) == {1}


def test_more_tasks_cost_a_morning_no_more_queries(
    ledger: Ledger, science: Unit, market: Unit, officer: User, head: User, other_officer: User
) -> None:
    ledger.at = BEGIN
    days = (date(2026, 6, 30) - BEGIN.date()).days
    asked = []
    actions.remind(on=BEGIN.date(), at=BEGIN)  # the first makes the row that all others wait at
    for number in (2, 20):  # more would be written in two statements on SQLite
        orders = (
            Order(f"任务{n}", lead=[science], responsible=[market], days=days)
            for n in range(number)
        )
        ledger.publish(*orders)
        Reminder.objects.all().delete()
        with CaptureQueriesContext(connection) as captured:
            assert actions.remind(on=date(2026, 6, 30), at=BEGIN) == number * 4
        asked.append(len(captured))
    assert asked[0] == asked[1]
