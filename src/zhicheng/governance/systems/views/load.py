"""What the build list has to say to a unit's page and to a person's agenda."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from zhicheng.foundation.accounts.models import User
from zhicheng.foundation.agenda.rules import Entry
from zhicheng.foundation.face.records import Link
from zhicheng.foundation.units.models import Unit
from zhicheng.foundation.units.registry import SHOWN, Load, Row
from zhicheng.governance.systems import permissions, queries
from zhicheng.governance.systems.models import Milestone, System
from zhicheng.governance.systems.rules import State
from zhicheng.governance.systems.views.common import state_light, url_of


def unit_load(user: Any, unit: Unit, on: date) -> Load | None:
    """The systems that a unit builds, in the order of the plan, then those that run; only what is being built,
    or has a milestone to come, is open."""
    systems = queries.systems_for(user, on).filter(owner=unit).exclude(state=State.STOPPED)
    found = sorted(systems.order_by("plan", "position", "pk"), key=_rests)
    if not found:
        return None
    return Load(
        title=_("建设清单"),
        count=sum(not _rests(system) for system in found),
        rows=[_row(system) for system in found[:SHOWN]],
        url=f"{reverse('systems:list')}?owner={unit.pk}",
    )


def _rests(system: System) -> bool:
    """Whether nothing is to be done: it runs, and every milestone was reached."""
    return system.state == State.RUNNING and queries.next_milestone(system) is None


def _row(system: System) -> Row:
    step = queries.next_milestone(system)
    link = Link(system.name, url_of(system))
    return Row(
        link, state_light(system.state), step.name if step else "", step.due_on if step else None
    )


def milestone_days(user: User, first: date, last: date) -> Iterator[Entry]:
    """When milestones of systems are due: of all for who follows the whole city, else of those that one's own
    units build. A system that is stopped, or that no plan lists any more, has no days."""
    systems = permissions.followed_systems(user).filter(ended_in=None).exclude(state=State.STOPPED)
    rows = Milestone.objects.filter(system__in=systems, due_on__range=(first, last))
    yield from map(_entry, rows.select_related("system"))


def _entry(milestone: Milestone) -> Entry:
    done = milestone.done_on is not None
    return Entry(
        day=milestone.due_on,
        uid=f"system-milestone-{milestone.pk}",
        kind=_("建设节点"),
        title=f"{milestone.name}：{milestone.system.name}",
        url=url_of(milestone.system),
        done=done,
    )
