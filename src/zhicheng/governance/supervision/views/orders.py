"""The list of orders, an order's page, and the files of its answers."""

from dataclasses import dataclass
from typing import Any

import rules
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from zhicheng.foundation.accounts.permissions import require, signed_in
from zhicheng.foundation.face import records
from zhicheng.foundation.face.history import happenings
from zhicheng.foundation.face.lists import Column, Grouping, Table
from zhicheng.foundation.face.records import Link, Shown, Text
from zhicheng.foundation.face.told import retold
from zhicheng.foundation.files.views import download
from zhicheng.governance.supervision import queries
from zhicheng.governance.supervision.forms import OrderFilters
from zhicheng.governance.supervision.models import Answer, Finding, Order
from zhicheng.governance.supervision.permissions import visible_orders
from zhicheng.governance.supervision.rules import (
    ORDER_NAMES,
    TO_ANSWER,
    Ground,
    OrderState,
    escalation_step,
    proposal_rule,
)
from zhicheng.governance.supervision.views.common import (
    ORDER_TONES,
    Button,
    answer_light,
    find_order,
    order_light,
    order_url,
)
from zhicheng.governance.tasks.permissions import visible_tasks
from zhicheng.governance.tasks.views.common import task_link

_NUMBERS = 5
"""Tasks of an order that the list names; all of them stand on its page."""


def _tasks(order: Order) -> str:
    """Of what ``load_numbers`` brought."""
    shown, count = "、".join(order.numbers[:_NUMBERS]), len(order.numbers)
    if count <= _NUMBERS:
        return shown
    return gettext("%(numbers)s等%(count)s项") % {"numbers": shown, "count": count}


def _escalated(order: Order) -> Shown:
    step = escalation_step(queries.ESCALATIONS.known(), order.escalated)
    return retold(step.words) if step else None


def _light(order: Order) -> Shown:
    return order_light(order, timezone.localdate())


ORDERS = Table[Order](
    title=_("督办单"),
    columns=(
        Column(
            "title", _("事由"), lambda o: Link(retold(o.title), order_url(o)), ("title",), "long"
        ),
        Column("number", _("编号"), lambda o: o.number or None, ("issued_on", "id")),
        Column("unit", _("承办单位"), lambda o: str(o.unit), ("unit__order", "unit_id")),
        Column("tasks", _("任务"), _tasks, secondary=True),
        Column("issued", _("签发日期"), lambda o: o.issued_on, ("issued_on",), "date"),
        Column("due", _("回复时限"), lambda o: o.due_on, ("due_on",), "date"),
        Column("state", _("状态"), _light, ("state",)),
        Column("escalated", _("逐级督办"), _escalated, ("escalated",), secondary=True),
    ),
    order=("-id",),
    groupings=(
        Grouping("unit", _("按单位"), ("unit__order", "unit_id"), lambda o: str(o.unit)),
        Grouping("state", _("按状态"), ("state",), lambda o: ORDER_NAMES[OrderState(o.state)]),
    ),
    load=queries.load_numbers,
    empty=_("还没有督办单。可以在任务页面对承担单位拟办，逾期的任务也会由系统每天按规则拟办。"),
)


def orders(request: HttpRequest) -> HttpResponseBase:
    """The orders that the person sees."""
    require("supervision.view", request.user)
    units = queries.units_under_orders(visible_orders(request.user))
    filters = OrderFilters(request.GET, units=units, today=timezone.localdate())
    rows = queries.orders_for(request.user)
    return ORDERS.respond(request, "supervision/orders.html", rows=rows, filters=filters)


@dataclass(frozen=True, slots=True)
class ShownAnswer:
    answer: Answer
    state: records.Light


@dataclass(frozen=True, slots=True)
class ShownFinding:
    """What a rule found about a task. provisional: counted with an estimated calendar."""

    task: str
    words: Text
    provisional: bool


def order(request: HttpRequest, key: int) -> HttpResponse:
    """404 for whoever does not see it."""
    found, user, today = find_order(request, key), signed_in(request), timezone.localdate()
    return render(
        request,
        "supervision/order.html",
        {
            "order": found,
            "name": retold(found.title),
            "unit": found.unit.name,
            "state": order_light(found, today),
            "buttons": _buttons(found, user),
            "tasks": _task_links(found, user),
            "findings": [_shown(finding) for finding in queries.findings_of(found)],
            "escalated": _escalated(found),
            "answers": [
                ShownAnswer(one, answer_light(one.state)) for one in queries.answers_of(found, user)
            ],
            "happenings": happenings(queries.steps_of(found), ORDER_TONES),
            "may_reword": found.state == OrderState.DRAFTED
            and rules.has_perm("supervision.order_raise", user, found),
            "may_answer": found.state in TO_ANSWER
            and rules.has_perm("supervision.order_draft_answer", user, found),
        },
    )


def _buttons(found: Order, user: Any) -> list[Button]:
    """Sending is on the page of the answer."""
    return [
        Button(c.title, reverse("supervision:decide", args=[found.pk, c.verb]), c.hindrance)
        for c in queries.order_choices(found, user)
        if c.verb != "send"
    ]


def _task_links(found: Order, user: Any) -> list[tuple[Shown, str]]:
    """Each task, as a link for whoever sees it, and how the unit's part in it stands."""
    parts = [part.assignment for part in queries.parts_of(found)]
    keys = [part.task_id for part in parts]
    seen = set(visible_tasks(user).filter(pk__in=keys).values_list("pk", flat=True))
    return [
        (
            task_link(part.task, str(part.task)) if part.task_id in seen else str(part.task),
            part.get_stage_display(),
        )
        for part in parts
    ]


_COUNTED = {
    Ground.OVERDUE.value: _("完成时限 %(day)s，检查时已逾期 %(count)s 个工作日"),
    Ground.MILESTONES.value: _("截至 %(day)s 有 %(count)s 个节点未达到"),
}


def _shown(finding: Finding) -> ShownFinding:
    rule = proposal_rule(finding.rule)
    words = _COUNTED[rule.ground.value] if rule else "%(day)s %(count)s"
    said = str(words) % {"day": finding.anchor_on, "count": finding.count}
    return ShownFinding(str(finding.assignment.task), said, finding.provisional)


def file(request: HttpRequest, key: int) -> HttpResponseBase:
    """A file of an answer that the person may read, as a download; 404 for everyone else."""
    found = get_object_or_404(queries.files_for(request.user), pk=key)
    return download(found.file, found.name)
