"""The sample city's supervision, made by real actions, and made once."""

from datetime import datetime, timedelta

from tests.factories import make_user
from tests.governance.tasks.ledger import Ledger
from tests.governance.tasks.ledger import Order as Ordered

from zhicheng.foundation.accounts.models import User
from zhicheng.foundation.accounts.rules import Role
from zhicheng.foundation.audit.queries import verify
from zhicheng.foundation.units.models import Unit
from zhicheng.governance.supervision import sample
from zhicheng.governance.supervision.models import Circular, Order, Request


def test_without_an_office_or_a_ledger_there_is_nothing_to_do(db: None, now: datetime) -> None:
    sample.create(at=now)
    make_user(Role.COORDINATOR)
    make_user(Role.VERIFIER)
    sample.create(at=now)
    assert not Order.objects.exists()


def test_orders_in_every_state(
    ledger: Ledger, science: Unit, market: Unit, head: User, officer: User, verifier: User,
    leader: User, now: datetime,
) -> None:  # fmt: skip
    make_user(Role.UNIT_HEAD, unit=market)
    ledger.at = now - timedelta(days=90)
    tasks = [Ordered(f"任务{n}", lead=[science], responsible=[market], days=30) for n in range(6)]
    ledger.publish(*tasks)
    sample.create(at=now)
    states = set(Order.objects.values_list("state", flat=True))
    assert states == {"closed", "issued", "returned", "answered", "drafted"}
    assert Order.objects.exclude(escalated="").exists()
    assert set(Request.objects.values_list("state", flat=True)) == {"drafted", "office"}
    assert set(Circular.objects.values_list("state", flat=True)) == {"published", "draft"}
    assert not list(verify())
    orders = Order.objects.count()
    sample.create(at=now)
    assert Order.objects.count() == orders, "a second time it does nothing"
