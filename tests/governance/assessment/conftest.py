"""A published scheme over 市科技局, one of whose two tasks was closed in time, and 市市场监管局."""

from datetime import datetime

import pytest
from tests.factories import make_user
from tests.governance.assessment.house import (
    Office,
    closed,
    days_ago,
    hand_in,
    sheet_of,
    task_of,
)
from tests.governance.tasks.ledger import Ledger

from zhicheng.foundation.accounts.models import User
from zhicheng.foundation.accounts.rules import Role
from zhicheng.foundation.units.models import Unit
from zhicheng.governance.assessment.models import Scheme, Sheet


@pytest.fixture
def ledger(coordinator: User, now: datetime) -> Ledger:
    """A plan that was published a hundred days ago."""
    return Ledger(coordinator, days_ago(now, 100))


@pytest.fixture
def offices(coordinator: User, verifier: User, now: datetime) -> Office:
    return Office(coordinator, verifier, now)


@pytest.fixture
def market_head(market: Unit) -> User:
    return make_user(Role.UNIT_HEAD, unit=market, name="市场监管局长")


@pytest.fixture
def draft(offices: Office, science: Unit, market: Unit) -> Scheme:
    return offices.draft([science, market])


@pytest.fixture
def scheme(
    draft: Scheme, offices: Office, ledger: Ledger, science: Unit, market: Unit, verifier: User,
    head: User, market_head: User, now: datetime,
) -> Scheme:  # fmt: skip
    """Published: 市科技局 closed one of two tasks in time, 市市场监管局 its only one."""
    closed(task_of(ledger, science), days_ago(now, 60))
    task_of(ledger, science)
    closed(task_of(ledger, market), days_ago(now, 60))
    offices.publish(draft)
    return draft


@pytest.fixture
def sheet(scheme: Scheme, science: Unit) -> Sheet:
    """市科技局's, to be scored."""
    return sheet_of(scheme, science)


@pytest.fixture
def submitted(sheet: Sheet, now: datetime) -> Sheet:
    hand_in(sheet, now)
    return sheet


@pytest.fixture
def announced(
    scheme: Scheme, submitted: Sheet, offices: Office, market: Unit, now: datetime
) -> Scheme:
    """Both verified as they scored themselves, and announced: 60 for 市科技局, 90 for 市市场监管局."""
    other = sheet_of(scheme, market)
    hand_in(other, now)
    offices.verify(submitted)
    offices.verify(other)
    offices.announce(scheme)
    return scheme


@pytest.fixture
def frozen(announced: Scheme, offices: Office) -> Scheme:
    offices.freeze(announced)
    return announced
