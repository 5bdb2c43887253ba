"""A circular: proposed by what happened, put right by the office, published, and kept."""

from collections.abc import Callable
from datetime import datetime, timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import DatabaseError, IntegrityError, transaction
from tests.factories import fresh, make_user
from tests.governance.tasks.ledger import Ledger
from tests.governance.tasks.ledger import Order as Ordered

from zhicheng.engines.procedures.running import Refused
from zhicheng.foundation.accounts.models import User
from zhicheng.foundation.accounts.rules import Role
from zhicheng.foundation.audit.models import Entry
from zhicheng.foundation.files.models import StoredFile
from zhicheng.foundation.notices.models import Notice
from zhicheng.foundation.units.models import Unit
from zhicheng.governance.plans.models import Item
from zhicheng.governance.supervision import actions
from zhicheng.governance.supervision.actions import Heading
from zhicheng.governance.supervision.models import Basis, Circular, CircularEntry, Order
from zhicheng.governance.supervision.queries import Grounds, circulars_for
from zhicheng.governance.supervision.rules import EntryKind
from zhicheng.governance.targets.models import Observation, Target
from zhicheng.governance.tasks.models import Assignment, Task

HEADING = Heading("关于督办情况的通报", "")


@pytest.fixture
def blamed(issued: Order, now: datetime) -> Order:
    """An order that nobody answered until it belonged into a circular."""
    Order.objects.filter(pk=issued.pk).update(due_on=now.date() - timedelta(60))
    actions.escalate(on=now.date(), at=now)
    return fresh(issued)


def closed(ledger: Ledger, unit: Unit, now: datetime, *, days: int = 30) -> list[Task]:
    """Two tasks of a unit, closed ten days ago; days: from now to when they were due."""
    orders = [Ordered(f"{unit}任务{n}", lead=[unit], days=days) for n in range(2)]
    tasks = ledger.publish(*orders)
    at = now - timedelta(10)
    Assignment.objects.filter(task__in=tasks).update(stage="closed", closed_at=at, progress=100)
    return tasks


def draft(by: User, now: datetime, heading: Heading = HEADING) -> Circular:
    first, last = now.date() - timedelta(90), now.date()
    return actions.draft_circular(heading=heading, period_from=first, period_to=last, by=by, at=now)


def test_a_button_that_is_pressed_twice_drafts_one_and_a_draft_can_be_given_up(
    coordinator: User, verifier: User, now: datetime
) -> None:
    circular = draft(coordinator, now)
    with pytest.raises(ValidationError, match="已有同名、同期"):
        draft(coordinator, now)
    with pytest.raises(PermissionDenied):
        actions.discard_circular(circular=circular, at=now, reason="重复", by=verifier)
    with pytest.raises(ValidationError, match="作废的理由"):
        actions.discard_circular(circular=circular, at=now, reason=" ", by=coordinator)
    assert fresh(circular).state == "draft"
    actions.discard_circular(circular=circular, at=now, reason="重复起草", by=coordinator)
    assert fresh(circular).state == "discarded"
    assert circular.steps.latest("id").reason == "重复起草"
    with pytest.raises(Refused, match="印发或作废"):
        actions.discard_circular(circular=circular, at=now, reason="又", by=coordinator)
    with pytest.raises(DatabaseError, match="kept as it is"), transaction.atomic():
        Circular.objects.update(title="改")
    assert draft(coordinator, now).state == "draft"


def test_who_did_not_answer_is_proposed_for_criticism_with_the_order_behind_it(
    blamed: Order, coordinator: User, now: datetime
) -> None:
    entry = draft(coordinator, now).entries.get()
    assert (entry.kind, entry.unit) == ("criticism", blamed.unit)
    assert blamed.number in entry.reason
    assert entry.bases.get().order == blamed


def test_who_closed_in_time_is_proposed_for_praise_with_the_tasks_behind_it(
    ledger: Ledger, science: Unit, coordinator: User, now: datetime
) -> None:
    tasks = closed(ledger, science, now)
    entry = draft(coordinator, now).entries.get()
    assert (entry.kind, entry.unit) == ("praise", science)
    assert {basis.task for basis in entry.bases.all()} == set(tasks)


