"""What the first page shows: reads of plans and of the ledger."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet
from django.urls import reverse

from zhicheng.foundation.face.told import retold
from zhicheng.governance.overview.rules import wanted
from zhicheng.governance.plans.models import Item, ItemKind, ItemState, VersionState
from zhicheng.governance.plans.permissions import visible_versions
from zhicheng.governance.tasks import queries as ledger
from zhicheng.governance.tasks.models import Task
from zhicheng.governance.tasks.rules import Condition

SHOWN, WAITING, LINES = 10, 5, 20
"""Rows on the first page: of what is overdue and of targets, of one's own work, of chapters and of units.
The whole is one click away."""


@dataclass(frozen=True, slots=True)
class Target:
    """A target of a plan in force. wanted: empty for a qualitative one."""

    item: int
    version: int
    plan: str
    indicator: str
    wanted: str
    due: str
    attribute: str
    sentence: str

    @property
    def url(self) -> str:
        """The place in the plan that it was read from."""
        return f"{reverse('plans:version', args=[self.version])}?item={self.item}#item-{self.item}"


def targets(user: Any) -> QuerySet[Item]:
    """The targets of the plans in force that a person may read, in the order of the documents."""
    in_force = visible_versions(user).filter(state=VersionState.PUBLISHED)
    rows = Item.objects.filter(
        version__in=in_force, kind=ItemKind.TARGET, state=ItemState.ACCEPTED
    ).select_related("version__plan")
    return rows.order_by("version__plan", "position", "id")


def target_of(item: Item) -> Target:
    """One of ``targets`` in words."""
    return Target(
        item=item.pk,
        version=item.version_id,
        plan=item.version.plan.title,
        indicator=item.values.get("indicator") or item.sentence,
        wanted=wanted(item.values),
        due=item.values.get("due") or "",
        attribute=retold(item.values.get("attribute") or ""),
        sentence=item.sentence,
    )


def overdue(user: Any, on: date) -> QuerySet[Task]:
    """Tasks that are overdue, the longest first."""
    rows = ledger.tasks_for(user, on).filter(Q(light=Condition.OVERDUE))
    return rows.order_by("due_on", "number")
