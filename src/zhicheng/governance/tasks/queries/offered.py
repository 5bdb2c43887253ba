"""What the ledger can be narrowed to; many people look at it between two changes."""

from dataclasses import dataclass
from typing import Any

from zhicheng.foundation.units.models import Area, AreaKind
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
    units = units_in(tasks)
    plans = Plan.objects.filter(pk__in=tasks.order_by().values("plan"))
    chapters = tasks.exclude(chapter="").order_by("chapter").values_list("chapter", flat=True)
    areas = Area.objects.filter(pk__in=units.order_by().values("area"))
    return Offered(
        plans=tuple(plans.values_list("pk", "title")),
        chapters=tuple(chapters.distinct()),
        units=tuple(units.values_list("pk", "short_name")),
        areas=tuple(
            areas.filter(kind__in=(AreaKind.COUNTY, AreaKind.ZONE)).values_list("pk", "name")
        ),
    )
