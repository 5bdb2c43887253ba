"""Areas, units and their names: rules, verbs and pages."""

from datetime import datetime
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st
from tests.factories import fresh, make_area, make_unit, make_user, queries_of

from zhicheng.foundation.accounts.models import User
from zhicheng.foundation.accounts.rules import Role
from zhicheng.foundation.audit.models import Entry
from zhicheng.foundation.units import actions
from zhicheng.foundation.units.models import Alias, Area, AreaKind, Unit, UnitKind
from zhicheng.foundation.units.rules import is_area_code, taken, tidy


@pytest.mark.parametrize("code", ["990100", "990100571", "990100571002"])
def test_codes_have_six_nine_or_twelve_digits(code: str) -> None:
    assert is_area_code(code)


@pytest.mark.parametrize(
    "code", ["", "99010", "9901000", "99010a", "９９０１００", "990100\n", " 990100"]
)
def test_other_codes_are_none(code: str) -> None:
    assert not is_area_code(code)


def test_names_are_tidied() -> None:
    assert tidy(" 市 科技局\n") == "市科技局"
    assert tidy("临川门(县级)市") == "临川门（县级）市"


@given(st.text())
def test_tidying_twice_changes_nothing_more(name: str) -> None:
    assert tidy(tidy(name)) == tidy(name)
    assert taken(name, [tidy(name)])


def test_a_name_is_taken_whatever_its_blanks() -> None:
    assert taken("市 科技局", ["市科技局"])
    assert not taken("市科技局", ["科技局"])


def save_unit(by: User, at: datetime, area: Area, unit: Unit | None = None, **changes: Any) -> Unit:
    given = {"name": "示例市档案馆", "short_name": "市档案馆", "kind": UnitKind.OTHER, **changes}
    return actions.save_unit(unit=unit, area=area, by=by, at=at, **given)


def test_a_unit_is_added_and_changed(city: Area, administrator: User, now: datetime) -> None:
    unit = save_unit(administrator, now, city, short_name=" 市档案馆 ")
    assert fresh(unit).short_name == "市档案馆"
    save_unit(administrator, now, city, unit, active=False)
    added, changed = Entry.objects.all()
    assert (added.verb, added.before) == ("units.add_unit", {})
    assert (changed.verb, changed.before["active"], changed.after["active"]) == (
        "units.change_unit",
        True,
        False,
    )


@pytest.mark.parametrize("name", ["市科技局", "示例市科技局", "科技局", " 科 技 局"])
def test_two_units_never_answer_to_one_name(
    name: str, science: Unit, city: Area, administrator: User, now: datetime
) -> None:
    actions.add_alias(unit=science, name="科技局", by=administrator, at=now)
    with pytest.raises(ValidationError, match="已有单位"):
        save_unit(administrator, now, city, short_name=name)
    with pytest.raises(ValidationError, match="已有单位"):
        save_unit(administrator, now, city, name=name)
    other = save_unit(administrator, now, city)
    with pytest.raises(ValidationError, match="已有单位"):
        actions.add_alias(unit=other, name=name, by=administrator, at=now)


@pytest.mark.parametrize("name", ["市科技局", "科技局"])
def test_an_alias_says_something_new(
    name: str, science: Unit, administrator: User, now: datetime
) -> None:
    alias = actions.add_alias(unit=science, name="科技局", by=administrator, at=now)
    assert (str(alias), str(science)) == ("科技局", "市科技局")
    with pytest.raises(ValidationError, match="已有单位"):
        actions.add_alias(unit=science, name=name, by=administrator, at=now)


def test_a_name_that_was_given_up_is_free(
    science: Unit, market: Unit, administrator: User, now: datetime
) -> None:
    alias = actions.add_alias(unit=science, name="老名称", by=administrator, at=now)
    actions.remove_alias(alias=alias, by=administrator, at=now)
    actions.add_alias(unit=market, name="老名称", by=administrator, at=now)
    assert Alias.objects.get().unit == market
    assert [e.verb for e in Entry.objects.all()] == [
        "units.add_alias",
        "units.remove_alias",
        "units.add_alias",
    ]


def test_areas_lie_in_areas_and_never_in_themselves(
    city: Area, administrator: User, now: datetime
) -> None:
    county = actions.save_area(
        code="990121", name="云溪县", kind=AreaKind.COUNTY, parent=city, by=administrator, at=now
    )
    assert str(county) == "云溪县"
    with pytest.raises(ValidationError, match="代码"):
        actions.save_area(
            code="云溪", name="云溪县", kind=AreaKind.COUNTY, by=administrator, at=now
        )
    with pytest.raises(ValidationError, match="自身"):
        actions.save_area(
            area=city, code=city.code, name=city.name, kind=AreaKind.CITY, parent=county,
            by=administrator, at=now,
        )  # fmt: skip
    assert fresh(city).parent is None


