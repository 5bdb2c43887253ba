"""What the ledger tells a person's agenda."""

from datetime import timedelta

import pytest
from tests.governance.tasks.ledger import Ledger, Order

from zhicheng.foundation.accounts.models import User
from zhicheng.foundation.units.models import Unit
from zhicheng.governance.tasks.models import Task
from zhicheng.governance.tasks.queries.agenda import due_days

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
    Task.objects.filter(pk=closed.pk).update(stage="closed")
    Task.objects.filter(pk=ended.pk).update(stage="ended")
    [entry] = due_days(officer, closed.due_on, closed.due_on)
    assert entry.uid == f"task-{closed.pk}" and entry.done
