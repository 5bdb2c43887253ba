"""Who is acting, on which day, for whom."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.test import RequestFactory
from django.utils.functional import SimpleLazyObject
from pytest_django import DjangoAssertNumQueries
from tests.factories import give, make_unit, make_user, stand_in

from zhicheng.foundation.accounts.models import User
from zhicheng.foundation.accounts.permissions import actor_of, holds, require, signed_in
from zhicheng.foundation.accounts.queries import administrators, deputyships_of, holders, people
from zhicheng.foundation.accounts.rules import Actor, Role
from zhicheng.foundation.units.models import Area, Unit

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def test_nobody_and_the_switched_off_hold_nothing(officer: User) -> None:
    assert actor_of(AnonymousUser()) == Actor(0)
    assert actor_of(User(username="unsaved")) == Actor(0)
    officer.is_active = False
    assert actor_of(officer) == Actor(0)


def test_the_lazy_user_of_a_request_is_read_no_second_time(
    officer: User, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    lazy: Any = SimpleLazyObject(lambda: User.objects.get(pk=officer.pk))
    with django_assert_num_queries(2):
        assert actor_of(lazy).has(Role.UNIT_OFFICER)
        assert lazy.has_perm("units.read")


def test_a_role_holds_from_its_first_to_its_last_day(science: Unit, today: date) -> None:
    user = make_user(Role.UNIT_HEAD, unit=science, valid_from=today, valid_to=today + DAY)
    held = [actor_of(user, today + n * DAY).has(Role.UNIT_HEAD) for n in (-1, 0, 1, 2)]
    assert held == [False, True, True, False]


def test_a_deputy_holds_the_roles_of_the_absent(
    officer: User, head: User, science: Unit, today: date
) -> None:
    stand_in(officer, head, on=today)
    actor = actor_of(officer)
    assert actor.units(Role.UNIT_HEAD) == {science.pk}
    assert not actor_of(officer, today + 10 * DAY).has(Role.UNIT_HEAD)
    assert actor_of(head).has(Role.UNIT_HEAD)


def test_who_is_switched_off_lends_nothing(officer: User, head: User, today: date) -> None:
    stand_in(officer, head, on=today)
    head.is_active = False
    head.save()
    assert not actor_of(officer).has(Role.UNIT_HEAD)


def test_a_borrowed_role_is_not_lent_on(
    officer: User, head: User, other_officer: User, today: date
) -> None:
    stand_in(officer, head, on=today)
    stand_in(other_officer, officer, on=today)
    assert actor_of(other_officer).units(Role.UNIT_OFFICER) >= actor_of(officer).units(
        Role.UNIT_OFFICER
    )
    assert not actor_of(other_officer).has(Role.UNIT_HEAD)


def test_the_administrators_and_auditors_roles_are_not_lent(
    administrator: User, auditor: User, officer: User, today: date
) -> None:
    stand_in(officer, administrator, on=today)
    stand_in(officer, auditor, on=today)
    assert not actor_of(officer).has(Role.ADMINISTRATOR, Role.AUDITOR)


def test_roles_are_read_once(
    officer: User, today: date, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(1):
        actor_of(officer)
        actor_of(officer, today)
        holds(Role.LEADER)(officer)


def test_permissions_are_asked_by_name(coordinator: User, administrator: User) -> None:
    require("accounts.administer", administrator)
    assert administrator.has_perm("accounts.administer")
    assert not coordinator.has_perm("accounts.administer")
    with pytest.raises(PermissionDenied, match="没有办理这一事项的权限"):
        require("accounts.administer", coordinator)
    with pytest.raises(PermissionDenied):
        require("accounts.administer", AnonymousUser())


def test_holders_of_a_role_on_a_day(
    head: User, science: Unit, county: Area, county_officer: User, today: date
) -> None:
    elsewhere = make_user(Role.UNIT_HEAD, unit=make_unit("市财政局"))
    past = make_user(Role.UNIT_HEAD, unit=science, valid_to=today - DAY)
    off = make_user(Role.UNIT_HEAD, unit=science)
    User.objects.filter(pk=off.pk).update(is_active=False)
    give(head, Role.UNIT_OFFICER, unit=science)
    assert set(holders(Role.UNIT_HEAD, on=today)) == {head, elsewhere}
    assert set(holders(Role.UNIT_HEAD, Role.UNIT_OFFICER, on=today, unit=science.pk)) == {head}
    assert past in holders(Role.UNIT_HEAD, on=today - DAY, unit=science.pk)
    assert set(holders(Role.COUNTY_OFFICER, on=today, area=county.pk)) == {county_officer}


def test_administrators_to_come_count_and_those_gone_do_not(today: date) -> None:
    coming = make_user(Role.ADMINISTRATOR, valid_from=today + DAY)
    make_user(Role.ADMINISTRATOR, valid_to=today - DAY)
    assert set(administrators(on=today)) == {coming}


def test_people_come_with_their_roles_in_three_queries(
    head: User, county_officer: User, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(2):
        shown = [(p.unit, [(g.unit, g.area) for g in p.grants.all()]) for p in people()]
    assert len(shown) == 2


def test_deputyships_are_found_from_both_sides(officer: User, head: User, today: date) -> None:
    row = stand_in(officer, head, on=today)
    assert list(deputyships_of(officer)) == list(deputyships_of(head)) == [row]
    assert str(row) == "科技联络员 代 科技局长"


def test_a_page_knows_who_is_logged_in(officer: User, rf: RequestFactory) -> None:
    request = rf.get("/")
    request.user = officer
    assert signed_in(request) is officer
    request.user = AnonymousUser()
    with pytest.raises(PermissionDenied, match="请先登录"):
        signed_in(request)
