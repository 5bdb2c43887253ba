"""An order from its draft to its end."""

from datetime import datetime, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import DatabaseError, IntegrityError, transaction
from tests.factories import fresh, give, make_unit, make_user, reason_of, stand_in
from tests.governance.supervision.conftest import WORDING
from tests.governance.tasks.ledger import Ledger, part
from tests.governance.tasks.ledger import Order as Ordered

from zhicheng.engines.procedures.running import Refused
from zhicheng.foundation.accounts.models import User
from zhicheng.foundation.accounts.rules import Role
from zhicheng.foundation.audit.models import Entry
from zhicheng.foundation.notices.models import Notice
from zhicheng.foundation.units.models import Unit
from zhicheng.governance.supervision import actions
from zhicheng.governance.supervision.models import Order, OrderStep
from zhicheng.governance.supervision.queries import orders_for, term
from zhicheng.governance.supervision.rules import ORDER, OrderState
from zhicheng.governance.tasks.models import Assignment


def told(user: User) -> list[str]:
    return list(Notice.objects.filter(to=user).values_list("text", flat=True))


def verbs(order: Order) -> list[str]:
    return list(order.steps.order_by("id").values_list("verb", flat=True))


def test_an_order_is_drafted_issued_answered_returned_answered_accepted_and_closed(
    answered: Order, coordinator: User, verifier: User, officer: User, head: User, now: datetime,
) -> None:  # fmt: skip
    order = answered
    assert order.number == f"督办〔{now.year}〕1号"
    assert order.due_on == term(now.date(), 5).day
    actions.move_order(
        order=order, verb="return", reason="请附验收意见。", days=3, by=verifier, at=now
    )
    assert order.due_on == term(now.date(), 3).day
    assert order.answers.get().state == "returned"
    assert any("退回：请附验收意见。" in text for text in told(officer))
    second = actions.save_answer(order=order, text="已补充。", seen=None, by=officer, at=now)
    actions.send_answer(order=order, draft=second, by=head, at=now)
    with pytest.raises(Refused, match="没有佐证材料"):
        actions.move_order(order=order, verb="accept", by=verifier, at=now)
    assert fresh(order).state == OrderState.ANSWERED


def test_what_is_accepted_the_coordinator_closes(
    accepted: Order, coordinator: User, head: User, now: datetime
) -> None:
    actions.move_order(order=accepted, verb="close", by=coordinator, at=now)
    assert fresh(accepted).state == OrderState.CLOSED
    assert verbs(accepted) == ["raise", "issue", "send", "accept", "close"]
    assert accepted.answers.get().state == "accepted"
    assert any("办结" in text for text in told(head))
    entries = Entry.objects.filter(subject_type="supervision.order").order_by("seq")
    assert [e.verb for e in entries] == [
        f"supervision.order_{verb}" for verb in ("raise", "issue", "send", "accept", "close")
    ]


def test_numbers_count_up_and_are_never_given_again(
    ledger: Ledger, science: Unit, coordinator: User, now: datetime
) -> None:
    tasks = ledger.publish(*(Ordered(f"任务{n}", lead=[science], days=-60) for n in range(3)))
    orders = [
        actions.raise_order(
            unit=science, parts=[part(task, science)], wording=WORDING, by=coordinator, at=now
        )
        for task in tasks
    ]
    assert {order.number for order in orders} == {""}
    for order in orders[:2]:
        actions.move_order(order=order, verb="issue", by=coordinator, at=now)
    actions.move_order(order=orders[1], verb="revoke", reason="合并办理", by=coordinator, at=now)
    actions.move_order(order=orders[2], verb="issue", by=coordinator, at=now)
    assert [order.number[-2:] for order in orders] == ["1号", "2号", "3号"]


def test_a_drafted_order_is_dropped_with_a_reason(
    drafted: Order, coordinator: User, officer: User, now: datetime
) -> None:
    with pytest.raises(Refused, match="写明理由"):
        actions.move_order(order=drafted, verb="drop", by=coordinator, at=now)
    actions.move_order(order=drafted, verb="drop", reason="已约谈", by=coordinator, at=now)
    assert fresh(drafted).state == OrderState.DROPPED
    assert told(officer) == []
    entry = Entry.objects.get(verb="supervision.order_drop")
    assert reason_of(entry) == "已约谈"


