"""Roles, and what a person holds on a day. Plain values only."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from django.utils.translation import gettext_lazy as _


class Role(StrEnum):
    COORDINATOR = "coordinator"
    VERIFIER = "verifier"
    UNIT_HEAD = "unit_head"
    UNIT_OFFICER = "unit_officer"
    COUNTY_OFFICER = "county_officer"
    LEADER = "leader"
    AUDITOR = "auditor"
    ADMINISTRATOR = "administrator"


ROLE_NAMES = {
    Role.COORDINATOR: _("统筹协调员"),
    Role.VERIFIER: _("复核员"),
    Role.UNIT_HEAD: _("单位负责人"),
    Role.UNIT_OFFICER: _("单位联络员"),
    Role.COUNTY_OFFICER: _("县区联络员"),
    Role.LEADER: _("市领导"),
    Role.AUDITOR: _("审计员"),
    Role.ADMINISTRATOR: _("系统管理员"),
}
IN_A_UNIT = frozenset({Role.UNIT_HEAD, Role.UNIT_OFFICER})
IN_AN_AREA = frozenset({Role.COUNTY_OFFICER})
OF_THE_OFFICE = frozenset({Role.COORDINATOR, Role.VERIFIER})
"""Who hands out the work and who verifies it sit in the coordinating office."""
APART = frozenset({Role.ADMINISTRATOR, Role.AUDITOR})
"""Who sets up accounts and who looks over the administrator's shoulder are different people, and neither
role is lent to a deputy (三员分立, R §10)."""


@dataclass(frozen=True, slots=True)
class Held:
    """A role that someone holds: of a unit, of an area, or of the whole city.

    deputy_for: the key of the absent person whose role it is; None when it is one's own.
    """

    role: Role
    unit: int | None = None
    area: int | None = None
    deputy_for: int | None = None


@dataclass(frozen=True, slots=True)
class Actor:
    """A person as the rules see them: the roles held on one day."""

    user: int
    held: tuple[Held, ...] = ()

    def has(self, *roles: Role) -> bool:
        """Whether any of the roles is held, wherever."""
        return any(h.role in roles for h in self.held)

    def units(self, *roles: Role) -> frozenset[int]:
        """The units in which any of the roles is held."""
        return frozenset(h.unit for h in self.held if h.role in roles and h.unit is not None)

    def areas(self, *roles: Role) -> frozenset[int]:
        """The areas in which any of the roles is held."""
        return frozenset(h.area for h in self.held if h.role in roles and h.area is not None)

    @property
    def sees_whole_city(self) -> bool:
        """Offices that follow the whole ledger."""
        return self.has(Role.COORDINATOR, Role.VERIFIER, Role.LEADER, Role.AUDITOR)


def in_force(valid_from: date, valid_to: date | None, on: date) -> bool:
    """Whether a period that includes both its ends covers ``on``."""
    return valid_from <= on and (valid_to is None or on <= valid_to)


def overlap(a: tuple[date, date | None], b: tuple[date, date | None]) -> bool:
    """Whether two periods, each including both its ends, have a day in common."""
    return (b[1] is None or a[0] <= b[1]) and (a[1] is None or b[0] <= a[1])


def fits(role: Role, *, unit: bool, area: bool) -> bool:
    """Whether a role is given with a unit, with an area, or with neither, as it must be."""
    return unit == (role in IN_A_UNIT) and area == (role in IN_AN_AREA)


def stay_apart(role: Role, held: Iterable[Role]) -> bool:
    """Whether a role may not come to someone because of a role held already."""
    return role in APART and any(other in APART and other is not role for other in held)


def with_deputised(user: int, own: Iterable[Held], absent: Iterable[tuple[int, Held]]) -> Actor:
    """One's own roles, and those of the absent whom one stands in for.

    absent: (key of the absent person, a role of theirs). What they hold as deputies is not passed on, and
    roles that are to stay apart are not lent.
    """
    borrowed = (
        Held(held.role, held.unit, held.area, deputy_for=person)
        for person, held in absent
        if held.role not in APART
    )
    return Actor(user, (*own, *borrowed))
