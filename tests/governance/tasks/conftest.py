"""A ledger with one task of 市科技局, and the steps that most stories begin with."""

import io
from collections.abc import Callable, Iterator
from datetime import datetime

import pytest
from django.utils import timezone
from tests.factories import make_unit
from tests.governance.tasks.ledger import PDF, Ledger, Order, part

from zhicheng.foundation.accounts.models import User
from zhicheng.foundation.audit.memory import forget_all
from zhicheng.foundation.units.models import Area, Unit, UnitKind
from zhicheng.governance.tasks import actions
from zhicheng.governance.tasks.models import Assignment, Task
from zhicheng.governance.tasks.queries import counts_for

Brought = Callable[[Assignment], Assignment]


@pytest.fixture
def ledger(coordinator: User, now: datetime) -> Iterator[Ledger]:
    """Whatever a story does, the counts that were kept since it began are what a fresh count finds."""
    yield Ledger(coordinator, now)
    on = timezone.localdate(now)
    kept = counts_for(coordinator, on)
    forget_all()
    assert counts_for(coordinator, on) == kept


@pytest.fixture
def task(ledger: Ledger, science: Unit) -> Task:
    return ledger.publish(Order(lead=[science]))[0]


@pytest.fixture
def mine(task: Task, science: Unit) -> Assignment:
    """市科技局's part: assigned, not yet signed for."""
    return part(task, science)


@pytest.fixture
def signed(mine: Assignment, officer: User, now: datetime) -> Assignment:
    actions.move(assignment=mine, verb="sign", by=officer, at=now)
    return mine


@pytest.fixture
def reported(signed: Assignment, officer: User, head: User, now: datetime) -> Assignment:
    """Drafted by the officer with a file at 100 %, handed up, and sent by the head."""
    saved = actions.save_draft(
        assignment=signed, text="培育库已建成，入库企业三十家。", progress=100, seen=None,
        uploads=[actions.Upload("名单.pdf", io.BytesIO(PDF))], hand_up=True, by=officer, at=now,
    )  # fmt: skip
    actions.send(assignment=signed, draft=saved.draft, by=head, at=now)
    return signed


@pytest.fixture
def verified(reported: Assignment, verifier: User, now: datetime) -> Assignment:
    actions.move(assignment=reported, verb="verify", by=verifier, at=now)
    return reported


@pytest.fixture
def closed(verified: Assignment, verifier: User, now: datetime) -> Assignment:
    actions.move(assignment=verified, verb="close", by=verifier, at=now)
    return verified


@pytest.fixture
def yunxi(county: Area) -> Unit:
    """The government of a county."""
    return make_unit("云溪县政府", UnitKind.COUNTY, county)


@pytest.fixture
def bureau(county: Area) -> Unit:
    """A bureau of that county."""
    return make_unit("云溪县科技局", area=county)
