"""A target is distributed over counties and years; what does not add up changes nothing."""

from datetime import datetime
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from tests.factories import fresh, make_area

from zhicheng.foundation.accounts.models import User
from zhicheng.foundation.audit.models import Entry
from zhicheng.foundation.units.models import Area, AreaKind
from zhicheng.governance.targets import actions, queries
from zhicheng.governance.targets.models import Share, Target
from zhicheng.governance.targets.rules import Over


def test_over_counties_and_years(
    target: Target, county: Area, coordinator: User, now: datetime
) -> None:
    other = make_area("东篱区", AreaKind.COUNTY)
    parts = {county.pk: Decimal(26000), other.pk: Decimal(30000)}
    actions.distribute(target=target, over=Over.AREAS, parts=parts, by=coordinator, at=now)
    years = {2027: Decimal(50000), 2028: Decimal(56000)}
    actions.distribute(target=target, over=Over.YEARS, parts=years, by=coordinator, at=now)
    spread = queries.distribution_of(target, Over.AREAS)
    assert (spread.sum.total, spread.sum.difference) == (Decimal(56000), Decimal(0))
    assert [p.year for p in queries.distribution_of(target, Over.YEARS).parts] == [2027, 2028]
    assert queries.distribution_of(target, Over.YEARS).sum.total is None
    assert Share.objects.count() == 4
    actions.distribute(target=target, over=Over.AREAS, parts={}, by=coordinator, at=now)
    assert Share.objects.count() == 2
    assert target.steps.latest("id").said == "取消分解"
    entry = Entry.objects.latest("seq")
    assert entry.before["parts"] == {str(county.pk): "26000", str(other.pk): "30000"}


def test_what_does_not_add_up_changes_nothing(
    target: Target, county: Area, coordinator: User, now: datetime
) -> None:
    parts = {county.pk: Decimal(56000)}
    actions.distribute(target=target, over=Over.AREAS, parts=parts, by=coordinator, at=now)
    with pytest.raises(ValidationError, match=r"少0\.6 万件"):
        actions.distribute(
            target=target, over=Over.AREAS, parts={county.pk: Decimal(50000)}, by=coordinator,
            at=now,
        )  # fmt: skip
    assert Share.objects.get().value == 56000


def test_of_two_one_wins(target: Target, county: Area, coordinator: User, now: datetime) -> None:
    stale = fresh(target)
    parts = {county.pk: Decimal(56000)}
    actions.distribute(target=target, over=Over.AREAS, parts=parts, by=coordinator, at=now)
    with pytest.raises(actions.Overtaken):
        actions.distribute(target=stale, over=Over.AREAS, parts={}, by=coordinator, at=now)
    assert Share.objects.count() == 1


def test_only_what_is_confirmed_and_only_by_the_coordinator(
    draft: Target, officer: User, coordinator: User, now: datetime
) -> None:
    with pytest.raises(ValidationError, match="待确认"):
        actions.distribute(target=draft, over=Over.AREAS, parts={}, by=coordinator, at=now)
    with pytest.raises(PermissionDenied):
        actions.distribute(target=draft, over=Over.AREAS, parts={}, by=officer, at=now)
