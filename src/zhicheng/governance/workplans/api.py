"""Units' yearly plans for programs."""

from typing import Any

from django.db.models import QuerySet

from zhicheng.foundation.access.routing import Operations
from zhicheng.foundation.access.verbs import Rows, offer_verbs
from zhicheng.foundation.units.models import Unit
from zhicheng.governance.workplans import actions
from zhicheng.governance.workplans.models import Item, Workplan
from zhicheng.governance.workplans.permissions import visible_workplans

operations = Operations()


def _items(user: Any) -> QuerySet[Item]:
    return Item.objects.filter(workplan__in=visible_workplans(user))


ROWS: Rows = {
    Unit: lambda user: Unit.objects.all(),
    Workplan: visible_workplans,
    Item: _items,
}

operations.acts(offer_verbs("workplans", actions, ROWS), scope="act:workplans")
