"""A plan with one target, which 市科技局 reports on."""

from datetime import datetime

import pytest
from tests.governance.targets.goals import Goal, Goals

from zhicheng.foundation.accounts.models import User
from zhicheng.foundation.units.models import Unit
from zhicheng.governance.targets import actions
from zhicheng.governance.targets.models import Target


@pytest.fixture
def goals(coordinator: User, now: datetime) -> Goals:
    return Goals(coordinator, now)


@pytest.fixture
def draft(goals: Goals) -> Target:
    """Set by the plan, not confirmed."""
    return goals.publish(Goal())[0]


@pytest.fixture
def target(draft: Target, science: Unit, coordinator: User, now: datetime) -> Target:
    """Confirmed: 市科技局 reports on it."""
    actions.confirm(target=draft, owner=science, by=coordinator, at=now)
    return draft


@pytest.fixture
def ratio(goals: Goals, science: Unit, coordinator: User, now: datetime) -> Target:
    found = goals.publish(Goal("每万人口发明专利拥有量", 12, "件/万人"))[0]
    actions.confirm(target=found, owner=science, by=coordinator, at=now)
    return found


@pytest.fixture
def quality(goals: Goals, science: Unit, coordinator: User, now: datetime) -> Target:
    found = goals.publish(Goal("知识产权保护环境", None, ""))[0]
    actions.confirm(target=found, owner=science, by=coordinator, at=now)
    return found
