"""The overview stands on a published ledger."""

from datetime import datetime

import pytest
from tests.governance.tasks.ledger import Ledger

from zhicheng.foundation.accounts.models import User


@pytest.fixture
def ledger(coordinator: User, now: datetime) -> Ledger:
    return Ledger(coordinator, now)
