"""Recurring duties: from the plan to the task of each occurrence."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from django.db import IntegrityError
from tests.factories import fresh
from tests.governance.tasks.ledger import Ledger, Order, duty, part

from zhicheng.foundation.accounts.models import User
from zhicheng.foundation.audit.queries import history, verify
from zhicheng.foundation.notices.models import Notice
from zhicheng.foundation.notices.queries import notices_of
from zhicheng.foundation.units.models import Unit
from zhicheng.governance.tasks import actions, queries
from zhicheng.governance.tasks.models import Duty, DutyTask, Task
from zhicheng.governance.tasks.rules import Stage

MOMENT = datetime.fromisoformat("2026-07-25T09:30:00+08:00")
Run = Callable[[str], int]


@pytest.fixture
def ledger(coordinator: User) -> Ledger:
    return Ledger(coordinator, MOMENT)


def run(day: str) -> int:
    on = date.fromisoformat(day)
    return actions.open_occurrences(on=on, at=MOMENT + timedelta((on - MOMENT.date()).days))


def test_the_task_of_an_occurrence_is_opened_once_when_its_time_has_come(
    ledger: Ledger, science: Unit, officer: User
) -> None:
    ledger.publish(duties=[duty("科技局每年12月20日前报告工作。", "yearly 12-20", science)])
    found = Duty.objects.get()
    assert (str(found), found.since) == ("科技局每年12月20日前报告工作。", MOMENT.date())
    assert run("2026-11-06") == 0, "30 working days before 20 December is 9 November"
    assert run("2026-11-09") == 1
    assert run("2026-11-09") == 0
    assert run("2026-12-25") == 0
    task = Task.objects.get()
    assert (task.title, task.number) == ("科技局每年12月20日前报告工作（2026年度）", "2026-0001")
    assert (task.due_on, task.due_source) == (date(2026, 12, 20), "stated"), "a Sunday, as ordered"
    mine = part(task, science)
    assert (mine.stage, mine.kind, mine.sign_by) == (Stage.ASSIGNED, "lead", date(2026, 11, 16))
    assert task.stage == Stage.ASSIGNED
    assert task.steps.get().by is None
    assert str(DutyTask.objects.get()) == f"{found} 2026"
    assert history(task).get().verb == "tasks.open_occurrence"
    assert "已立项，2026-12-20前完成，请按时办理" in notices_of(officer)[0].text
    assert not list(verify())
    assert not list(queries.mistimed(Task.objects.all()))


def test_what_was_missed_while_the_clock_stood_still_is_opened_late(
    ledger: Ledger, science: Unit, market: Unit
) -> None:
    ledger.publish(duties=[duty("每季度通报一次。", "quarterly", science, market)])
    assert run("2027-01-15") == 2, "the third and the fourth quarter of 2026"
    assert [t.due_on.isoformat() for t in Task.objects.all()] == ["2026-09-30", "2026-12-31"]
    assert {p.kind for p in Task.objects.all()[0].assignments.all()} == {"responsible"}


def test_a_duty_without_a_unit_waits_for_the_coordinator(ledger: Ledger, coordinator: User) -> None:
    ledger.publish(duties=[duty("每月调度。", "monthly")])
    assert run("2026-07-25") == 1
    assert Task.objects.get().stage == Stage.DRAFTED
    assert queries.unassigned(coordinator).count() == 1
    assert "方案未写明承担单位，请分派" in notices_of(coordinator)[0].text


def test_what_has_no_day_opens_nothing(ledger: Ledger, science: Unit) -> None:
    ledger.publish(duties=[duty("持续开展宣传。", "ongoing", science)])
    assert run("2027-07-25") == 0


def test_nothing_is_opened_before_the_plan_begins_or_after_it_ends(
    ledger: Ledger, science: Unit
) -> None:
    ledger.publish(duties=[duty("每年报告。", "yearly", science)], period_end=date(2027, 6, 30))
    assert run("2028-02-01") == 1


def test_a_duty_goes_on_ends_and_its_tasks_with_it(
    ledger: Ledger, science: Unit, market: Unit
) -> None:
    first = duty("每年报告。", "yearly 12-20", science)
    other = duty("每半年评估。", "half-yearly", market)
    ledger.publish(Order(lead=[science]), duties=[first, other])
    assert run("2026-12-04") == 2

    changed = replace(
        first, text="每年书面报告。", values={"text": "每年书面报告。", "when": "yearly 11-30"}
    )
    ledger.publish(duties=[changed])
    kept, gone = Duty.objects.order_by("position")
    assert (kept.text, kept.when, kept.ended_in) == ("每年书面报告。", "yearly 11-30", None)
    assert gone.ended_in == ledger.plan.versions.get(number=2)
    going_on = Task.objects.get(occurrence__duty=kept)
    assert (going_on.stage, going_on.item.version.number) == (Stage.ASSIGNED, 2)
    ended = Task.objects.get(occurrence__duty=gone)
    assert (ended.stage, ended.ended_in_id) == (Stage.ENDED, gone.ended_in_id)
    assert run("2026-12-05") == 0, "2026 was opened already, whatever its day is now"
    assert run("2027-11-30") == 1

    ledger.publish(duties=[changed])
    assert fresh(gone).ended_in == ledger.plan.versions.get(number=2), "it ended once"
    ledger.publish(duties=[changed, other])
    assert fresh(gone).ended_in is None


def test_an_open_task_takes_on_the_amended_day_and_unit(
    ledger: Ledger, science: Unit, market: Unit, head: User
) -> None:
    first = duty("每年报告。", "yearly 12-20", science)
    ledger.publish(duties=[first])
    assert run("2026-12-04") == 1
    task = Task.objects.get()
    ledger.at = MOMENT.replace(month=12, day=5)
    values = {"text": "每年书面报告。", "when": "yearly 12-31"}
    ledger.publish(duties=[replace(first, values=values, units=(market,))])

    task = fresh(task)
    assert (task.title, task.due_on) == ("每年书面报告（2026年度）", date(2026, 12, 31))
    assert task.stage == Stage.ASSIGNED
    assert part(task, science).stage == Stage.ENDED
    mine = part(task, market)
    assert (mine.stage, mine.kind, mine.due_on) == (Stage.ASSIGNED, "lead", task.due_on)
    said = task.steps.filter(verb="amend").latest("id").reason
    assert "完成时限由2026-12-20改为2026-12-31（" in said
    assert history(task).latest("seq").verb == "tasks.amend"
    assert "涉及您单位的任务有 1 项" in notices_of(head)[0].text
    assert not list(verify())
    assert not list(queries.mistimed(Task.objects.all()))


def test_an_occurrence_that_the_amended_duty_does_not_have_keeps_its_day(
    ledger: Ledger, science: Unit
) -> None:
    first = duty("每年报告。", "yearly 12-20", science)
    ledger.publish(duties=[first])
    run("2026-12-04")
    for when in ("quarterly", "as appropriate"):
        ledger.publish(duties=[replace(first, values={"when": when})])
        assert Task.objects.get(occurrence__key="2026").due_on == date(2026, 12, 20)


def test_what_is_closed_stays_as_it_was_and_who_was_given_the_task_keeps_it(
    ledger: Ledger, science: Unit, market: Unit, coordinator: User
) -> None:
    first = duty("每半年评估。", "half-yearly")
    ledger.publish(duties=[first])
    assert run("2026-12-20") == 1
    task = Task.objects.get()
    actions.assign(task=task, unit=market, lead=True, by=coordinator, at=MOMENT)
    ledger.publish(duties=[replace(first, units=(science,))])
    assert (part(task, market).stage, part(task, market).kind) == (Stage.ASSIGNED, "lead")
    assert (part(task, science).stage, part(task, science).kind) == (Stage.ASSIGNED, "responsible")

    Task.objects.update(stage=Stage.CLOSED)
    steps = task.steps.count()
    ledger.publish(duties=[replace(first, values={"when": "yearly 12-10"})])
    assert (fresh(task).due_on, task.steps.count()) == (task.due_on, steps)


def test_the_database_itself_refuses_a_second_task(ledger: Ledger, science: Unit) -> None:
    ledger.publish(Order(lead=[science]), duties=[duty("每年报告。", "yearly 12-20", science)])
    run("2026-12-01")
    done, other = DutyTask.objects.get(), Task.objects.get(occurrence=None)
    with pytest.raises(IntegrityError):
        DutyTask.objects.create(duty=done.duty, key=done.key, task=other)


def test_a_failure_in_the_middle_leaves_nothing(
    ledger: Ledger, science: Unit, officer: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*args: object, **kwargs: object) -> None:
        raise RuntimeError("the power is gone")

    ledger.publish(duties=[duty("每年报告。", "yearly 12-20", science)])
    before = Notice.objects.count()
    with monkeypatch.context() as patch, pytest.raises(RuntimeError):
        patch.setattr("zhicheng.governance.tasks.actions.duties.notify", fail)
        run("2026-12-01")
    assert not Task.objects.exists()
    assert run("2026-12-01") == 1
    assert Task.objects.get().number == "2026-0001"
    assert Notice.objects.count() == before + 1
