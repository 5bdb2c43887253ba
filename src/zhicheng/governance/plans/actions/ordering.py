"""A document that another room of this house wrote and froze – the minutes of a meeting – comes into force
as a plan of its own: nothing in it is to be read or reviewed, each order states its units and its day."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from zhicheng.foundation.accounts.models import User
from zhicheng.foundation.accounts.permissions import require
from zhicheng.foundation.files.models import StoredFile
from zhicheng.foundation.units.models import Unit
from zhicheng.governance.plans.actions.publishing import publish
from zhicheng.governance.plans.models import Item, ItemKind, ItemState, Plan, Version, VersionState


@dataclass(frozen=True, slots=True)
class Order:
    """One thing that a document orders. sentence: its words. lead, units: who does it, the lead not
    repeated. due_on: the day that it states."""

    sentence: str
    title: str
    lead: Unit
    units: tuple[Unit, ...]
    due_on: date


@dataclass(frozen=True, slots=True)
class Document:
    """What was written. file: the document itself, name: as it is called."""

    title: str
    file: StoredFile
    name: str


@transaction.atomic
def publish_orders(
    *, document: Document, orders: Sequence[Order], by: User, at: datetime
) -> list[Item]:
    """Make a plan of what a document orders and bring it into force; the ledger follows as it does any plan.

    Returns an item for each order, in the same order. Raises PermissionDenied; ValidationError without
    orders.
    """
    require("plans.publish", by)
    if not orders:
        raise ValidationError(_("没有可以列入台账的事项。"))
    plan = Plan.objects.create(title=document.title, created_by=by, created_at=at, ordered=True)
    version = Version.objects.create(
        plan=plan, number=1, title=document.title, file=document.file, file_name=document.name,
        state=VersionState.DRAFT, text="\n".join([document.title, *(o.sentence for o in orders)]),
        created_by=by, created_at=at,
    )  # fmt: skip
    items = _items(version, orders)
    publish(version=version, by=by, at=at)
    return items


def _items(version: Version, orders: Sequence[Order]) -> list[Item]:
    items, start = [], len(version.title) + 1
    for order in orders:
        end = start + len(order.sentence)
        units = {"lead": [order.lead.pk], "responsible": [unit.pk for unit in order.units]}
        values = {
            "title": order.title,
            "text": order.sentence,
            "assigned": units,
            "due": order.due_on.isoformat(),
        }
        items.append(
            Item(
                version=version,
                kind=ItemKind.TASK,
                state=ItemState.ACCEPTED,
                position=start,
                span_start=start,
                span_end=end,
                sentence=order.sentence,
                values=values,
            )
        )
        start = end + 1
    return Item.objects.bulk_create(items)
