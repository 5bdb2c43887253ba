"""What the ledger can be narrowed to; many people look at it between two changes."""

from dataclasses import dataclass
from typing import Any, Final

from zhicheng.foundation.accounts.permissions import actor_of
from zhicheng.foundation.audit.kept import Kept
from zhicheng.foundation.units.models import Area, AreaKind
from zhicheng.governance.plans.models import Plan
from zhicheng.governance.tasks.permissions import visible_tasks
from zhicheng.governance.tasks.queries.counts import ELSEWHERE
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


_offered: Final = Kept[Offered](elsewhere=ELSEWHERE)


def offered_to(user: Any) -> Offered:
    """What a person can narrow their tasks to; that of the whole city is kept."""
    if not actor_of(user).sees_whole_city:
        return _offer(user)
    return _offered.get("city", lambda: _offer(user))


def _offer(user: Any) -> Offered:
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