def test_who_closed_late_has_something_late_or_is_under_an_order_is_not_praised(
    ledger: Ledger, science: Unit, market: Unit, coordinator: User, issued: Order, now: datetime
) -> None:
    late = Ledger(coordinator, now, title="另一方案")
    closed(late, market, now, days=-40)
    third = Ledger(coordinator, now, title="第三方案")
    closed(third, science, now)
    assert not draft(coordinator, now).entries.exists()
    actions.move_order(order=issued, verb="revoke", reason="误发", by=coordinator, at=now)
    again = draft(coordinator, now, Heading("督办撤销后的通报", ""))
    assert not again.entries.exists(), "its part is still overdue"


def cite(
    circular: Circular, unit: Unit, grounds: Grounds, by: User, at: datetime, **more: object
) -> CircularEntry:
    given = {"kind": EntryKind.CRITICISM, "reason": "推进不力。", **more}
    return actions.add_entry(circular=circular, unit=unit, grounds=grounds, by=by, at=at, **given)  # type: ignore[arg-type]  # as given


def test_an_entry_needs_a_reason_grounds_and_a_person_of_the_unit(
    circular: Circular, issued: Order, market: Unit, coordinator: User, other_officer: User,
    now: datetime,
) -> None:  # fmt: skip
    grounds, unit = Grounds(orders=[issued]), issued.unit
    for given, field in (
        ({"reason": " "}, "reason"),
        ({"person": other_officer}, "person"),
        ({"grounds": Grounds()}, "orders"),
        ({"unit": market}, "orders"),
    ):
        values = {"unit": unit, "grounds": grounds, **given}
        with pytest.raises(ValidationError) as refused:
            cite(circular, by=coordinator, at=now, **values)  # type: ignore[arg-type]  # as given
        assert list(refused.value.error_dict) == [field]
    assert not circular.entries.exists()


@pytest.fixture
def figure(
    ledger: Ledger, late: Assignment, science: Unit, officer: User, now: datetime
) -> Observation:
    """A figure of a target that 市科技局 reports on."""
    item = Item.objects.all()[0]
    target = Target.objects.create(
        plan=ledger.plan, item=item, key=item.key, position=1, indicator="高价值发明专利",
        comparator="gte", value=Decimal(10), unit="件", owner=science, state="confirmed",
        opened_at=now,
    )  # fmt: skip
    return Observation.objects.create(
        target=target, as_of=now.date(), value=Decimal("3.50"), unit="件", source="登记簿",
        evidence=StoredFile.objects.all()[0], evidence_name="表.txt", by=officer, at=now,
    )  # fmt: skip


def test_orders_tasks_and_figures_are_cited_as_they_stand(
    circular: Circular, issued: Order, late: Assignment, figure: Observation, officer: User,
    coordinator: User, now: datetime,
) -> None:  # fmt: skip
    grounds = Grounds(orders=[issued], tasks=[late.task], observations=[figure])
    entry = cite(circular, issued.unit, grounds, coordinator, now, person=officer)
    words = list(entry.bases.values_list("words", flat=True))
    assert words[0] == f"{issued.number} 任务逾期未办结（待回复）"
    assert "（待签收）" in words[1]
    assert words[2] == f"高价值发明专利 3.5件（{now.date()}）"
    assert entry.person_name == "科技联络员"


def test_it_is_published_with_number_and_names_and_kept(
    circular: Circular, issued: Order, late: Assignment, officer: User, head: User, coordinator: User,
    now: datetime,
) -> None:  # fmt: skip
    entry = cite(circular, issued.unit, Grounds(orders=[issued]), coordinator, now, person=officer)
    Unit.objects.filter(pk=issued.unit_id).update(name="示例市科学技术局")
    actions.publish_circular(circular=circular, by=coordinator, at=now)
    assert circular.number == f"通报〔{now.year}〕1号"
    assert fresh(entry).unit_name == "示例市科学技术局"
    for person in (officer, head):
        assert Notice.objects.filter(to=person, text__contains=circular.number).count() == 1
    basis = Basis.objects.get()
    changes: list[Callable[[], object]] = [
        lambda: Circular.objects.filter(pk=circular.pk).update(title="改"),
        lambda: CircularEntry.objects.filter(pk=entry.pk).update(reason="改"),
        lambda: Basis.objects.filter(pk=basis.pk).update(words="改"),
        lambda: Basis.objects.filter(pk=basis.pk).delete(),
        lambda: Basis.objects.create(entry=entry, task=late.task, words="又"),
        lambda: CircularEntry.objects.create(
            circular=circular, kind="praise", unit=issued.unit, unit_name="x", reason="x"
        ),
    ]
    for change in changes:
        with pytest.raises((DatabaseError, IntegrityError)), transaction.atomic():
            change()
    for verb in (
        lambda: actions.publish_circular(circular=circular, by=coordinator, at=now),
        lambda: actions.drop_entry(entry=entry, by=coordinator, at=now),
        lambda: actions.reword_circular(circular=circular, heading=HEADING, by=coordinator, at=now),
        lambda: cite(circular, issued.unit, Grounds(orders=[issued]), coordinator, now),
    ):
        with pytest.raises(Refused, match="已经印发"):
            verb()


