"""The reminders of a morning whose work is done days later: only what holds on the day that they are read."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from unittest.mock import patch

import pytest
from tests.governance.tasks.ledger import Ledger, Order, part
from tests.governance.tasks.mornings import kill, work

from zhicheng.foundation.accounts.models import User
from zhicheng.foundation.jobs.models import Job
from zhicheng.foundation.jobs.registry import dailies
from zhicheng.foundation.jobs.rules import State
from zhicheng.foundation.notices.models import Notice
from zhicheng.foundation.units.models import Unit
from zhicheng.governance.tasks import actions
from zhicheng.governance.tasks.models import Assignment, Reminder

MOMENT = datetime.fromisoformat("2026-03-02T09:30:00+08:00")
DUE, BEFORE = date(2026, 6, 30), date(2026, 6, 29)


@pytest.fixture
def signed(coordinator: User, science: Unit, officer: User) -> Assignment:
    ledger = Ledger(coordinator, MOMENT)
    task = ledger.publish(Order("甲", lead=[science], days=(DUE - MOMENT.date()).days))[0]
    mine = part(task, science)
    actions.move(assignment=mine, verb="sign", by=officer, at=MOMENT)
    Notice.objects.all().delete()
    return mine


def moment(day: date) -> datetime:
    return MOMENT + timedelta((day - MOMENT.date()).days)


def sent() -> list[tuple[str, date]]:
    return list(Reminder.objects.order_by("pk").values_list("rule", "on"))


@pytest.mark.parametrize("day", [date(2026, 6, 2), BEFORE, date(2026, 7, 1)])
def test_what_was_left_undone_is_told_as_it_stands_on_the_day_of_telling(
    signed: Assignment, head: User, day: date
) -> None:
    today = date(2026, 7, 8)
    assert actions.remind(on=day, at=moment(today)) == 1
    assert sent() == [("due+5", today)]
    assert "已过完成时限（2026-06-30）" in Notice.objects.get(to=head).text
    assert actions.remind(on=today, at=moment(today)) == 0


def test_after_a_later_rule_no_earlier_one_is_told(signed: Assignment, head: User) -> None:
    """Where it was told by a calendar that was taken back since: by this one, five days have not passed."""
    actions.remind(on=date(2026, 7, 14), at=moment(date(2026, 7, 14)))
    day = date(2026, 7, 6)
    Reminder.objects.update(on=day)
    assert actions.remind(on=day, at=moment(day)) == 0
    assert sent() == [("due+10", day)]


def test_what_a_clock_told_that_had_run_ahead_silences_nothing(
    signed: Assignment, head: User
) -> None:
    ahead = date(2026, 12, 1)
    assert actions.remind(on=ahead, at=moment(ahead)) == 1
    days = [date(2026, 6, 1) + timedelta(n) for n in range(70)]
    assert sum(actions.remind(on=day, at=moment(day)) for day in days) == 6
    rules = ["due+15", "due-20", "due-5", "due-1", "due+1", "due+5", "due+10"]
    assert [rule for rule, _on in sent()] == rules, "and nothing is told twice"
    assert actions.remind(on=ahead, at=moment(ahead)) == 0


@pytest.fixture
def _the_reminders_alone() -> Iterator[None]:
    mine = {d.name: d for d in dailies() if d.name == "tasks.reminders"}
    with patch("zhicheng.foundation.jobs.registry._dailies", mine):
        yield


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("_the_reminders_alone")
@pytest.mark.parametrize("by_hand", [True, False])
def test_a_morning_that_another_worker_takes_up_months_later_says_nothing_of_days_long_past(
    signed: Assignment, head: User, coordinator: User, leader: User, by_hand: bool
) -> None:
    """The job of a killed worker; and the work of a day on which no worker ran, done by hand."""
    if not by_hand:
        kill(BEFORE, moment(BEFORE))
    today = date(2026, 11, 23)
    for day in (BEFORE, today):
        work(day, moment(today))
    assert {job.state for job in Job.objects.all()} == {State.DONE}
    assert sent() == [("due+15", today)]
    assert not Notice.objects.filter(text__contains="临近").exists()
    assert Notice.objects.filter(to=head).count() == 1
