"""A build list with one system, which 市科技局 builds."""

from datetime import datetime

import pytest
from tests.governance.systems.buildlist import BuildList, Listed

from zhicheng.foundation.accounts.models import User
from zhicheng.foundation.units.models import Unit
from zhicheng.governance.systems import actions
from zhicheng.governance.systems.models import System


@pytest.fixture
def buildlist(coordinator: User, now: datetime) -> BuildList:
    return BuildList(coordinator, now)


@pytest.fixture
def system(buildlist: BuildList, science: Unit) -> System:
    """Listed, given to 市科技局, not begun."""
    return buildlist.publish(Listed(units=[science]))[0]


@pytest.fixture
def building(system: System, officer: User, now: datetime) -> System:
    actions.move(system=system, verb="begin", by=officer, at=now)
    return system


@pytest.fixture
def trial(building: System, officer: User, now: datetime) -> System:
    actions.move(system=building, verb="try_out", by=officer, at=now)
    return building


@pytest.fixture
def running(trial: System, head: User, now: datetime) -> System:
    actions.save_link(system=trial, link="https://ip.example.cn/", no_link="", by=head, at=now)
    actions.move(system=trial, verb="launch", by=head, at=now)
    return trial
