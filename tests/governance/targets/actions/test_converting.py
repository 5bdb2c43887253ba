"""Another unit: baseline and parts go along where that is exact, and nothing is said in a wrong unit."""

from datetime import date, datetime
from decimal import Decimal

import pytest
from django.test import Client
from tests.factories import fresh
from tests.governance.targets.goals import Goal, Goals

from zhicheng.foundation.accounts.models import User
from zhicheng.foundation.audit.models import Entry
from zhicheng.foundation.audit.personal import opened
from zhicheng.foundation.units.models import Area, Unit
from zhicheng.governance.targets import actions, queries
from zhicheng.governance.targets.models import Share, Target
from zhicheng.governance.targets.rules import Over

START = date(2025, 12, 31)


@pytest.fixture
def settled(
    target: Target, science: Unit, county: Area, coordinator: User, now: datetime
) -> Target:
    """56,000 件 to be reached from 41,000, over one county and two years."""
    actions.confirm(
        target=target, owner=science, baseline=Decimal(41000), baseline_on=START, by=coordinator,
        at=now,
    )  # fmt: skip
    for over, parts in (
        (Over.AREAS, {county.pk: Decimal(56000)}),
        (Over.YEARS, {2027: Decimal(48000), 2028: Decimal(56000)}),
    ):
        actions.distribute(target=fresh(target), over=over, parts=parts, by=coordinator, at=now)
    return fresh(target)


def parts(target: Target) -> list[Decimal]:
    return [row.value for row in queries.shares_over(target, Over.YEARS)]


def test_what_converts_goes_along(
    settled: Target, goals: Goals, coordinator: User, client: Client
) -> None:
    moved = goals.publish(Goal(value="5.6", unit="万件", key=settled.key))[0]
    assert (moved.state, moved.baseline, moved.baseline_on) == ("draft", Decimal("4.1"), START)
    assert parts(moved) == [Decimal("4.8"), Decimal("5.6")]
    said = moved.steps.latest("id").said
    assert "基数由41,000 件换算为4.1 万件" in said
    assert "分解到县区已换算为新的计量单位；分解到年度已换算为新的计量单位" in said
    entry = Entry.objects.filter(verb="targets.amend").latest("seq")
    assert (opened(entry.before)["baseline"], opened(entry.after)["baseline"]) == ("41000", "4.1")
    client.force_login(coordinator)
    page = client.get(f"/targets/{moved.pk}/confirm/").content.decode()
    assert 'value="4.1"' in page and "41000" not in page
    back = goals.publish(Goal(key=settled.key))[0]
    assert back.baseline == 41000
    assert parts(back) == [Decimal(48000), Decimal(56000)]


def test_what_does_not_convert_is_taken_away(
    settled: Target, goals: Goals, coordinator: User, client: Client
) -> None:
    moved = goals.publish(Goal(value=12, unit="件/万人", key=settled.key))[0]
    assert (moved.baseline, moved.baseline_on, Share.objects.count()) == (None, None, 0)
    said = moved.steps.latest("id").said
    assert "原基数41,000 件不能换算为新的计量单位，须重新填写" in said
    assert "分解到年度不能换算为新的计量单位，已取消，须重新分解" in said
    before = opened(Entry.objects.filter(verb="targets.amend").latest("seq").before)
    assert before["parts"][1]["parts"] == {"2027": "48000", "2028": "56000"}  # the audit keeps them
    client.force_login(coordinator)
    assert "41000" not in client.get(f"/targets/{moved.pk}/confirm/").content.decode()


def test_what_would_be_no_value_in_the_other_unit_is_taken_away(
    goals: Goals, science: Unit, coordinator: User, now: datetime
) -> None:
    target = goals.publish(Goal(value="5.6", unit="万件"))[0]
    actions.confirm(
        target=target, owner=science, baseline=Decimal("4.100001"), baseline_on=START,
        by=coordinator, at=now,
    )  # fmt: skip
    pieces = goals.publish(Goal(key=target.key))[0]
    assert pieces.baseline is None  # a hundredth of a piece cannot be counted


def test_what_was_not_settled_has_nothing_to_convert(goals: Goals, target: Target) -> None:
    moved = goals.publish(Goal(value="5.6", unit="万件", key=target.key))[0]
    assert (moved.baseline, moved.unit) == (None, "万件")
    assert "换算" not in moved.steps.latest("id").said
    proposed = goals.publish(Goal(value=12, unit="件/万人", key=target.key))[0]
    assert proposed.baseline is None


def test_a_baseline_that_was_taken_away_is_proposed_from_the_plan(
    settled: Target, goals: Goals, coordinator: User, client: Client
) -> None:
    moved = goals.publish(
        Goal(value=12, unit="件/万人", values={"baseline": "6.5"}, key=settled.key)
    )[0]
    client.force_login(coordinator)
    page = client.get(f"/targets/{moved.pk}/confirm/").content.decode()
    assert 'value="6.5"' in page and 'value="2025-12-31"' in page