def test_a_circle_that_is_there_already_does_not_hang(
    city: Area, county: Area, administrator: User, now: datetime
) -> None:
    Area.objects.filter(pk=city.pk).update(parent=county)
    other = actions.save_area(
        code="990122",
        name="松湾县",
        kind=AreaKind.COUNTY,
        parent=fresh(county),
        by=administrator,
        at=now,
    )
    assert other.pk


@pytest.mark.parametrize("role", [r for r in Role if r is not Role.ADMINISTRATOR])
def test_only_the_administrator_changes_them(role: Role, science: Unit, now: datetime) -> None:
    person = make_user(role, unit=science, area=science.area)
    with pytest.raises(PermissionDenied):
        save_unit(person, now, science.area, science)
    with pytest.raises(PermissionDenied):
        actions.save_area(
            area=science.area, code="990121", name="云溪县", kind=AreaKind.COUNTY, by=person, at=now
        )
    with pytest.raises(PermissionDenied):
        actions.add_alias(unit=science, name="科技局", by=person, at=now)
    alias = Alias.objects.create(unit=science, name="科技局")
    with pytest.raises(PermissionDenied):
        actions.remove_alias(alias=alias, by=person, at=now)


# The pages


def test_a_leader_finds_a_unit_by_any_of_its_names(
    client: Client, science: Unit, market: Unit, leader: User
) -> None:
    Alias.objects.create(unit=market, name="市知识产权局")
    client.force_login(leader)
    page = client.get(f"/units/?q=知识产权&kind=department&area={market.area_id}")
    assert "市市场监管局" in page.content.decode()
    assert "市科技局" not in page.content.decode()
    shown = client.get(f"/units/{market.pk}/").content.decode()
    assert "市知识产权局" in shown
    assert f"/units/{market.pk}/edit/" not in shown


def test_the_administrator_adds_and_changes_units_on_pages(
    client: Client, city: Area, administrator: User
) -> None:
    client.force_login(administrator)
    given_values: dict[str, str | int] = {
        "name": "示例市档案馆",
        "short_name": "市档案馆",
        "kind": "other",
        "area": city.pk,
        "order": 5,
        "active": "on",
    }
    assert client.get("/units/add/").status_code == 200
    refused = client.post("/units/add/", {**given_values, "name": ""})
    assert refused.status_code == 422
    assert "市档案馆" in refused.content.decode()  # what was typed stays
    assert client.post("/units/add/", given_values).status_code == 302
    unit = Unit.objects.get()
    taken_name = client.post("/units/add/", {**given_values, "name": "另一名称"})
    assert taken_name.status_code == 422
    assert "已有单位使用" in taken_name.content.decode()
    del given_values["active"]
    assert client.post(f"/units/{unit.pk}/edit/", given_values).status_code == 302
    assert "已撤销" in client.get(f"/units/{unit.pk}/").content.decode()


def test_aliases_on_pages(client: Client, science: Unit, administrator: User) -> None:
    client.force_login(administrator)
    add = f"/units/{science.pk}/aliases/add/"
    assert client.get(add).status_code == 200
    assert client.post(add, {"name": "市科技局"}).status_code == 422
    assert client.post(add, {"name": "科技局"}).status_code == 302
    remove = f"/units/aliases/{Alias.objects.get().pk}/remove/"
    assert "不再把“科技局”认作市科技局" in client.get(remove).content.decode()
    assert client.post(remove).status_code == 302
    assert not Alias.objects.exists()


def test_areas_on_pages(client: Client, city: Area, administrator: User, outsider: User) -> None:
    client.force_login(administrator)
    given_values = {"code": "990121", "name": "云溪县", "kind": "county", "parent": city.pk}
    assert client.post("/units/areas/add/", given_values).status_code == 302
    county = Area.objects.get(code="990121")
    edit = f"/units/areas/{county.pk}/edit/"
    assert edit in client.get("/units/areas/", {"kind": "county"}).content.decode()
    assert client.post(edit, {**given_values, "code": "x"}).status_code == 422
    assert client.post(edit, {**given_values, "name": "云溪市"}).status_code == 302
    assert fresh(county).name == "云溪市"
    client.force_login(outsider)
    assert edit not in client.get("/units/areas/").content.decode()


def test_the_list_asks_no_more_for_many_units(client: Client, officer: User) -> None:
    client.force_login(officer)
    make_unit("单位0")
    few = queries_of(client, "/units/")
    for number in range(1, 4):
        make_unit(f"单位{number}", area=make_area(f"区{number}", AreaKind.COUNTY))
    assert queries_of(client, "/units/") == few
