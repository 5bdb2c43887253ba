"""Figures of an agreed plan whose target a later version measures in another unit (R-00-3)."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from importlib import import_module
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.apps import apps
from django.db import connection
from django.test import Client
from tests.factories import fresh
from tests.governance.targets.goals import Goal, Goals, observe
from tests.programs import Program

from zhicheng.foundation.accounts.models import User
from zhicheng.foundation.units.models import Unit
from zhicheng.governance.targets import actions as targets
from zhicheng.governance.targets.rules import Over
from zhicheng.governance.workplans import actions, queries
from zhicheng.governance.workplans.models import Workplan

AUTUMN = datetime(2025, 9, 1, 9, 30, tzinfo=ZoneInfo("Asia/Shanghai"))
OVER = date(2026, 1, 5)
"""A day on which the year is over."""
PERIOD = (date(2025, 1, 1), date(2026, 12, 31))
GOAL = Goal("有效注册商标量", 56000, "件", {"due": "2026"})


@pytest.fixture
def goals(coordinator: User) -> Goals:
    return Goals(coordinator, AUTUMN - timedelta(30))


@pytest.fixture
def plan(goals: Goals, science: Unit, head: User, coordinator: User) -> Workplan:
    """Agreed with 48,000 件 for 2025; 49,000 件 were brought."""
    at = goals.at
    [target] = goals.publish(GOAL, period=PERIOD)
    targets.confirm(target=target, owner=science, by=coordinator, at=at)
    parts = {2025: Decimal(48000), 2026: Decimal(56000)}
    targets.distribute(target=fresh(target), over=Over.YEARS, parts=parts, by=coordinator, at=at)
    plan = actions.draw(unit=science, year=2025, by=head, at=at)
    for verb, by in (("submit", head), ("agree", coordinator)):
        actions.move(workplan=plan, verb=verb, by=by, at=at)
    observe(fresh(target), head, AUTUMN, AUTUMN.date(), 49000)
    return plan


def page(client: Client, user: User, plan: Workplan) -> str:
    client.force_login(user)
    said = client.get(f"/workplans/{plan.pk}/", {"on": OVER.isoformat()}).content.decode()
    return said.replace("\xa0", " ")


def answer(user: User, plan: Workplan) -> Any:
    [told] = Program(user).get(f"/workplans/{plan.pk}/standings", on=OVER).json()["items"]
    return told


def test_a_figure_goes_along_where_the_units_differ_by_a_magnitude(
    goals: Goals, plan: Workplan, coordinator: User, client: Client
) -> None:
    goals.publish(replace(GOAL, value="5.6", unit="万件"), period=PERIOD)
    [stood] = queries.standings(plan, OVER)
    assert stood.item.wanted == 48000 and stood.item.wanted_unit == "件", "as it was agreed"
    assert stood.measured is not None
    assert (stood.wanted, stood.measured.value) == (Decimal("4.8"), Decimal("4.9"))
    assert stood.measured.met is True and stood.done and not stood.late
    said = page(client, coordinator, plan)
    assert "≥ 4.8 万件" in said and "已达到" in said and "48,000 万件" not in said
    told = answer(coordinator, plan)
    assert (Decimal(str(told["wanted"])), told["unit"]) == (Decimal("4.8"), "万件")
    assert told["met"] is True


def test_nothing_is_concluded_where_it_cannot_be_compared(
    goals: Goals, plan: Workplan, coordinator: User, client: Client
) -> None:
    goals.publish(replace(GOAL, value="500", unit="家"), period=PERIOD)
    [stood] = queries.standings(plan, OVER)
    assert (stood.comparable, stood.wanted, stood.measured) == (False, None, None)
    assert not stood.done and not stood.late, "it is not known to be late"
    said = page(client, coordinator, plan)
    assert "计量单位已改，无法比较" in said and "4.8 万件" in said and "48,000 家" not in said
    told = answer(coordinator, plan)
    assert (told["wanted"], told["unit"], told["met"]) == (None, "家", None)


def test_an_edition_keeps_the_unit_with_the_figure(
    goals: Goals, plan: Workplan, head: User
) -> None:
    goals.publish(replace(GOAL, value="5.6", unit="万件"), period=PERIOD)
    at = AUTUMN + timedelta(1)
    actions.move(workplan=plan, verb="revise", reason="职能调整", by=head, at=at)
    [row] = queries.editions_of(plan).get().items
    assert Decimal(row["wanted"]) == 48000 and row["wanted_unit"] == "件"


def test_figures_kept_before_are_in_the_unit_of_their_target(plan: Workplan, head: User) -> None:
    draft = actions.draw(unit=plan.unit, year=2026, by=head, at=AUTUMN)
    draft.items.update(wanted_unit="")
    migration = import_module("zhicheng.governance.workplans.migrations.0004_units_of_figures")
    migration.lift(apps, connection.schema_editor())
    migration.fill(apps, connection.schema_editor())
    assert draft.items.get().wanted_unit == "件"
