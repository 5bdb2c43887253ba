"""A unit is gone: the systems that it builds are the successor's, those that are stopped stay."""

from datetime import datetime

from tests.factories import fresh

from zhicheng.foundation.accounts.models import User
from zhicheng.foundation.units.actions import succeed
from zhicheng.foundation.units.models import Unit
from zhicheng.foundation.units.rules import ReformKind
from zhicheng.governance.systems.actions.succeeding import owned
from zhicheng.governance.systems.models import System


def test_systems_go_to_the_successor(
    building: System, science: Unit, market: Unit, coordinator: User, now: datetime
) -> None:
    assert owned(science) == 1
    succeed(
        unit=science, successor=market, kind=ReformKind.ABOLISH, on=now.date(), document="文件",
        by=coordinator, at=now,
    )  # fmt: skip
    again = fresh(building)
    assert (again.owner, again.state, again.version) == (market, "building", building.version + 1)
    assert again.steps.latest("id").reason.startswith("机构改革")
    assert (owned(science), owned(market)) == (0, 1)


def test_what_is_stopped_stays(system: System, science: Unit) -> None:
    System.objects.update(state="stopped")
    assert owned(science) == 0
