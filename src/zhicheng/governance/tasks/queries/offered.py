"""What the ledger can be narrowed to; many people look at it between two changes."""

from dataclasses import dataclass
from typing import Any

from zhicheng.foundation.units.models import AreaKind
from zhicheng.governance.plans.models import Plan
from zhicheng.governance.tasks.permissions import visible_tasks
from zhicheng.governance.tasks.queries.kept import kept_for_the_city
from zhicheng.governance.tasks.queries.ledger import units_in

Names = tuple[tuple[int, str], ...]
"""Keys with names, in the order of a list."""


@dataclass(frozen=True, slots=True)
class Offered:
    """The plans and chapters of tasks, the units that have a part in them, and the counties of these."""

    plans: Names
    chapters: tuple[str, ...]
    units: Names
    areas: Names


@kept_for_the_city
def offered_to(user: Any) -> Offered:
    """What a person can narrow their tasks to."""
    tasks = visible_tasks(user)
    units = list(units_in(tasks).select_related("area"))
    plans = Plan.objects.filter(pk__in=tasks.order_by().values("plan"))
    chapters = tasks.exclude(chapter="").order_by("chapter").values_list("chapter", flat=True)
    areas = {unit.area for unit in units if unit.area.kind in (AreaKind.COUNTY, AreaKind.ZONE)}
    return Offered(
        plans=tuple(plans.values_list("pk", "title")),
        chapters=tuple(chapters.distinct()),
        units=tuple((unit.pk, unit.short_name) for unit in units),
        areas=tuple((area.pk, area.name) for area in sorted(areas, key=lambda area: area.code)),
    )