def test_a_draft_is_said_otherwise_until_it_is_issued(
    drafted: Order, coordinator: User, officer: User, now: datetime
) -> None:
    other = actions.Wording("进度滞后", "报送整改计划。", 8)
    with pytest.raises(PermissionDenied):
        actions.reword(order=drafted, wording=other, by=officer, at=now)
    actions.reword(order=drafted, wording=other, by=coordinator, at=now)
    assert (fresh(drafted).title, fresh(drafted).days) == ("进度滞后", 8)
    actions.move_order(order=drafted, verb="issue", by=coordinator, at=now)
    with pytest.raises(Refused, match="不能再改"):
        actions.reword(order=drafted, wording=other, by=coordinator, at=now)


@pytest.mark.parametrize(
    ("wording", "field"),
    [
        (actions.Wording(" ", "要求", 5), "title"),
        (actions.Wording("事由", "\n", 5), "demand"),
        (actions.Wording("事由", "要求", 0), "days"),
        (actions.Wording("事由", "要求", 251), "days"),
    ],
)
def test_an_order_says_what_it_is_about_what_it_demands_and_by_when(
    late: Assignment, coordinator: User, now: datetime, wording: actions.Wording, field: str
) -> None:
    with pytest.raises(ValidationError) as refused:
        actions.raise_order(unit=late.unit, parts=[late], wording=wording, by=coordinator, at=now)
    assert list(refused.value.error_dict) == [field]
    assert not Order.objects.exists()


def test_an_order_is_about_open_parts_of_one_unit(
    drafted: Order, late: Assignment, market: Unit, coordinator: User, now: datetime
) -> None:
    for unit, parts, said in (
        (late.unit, [], "至少选择一项"),
        (market, [late], "不是市市场监管局承担"),
        (late.unit, [late], "已在督办中"),
    ):
        with pytest.raises(ValidationError, match=said):
            actions.raise_order(unit=unit, parts=parts, wording=WORDING, by=coordinator, at=now)


def test_a_part_that_is_named_twice_is_one(
    late: Assignment, coordinator: User, now: datetime
) -> None:
    order = actions.raise_order(
        unit=late.unit, parts=[late, late], wording=WORDING, by=coordinator, at=now
    )
    assert order.parts.count() == 1


def test_what_came_to_rest_meanwhile_is_not_issued(
    drafted: Order, late: Assignment, coordinator: User, now: datetime
) -> None:
    Assignment.objects.filter(pk=late.pk).update(stage="reported")
    with pytest.raises(Refused, match="不必再督办"):
        actions.move_order(order=drafted, verb="issue", by=coordinator, at=now)


def test_a_longer_term_begins_on_the_day_it_is_granted(
    issued: Order, coordinator: User, head: User, now: datetime
) -> None:
    week = now + timedelta(7)
    with pytest.raises(ValidationError, match="1 至 250"):
        actions.move_order(
            order=issued, verb="extend", reason="跨部门会签", by=coordinator, at=week
        )
    actions.move_order(
        order=issued, verb="extend", reason="跨部门会签", days=10, by=coordinator, at=week
    )
    assert issued.due_on == term(week.date(), 10).day
    assert any("延长时限：跨部门会签" in text for text in told(head))


def test_of_two_coordinators_the_second_is_told_who_was_first(
    drafted: Order, coordinator: User, office: Unit, now: datetime
) -> None:
    seen = fresh(drafted)
    actions.move_order(order=drafted, verb="issue", by=coordinator, at=now)
    colleague = make_user(Role.COORDINATOR, unit=office)
    with pytest.raises(actions.Overtaken, match=r"统筹甲.*签发"):
        actions.move_order(order=seen, verb="drop", reason="重复", by=colleague, at=now)
    assert Order.objects.get().state == OrderState.ISSUED