def test_what_rests_on_nothing_or_has_not_ended_is_not_published(
    circular: Circular, issued: Order, coordinator: User, now: datetime
) -> None:
    with pytest.raises(Refused, match="没有列出任何单位"):
        actions.publish_circular(circular=circular, by=coordinator, at=now)
    entry = cite(circular, issued.unit, Grounds(orders=[issued]), coordinator, now)
    entry.bases.all().delete()
    with pytest.raises(Refused, match="没有依据"):
        actions.publish_circular(circular=circular, by=coordinator, at=now)
    with pytest.raises(Refused, match="尚未结束"):
        actions.publish_circular(circular=circular, by=coordinator, at=now - timedelta(1))


def test_a_draft_is_reworded_and_entries_are_dropped(
    circular: Circular, issued: Order, coordinator: User, now: datetime
) -> None:
    entry = cite(circular, issued.unit, Grounds(orders=[issued]), coordinator, now)
    seen = fresh(circular)
    actions.drop_entry(entry=fresh(entry), by=coordinator, at=now)
    assert not circular.entries.exists()
    with pytest.raises(actions.Overtaken, match="删去条目"):
        actions.reword_circular(circular=seen, heading=HEADING, by=coordinator, at=now)
    current = fresh(circular)
    with pytest.raises(ValidationError, match="填写标题"):
        actions.reword_circular(circular=current, heading=Heading(" ", ""), by=coordinator, at=now)
    actions.reword_circular(circular=current, heading=Heading("新", "文"), by=coordinator, at=now)
    assert (fresh(circular).title, fresh(circular).intro) == ("新", "文")


def test_a_period_ends_after_it_begins_and_there_is_a_title(
    coordinator: User, now: datetime
) -> None:
    first = now.date()
    for heading, last, field in (
        (HEADING, first - timedelta(1), "period_to"),
        (Heading(" ", ""), first, "title"),
    ):
        with pytest.raises(ValidationError) as refused:
            actions.draft_circular(
                heading=heading, period_from=first, period_to=last, by=coordinator, at=now
            )
        assert list(refused.value.error_dict) == [field]


def test_only_the_coordinator_drafts_and_drafts_are_the_offices_own(
    circular: Circular, issued: Order, coordinator: User, officer: User, head: User, leader: User,
    verifier: User, auditor: User, outsider: User, now: datetime,
) -> None:  # fmt: skip
    entry = cite(circular, issued.unit, Grounds(orders=[issued]), coordinator, now)
    for person in (officer, head, leader, verifier, auditor, outsider):
        for verb in (
            lambda by=person: draft(by, now),
            lambda by=person: cite(circular, issued.unit, Grounds(orders=[issued]), by, now),
            lambda by=person: actions.drop_entry(entry=entry, by=by, at=now),
            lambda by=person: actions.publish_circular(circular=circular, by=by, at=now),
            lambda by=person: actions.reword_circular(
                circular=circular, heading=HEADING, by=by, at=now
            ),
        ):
            with pytest.raises(PermissionDenied):
                verb()
        assert circulars_for(person).exists() == (person == auditor)
    actions.publish_circular(circular=circular, by=coordinator, at=now)
    for person in (officer, leader, verifier):
        assert circulars_for(person).exists()
    assert not circulars_for(outsider).exists()


def test_the_chain_names_no_person(
    circular: Circular, issued: Order, officer: User, coordinator: User, now: datetime
) -> None:
    cite(circular, issued.unit, Grounds(orders=[issued]), coordinator, now, person=officer)
    for entry in Entry.objects.filter(verb__startswith="supervision.circular"):
        assert officer.name not in f"{entry.after}{entry.before}{entry.reason}"


def test_a_deputy_publishes_in_the_coordinators_place(
    circular: Circular, issued: Order, coordinator: User, office: Unit, now: datetime
) -> None:
    cite(circular, issued.unit, Grounds(orders=[issued]), coordinator, now)
    colleague = make_user(Role.COORDINATOR, unit=office)
    actions.publish_circular(circular=circular, by=colleague, at=now)
    assert circular.steps.latest("id").deputy_for is None
