"""The sample city's units and people."""

from datetime import datetime

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.db.models import Count
from django.test import override_settings
from tests.factories import fresh

from zhicheng.foundation.accounts import sample as people
from zhicheng.foundation.accounts.models import User
from zhicheng.foundation.accounts.permissions import actor_of
from zhicheng.foundation.accounts.queries import holders
from zhicheng.foundation.accounts.rules import Role
from zhicheng.foundation.audit.models import Entry
from zhicheng.foundation.audit.queries import verify
from zhicheng.foundation.units import sample as units
from zhicheng.foundation.units.models import Alias, Area, AreaKind, Unit, UnitKind

pytestmark = pytest.mark.django_db


@pytest.fixture
def sample_city(now: datetime) -> None:
    units.create(at=now)
    people.create(at=now)


def test_it_is_the_same_the_second_time(sample_city: None, now: datetime) -> None:
    before = [m.objects.count() for m in (Area, Unit, Alias, User, Entry)]
    units.create(at=now)
    people.create(at=now)
    assert [m.objects.count() for m in (Area, Unit, Alias, User, Entry)] == before
    assert list(verify()) == []


def test_its_codes_are_of_no_real_place(sample_city: None) -> None:
    assert all(code.startswith("99") for code in Area.objects.values_list("code", flat=True))
    zones = Area.objects.filter(kind=AreaKind.ZONE)
    assert zones.count() == 3
    assert all(len(zone.code) == 9 for zone in zones)


def test_it_has_the_units_of_a_city(sample_city: None) -> None:
    assert Unit.objects.filter(kind=UnitKind.OFFICE).count() == 1
    assert Unit.objects.count() >= 30
    assert {"市科技局", "市市场监管局", "市版权局", "示例海关", "云溪县政府"} <= set(
        Unit.objects.values_list("short_name", flat=True)
    )
    places = Area.objects.exclude(kind=AreaKind.CITY).annotate(n=Count("units"))
    assert {place.n for place in places} == {1}


def test_every_role_has_someone_who_can_log_in(sample_city: None, now: datetime) -> None:
    for role in Role:
        person = holders(role, on=now.date()).first()
        assert person is not None
        assert person.check_password(people.PASSWORD)
        assert actor_of(fresh(person), now.date()).has(role)
    lines = "\n".join(people.account_lines())
    assert people.PASSWORD in lines
    assert all(user.username in lines for user in User.objects.all())


def test_it_is_never_created_in_production(now: datetime) -> None:
    from django.conf import settings

    class Production:
        production = True

    with (
        override_settings(ENVIRONMENT=Production()),
        pytest.raises(ImproperlyConfigured, match="never created"),
    ):
        people.create(at=now)
    assert not User.objects.exists()
    assert not settings.ENVIRONMENT.production
