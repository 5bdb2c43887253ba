"""A yearly plan of 市科技局 at each step of its way."""

from datetime import datetime

import pytest
from tests.governance.tasks.ledger import Ledger, Order

from zhicheng.foundation.accounts.models import User
from zhicheng.foundation.units.models import Unit
from zhicheng.governance.workplans import actions
from zhicheng.governance.workplans.models import Workplan


@pytest.fixture
def ledger(coordinator: User, now: datetime) -> Ledger:
    return Ledger(coordinator, now)


@pytest.fixture
def drafted(ledger: Ledger, science: Unit, officer: User, now: datetime) -> Workplan:
    """With one task of the ledger, due at once, and an item of its own."""
    ledger.publish(Order("建立专利培育库", lead=[science], days=0))
    plan = actions.draw(unit=science, year=now.year, by=officer, at=now)
    actions.add_item(
        workplan=plan, title="培训骨干", due_on=now.date(), measures="两期", by=officer, at=now
    )
    return plan


@pytest.fixture
def sent(drafted: Workplan, head: User, now: datetime) -> Workplan:
    actions.move(workplan=drafted, verb="submit", by=head, at=now)
    return drafted


@pytest.fixture
def agreed(sent: Workplan, coordinator: User, now: datetime) -> Workplan:
    actions.move(workplan=sent, verb="agree", by=coordinator, at=now)
    return sent
