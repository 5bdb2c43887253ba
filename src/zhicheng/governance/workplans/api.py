"""Units' yearly plans for programs."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.utils import timezone
from ninja import Query, Schema

from zhicheng.foundation.access.paging import Key, Page, Paging, page_of
from zhicheng.foundation.access.routing import Operations, person
from zhicheng.foundation.access.verbs import Rows, offer_verbs
from zhicheng.foundation.units.models import Unit
from zhicheng.governance.workplans import actions, queries
from zhicheng.governance.workplans.models import Item, Workplan
from zhicheng.governance.workplans.permissions import visible_workplans
from zhicheng.governance.workplans.queries import Standing, editions_for

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
    """One thing to do; while an agreed plan is being adjusted, of what is to be agreed. part_id: of the unit's
    part in a task; target_id, wanted: what a target wants of the year, in wanted_unit, the unit that it had when
    it was drawn; all null where the unit set it itself."""

    id: int
    workplan_id: int
    part_id: int | None
    target_id: int | None
    wanted: Decimal | None
    wanted_unit: str
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


class ItemStandingOut(Schema):
    """How an item stood at the end of a day. due_on: as it was known on the day. stage: of the unit's part in the
    ledger; own, said: what the unit reported of what it set itself; value, as_of, met: what the year had brought
    of a target. Null where nothing is known of that day. late: it was due before the day and not done. unit: of
    value and wanted, the one that the target has now; wanted is null where it was agreed in another that cannot be
    turned into this one."""

    item_id: int
    due_on: date
    stage: str | None
    own: str | None
    said: str
    value: Decimal | None
    as_of: date | None
    met: bool | None
    wanted: Decimal | None
    unit: str | None
    done: bool
    late: bool

    @staticmethod
    def resolve_item_id(row: Standing) -> int:
        return row.item.pk

    @staticmethod
    def resolve_unit(row: Standing) -> str | None:
        return row.item.target.unit if row.item.target else None

    @staticmethod
    def resolve_value(row: Standing) -> Decimal | None:
        return row.measured.value if row.measured else None

    @staticmethod
    def resolve_as_of(row: Standing) -> date | None:
        return row.measured.as_of if row.measured else None

    @staticmethod
    def resolve_met(row: Standing) -> bool | None:
        return row.measured.met if row.measured else None


class StandingFilter(Paging):
    """on: the day; today when it is not given."""

    on: date | None = None


def _items(user: Any) -> QuerySet[Item]:
    return Item.objects.filter(workplan__in=visible_workplans(user), dropped_in=None)


_SCOPE = "read:workplans"
operations.lists("/workplans", WorkplanOut, visible_workplans, scope=_SCOPE, of=["unit"])
operations.lists("/workplan-items", WorkplanItemOut, _items, scope=_SCOPE, of=["workplan"])
operations.lists(
    "/workplan-editions", WorkplanEditionOut, editions_for, scope=_SCOPE, of=["workplan"]
)


@operations.reads("/workplans/{key}/standings", scope=_SCOPE, answer=Page[ItemStandingOut])
def standings(request: HttpRequest, key: Key, asked: Query[StandingFilter]) -> Any:
    """How the items that a plan had on a day stood, those among them that were taken off later."""
    found = get_object_or_404(queries.workplans_for(person(request)), pk=key)
    known = {s.item.pk: s for s in queries.standings(found, asked.on or timezone.localdate())}
    return page_of(found.items.filter(pk__in=known), asked, lambda item: known[item.pk])


ROWS: Rows = {
    Unit: lambda user: Unit.objects.all(),
    Workplan: visible_workplans,
    Item: _items,
}

operations.acts(offer_verbs("workplans", actions, ROWS), scope="act:workplans")
