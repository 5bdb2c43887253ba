"""A unit is gone and another does its work: orders and requests that are open go to the successor."""

from datetime import date, datetime
from typing import Any

from django.db.models import F, QuerySet
from django.utils.translation import gettext_lazy as _

from zhicheng.foundation.accounts.models import User
from zhicheng.foundation.audit.actions import Deed, record_all
from zhicheng.foundation.audit.permissions import Doer
from zhicheng.foundation.face.told import told
from zhicheng.foundation.units.models import Unit
from zhicheng.foundation.units.succession import Estate, words_of
from zhicheng.governance.supervision.models import Order, OrderStep, Request, RequestStep
from zhicheng.governance.supervision.rules import ORDER_OVER, REQUEST_OVER


def _orders(unit: Unit) -> QuerySet[Order]:
    return Order.objects.filter(unit=unit).exclude(state__in=ORDER_OVER)


def _requests(unit: Unit) -> QuerySet[Request]:
    return Request.objects.filter(unit=unit).exclude(state__in=REQUEST_OVER)


def _opinions(unit: Unit) -> QuerySet[Request]:
    return Request.objects.filter(adviser=unit).exclude(state__in=REQUEST_OVER)


def open_papers(unit: Unit) -> int:
    """How many orders and requests of a unit are open, and opinions asked of it."""
    return _orders(unit).count() + _requests(unit).count() + _opinions(unit).count()


def hand_over(old: Unit, new: Unit, *, on: date, by: Doer, at: datetime) -> int:
    """Give open orders, requests and questions for an opinion to another unit, in the caller's transaction."""
    step: dict[str, Any] = {
        "verb": "succeed", "title": told("承接"), "reason": words_of(old, new), "at": at,
        "by": by if isinstance(by, User) else None,
    }  # fmt: skip
    orders = list(_orders(old).select_for_update())
    asked = list(_requests(old).select_for_update())
    questions = list(_opinions(old).select_for_update())
    _change(Order.objects.filter(pk__in=[row.pk for row in orders]), unit=new)
    _change(Request.objects.filter(pk__in=[row.pk for row in asked]), unit=new)
    _change(Request.objects.filter(pk__in=[row.pk for row in questions]), adviser=new)
    OrderStep.objects.bulk_create(OrderStep(order=row, **step) for row in orders)
    papers = [*asked, *questions]
    RequestStep.objects.bulk_create(RequestStep(request=row, **step) for row in papers)
    before, after = {"unit": old.pk}, {"unit": new.pk}
    deeds = [
        *(Deed("supervision.order_succeed", row, before, after) for row in orders),
        *(Deed("supervision.request_succeed", row, before, after) for row in papers),
    ]
    record_all(deeds, by=by, at=at)
    return len(deeds)


def _change(rows: QuerySet[Any], **values: Unit) -> None:
    rows.update(version=F("version") + 1, **values)


ESTATE = Estate(_("督办单和请示"), open_papers, hand_over)
