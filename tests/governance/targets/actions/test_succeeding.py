"""A unit is gone: the successor reports on its targets."""

from datetime import datetime

from tests.factories import fresh

from zhicheng.foundation.accounts.models import User
from zhicheng.foundation.units.actions import succeed
from zhicheng.foundation.units.models import Unit
from zhicheng.foundation.units.rules import ReformKind
from zhicheng.governance.targets.actions.succeeding import owned
from zhicheng.governance.targets.models import Target


def test_targets_go_to_the_successor(
    target: Target, science: Unit, market: Unit, coordinator: User, now: datetime
) -> None:
    assert owned(science) == 1
    succeed(
        unit=science, successor=market, kind=ReformKind.MERGE, on=now.date(), document="文件",
        by=coordinator, at=now,
    )  # fmt: skip
    again = fresh(target)
    assert again.owner == market
    assert again.steps.latest("id").said.startswith("机构改革")
    assert (owned(science), owned(market)) == (0, 1)
