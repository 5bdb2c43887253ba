"""The sample city's ledger is alive, made by real actions, and made once."""

from datetime import datetime, timedelta
from decimal import Decimal

from tests.factories import make_unit, make_user
from tests.governance.tasks.ledger import Ledger, Order

from zhicheng.foundation.accounts.models import User
from zhicheng.foundation.accounts.rules import Role
from zhicheng.foundation.audit.queries import verify
from zhicheng.foundation.units.models import Area, Unit, UnitKind
from zhicheng.governance.tasks import sample
from zhicheng.governance.tasks.models import Assignment, Step, Task
from zhicheng.governance.tasks.queries import derived_stage
from zhicheng.governance.tasks.rules import Stage


def test_without_a_publication_there_is_nothing_to_do(leader: User, now: datetime) -> None:
    sample.create(at=now)
    assert not Step.objects.exists()


def test_the_ledger_comes_alive(
    ledger: Ledger, science: Unit, market: Unit, head: User, officer: User, verifier: User,
    leader: User, now: datetime,
) -> None:  # fmt: skip
    make_user(Role.UNIT_HEAD, Role.UNIT_OFFICER, unit=market)
    unstaffed = make_unit("市教育局")
    ledger.at = now - timedelta(days=60)
    shared = [Order(f"任务{n}", lead=[science], responsible=[unstaffed]) for n in range(14)]
    ledger.publish(*shared, Order("都有人", lead=[market], responsible=[science]))

    sample.create(at=now)

    assert Task.objects.get(title="都有人").stage == Stage.CLOSED
    stages = set(Assignment.objects.filter(unit=science).values_list("stage", flat=True))
    assert stages == set(Stage) - {Stage.DRAFTED, Stage.ENDED, Stage.REOPENED}
    for task in Task.objects.all():
        assert task.stage == derived_stage(task)
    times = Step.objects.exclude(verb="assign").values_list("at", flat=True)
    assert all(ledger.at < at <= now for at in times)
    assert not list(verify())

    steps = Step.objects.count()
    sample.create(at=now)
    assert Step.objects.count() == steps, "a second time it does nothing"


def test_a_task_is_broken_down_for_counties(
    ledger: Ledger, science: Unit, county: Area, head: User, officer: User, county_officer: User,
    verifier: User, leader: User, now: datetime,
) -> None:  # fmt: skip
    yunxi = make_unit("云溪县政府", UnitKind.COUNTY, county)
    make_user(Role.UNIT_HEAD, unit=yunxi)
    ledger.at = now - timedelta(days=60)
    task = ledger.publish(Order("建站", lead=[science], responsible=[yunxi]))[0]
    sample.create(at=now)
    sub = task.children.get()
    assert (sub.stage, sub.amount, sub.measure) == (Stage.CLOSED, Decimal(5), "个")
    assert not list(verify())
