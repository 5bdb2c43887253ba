"""The build list's part of a unit's page."""

from datetime import timedelta

import pytest
from django.test import Client
from tests.governance.systems.buildlist import BuildList, Listed

from zhicheng.foundation.accounts.models import User
from zhicheng.foundation.units.models import Unit
from zhicheng.governance.systems.models import Milestone, System

pytestmark = pytest.mark.django_db


def page(client: Client, user: User, unit: Unit) -> str:
    client.force_login(user)
    return client.get(f"/units/{unit.pk}/").content.decode()


def test_what_a_unit_builds_stands_on_its_page_with_the_next_step(
    client: Client, leader: User, building: System, science: Unit
) -> None:
    assert building.name in page(client, leader, science), "also before a step is set"
    day = building.opened_at.date() + timedelta(30)
    Milestone.objects.create(system=building, name="完成招标", due_on=day)
    html = page(client, leader, science)
    assert f"/systems/{building.pk}/" in html
    assert "完成招标" in html and day.isoformat() in html


def test_who_builds_nothing_has_no_such_section(
    client: Client, leader: User, building: System, market: Unit
) -> None:
    assert "建设清单（" not in page(client, leader, market)


def test_what_runs_is_not_open_and_stands_last(
    client: Client, leader: User, running: System, buildlist: BuildList, science: Unit
) -> None:
    other = buildlist.publish(
        Listed("公共服务平台", [science], key=running.key), Listed("名录", [science])
    )[1]
    html = page(client, leader, science)
    assert "建设清单（在办 1 项）" in html
    assert html.index(other.name) < html.index(f"/systems/{running.pk}/")
    Milestone.objects.create(system=running, name="等保测评", due_on=running.opened_at.date())
    assert "建设清单（在办 2 项）" in page(client, leader, science), "a milestone is still to come"
