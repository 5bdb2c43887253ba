"""Giving roles and ending them; standing in for the absent."""

from datetime import date, datetime, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from tests.factories import fresh, give, make_unit, make_user, reason_of, stand_in

from zhicheng.foundation.accounts.actions import roles
from zhicheng.foundation.accounts.models import Deputyship, Grant, User
from zhicheng.foundation.accounts.permissions import actor_of
from zhicheng.foundation.accounts.rules import Role
from zhicheng.foundation.audit.models import Entry
from zhicheng.foundation.units.models import Area, Unit, UnitKind

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def test_a_role_is_given_and_holds_at_once(
    administrator: User, outsider: User, science: Unit, now: datetime, today: date
) -> None:
    assert not actor_of(outsider).has(Role.UNIT_HEAD)
    row = roles.grant(
        user=outsider, role=Role.UNIT_HEAD, unit=science, valid_from=today, by=administrator, at=now
    )
    assert actor_of(outsider).units(Role.UNIT_HEAD) == {science.pk}
    assert str(row) == "路人己 单位负责人"
    entry = Entry.objects.get()
    assert entry.after == {
        "role": "unit_head",
        "unit": science.pk,
        "area": None,
        "from": today.isoformat(),
        "to": None,
    }


@pytest.mark.parametrize(
    ("role", "with_unit", "with_area"),
    [
        (Role.UNIT_HEAD, False, False),
        (Role.UNIT_OFFICER, False, True),
        (Role.COUNTY_OFFICER, True, False),
        (Role.COUNTY_OFFICER, False, False),
        (Role.LEADER, True, False),
        (Role.LEADER, False, True),
    ],
)
def test_a_role_is_given_in_the_place_that_it_needs(
    role: Role,
    with_unit: bool,
    with_area: bool,
    administrator: User,
    outsider: User,
    science: Unit,
    county: Area,
    now: datetime,
) -> None:
    unit, area = (science if with_unit else None), (county if with_area else None)
    with pytest.raises(ValidationError, match="不相符"):
        roles.grant(
            user=outsider,
            role=role,
            unit=unit,
            area=area,
            valid_from=now.date(),
            by=administrator,
            at=now,
        )
    with pytest.raises(IntegrityError), transaction.atomic():
        Grant.objects.create(user=outsider, role=role, unit=unit, area=area, valid_from=now.date())


def test_nobody_gives_a_role_to_themselves(administrator: User, now: datetime) -> None:
    with pytest.raises(ValidationError, match="自己"):
        roles.grant(
            user=administrator, role=Role.LEADER, valid_from=now.date(), by=administrator, at=now
        )


def test_only_the_administrator_gives_roles(
    coordinator: User, outsider: User, now: datetime
) -> None:
    with pytest.raises(PermissionDenied):
        roles.grant(user=outsider, role=Role.LEADER, valid_from=now.date(), by=coordinator, at=now)


def test_a_period_runs_forward(administrator: User, outsider: User, now: datetime) -> None:
    with pytest.raises(ValidationError):
        roles.grant(
            user=outsider,
            role=Role.LEADER,
            valid_from=now.date(),
            valid_to=now.date() - DAY,
            by=administrator,
            at=now,
        )


def test_a_role_is_not_given_twice_for_the_same_days(
    administrator: User, officer: User, science: Unit, market: Unit, now: datetime
) -> None:
    def give_to(unit: Unit) -> None:
        roles.grant(
            user=officer,
            role=Role.UNIT_OFFICER,
            unit=unit,
            valid_from=now.date(),
            by=administrator,
            at=now,
        )

    with pytest.raises(ValidationError, match="已有此角色"):
        give_to(science)
    give_to(market)
    assert actor_of(officer).units(Role.UNIT_OFFICER) == {science.pk, market.pk}


