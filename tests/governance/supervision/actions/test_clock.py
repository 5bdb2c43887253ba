"""What the clock does of a morning: it proposes, and it escalates."""

from datetime import date, datetime, timedelta

from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.factories import fresh, make_unit
from tests.foundation.calendars.years import NEXT, with_bridge, year_file
from tests.governance.supervision.conftest import WORDING
from tests.governance.tasks.ledger import Ledger, part
from tests.governance.tasks.ledger import Order as Ordered

from zhicheng.foundation.accounts.models import User
from zhicheng.foundation.calendars.actions import load_file
from zhicheng.foundation.calendars.queries import calendar
from zhicheng.foundation.jobs.clock import run_day
from zhicheng.foundation.notices.models import Notice
from zhicheng.foundation.units.models import Unit
from zhicheng.governance.supervision import actions
from zhicheng.governance.supervision.models import Escalation, Finding, Order
from zhicheng.governance.supervision.queries import term
from zhicheng.governance.tasks.models import Assignment, Milestone


def propose(now: datetime, days: int = 0) -> int:
    later = now + timedelta(days)
    return actions.propose(on=later.date(), at=later)


def test_what_is_long_overdue_is_proposed_once(
    late: Assignment, coordinator: User, officer: User, now: datetime
) -> None:
    assert propose(now) == 1
    order = Order.objects.get()
    assert (order.state, order.rule, order.raised_by) == ("drafted", "overdue-10", None)
    found = Finding.objects.get()
    assert found.anchor_on == late.due_on
    assert found.count >= 10
    assert Notice.objects.filter(to=coordinator, text__contains="1 份督办单").exists()
    assert not Notice.objects.filter(to=officer, text__contains="督办").exists()
    assert (propose(now), propose(now, 1)) == (0, 0)


def test_a_proposal_that_was_dropped_does_not_come_back_for_the_same_day(
    late: Assignment, coordinator: User, now: datetime
) -> None:
    propose(now)
    actions.move_order(
        order=Order.objects.get(), verb="drop", reason="已约谈", by=coordinator, at=now
    )
    assert propose(now, 1) == 0
    Assignment.objects.filter(pk=late.pk).update(due_on=late.due_on + timedelta(7))
    assert propose(now, 1) == 1


def test_what_a_coordinator_raised_is_not_proposed(issued: Order, now: datetime) -> None:
    assert propose(now) == 0


def test_what_is_barely_late_or_at_rest_is_not_proposed(
    ledger: Ledger, science: Unit, late: Assignment, now: datetime
) -> None:
    ledger.publish(Ordered("刚过期", lead=[science], days=-2))
    for stage in ("reported", "ended", "drafted"):
        Assignment.objects.filter(pk=late.pk).update(stage=stage)
        assert propose(now) == 0


def test_one_order_a_unit_however_many_tasks_and_queries_stay_the_same(
    ledger: Ledger, science: Unit, market: Unit, now: datetime
) -> None:
    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            propose(now)
        return len(queries)

    orders = [Ordered("任务甲", lead=[science], days=-60)]
    ledger.publish(*orders)
    actions.escalate(on=now.date(), at=now)
    propose(now - timedelta(90))
    one = asked()
    many = [Ordered(f"任务{n}", lead=[science], responsible=[market], days=-60) for n in range(4)]
    ledger.publish(*orders, *many)
    assert asked() == one
    assert [o.parts.count() for o in Order.objects.order_by("unit", "id")] == [1, 4, 4]


def missed(part: Assignment, key: str, due_on: date, **more: object) -> Milestone:
    given = {"kind": "own", "key": key, "title": key, "due_on": due_on, "expected": 50, **more}
    return Milestone.objects.create(task=part.task, **given)


def test_the_second_milestone_that_is_missed_is_proposed_and_so_is_the_next(
    ledger: Ledger, science: Unit, coordinator: User, now: datetime
) -> None:
    mine = part(ledger.publish(Ordered(lead=[science], days=200))[0], science)
    today = now.date()
    missed(mine, "甲", today - timedelta(9))
    Assignment.objects.filter(pk=mine.pk).update(behind_from=today - timedelta(8))
    assert propose(now) == 0
    missed(mine, "乙", today - timedelta(3))
    missed(mine, "丙", today + timedelta(3))
    missed(mine, "丁", today - timedelta(3), kind="phase", expected=None)
    assert propose(now) == 1
    found = Finding.objects.get()
    assert (found.rule, found.count, found.anchor_on) == ("milestones-2", 2, today - timedelta(3))
    actions.move_order(
        order=Order.objects.get(), verb="drop", reason="已约谈", by=coordinator, at=now
    )
    assert propose(now, 1) == 0
    assert propose(now, 5) == 1


def test_a_part_is_proposed_by_the_first_rule_alone(late: Assignment, now: datetime) -> None:
    for n in (50, 40):
        missed(late, str(n), now.date() - timedelta(n))
    Assignment.objects.filter(pk=late.pk).update(behind_from=now.date() - timedelta(49))
    assert propose(now) == 1
    assert Order.objects.get().rule == "overdue-10"