def test_the_second_is_told_of_the_clock_too(
    issued: Order, coordinator: User, now: datetime
) -> None:
    seen = fresh(issued)
    actions.escalate(on=now.date() + timedelta(30), at=now)
    with pytest.raises(actions.Overtaken, match=r"系统.*逾期升级"):
        actions.move_order(order=seen, verb="revoke", reason="误发", by=coordinator, at=now)


def test_a_deputy_issues_in_the_coordinators_place(
    drafted: Order, coordinator: User, office: Unit, now: datetime
) -> None:
    colleague = make_user(unit=office)
    stand_in(colleague, coordinator, on=now.date())
    step = actions.move_order(order=drafted, verb="issue", by=colleague, at=now)
    assert step.deputy_for == coordinator


def test_who_issued_or_answered_does_not_verify(
    answered: Order, coordinator: User, head: User, officer: User, now: datetime
) -> None:
    give(coordinator, Role.VERIFIER)
    with pytest.raises(Refused, match="不得来自承办单位"):
        actions.move_order(order=answered, verb="accept", by=coordinator, at=now)
    for person in (head, officer):
        give(person, Role.VERIFIER)
        with pytest.raises(Refused, match="不得来自承办单位"):
            actions.move_order(order=answered, verb="accept", by=person, at=now)


def test_who_sent_the_answer_before_changing_units_does_not_verify(
    answered: Order, head: User, now: datetime
) -> None:
    head.unit = make_unit("市财政局")
    head.save()
    head.grants.all().delete()
    give(head, Role.VERIFIER)
    with pytest.raises(Refused, match="经办过"):
        actions.move_order(order=answered, verb="accept", by=head, at=now)


def test_nobody_else_takes_a_step(
    drafted: Order, late: Assignment, outsider: User, other_officer: User, officer: User,
    auditor: User, leader: User, administrator: User, now: datetime,
) -> None:  # fmt: skip
    for person in (outsider, other_officer, officer, auditor, leader, administrator):
        for verb in sorted({t.verb for t in ORDER.transitions} - {"send"}):
            with pytest.raises(PermissionDenied):
                actions.move_order(order=drafted, verb=verb, reason="试", days=3, by=person, at=now)
        with pytest.raises(PermissionDenied):
            actions.raise_order(unit=late.unit, parts=[late], wording=WORDING, by=person, at=now)
    assert verbs(drafted) == ["raise"]


def test_who_sees_an_order(
    issued: Order, officer: User, head: User, other_officer: User, outsider: User,
    coordinator: User, verifier: User, leader: User, auditor: User, administrator: User,
) -> None:  # fmt: skip
    for person in (officer, head, coordinator, verifier, leader, auditor):
        assert list(orders_for(person)) == [issued], person
    for person in (other_officer, outsider, administrator):
        assert not orders_for(person).exists()


def test_what_was_not_issued_is_the_offices_own(
    drafted: Order, officer: User, verifier: User, leader: User, coordinator: User, auditor: User
) -> None:
    for person in (officer, verifier, leader):
        assert not orders_for(person).exists()
    for person in (coordinator, auditor):
        assert orders_for(person).exists()


def test_where_a_unit_has_nobody_the_coordinators_are_told(
    ledger: Ledger, coordinator: User, office: Unit, now: datetime
) -> None:
    unit = make_unit("市档案馆")
    late = part(ledger.publish(Ordered(lead=[unit], days=-60))[0], unit)
    order = actions.raise_order(unit=unit, parts=[late], wording=WORDING, by=coordinator, at=now)
    colleague = make_user(Role.COORDINATOR, unit=office)
    actions.move_order(order=order, verb="issue", by=coordinator, at=now)
    assert any("签发" in text for text in told(colleague))


def test_the_database_keeps_history_and_answers(answered: Order) -> None:
    step = answered.steps.first()
    answer = answered.answers.get()
    assert step is not None
    for change in (
        lambda: OrderStep.objects.filter(pk=step.pk).update(reason="改"),
        lambda: step.delete(),
        lambda: type(answer).objects.filter(pk=answer.pk).update(text="改"),
        lambda: type(answer).objects.filter(pk=answer.pk).update(state="draft"),
        lambda: answer.files.all().delete(),
    ):
        with pytest.raises((DatabaseError, IntegrityError)), transaction.atomic():
            change()
