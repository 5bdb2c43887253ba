"""The page of recurring duties."""

from datetime import datetime

import pytest
from django.test import Client
from django.urls import reverse
from tests.factories import queries_of
from tests.governance.tasks.ledger import Ledger, duty

from zhicheng.foundation.accounts.models import User
from zhicheng.foundation.units.models import Unit
from zhicheng.governance.tasks import actions

URL = "tasks:duties"


def page(client: Client, user: User) -> str:
    client.force_login(user)
    return client.get(reverse(URL)).content.decode()


@pytest.fixture(autouse=True)
def _published(ledger: Ledger, science: Unit, market: Unit, now: datetime) -> None:
    ledger.publish(
        duties=[
            duty("每月调度一次。", "monthly", science),
            duty("持续开展宣传。", "ongoing", market),
            duty("每年12月20日前报告。", "yearly 12-20"),
        ]
    )
    actions.open_occurrences(on=now.date(), at=now)


def test_the_office_sees_all_with_their_next_day_and_their_tasks(
    client: Client, leader: User, now: datetime
) -> None:
    shown = page(client, leader)
    for words in ("每月", "常态化", "每年12月20日前", "-12-20", f"{now.year}-0001"):
        assert words in shown


def test_a_unit_sees_its_own(
    client: Client, officer: User, other_officer: User, outsider: User
) -> None:
    assert "每月调度" in page(client, officer)
    assert "持续开展宣传" not in page(client, officer)
    assert "持续开展宣传" in page(client, other_officer)
    client.force_login(outsider)
    assert client.get(reverse(URL)).status_code == 403


def test_more_duties_cost_no_more_queries(
    client: Client, ledger: Ledger, science: Unit, leader: User
) -> None:
    client.force_login(leader)
    few = queries_of(client, reverse(URL))
    ledger.publish(duties=[duty(f"每季度通报{n}。", "quarterly", science) for n in range(9)])
    assert queries_of(client, reverse(URL)) == few


def test_a_plan_that_has_ended_has_no_next_day(
    client: Client, ledger: Ledger, science: Unit, leader: User, now: datetime
) -> None:
    ledger.publish(duties=[duty("每年报告。", "yearly 12-20", science)], period_end=now.date())
    assert "-12-20<" not in page(client, leader)
