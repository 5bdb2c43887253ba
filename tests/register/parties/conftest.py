"""Parties of an invented city."""

from datetime import datetime

import pytest

from zhicheng.foundation.accounts.models import User
from zhicheng.register.parties import actions
from zhicheng.register.parties.models import Party


@pytest.fixture
def machines(coordinator: User, now: datetime) -> Party:
    """示例机械有限公司."""
    return actions.add_organisation(name="示例机械有限公司", by=coordinator, at=now)


@pytest.fixture
def tools(coordinator: User, now: datetime) -> Party:
    """云溪工具有限公司."""
    return actions.add_organisation(name="云溪工具有限公司", by=coordinator, at=now)


@pytest.fixture
def inventor(coordinator: User, now: datetime) -> Party:
    """A person."""
    return actions.add_person(name="赵示例", by=coordinator, at=now)
