"""The build list for programs: the systems, their milestones, and what is done with them."""

from datetime import date
from typing import Any

from django.db.models import QuerySet
from ninja import Schema

from zhicheng.foundation.access.routing import Operations
from zhicheng.foundation.access.verbs import Rows, offer_verbs
from zhicheng.foundation.units.models import Unit
from zhicheng.governance.systems import actions
from zhicheng.governance.systems.models import Milestone, System
from zhicheng.governance.systems.permissions import visible_systems

operations = Operations()


class SystemOut(Schema):
    """A system that a plan orders. key: the same through all versions of the plan. link: where it runs; no_link:
    why there is none. ended: the version in force no longer lists it."""

    id: int
    plan_id: int
    key: str
    path: str
    chapter: str
    name: str
    owner_id: int | None
    state: str
    version: int
    link: str
    no_link: str
    ended: bool

    @staticmethod
    def resolve_key(row: System) -> str:
        return str(row.key)

    @staticmethod
    def resolve_ended(row: System) -> bool:
        return row.ended_in_id is not None


class SystemMilestoneOut(Schema):
    """A milestone of a system. done_on: the day on which it was reached; null before."""

    id: int
    system_id: int
    name: str
    due_on: date
    done_on: date | None
    version: int


def _milestones(user: Any) -> QuerySet[Milestone]:
    return Milestone.objects.filter(system__in=visible_systems(user))


_SCOPE = "read:systems"
operations.lists("/systems", SystemOut, visible_systems, scope=_SCOPE, of=["plan", "owner"])
operations.lists("/system-milestones", SystemMilestoneOut, _milestones, scope=_SCOPE, of=["system"])

ROWS: Rows = {
    Unit: lambda user: Unit.objects.all(),
    System: visible_systems,
    Milestone: _milestones,
}

operations.acts(offer_verbs("systems", actions, ROWS), scope="act:systems")
