"""Targets on a unit's page and in the agenda."""

from datetime import date, datetime, timedelta

import pytest
from django.test import Client
from tests.factories import fresh
from tests.governance.targets.goals import Goal, Goals, observe

from zhicheng.foundation.accounts.models import User
from zhicheng.foundation.units.models import Unit
from zhicheng.governance.targets import actions
from zhicheng.governance.targets.models import Target
from zhicheng.governance.targets.views.load import due_days, unit_load

pytestmark = pytest.mark.django_db


def around(target: Target) -> tuple[date, date]:
    assert target.due_on
    return target.due_on - timedelta(1), target.due_on + timedelta(1)


def test_what_a_unit_reports_on_stands_on_its_page(
    client: Client, leader: User, target: Target, science: Unit
) -> None:
    client.force_login(leader)
    html = client.get(f"/units/{science.pk}/").content.decode()
    assert f"/targets/{target.pk}/" in html and target.indicator in html


def test_a_unit_without_targets_has_no_such_section(
    leader: User, target: Target, market: Unit, now: datetime
) -> None:
    assert unit_load(leader, market, now.date()) is None


def test_the_day_is_in_the_agenda_of_the_office_and_of_who_reports(
    target: Target, coordinator: User, officer: User, other_officer: User
) -> None:
    Target.objects.filter(pk=target.pk).update(due_on=date(2028, 12, 31))
    target.refresh_from_db()
    for person in (coordinator, officer):
        [entry] = due_days(person, *around(target))
        assert entry.uid == f"target-{target.pk}" and not entry.done
    assert not list(due_days(other_officer, *around(target)))


def test_a_month_to_come_shows_what_is_known_today(
    goals: Goals, science: Unit, coordinator: User, officer: User, now: datetime, today: date
) -> None:
    """A limit that still runs is not kept before its time, however far ahead one looks."""
    values = {"comparator": "<=", "cumulative": True}
    limit = goals.publish(Goal("行政裁决超期件数", 5, "件", values))[0]
    actions.confirm(target=limit, owner=science, by=coordinator, at=now)
    observe(limit, officer, now, today, 2)
    [entry] = due_days(coordinator, *around(fresh(limit)))
    assert entry.day > today
    assert not entry.done


def test_what_is_met_is_not_open_and_stands_last(
    goals: Goals, science: Unit, coordinator: User, officer: User, now: datetime, today: date
) -> None:
    met, other = goals.publish(Goal("有效发明专利", 5, "件"), Goal("注册商标", 50, "件"))
    for goal in (met, other):
        actions.confirm(target=goal, owner=science, by=coordinator, at=now)
    observe(met, officer, now, today, 9)
    load = unit_load(coordinator, science, today)
    assert load and load.count == 1
    assert [row.link.text for row in load.rows] == [other.indicator, met.indicator]