def test_an_order_that_is_not_answered_rises_step_by_step(
    issued: Order, head: User, officer: User, leader: User, coordinator: User, now: datetime
) -> None:
    due_on = issued.due_on
    assert due_on is not None

    def run(late: int) -> int:
        return actions.escalate(on=term(due_on, late).day if late else due_on, at=now)

    assert [run(n) for n in (0, 1, 1, 2, 3)] == [0, 1, 0, 0, 1]
    order = fresh(issued)
    assert order.escalated == "late-3"
    assert Notice.objects.filter(to=leader, text__contains="逾期3个工作日，报告市领导").exists()
    assert run(5) == 1
    steps = list(Escalation.objects.values_list("step", flat=True))
    assert steps == ["late-1", "late-3", "late-5"]
    last = order.steps.latest("id")
    assert (last.verb, last.by, last.state_to) == ("escalate", None, "issued")


def test_after_an_outage_only_the_latest_step_is_taken(issued: Order, now: datetime) -> None:
    actions.escalate(on=now.date() + timedelta(60), at=now)
    assert Escalation.objects.get().step == "late-5"


def test_a_morning_that_is_finished_days_later_tells_what_holds_then(
    issued: Order, now: datetime
) -> None:
    assert issued.due_on
    missed_on, done_on = term(issued.due_on, 1).day, term(issued.due_on, 3).day
    actions.escalate(on=missed_on, at=now + (done_on - now.date()))
    assert (Escalation.objects.get().step, Escalation.objects.get().on) == ("late-3", done_on)
    assert not Notice.objects.filter(text__contains="逾期1个工作日").exists()


def test_a_new_term_begins_the_steps_anew(issued: Order, coordinator: User, now: datetime) -> None:
    actions.escalate(on=now.date() + timedelta(60), at=now)
    order = fresh(issued)
    later = now + timedelta(61)
    actions.move_order(order=order, verb="extend", reason="会签", days=5, by=coordinator, at=later)
    assert order.escalated == ""
    assert actions.escalate(on=later.date() + timedelta(40), at=later) == 1


def test_an_answered_order_is_left_alone(answered: Order, now: datetime) -> None:
    assert actions.escalate(on=now.date() + timedelta(60), at=now) == 0


def test_where_a_unit_has_nobody_its_escalation_reaches_the_coordinator(
    ledger: Ledger, coordinator: User, now: datetime
) -> None:
    unit = make_unit("市档案馆")
    mine = part(ledger.publish(Ordered(lead=[unit], days=-60))[0], unit)
    order = actions.raise_order(
        unit=unit, parts=[mine], wording=actions.Wording("逾期", "回复", 1), by=coordinator, at=now
    )
    actions.move_order(order=order, verb="issue", by=coordinator, at=now)
    assert order.due_on is not None
    actions.escalate(on=term(order.due_on, 1).day, at=now)
    assert Escalation.objects.get().people == 1


def test_the_clock_does_both_every_morning(
    late: Assignment, coordinator: User, now: datetime
) -> None:
    list(run_day(on=now.date(), at=now))
    assert Order.objects.count() == 1


def in_spring(late: Assignment, coordinator: User, now: datetime) -> Order:
    """Issued on 1 March of a year that nobody has published yet."""
    march = now.replace(year=NEXT, month=3, day=1)
    order = actions.raise_order(
        unit=late.unit, parts=[late], wording=WORDING, by=coordinator, at=march
    )
    actions.move_order(order=order, verb="issue", by=coordinator, at=march)
    return order


def test_a_provisional_term_is_counted_again_when_the_year_is_published(
    late: Assignment, coordinator: User, head: User, now: datetime
) -> None:
    order = in_spring(late, coordinator, now)
    before = order.due_on
    assert order.provisional
    content = with_bridge("03-04", "03-05", "03-06")
    load_file(content=content, name="放假安排.json", by=coordinator, at=now)
    after = fresh(order)
    assert not after.provisional
    assert before and after.due_on and before < after.due_on
    said = Notice.objects.get(to=head, text__contains="按新载入的放假安排")
    assert f"由{before}改为{after.due_on}" in said.text
    assert order.steps.latest("id").verb == "retime"
    actions.follow_calendar(calendar(), years=(NEXT,), by=coordinator, at=now)
    assert order.steps.filter(verb="retime").count() == 1


def test_a_day_that_stays_is_exact_from_then_on_and_nobody_is_told(
    late: Assignment, coordinator: User, head: User, now: datetime
) -> None:
    order = in_spring(late, coordinator, now)
    load_file(content=year_file(), name="放假安排.json", by=coordinator, at=now)
    assert not fresh(order).provisional
    assert not Notice.objects.filter(to=head, text__contains="按新载入").exists()


def test_what_is_counted_through_such_a_year_is_marked(
    late: Assignment, coordinator: User, now: datetime
) -> None:
    spring = now.replace(year=NEXT, month=3, day=1)
    actions.propose(on=spring.date(), at=spring)
    assert Finding.objects.get().provisional
    actions.move_order(order=Order.objects.get(), verb="issue", by=coordinator, at=spring)
    later = spring + timedelta(60)
    actions.escalate(on=later.date(), at=later)
    assert Escalation.objects.get().provisional
