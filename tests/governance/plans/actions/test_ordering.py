"""A document that another room wrote becomes a plan in force, sentence by sentence."""

import io
from datetime import date, datetime

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from zhicheng.foundation.accounts.models import User
from zhicheng.foundation.files.actions import store
from zhicheng.foundation.files.rules import PLANS
from zhicheng.foundation.units.models import Unit
from zhicheng.governance.plans.actions.ordering import Document, Order, publish_orders
from zhicheng.governance.plans.models import Plan
from zhicheng.governance.tasks.models import Task


@pytest.fixture
def document(db: None) -> Document:
    file = store(io.BytesIO("纪要".encode()), name="纪要.txt", allowed=PLANS)
    return Document("会议议定事项", file, "纪要.txt")


def orders(lead: Unit, *others: Unit) -> list[Order]:
    due_on = date(2030, 6, 30)
    return [
        Order("一是建立台账。", "建立台账", lead, others, due_on),
        Order("二是按月通报。", "按月通报", lead, (), due_on),
    ]


def test_each_order_is_a_task_with_its_sentence(
    document: Document, science: Unit, market: Unit, coordinator: User, now: datetime
) -> None:
    items = publish_orders(
        document=document, orders=orders(science, market), by=coordinator, at=now
    )
    version = items[0].version
    assert version.plan.title == "会议议定事项"
    assert [version.text[i.span_start : i.span_end] for i in items] == [
        "一是建立台账。",
        "二是按月通报。",
    ]
    tasks = {task.item_id: task for task in Task.objects.all()}
    assert [tasks[item.pk].title for item in items] == ["建立台账", "按月通报"]
    assert {task.due_source for task in tasks.values()} == {"stated"}
    units = tasks[items[0].pk].assignments.values_list("unit", "kind")
    assert set(units) == {(science.pk, "lead"), (market.pk, "responsible")}


def test_nothing_is_ordered_by_nothing(
    document: Document, coordinator: User, now: datetime
) -> None:
    with pytest.raises(ValidationError):
        publish_orders(document=document, orders=[], by=coordinator, at=now)
    assert not Plan.objects.exists()


@pytest.mark.parametrize("who", ["head", "verifier", "leader", "outsider"])
def test_only_the_coordinator(
    who: str, document: Document, science: Unit, request: pytest.FixtureRequest, now: datetime
) -> None:
    with pytest.raises(PermissionDenied):
        publish_orders(
            document=document, orders=orders(science), by=request.getfixturevalue(who), at=now
        )
