"""The latest values, where plans are compared."""

from datetime import date, datetime

from django.test import Client
from tests.factories import make_user, queries_of
from tests.governance.targets.goals import Goal, Goals, observe

from zhicheng.foundation.accounts.models import User
from zhicheng.foundation.units.models import Unit
from zhicheng.governance.plans.measuring import latest_of
from zhicheng.governance.targets import actions
from zhicheng.governance.targets.models import Target


def _compared(target: Target, other: Target) -> str:
    return f"/plans/compare/?a={target.item.version_id}&b={other.item.version_id}"


def test_the_value_stands_below_what_is_demanded_with_its_day_and_its_rows(
    target: Target, officer: User, leader: User, coordinator: User, client: Client, now: datetime,
    today: date,
) -> None:  # fmt: skip
    observe(target, officer, now, today, 50_000)
    other = Goals(coordinator, now).publish(Goal(value=60_000))[0]
    client.force_login(leader)
    page = client.get(_compared(target, other)).content.decode()
    assert page.count("现值") == 1, "nothing is known of the other"
    assert f'<a href="/targets/{target.pk}/">5 万件</a>' in page
    assert today.isoformat() in page


def test_what_nobody_reported_and_what_one_may_not_see_has_no_value(
    target: Target, officer: User, now: datetime, today: date
) -> None:
    assert latest_of(officer, [target.item_id]) == {}
    observe(target, officer, now, today, 50_000)
    assert latest_of(officer, [target.item_id])
    assert latest_of(make_user(), [target.item_id]) == {}


def test_any_number_of_values_takes_the_same_questions(
    target: Target, officer: User, science: Unit, coordinator: User, client: Client,
    now: datetime, today: date,
) -> None:  # fmt: skip
    goals = Goals(coordinator, now)
    other = goals.publish(Goal(), Goal("地理标志数量", 15))
    client.force_login(coordinator)
    before = queries_of(client, _compared(target, other[0]))
    for row in other:
        actions.confirm(target=row, owner=science, by=coordinator, at=now)
        observe(row, officer, now, today, 10)
    assert queries_of(client, _compared(target, other[0])) == before
