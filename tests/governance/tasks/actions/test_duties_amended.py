"""Recurring duties through amendments: what a version in force orders is opened, and nothing else."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from tests.factories import fresh
from tests.governance.tasks.breaking import closed_by
from tests.governance.tasks.ledger import Extra, Ledger, Order, duty, part

from zhicheng.foundation.accounts.models import User
from zhicheng.foundation.audit.queries import history, verify
from zhicheng.foundation.notices.queries import notices_of
from zhicheng.foundation.units.models import Unit
from zhicheng.governance.tasks import actions, queries
from zhicheng.governance.tasks.models import Duty, Task
from zhicheng.governance.tasks.rules import Stage

MOMENT = datetime.fromisoformat("2026-07-25T09:30:00+08:00")


@pytest.fixture
def ledger(coordinator: User) -> Ledger:
    return Ledger(coordinator, MOMENT)


def moment(day: str) -> datetime:
    return datetime.fromisoformat(f"{day}T09:30:00+08:00")


def run(day: str) -> int:
    return actions.open_occurrences(on=date.fromisoformat(day), at=moment(day))


def publish(ledger: Ledger, day: str, *duties: Extra, start: str = "", end: str = "") -> None:
    """The next version, in force from a day on."""
    ledger.at = moment(day)
    ledger.publish(
        duties=duties,
        period_start=date.fromisoformat(start) if start else None,
        period_end=date.fromisoformat(end) if end else None,
    )


def test_a_duty_that_comes_back_brings_its_open_occurrence_back(
    ledger: Ledger, science: Unit, market: Unit, officer: User
) -> None:
    report = duty("每年报告。", "yearly 12-20", science)
    publish(ledger, "2026-07-25", report)
    assert run("2026-11-09") == 1
    task = Task.objects.get()
    publish(ledger, "2026-11-16")
    assert fresh(task).stage == Stage.ENDED
    publish(ledger, "2026-11-18")
    assert fresh(task).stage == Stage.ENDED
    publish(ledger, "2026-11-23", report)

    task = fresh(task)
    assert (task.stage, task.ended_in, task.due_on) == (Stage.ASSIGNED, None, date(2026, 12, 20))
    mine = part(task, science)
    assert (mine.stage, mine.kind, mine.sign_by) == (Stage.ASSIGNED, "lead", date(2026, 11, 30))
    assert "重新列入方案" in task.steps.filter(verb="amend").latest("id").reason
    assert history(task).latest("seq").verb == "tasks.amend"
    assert "涉及您单位的任务有 1 项" in notices_of(officer)[0].text
    assert run("2026-11-24") == 0, "it is there"
    assert not list(queries.mistimed(Task.objects.all()))
    assert not list(verify())


def test_one_without_a_unit_waits_for_the_coordinator_again(
    ledger: Ledger, coordinator: User
) -> None:
    report = duty("每年报告。", "yearly 12-20")
    publish(ledger, "2026-07-25", report)
    run("2026-11-09")
    publish(ledger, "2026-11-16")
    publish(ledger, "2026-11-23", report)
    assert Task.objects.get().stage == Stage.DRAFTED
    assert queries.unassigned(coordinator).count() == 1


def test_what_is_closed_stays_closed_when_the_duty_comes_back(
    ledger: Ledger, science: Unit, head: User, verifier: User
) -> None:
    report = duty("每年报告。", "yearly 12-20", science)
    publish(ledger, "2026-07-25", report)
    run("2026-11-09")
    task = Task.objects.get()
    closed_by(part(task, science), head, verifier, moment("2026-11-12"))
    publish(ledger, "2026-11-16")
    publish(ledger, "2026-11-23", report)
    assert fresh(task).stage == part(task, science).stage == Stage.CLOSED
    assert run("2026-11-24") == 0


@pytest.mark.parametrize("gone", ["2026-02-10", "2026-03-20"])
def test_nothing_is_asked_for_of_a_time_in_which_no_version_ordered_it(
    ledger: Ledger, science: Unit, gone: str
) -> None:
    """Neither what would have been opened in that time nor what was open when it began."""
    report = duty("每季度通报。", "quarterly", science)
    publish(ledger, "2026-01-05", report)
    opened = run(gone)
    publish(ledger, gone)
    assert run("2026-11-01") == 0
    publish(ledger, "2026-11-10", report)
    assert not Task.objects.exclude(stage=Stage.ENDED).exists()
    assert run("2026-12-31") == 1
    assert Task.objects.exclude(stage=Stage.ENDED).get().due_on == date(2026, 12, 31)
    assert Task.objects.count() == opened + 1


def test_a_duty_that_is_due_more_often_from_now_on_asks_for_nothing_before(
    ledger: Ledger, science: Unit
) -> None:
    report = duty("通报情况。", "as appropriate", science)
    publish(ledger, "2026-01-05", report)
    publish(ledger, "2026-11-10", replace(report, values={"when": "quarterly"}))
    assert run("2026-12-31") == 1
    assert Task.objects.get().due_on == date(2026, 12, 31)


@pytest.mark.parametrize("start", ["", "2026-01-01"])
def test_a_period_that_begins_earlier_by_a_later_version_asks_earlier(
    ledger: Ledger, science: Unit, start: str
) -> None:
    report = duty("每年报告。", "yearly 12-20", science)
    publish(ledger, "2026-07-25", report, start="2027-01-01")
    publish(ledger, "2026-08-10", report, start=start)
    assert Duty.objects.get().since == date(2026, 8, 10)
    assert run("2026-11-09") == 1
    assert Task.objects.get().due_on == date(2026, 12, 20)


def test_a_period_that_begins_later_by_a_later_version_asks_later(
    ledger: Ledger, science: Unit
) -> None:
    report = duty("每年报告。", "yearly 12-20", science)
    publish(ledger, "2026-07-25", report, start="2026-01-01")
    publish(ledger, "2026-08-10", report, start="2027-01-01", end="2028-12-31")
    assert run("2026-12-31") == 0
    assert run("2027-12-01") == 1
    assert Task.objects.get().due_on == date(2027, 12, 20)


def test_what_is_amended_otherwise_still_opens_what_was_missed(
    ledger: Ledger, science: Unit, market: Unit
) -> None:
    """The clock stood still while another wording and unit were published."""
    report = duty("每季度通报。", "quarterly", science)
    publish(ledger, "2026-07-25", report, start="2026-01-01")
    ledger.at = MOMENT + timedelta(100)
    values = {"text": "每季度书面通报。", "when": "quarterly"}
    ledger.publish(
        Order(lead=[science]), duties=[replace(report, values=values, units=(market,))],
        period_start=date(2026, 1, 1),
    )  # fmt: skip
    assert run("2026-11-03") == 1
    assert Task.objects.get(occurrence__key="2026Q3").due_on == date(2026, 9, 30)


PERIOD = {"start": "2026-01-01", "end": "2030-12-31"}
OTHER_PERIODS = [{"start": "2027-01-01", "end": "2030-12-31"}, {"end": "2026-11-30"}]


@pytest.fixture
def report(science: Unit) -> Extra:
    return duty("每年报告。", "yearly 12-20", science)


@pytest.fixture
def opened(ledger: Ledger, report: Extra) -> Task:
    """An occurrence of 2026-12-20, opened in a period that has it."""
    publish(ledger, "2026-07-25", report, **PERIOD)
    assert run("2026-11-09") == 1
    return Task.objects.get()


@pytest.mark.parametrize("period", OTHER_PERIODS)
def test_an_open_occurrence_that_the_amended_period_leaves_out_ends(
    ledger: Ledger, science: Unit, officer: User, report: Extra, opened: Task,
    period: dict[str, str],
) -> None:  # fmt: skip
    publish(ledger, "2026-11-10", report, **period)
    task = fresh(opened)
    assert (task.stage, part(task, science).stage) == (Stage.ENDED, Stage.ENDED)
    assert task.ended_in is not None
    assert task.due_on == date(2026, 12, 20), "what it was due on stays to be seen"
    assert "期限不包含其完成时限2026-12-20" in task.steps.get(verb="end", assignment=None).reason
    assert history(task).latest("seq").verb == "tasks.end"
    assert "涉及您单位的任务有 1 项" in notices_of(officer)[0].text
    assert actions.remind(on=date(2026, 12, 21), at=moment("2026-12-21")) == 0
    assert run("2026-12-31") == 0
    assert not list(verify())


def test_it_is_assigned_again_when_the_period_has_its_day_again(
    ledger: Ledger, science: Unit, report: Extra, opened: Task
) -> None:
    for day, period in [("2026-11-10", OTHER_PERIODS[0]), ("2026-11-16", OTHER_PERIODS[0])]:
        publish(ledger, day, report, **period)
        assert fresh(opened).stage == Stage.ENDED
    publish(ledger, "2026-11-17", report, **PERIOD)
    assert fresh(opened).stage == part(opened, science).stage == Stage.ASSIGNED
    assert fresh(opened).ended_in is None


@pytest.mark.parametrize(
    ("start", "end"), [("2026-12-20", "2026-12-20"), ("", ""), ("2026-12-01", "")]
)
def test_an_open_occurrence_inside_of_the_amended_period_stays(
    ledger: Ledger, science: Unit, report: Extra, opened: Task, start: str, end: str
) -> None:
    publish(ledger, "2026-11-10", report, start=start, end=end)
    assert fresh(opened).stage == part(opened, science).stage == Stage.ASSIGNED


def test_the_amended_day_is_what_the_amended_period_is_held_against(
    ledger: Ledger, report: Extra, opened: Task
) -> None:
    sooner = replace(report, values={"text": "每年报告。", "when": "yearly 11-25"})
    publish(ledger, "2026-11-10", sooner, end="2026-11-30")
    assert fresh(opened).stage == Stage.ASSIGNED
    assert fresh(opened).due_on == date(2026, 11, 25)


def test_what_is_closed_stays_closed_when_the_period_leaves_it_out(
    ledger: Ledger, science: Unit, head: User, verifier: User, report: Extra, opened: Task
) -> None:
    closed_by(part(opened, science), head, verifier, moment("2026-11-10"))
    publish(ledger, "2026-11-16", report, **OTHER_PERIODS[1])
    assert fresh(opened).stage == part(opened, science).stage == Stage.CLOSED
    assert fresh(opened).ended_in is None
