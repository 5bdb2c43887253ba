"""Units' yearly plans for programs."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db.models import QuerySet
from ninja import Schema

from zhicheng.foundation.access.routing import Operations
from zhicheng.foundation.access.verbs import Rows, offer_verbs
from zhicheng.foundation.units.models import Unit
from zhicheng.governance.workplans import actions
from zhicheng.governance.workplans.models import Item, Workplan
from zhicheng.governance.workplans.permissions import visible_workplans
from zhicheng.governance.workplans.queries import editions_for

operations = Operations()


class WorkplanOut(Schema):
    """What a unit means to do in a year. agreed_on, unit_name: when it was agreed last, and what the unit was
    called then; empty until then."""

    id: int
    unit_id: int
    year: int
    state: str
    version: int
    agreed_on: date | None
    unit_name: str


class WorkplanItemOut(Schema):
    """One thing to do. part_id: of the unit's part in a task; target_id, wanted: what a target wants of the year;
    all null where the unit set it itself."""

    id: int
    workplan_id: int
    part_id: int | None
    target_id: int | None
    wanted: Decimal | None
    title: str
    due_on: date
    measures: str

    @staticmethod
    def resolve_part_id(row: Item) -> int | None:
        return row.assignment_id


class WorkplanEditionOut(Schema):
    """What a plan was from one agreement until it was adjusted at a moment, for a reason."""

    id: int
    workplan_id: int
    number: int
    unit_name: str
    agreed_on: date
    items: list[dict[str, Any]]
    reason: str
    at: datetime


def _items(user: Any) -> QuerySet[Item]:
    return Item.objects.filter(workplan__in=visible_workplans(user), dropped_in=None)


_SCOPE = "read:workplans"
operations.lists("/workplans", WorkplanOut, visible_workplans, scope=_SCOPE, of=["unit"])
operations.lists("/workplan-items", WorkplanItemOut, _items, scope=_SCOPE, of=["workplan"])
operations.lists(
    "/workplan-editions", WorkplanEditionOut, editions_for, scope=_SCOPE, of=["workplan"]
)

ROWS: Rows = {
    Unit: lambda user: Unit.objects.all(),
    Workplan: visible_workplans,
    Item: _items,
}

operations.acts(offer_verbs("workplans", actions, ROWS), scope="act:workplans")
