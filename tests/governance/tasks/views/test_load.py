"""The ledger's part of a unit's page."""

import pytest
from django.test import Client
from tests.governance.tasks.ledger import Ledger, Order, part, write_past

from zhicheng.foundation.accounts.models import User
from zhicheng.foundation.units.models import Unit
from zhicheng.governance.tasks.models import Assignment

pytestmark = pytest.mark.django_db


def page(client: Client, user: User, unit: Unit) -> str:
    client.force_login(user)
    return client.get(f"/units/{unit.pk}/").content.decode()


def test_the_most_urgent_open_part_comes_first_and_figures_open_their_rows(
    client: Client, leader: User, ledger: Ledger, science: Unit
) -> None:
    later, sooner, closed = ledger.publish(
        Order("甲", lead=[science], days=300),
        Order("乙", lead=[science], days=-5),
        Order("丙", lead=[science], days=100),
    )
    done = Assignment.objects.filter(pk=part(closed, science).pk)
    write_past(done, stage="closed", closed_at=ledger.at)
    html = page(client, leader, science)
    assert "在办 2 项" in html
    assert html.index(sooner.number) < html.index(later.number)
    assert closed.number not in html, "what is closed is a figure, and no row"
    assert f"/tasks/parts/?unit={science.pk}&amp;light=overdue" in html


def test_another_units_officer_sees_nothing_of_it(
    client: Client, ledger: Ledger, science: Unit, market: Unit, other_officer: User
) -> None:
    [task] = ledger.publish(Order("甲", lead=[science]))
    assert task.number not in page(client, other_officer, science)
