"""A unit's page shows its whole load, as far as the person may see it."""

from datetime import date
from typing import Any

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries
from tests.factories import make_unit

from zhicheng.foundation.accounts.models import User
from zhicheng.foundation.face.records import Light, Link, Tone
from zhicheng.foundation.units import registry
from zhicheng.foundation.units.models import Unit
from zhicheng.foundation.units.registry import SHOWN, Load, Row, first_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _no_other_room(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(registry, "_known", [])


def test_each_room_has_a_section_and_one_without_work_has_none(
    client: Client, officer: User, science: Unit
) -> None:
    def aid(user: Any, unit: Unit, on: date) -> Load | None:
        assert (user, unit) == (officer, science)
        row = Row(Link("咨询一件", "/aid/1/"), Light("办理中", Tone.ACTIVE), "承办", on)
        return Load("维权援助", 12, [row], "/aid/?unit=1", [("超期", 3, "/aid/?late=1")])

    registry.load_of(aid)
    registry.load_of(aid)  # twice is the same as once
    registry.load_of(lambda _user, _unit, _on: None)
    client.force_login(officer)
    html = client.get(f"/units/{science.pk}/").content.decode()
    assert html.count("维权援助") == 1 and "在办 12 项" in html
    for address in ("/aid/1/", "/aid/?unit=1", "/aid/?late=1"):
        assert f'href="{address}"' in html


def test_a_unit_without_work_shows_who_it_is(client: Client, officer: User, science: Unit) -> None:
    client.force_login(officer)
    html = client.get(f"/units/{science.pk}/").content.decode()
    assert science.name in html and "在办" not in html


@pytest.mark.parametrize(("there", "questions"), [(0, 1), (SHOWN, 1), (SHOWN + 2, 2)])
def test_what_is_counted_is_asked_only_when_it_is_not_all_shown(
    there: int, questions: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(there):
        make_unit(f"第{number}局")
    rows = Unit.objects.filter(short_name__startswith="第").order_by("pk")
    with django_assert_num_queries(questions):
        found, count = first_of(rows)
    assert (len(found), count) == (min(there, SHOWN), there)
