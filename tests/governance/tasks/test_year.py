"""A year passes, day by day: every reminder, every escalation and every occurrence comes exactly once –
also when a morning's work breaks off in the middle, is done twice, or its process is killed, when it is
taken up days later, when a day is a rest day, and when the plan is amended."""

import os
import subprocess
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from unittest.mock import patch

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.foundation.jobs.processes import ROOT, address_of_the_database
from tests.governance.systems.buildlist import BuildList, Listed
from tests.governance.tasks.ledger import Extra, Ledger, Order, duty, part
from tests.governance.tasks.mornings import kill, work

from zhicheng.engines.calendar import published
from zhicheng.foundation.accounts.models import User
from zhicheng.foundation.audit.queries import verify
from zhicheng.foundation.jobs.models import Job
from zhicheng.foundation.jobs.registry import dailies
from zhicheng.foundation.jobs.rules import State
from zhicheng.foundation.notices.models import Notice
from zhicheng.foundation.units.models import Unit
from zhicheng.governance.systems import actions as systems
from zhicheng.governance.systems.models import Milestone
from zhicheng.governance.systems.models import Reminder as SystemReminder
from zhicheng.governance.tasks import actions, queries
from zhicheng.governance.tasks.models import Assignment, DutyTask, Reminder, Task
from zhicheng.governance.tasks.rules import Anchor, rules_on

pytestmark = pytest.mark.django_db(transaction=True)
MISSED, REACHED = date(2026, 2, 26), date(2026, 6, 29)
BEGIN = datetime.fromisoformat("2026-01-05T09:30:00+08:00")
LAST = date(2026, 12, 31)
FREEZE, REPORT, SIGN = date(2026, 9, 1), date(2026, 6, 26), date(2026, 1, 20)
MOVED, BACK = date(2026, 5, 14), date(2026, 11, 10)
"""Two amendments: the first moves a day and drops a duty, the second takes the duty back."""
DARK = {
    **dict.fromkeys((date(2026, 3, 30), date(2026, 3, 31), date(2026, 4, 1)), date(2026, 4, 2)),
    **dict.fromkeys((date(2026, 8, 14), date(2026, 8, 17)), date(2026, 8, 24)),
    **dict.fromkeys((date(2026, 11, 26) + timedelta(n) for n in range(5)), date(2026, 12, 1)),
}
"""Mornings whose process is killed, and when another takes their work up: around a due day, and around the
day of a milestone."""


@pytest.fixture(autouse=True)
def _the_ledgers_mornings_alone() -> Iterator[None]:
    mine = {d.name: d for d in dailies() if d.name.startswith(("tasks.", "systems."))}
    with patch("zhicheng.foundation.jobs.registry._dailies", mine):
        yield


def moment(day: date) -> datetime:
    return BEGIN + timedelta((day - BEGIN.date()).days)


def morning(day: date) -> None:
    """The day's work; every second day the first notice breaks it off, every third it is done twice. A dark
    one is killed, and taken up later: before the work of that day, or after it."""
    if day in DARK:
        kill(day, moment(day))
        return
    number = (day - BEGIN.date()).days
    late = [dark for dark, light in DARK.items() if light == day]
    for dark in late if number % 2 else ():
        work(dark, moment(day))
    if number % 2 == 0:
        with patch(
            "zhicheng.governance.tasks.actions.reminding.notify", side_effect=RuntimeError("dark")
        ):
            work(day, moment(day))
    for _ in range(1 + (number % 3 == 0) + (number % 2 == 0)):
        work(day, moment(day))
    for dark in () if number % 2 else late:
        work(dark, moment(day))


def expected(
    mine: Assignment | Milestone, anchor: Anchor, day: date, until: date
) -> set[tuple[int, str, date]]:
    """Counted by itself: each rule's own day, or the first morning after it that was not dark, unless the next
    rule had come up by then; while there was still something to work on."""
    calendar = published()
    days = [
        (rule.key, calendar.add_working_days(day, rule.days))
        for rule in sorted(rules_on(LAST).rules, key=lambda rule: rule.days)
        if rule.anchor is anchor
    ]
    found = set()
    for (rule, own), (_next, later) in zip(days, [*days[1:], ("", date.max)], strict=True):
        on = own
        while on in DARK:
            on += timedelta(1)
        if BEGIN.date() <= on < min(until, later):
            found.add((mine.pk, rule, on))
    return found


