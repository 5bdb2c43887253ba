"""A city with a ledger, whose coordinator writes papers."""

from collections.abc import Callable
from datetime import date, datetime

import pytest
from tests.governance.tasks.ledger import Ledger, Order

from zhicheng.foundation.accounts.models import User
from zhicheng.foundation.jobs.worker import work_once
from zhicheng.foundation.units.models import Unit
from zhicheng.governance.bulletins import actions
from zhicheng.governance.bulletins.actions import Period
from zhicheng.governance.bulletins.models import Issue, Report
from zhicheng.governance.bulletins.rules import Kind, quarter_before
from zhicheng.governance.tasks.models import Task

Gathered = Callable[[Report], Report]


@pytest.fixture
def ledger(coordinator: User, now: datetime) -> Ledger:
    return Ledger(coordinator, now)


@pytest.fixture
def tasks(ledger: Ledger, science: Unit, market: Unit) -> list[Task]:
    """One that is overdue, one that both units have before them."""
    return ledger.publish(
        Order("建立培育库", lead=[science], days=-20),
        Order("开展质押融资", lead=[market], responsible=[science], chapter="三、促进运用"),
    )


@pytest.fixture
def quarterly(today: date) -> Period:
    return Period(Kind.QUARTERLY, *quarter_before(today))


@pytest.fixture
def gathered() -> Gathered:
    """Do the job that gathers; the paper as it is then."""

    def work(report: Report) -> Report:
        work_once("test", only=report.job)
        return Report.objects.select_related("plan").get(pk=report.pk)

    return work


@pytest.fixture
def drafted(tasks: list[Task], quarterly: Period, coordinator: User, now: datetime) -> Report:
    """A bulletin whose data wait to be gathered."""
    return actions.draft(period=quarterly, by=coordinator, at=now)


@pytest.fixture
def composed(drafted: Report, gathered: Gathered) -> Report:
    return gathered(drafted)


@pytest.fixture
def issued(composed: Report, coordinator: User, now: datetime) -> Issue:
    return actions.issue(report=composed, signed_off="主任审签。", by=coordinator, at=now)