@pytest.mark.parametrize(
    ("held", "wanted"),
    [(Role.AUDITOR, Role.ADMINISTRATOR), (Role.ADMINISTRATOR, Role.AUDITOR)],
)
def test_administrator_and_auditor_are_two_people(
    held: Role, wanted: Role, administrator: User, today: date, now: datetime
) -> None:
    person = make_user(held, valid_to=today + 5 * DAY)
    with pytest.raises(ValidationError, match="三员分立"):
        roles.grant(user=person, role=wanted, valid_from=today, by=administrator, at=now)
    roles.grant(user=person, role=wanted, valid_from=today + 6 * DAY, by=administrator, at=now)


def test_a_role_ends_after_a_day(
    administrator: User, officer: User, today: date, now: datetime
) -> None:
    row = officer.grants.get()
    roles.withdraw(grant=row, last_day=today + DAY, reason="轮岗", by=administrator, at=now)
    held = [actor_of(officer, today + n * DAY).has(Role.UNIT_OFFICER) for n in (0, 1, 2)]
    assert held == [True, True, False]
    entry = Entry.objects.get()
    assert (entry.before["to"], entry.after["to"]) == (None, (today + DAY).isoformat())
    assert reason_of(entry) == "轮岗"


def test_a_role_ends_at_once(
    administrator: User, officer: User, today: date, now: datetime
) -> None:
    row = officer.grants.get()
    assert actor_of(officer).has(Role.UNIT_OFFICER)
    roles.withdraw(grant=row, last_day=today - DAY, reason="离职", by=administrator, at=now)
    assert not actor_of(fresh(officer)).has(Role.UNIT_OFFICER)
    assert actor_of(fresh(officer), today - DAY).has(Role.UNIT_OFFICER)


def test_a_role_that_never_began_is_struck_out(
    administrator: User, science: Unit, today: date, now: datetime
) -> None:
    person = make_user()
    row = give(person, Role.UNIT_HEAD, unit=science, valid_from=today)
    roles.withdraw(grant=row, last_day=today - DAY, reason="误授", by=administrator, at=now)
    assert not Grant.objects.filter(user=person).exists()
    assert set(Entry.objects.get().after) == {"reason"}


def test_days_that_have_passed_do_not_change(
    administrator: User, officer: User, today: date, now: datetime
) -> None:
    with pytest.raises(ValidationError, match="已经过去"):
        roles.withdraw(
            grant=officer.grants.get(),
            last_day=today - 2 * DAY,
            reason="",
            by=administrator,
            at=now,
        )


def test_ending_does_not_lengthen(administrator: User, today: date, now: datetime) -> None:
    person = make_user(Role.LEADER, valid_to=today + DAY)
    with pytest.raises(ValidationError, match="不能由此延长"):
        roles.withdraw(
            grant=person.grants.get(),
            last_day=today + DAY,
            reason="",
            by=administrator,
            at=now,
        )


def test_nobody_ends_a_role_of_their_own(administrator: User, today: date, now: datetime) -> None:
    with pytest.raises(ValidationError, match="自己"):
        roles.withdraw(
            grant=administrator.grants.get(),
            last_day=today,
            reason="",
            by=administrator,
            at=now,
        )


def appoint(absent: User, deputy: User, by: User, at: datetime, days: int = 5) -> Deputyship:
    today = at.date()
    return roles.appoint_deputy(
        absent=absent,
        deputy=deputy,
        valid_from=today,
        valid_to=today + days * DAY,
        by=by,
        at=at,
    )


def test_one_appoints_ones_own_deputy(head: User, officer: User, now: datetime) -> None:
    assert not actor_of(officer).has(Role.UNIT_HEAD)
    appoint(head, officer, head, now)
    assert actor_of(officer).has(Role.UNIT_HEAD)
    assert Entry.objects.get().after["deputy"] == officer.pk


def test_the_administrator_may_appoint_for_others_and_nobody_else(
    head: User, officer: User, administrator: User, coordinator: User, now: datetime
) -> None:
    with pytest.raises(PermissionDenied):
        appoint(head, officer, coordinator, now)
    with pytest.raises(PermissionDenied):
        appoint(head, officer, officer, now)
    appoint(head, officer, administrator, now)


