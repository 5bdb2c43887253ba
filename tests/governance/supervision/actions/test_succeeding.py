"""A unit is gone: its open orders and requests, and opinions asked of it, are the successor's."""

from datetime import datetime

import pytest
from tests.factories import fresh, make_user

from zhicheng.engines.procedures.running import Refused
from zhicheng.foundation.accounts.models import User
from zhicheng.foundation.accounts.rules import Role
from zhicheng.foundation.audit.permissions import SYSTEM
from zhicheng.foundation.audit.queries import verify
from zhicheng.foundation.units.actions import succeed
from zhicheng.foundation.units.models import Unit
from zhicheng.foundation.units.rules import ReformKind
from zhicheng.governance.supervision import actions, models
from zhicheng.governance.supervision.actions.succeeding import hand_over, open_papers
from zhicheng.governance.supervision.queries import waiting_orders


def merge(old: Unit, new: Unit, by: User, at: datetime) -> None:
    succeed(
        unit=old, successor=new, kind=ReformKind.MERGE, on=at.date(), document="文件", by=by, at=at
    )


def test_open_orders_and_requests_go_to_the_successor(
    issued: models.Order, sent: models.Request, science: Unit, market: Unit, coordinator: User,
    now: datetime,
) -> None:  # fmt: skip
    assert open_papers(science) == 2
    merge(science, market, coordinator, now)
    assert (fresh(issued).unit, fresh(sent).unit) == (market, market)
    for row in (issued, sent):
        step = row.steps.latest("id")
        assert (step.verb, step.by) == ("succeed", coordinator)
        assert step.reason == "机构改革：示例市科技局的职责由示例市市场监管局承接"
    assert not list(verify())


def test_an_opinion_is_asked_of_the_successor(
    sent: models.Request, market: Unit, office: Unit, coordinator: User, now: datetime
) -> None:
    actions.move_request(
        request=sent, verb="consult", reason="请提出意见。", days=3, adviser=market,
        by=coordinator, at=now,
    )  # fmt: skip
    merge(market, office, coordinator, now)
    assert fresh(sent).adviser == office


def test_what_is_over_stays(
    accepted: models.Order, science: Unit, market: Unit, coordinator: User, now: datetime
) -> None:
    actions.move_order(order=accepted, verb="close", by=coordinator, at=now)
    assert hand_over(science, market, on=now.date(), by=SYSTEM, at=now) == 0
    assert fresh(accepted).unit == science


def test_who_was_of_the_gone_unit_does_not_verify_for_its_successor(
    answered: models.Order,
    science: Unit,
    market: Unit,
    verifier: User,
    coordinator: User,
    now: datetime,
) -> None:
    insider = make_user(Role.VERIFIER, unit=science)
    merge(science, market, coordinator, now)
    order = fresh(answered)
    assert order.unit == market
    assert order not in waiting_orders(insider) and order in waiting_orders(verifier)
    with pytest.raises(Refused):
        actions.move_order(order=order, verb="accept", by=insider, at=now)
    actions.move_order(order=order, verb="accept", by=verifier, at=now)
