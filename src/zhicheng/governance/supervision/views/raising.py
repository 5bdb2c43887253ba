"""Drafting an order, saying it otherwise, and the question before a step."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from zhicheng.foundation.accounts.permissions import require, signed_in
from zhicheng.foundation.face.forms import FormPage, carried_out, done, fill_in
from zhicheng.foundation.face.questions import answered, edge_of, form_of, of_step
from zhicheng.foundation.face.records import Text
from zhicheng.governance.supervision import actions, queries
from zhicheng.governance.supervision.actions import Wording
from zhicheng.governance.supervision.forms import OrderForm, RewordForm, TermForm
from zhicheng.governance.supervision.rules import ORDER
from zhicheng.governance.supervision.views.common import (
    find_order,
    order_name,
    order_url,
    way_to_order,
)
from zhicheng.governance.tasks.models import Assignment
from zhicheng.governance.tasks.views.common import task_link

_TERM = 5
"""Working days that the form proposes."""


def raise_order(request: HttpRequest, key: int) -> HttpResponse:
    """Draft an order to the unit of a part, about this part and others of the unit."""
    require("supervision.order_raise", request.user)
    part = get_object_or_404(Assignment.objects.select_related("unit", "task"), pk=key)
    offered = queries.free_parts().filter(unit=part.unit).select_related("task")
    form = OrderForm(
        request.POST if request.method == "POST" else None,
        parts=offered.order_by("due_on", "pk"),
        initial={"parts": [part.pk], "days": _TERM},
    )
    drafted = []

    def save(values: dict[str, Any]) -> None:
        parts = list(values.pop("parts"))
        drafted.append(
            actions.raise_order(
                unit=part.unit, parts=parts, wording=Wording(**values), by=signed_in(request),
                at=timezone.now(),
            )
        )  # fmt: skip

    if request.method == "POST" and carried_out(form, save):
        messages.success(request, gettext("督办单已拟好，签发后送达承办单位。"))
        return redirect(order_url(drafted[0]))
    page = FormPage(
        gettext("拟办督办单：%(unit)s") % {"unit": part.unit},
        _("拟办"),
        (task_link(part.task, part.task.number),),
        _("拟办的督办单只有办公室可见；签发时编号，时限从签发之日起算。"),
    )
    return fill_in(request, page, form)


def reword(request: HttpRequest, key: int) -> HttpResponse:
    """Say otherwise what a drafted order demands."""
    found = find_order(request, key)
    require("supervision.order_raise", request.user, found)
    start = {
        "version": found.version,
        "title": found.title,
        "demand": found.demand,
        "days": found.days,
    }
    form = RewordForm(request.POST or None, initial=start)

    def save(**given: Any) -> None:
        actions.reword(
            order=found, wording=Wording(**given), by=signed_in(request), at=timezone.now()
        )

    if done(request, form, found, save):
        messages.success(request, gettext("拟办内容已保存。"))
        return redirect(order_url(found))
    return fill_in(request, FormPage(_("修改拟办内容"), _("保存"), way_to_order(found)), form)


_EFFECTS: dict[str, Text] = {
    "issue": _("督办单编号并送达承办单位，回复时限从今天起算。"),
    "drop": _("这份督办单不签发，理由保留在办理经过中；同一原因不再自动拟办。"),
    "accept": _("回复核验通过，由统筹协调员办结。"),
    "return": _("回复退回承办单位补办，新的时限从今天起算。"),
    "close": _("督办办结，承办单位会收到通知。"),
    "extend": _("回复时限从今天起重新计算，逐级督办重新开始。"),
    "revoke": _("督办撤销，承办单位不再需要回复；编号不再使用。"),
}
_WITH_TERM = ("return", "extend")


def decide(request: HttpRequest, key: int, verb: str) -> HttpResponse:
    """Ask, then take a step. 404 for what one does not see, 403 for what is not one's own to do."""
    found = find_order(request, key)
    edge = edge_of(ORDER, verb, _EFFECTS)
    require(f"supervision.order_{verb}", request.user, found)

    def take(**given: Any) -> None:
        actions.move_order(
            order=found, verb=verb, by=signed_in(request), at=timezone.now(), **given
        )

    form = TermForm if verb in _WITH_TERM else form_of(edge)
    question = of_step(edge, order_name(found), (_EFFECTS[verb],), order_url(found))
    return answered(request, question, found, take, form=form, days=_TERM)