def test_who_cannot_stand_in(
    head: User, officer: User, outsider: User, auditor: User, now: datetime
) -> None:
    with pytest.raises(ValidationError):
        appoint(head, head, head, now)
    with pytest.raises(ValidationError, match="截止日期已过"):
        appoint(head, officer, head, now, days=-1)
    with pytest.raises(ValidationError, match="没有可以代理的角色"):
        appoint(outsider, officer, outsider, now)
    with pytest.raises(ValidationError, match="没有可以代理的角色"):
        appoint(auditor, officer, auditor, now)
    officer.is_active = False
    with pytest.raises(ValidationError, match="已停用"):
        appoint(head, officer, head, now)
    assert not Deputyship.objects.exists()


def test_the_administrator_comes_to_nobodys_roles_by_standing_in(
    coordinator: User, administrator: User, now: datetime
) -> None:
    with pytest.raises(ValidationError, match="不能指定自己"):
        appoint(coordinator, administrator, administrator, now)
    assert not actor_of(fresh(administrator)).has(Role.COORDINATOR)


def test_the_roles_of_the_office_are_lent_inside_the_office(
    coordinator: User, science: Unit, now: datetime
) -> None:
    stranger = make_user(unit=science)
    with pytest.raises(ValidationError, match="只能由联席会议办公室的人员代理"):
        appoint(coordinator, stranger, coordinator, now)
    colleague = make_user(unit=coordinator.unit)
    appoint(coordinator, colleague, coordinator, now)
    assert actor_of(fresh(colleague)).has(Role.COORDINATOR)


def test_nobody_stands_in_for_days_that_have_passed(
    head: User, officer: User, today: date, now: datetime
) -> None:
    with pytest.raises(ValidationError, match="过去的日期"):
        roles.appoint_deputy(
            absent=head,
            deputy=officer,
            valid_from=today - DAY,
            valid_to=today + DAY,
            by=head,
            at=now,
        )


def test_a_reversed_period_is_refused(
    head: User, officer: User, today: date, now: datetime
) -> None:
    with pytest.raises(ValidationError):
        roles.appoint_deputy(
            absent=head,
            deputy=officer,
            valid_from=today + 2 * DAY,
            valid_to=today + DAY,
            by=head,
            at=now,
        )


def test_the_absent_comes_back_early(head: User, officer: User, today: date, now: datetime) -> None:
    row = stand_in(officer, head, on=today)
    assert actor_of(officer).has(Role.UNIT_HEAD)
    with pytest.raises(PermissionDenied):
        roles.end_deputyship(deputyship=row, by=officer, at=now)
    roles.end_deputyship(deputyship=row, by=head, at=now)
    assert not actor_of(fresh(officer)).has(Role.UNIT_HEAD)
    assert actor_of(fresh(officer), today - DAY).has(Role.UNIT_HEAD)
    with pytest.raises(ValidationError, match="已经结束"):
        roles.end_deputyship(deputyship=row, by=head, at=now)


def test_a_deputyship_that_has_not_begun_is_struck_out(
    head: User, officer: User, administrator: User, now: datetime
) -> None:
    row = appoint(head, officer, head, now)
    roles.end_deputyship(deputyship=row, by=administrator, at=now)
    assert not Deputyship.objects.exists()
    assert Entry.objects.filter(verb="accounts.end_deputyship").count() == 1


@pytest.mark.parametrize("role", [Role.COORDINATOR, Role.VERIFIER])
def test_who_hands_out_and_verifies_the_work_is_of_the_coordinating_office(
    role: Role, administrator: User, science: Unit, today: date, now: datetime
) -> None:
    office = make_unit("联席会议办公室", UnitKind.OFFICE)
    for stranger in (make_user(unit=science), make_user()):
        with pytest.raises(ValidationError, match="只能授予联席会议办公室的人员"):
            roles.grant(user=stranger, role=role, valid_from=today, by=administrator, at=now)
        assert not stranger.grants.exists()
    colleague = make_user(unit=office)
    roles.grant(user=colleague, role=role, valid_from=today, by=administrator, at=now)
    assert actor_of(fresh(colleague)).has(role)
