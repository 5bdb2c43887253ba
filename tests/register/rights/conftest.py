"""A right of an invented city."""

from datetime import date, datetime

import pytest

from zhicheng.engines.rights import Kind
from zhicheng.foundation.accounts.models import User
from zhicheng.register.rights import actions
from zhicheng.register.rights.actions import HeldBy
from zhicheng.register.rights.models import Right

FILED, GRANTED = date(2017, 7, 21), date(2020, 7, 21)


@pytest.fixture
def right(coordinator: User, now: datetime) -> Right:
    """A granted invention of two holders."""
    return actions.add_right(
        kind=Kind.INVENTION, title="一种示例装置", number="201710601862.3",
        publication="CN106844774B", filed_on=FILED, granted_on=GRANTED, source="专利证书",
        holders=[HeldBy("示例机械有限公司"), HeldBy("示例大学")], by=coordinator, at=now,
    )  # fmt: skip