def amend(ledger: Ledger, day: date, due: Iterable[tuple[Order, date]], *duties: Extra) -> None:
    """Publish the next version on a day. due: the tasks, and when each is due by it."""
    ledger.at = moment(day)
    ledger.publish(*(replace(order, days=(on - day).days) for order, on in due), duties=duties)


def test_a_year(
    ledger: Ledger, science: Unit, officer: User, head: User, verifier: User, coordinator: User,
    leader: User,
) -> None:  # fmt: skip
    ledger.at = BEGIN
    rest, later = date(2026, 5, 3), date(2026, 10, 4)  # Sundays, in holidays
    due = [date(2026, 3, 31), date(2026, 6, 30), date(2026, 9, 30), date(2026, 11, 27), rest]
    orders = [
        Order(f"任务{n}", lead=[science], days=(day - BEGIN.date()).days)
        for n, day in enumerate(due)
    ]
    when = {"每月调度。": "monthly", "每季通报。": "quarterly", "每年报告。": "yearly 12-20"}
    duties = [duty(text, w) for text, w in when.items()]
    tasks = ledger.publish(*orders, duties=duties)
    late, done, frozen, unsigned, moved = (part(task, science) for task in tasks)
    for mine in (late, done, frozen, moved):
        actions.move(assignment=mine, verb="sign", by=officer, at=BEGIN)
    sign_by = unsigned.sign_by
    assert sign_by == date(2026, 1, 12)
    for mine, day in ((late, MISSED), (done, REACHED)):
        actions.add_milestone(
            task=mine.task, title="中期", due_on=day, expected=50, by=coordinator, at=BEGIN
        )
    system = BuildList(coordinator, BEGIN).publish(Listed(units=[science]))[0]
    systems.move(system=system, verb="begin", by=officer, at=BEGIN)
    built = systems.save_milestone(
        system=system, name="验收", due_on=date(2026, 8, 15), by=officer, at=BEGIN
    )
    Notice.objects.all().delete()

    day, by_then = BEGIN.date(), list(zip(orders, [*due[:4], later], strict=True))
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
        if day == MOVED:
            amend(ledger, day, by_then, duties[0], duties[2])
        if day == BACK:
            amend(ledger, day, by_then, *duties)
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
        | expected(moved, Anchor.DUE, rest, MOVED)
        | expected(moved, Anchor.DUE, later, after)
    )
    sent = list(Reminder.objects.values_list("assignment", "rule", "on"))
    assert Counter(sent) == Counter(wanted)
    assert {rule for _, rule, _ in sent} == {rule.key for rule in rules_on(LAST).rules}
    told = Notice.objects.filter(to=head, text__contains="时限").count()
    told += Notice.objects.filter(to=head, text__contains="仍未签收").count()
    told += Notice.objects.filter(to=head, text__contains="的节点“中期”").count()
    assert told == len(wanted), "the head is told by every rule, once each"
    assert Notice.objects.filter(to=leader, text__contains="已过完成时限").count() == 3
    of_systems = list(SystemReminder.objects.values_list("milestone", "rule", "on"))
    wanted = expected(built, Anchor.MILESTONE, built.due_on, after)
    assert Counter(of_systems) == Counter(wanted)
    assert Notice.objects.filter(to=head, text__contains="的节点“验收”").count() == len(wanted)

    opened = Counter(DutyTask.objects.values_list("duty__when", flat=True))
    assert opened == {"monthly": 12, "quarterly": 2, "yearly 12-20": 1}, "no plan ordered Q2 and Q3"
    assert Task.objects.count() == 5 + 15
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
        work(date(2026, 6, 30), moment(date(2026, 6, 30)))
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
