"""The build list's part of what a unit has to do."""

from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from zhicheng.foundation.face.records import Link
from zhicheng.foundation.units.models import Unit
from zhicheng.foundation.units.registry import SHOWN, Load, Row
from zhicheng.governance.systems import queries
from zhicheng.governance.systems.models import System
from zhicheng.governance.systems.rules import State
from zhicheng.governance.systems.views.common import state_light


def unit_load(user: Any, unit: Unit, on: date) -> Load | None:
    """The systems that a unit builds or runs, those of the plan's order first."""
    systems = queries.systems_for(user, on).filter(owner=unit).exclude(state=State.STOPPED)
    found = list(systems.order_by("plan", "position", "pk"))
    if not found:
        return None
    return Load(
        title=_("建设清单"),
        count=len(found),
        rows=[_row(system) for system in found[:SHOWN]],
        url=f"{reverse('systems:list')}?owner={unit.pk}",
    )


def _row(system: System) -> Row:
    step = queries.next_milestone(system)
    link = Link(system.name, reverse("systems:system", args=[system.pk]))
    return Row(
        link, state_light(system.state), step.name if step else "", step.due_on if step else None
    )
