"""Plans and units that are gone: names lead to the successor, and later versions order it to do the work."""

from datetime import datetime

from zhicheng.foundation.accounts.models import User
from zhicheng.foundation.units.actions import succeed
from zhicheng.foundation.units.models import Unit
from zhicheng.foundation.units.rules import ReformKind
from zhicheng.governance.plans.queries.versions import unit_facts
from zhicheng.governance.plans.rules.orders import Assignment, inherited


def test_names_of_a_unit_that_is_gone_mean_its_successor(
    science: Unit, market: Unit, coordinator: User, now: datetime
) -> None:
    succeed(
        unit=science, successor=market, kind=ReformKind.MERGE, on=now.date(), document="文件",
        by=coordinator, at=now,
    )  # fmt: skip
    facts = {fact.key: set(fact.names) for fact in unit_facts()}
    assert science.pk not in facts
    assert {"市科技局", "示例市科技局", "市市场监管局"} <= facts[market.pk]


def test_the_successor_leads_if_either_did() -> None:
    named = Assignment(lead=(1,), responsible=(2, 3))
    assert inherited(named, {1: 2}) == Assignment(lead=(2,), responsible=(3,))
    assert inherited(named, {3: 1}) == Assignment(lead=(1,), responsible=(2,))
    assert inherited(named, {}) == named
