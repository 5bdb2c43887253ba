"""Rows for tests: places, units and people of a fictional city, each in one line.

    science = make_unit("市科技局")
    officer = make_user(Role.UNIT_OFFICER, unit=science)
    chief = make_user(Role.UNIT_HEAD, Role.UNIT_OFFICER, unit=science)
    county_officer = make_user(Role.COUNTY_OFFICER, area=make_area("云溪县", AreaKind.COUNTY))

They write rows straight away, without actions and audit rows: what a test is *about* it does with the
product's own actions. ``tests/conftest.py`` has the people that most stories need as fixtures.
"""

from datetime import date, timedelta
from itertools import count
from typing import TypeVar

from django.db import connection
from django.db.models import Model
from django.test import Client
from django.test.utils import CaptureQueriesContext

from zhicheng.foundation.accounts.models import Deputyship, Grant, User
from zhicheng.foundation.accounts.permissions import forget_actor
from zhicheng.foundation.accounts.rules import IN_A_UNIT, IN_AN_AREA, Role
from zhicheng.foundation.audit.memory import forget_all
from zhicheng.foundation.audit.models import Entry
from zhicheng.foundation.audit.personal import opened
from zhicheng.foundation.units.models import Area, AreaKind, Unit, UnitKind

LONG_AGO = date(2020, 1, 1)
PASSWORD = "an-easy-horse-to-ride-7"
"""Of everyone whom ``make_user`` is asked to give one."""

T = TypeVar("T", bound=Model)
_numbers = count(1)


def make_area(
    name: str = "示例市", kind: AreaKind = AreaKind.CITY, parent: Area | None = None
) -> Area:
    """A place; its code begins with 99, which no real division has."""
    return Area.objects.create(name=name, kind=kind, parent=parent, code=f"99{next(_numbers):04}")


def make_unit(
    short_name: str = "市科技局", kind: UnitKind = UnitKind.DEPARTMENT, area: Area | None = None
) -> Unit:
    """A unit, in 示例市 when no area is given (the same one for all)."""
    if area is None:
        area = Area.objects.filter(kind=AreaKind.CITY).first() or make_area()
    return Unit.objects.create(
        name=f"示例{short_name}", short_name=short_name, kind=kind, area=area
    )


def make_user(
    *roles: Role,
    unit: Unit | None = None,
    area: Area | None = None,
    name: str = "",
    password: str | None = None,
    valid_from: date = LONG_AGO,
    valid_to: date | None = None,
) -> User:
    """A person who holds the roles: those of a unit in ``unit``, those of an area in ``area``.

    Without ``password`` the person cannot log in with one; ``client.force_login(person)`` works.
    """
    number = next(_numbers)
    user = User.objects.create_user(
        f"person{number}", password, name=name or f"人员{number}", unit=unit
    )
    for role in roles:
        give(user, role, unit=unit, area=area, valid_from=valid_from, valid_to=valid_to)
    return user


def give(
    user: User,
    role: Role,
    *,
    unit: Unit | None = None,
    area: Area | None = None,
    valid_from: date = LONG_AGO,
    valid_to: date | None = None,
) -> Grant:
    """One more role for a person; ``unit`` and ``area`` are used where the role needs them."""
    forget_actor(user)
    return Grant.objects.create(
        user=user,
        role=role,
        unit=unit if role in IN_A_UNIT else None,
        area=area if role in IN_AN_AREA else None,
        valid_from=valid_from,
        valid_to=valid_to,
    )


def stand_in(deputy: User, absent: User, *, on: date) -> Deputyship:
    """Let ``deputy`` hold the roles of ``absent`` in the week around a day."""
    forget_actor(deputy)
    week = timedelta(days=3)
    return Deputyship.objects.create(
        absent=absent, deputy=deputy, valid_from=on - week, valid_to=on + week
    )


def fresh(row: T) -> T:
    """The row as the database has it now, roles and all."""
    return type(row)._default_manager.get(pk=row.pk)


def queries_of(client: Client, url: str) -> int:
    """How many queries a page asks of a process that has kept nothing: as many for one row as for many."""
    forget_all()
    with CaptureQueriesContext(connection) as asked:
        assert client.get(url).status_code == 200
    return len(asked)


def reason_of(entry: Entry) -> str:
    """The reason in a row of the chain, unsealed where a person gave it."""
    return str(opened(entry.after).get("reason", entry.reason))
