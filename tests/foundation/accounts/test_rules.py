"""Roles on a day, periods, and what must stay apart."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhicheng.foundation.accounts.rules import (
    APART,
    IN_A_UNIT,
    IN_AN_AREA,
    ROLE_NAMES,
    Actor,
    Held,
    Role,
    fits,
    in_force,
    overlap,
    stay_apart,
    with_deputised,
)

DAY = date(2026, 11, 22)
days = st.integers(0, 20).map(lambda n: DAY + timedelta(days=n))
periods = st.tuples(days, st.none() | days).filter(lambda p: p[1] is None or p[0] <= p[1])


def test_every_role_has_a_name_and_belongs_to_one_kind_of_place() -> None:
    assert set(ROLE_NAMES) == set(Role)
    assert not IN_A_UNIT & IN_AN_AREA


@given(period=periods, day=days)
def test_a_period_includes_both_its_ends(period: tuple[date, date | None], day: date) -> None:
    covered = [period[0] + timedelta(days=n) for n in range(60)]
    if period[1] is not None:
        covered = [d for d in covered if d <= period[1]]
    assert in_force(*period, day) == (day in covered)


@given(a=periods, b=periods)
def test_periods_overlap_when_a_day_is_in_both(
    a: tuple[date, date | None], b: tuple[date, date | None]
) -> None:
    common = any(
        in_force(*a, d) and in_force(*b, d) for d in (DAY + timedelta(n) for n in range(60))
    )
    assert overlap(a, b) == overlap(b, a) == common


@pytest.mark.parametrize("role", Role)
def test_a_role_fits_its_place_and_no_other(role: Role) -> None:
    places = [(u, a) for u in (True, False) for a in (True, False) if fits(role, unit=u, area=a)]
    assert places == [(role in IN_A_UNIT, role in IN_AN_AREA)]


def test_administrator_and_auditor_stay_apart() -> None:
    assert stay_apart(Role.ADMINISTRATOR, [Role.LEADER, Role.AUDITOR])
    assert stay_apart(Role.AUDITOR, [Role.ADMINISTRATOR])
    assert not stay_apart(Role.AUDITOR, [Role.AUDITOR, Role.LEADER])
    assert not stay_apart(Role.LEADER, [Role.ADMINISTRATOR, Role.AUDITOR])
    assert not stay_apart(Role.ADMINISTRATOR, [])


def test_an_actor_has_roles_somewhere() -> None:
    actor = Actor(
        1,
        (
            Held(Role.UNIT_OFFICER, unit=3),
            Held(Role.UNIT_HEAD, unit=4),
            Held(Role.COUNTY_OFFICER, area=7),
        ),
    )
    assert actor.has(Role.UNIT_HEAD, Role.LEADER)
    assert not actor.has(Role.LEADER)
    assert actor.units(Role.UNIT_OFFICER) == {3}
    assert actor.units(*Role) == {3, 4}
    assert actor.areas(*Role) == {7}
    assert not actor.sees_whole_city
    assert Actor(2, (Held(Role.LEADER),)).sees_whole_city


def test_a_deputy_borrows_all_but_what_stays_apart() -> None:
    absent = [(9, Held(role, unit=3 if role in IN_A_UNIT else None)) for role in Role]
    actor = with_deputised(1, [Held(Role.LEADER)], absent)
    assert actor.held[0] == Held(Role.LEADER)
    assert {h.role for h in actor.held[1:]} == set(Role) - APART
    assert all(h.deputy_for == 9 for h in actor.held[1:])
    assert actor.units(Role.UNIT_HEAD) == {3}
