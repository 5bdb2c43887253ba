"""The list of requests, a request's page, its draft, and the question before a step."""

from typing import Any

import rules
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from zhicheng.foundation.accounts.permissions import require, signed_in
from zhicheng.foundation.face.forms import FormPage, SeenForm, carried_out, done, fill_in
from zhicheng.foundation.face.history import happenings
from zhicheng.foundation.face.lists import Column, Grouping, Table
from zhicheng.foundation.face.questions import answered, edge_of, of_step
from zhicheng.foundation.face.records import Link, Shown, Text
from zhicheng.governance.supervision import actions, queries
from zhicheng.governance.supervision.actions import Asked
from zhicheng.governance.supervision.forms import (
    ChangeForm,
    ConsultForm,
    PassingForm,
    RequestFilters,
    RequestForm,
    SayingForm,
)
from zhicheng.governance.supervision.models import Request
from zhicheng.governance.supervision.permissions import visible_requests
from zhicheng.governance.supervision.rules import (
    REQUEST,
    REQUEST_KINDS,
    REQUEST_NAMES,
    RequestKind,
    RequestState,
)
from zhicheng.governance.supervision.views.common import (
    REQUEST_TONES,
    Button,
    find_request,
    request_light,
    request_url,
    way_to_request,
)
from zhicheng.governance.tasks.models import Task
from zhicheng.governance.tasks.permissions import visible_tasks
from zhicheng.governance.tasks.queries import own_units
from zhicheng.governance.tasks.views.common import task_link

_TERM = 5
"""Working days that the forms propose."""


def _light(found: Request) -> Shown:
    return request_light(found, timezone.localdate())


REQUESTS = Table[Request](
    title=_("请示和协调事项"),
    columns=(
        Column("title", _("事项"), lambda r: Link(r.title, request_url(r)), ("title",), "long"),
        Column("number", _("编号"), lambda r: r.number or None, ("sent_on", "id")),
        Column("kind", _("类别"), lambda r: REQUEST_KINDS[RequestKind(r.kind)], ("kind",)),
        Column("unit", _("提出单位"), lambda r: str(r.unit), ("unit__order", "unit_id")),
        Column(
            "task", _("任务"), lambda r: r.task.number if r.task else None, ("task__number",),
            secondary=True,
        ),
        Column("sent", _("报送日期"), lambda r: r.sent_on, ("sent_on",), "date"),
        Column("due", _("当前环节时限"), lambda r: r.turn_due_on, ("turn_due_on",), "date"),
        Column("state", _("状态"), _light, ("state",)),
    ),
    order=("-id",),
    groupings=(
        Grouping("unit", _("按单位"), ("unit__order", "unit_id"), lambda r: str(r.unit)),
        Grouping("state", _("按状态"), ("state",), lambda r: REQUEST_NAMES[RequestState(r.state)]),
    ),
    empty=_("还没有请示和协调事项。工作中遇到本单位解决不了的问题，可以在这里或在任务页面提出。"),
)  # fmt: skip


def requests(request: HttpRequest) -> HttpResponseBase:
    """What the person sees of what units ask."""
    require("supervision.view", request.user)
    units = queries.units_that_ask(visible_requests(request.user))
    filters = RequestFilters(request.GET, units=units, today=timezone.localdate())
    return REQUESTS.respond(
        request,
        "supervision/requests.html",
        rows=queries.requests_for(request.user),
        filters=filters,
        may_begin=rules.has_perm("supervision.request_begin", request.user),
    )


def request(request: HttpRequest, key: int) -> HttpResponse:
    """404 for whoever does not see it."""
    found, user = find_request(request, key), signed_in(request)
    buttons = [
        Button(c.title, reverse("supervision:decide_request", args=[key, c.verb]), c.hindrance)
        for c in queries.request_choices(found, user)
    ]
    return render(
        request,
        "supervision/request.html",
        {
            "found": found,
            "kind": REQUEST_KINDS[RequestKind(found.kind)],
            "state": request_light(found, timezone.localdate()),
            "task": _task(found, user),
            "buttons": buttons,
            "may_change": found.state == RequestState.DRAFTED
            and rules.has_perm("supervision.request_draft", user, found),
            "said": [
                step
                for step in queries.request_steps(found)
                if step.verb in ("reply", "instruct", "advise")
            ],
            "happenings": happenings(queries.request_steps(found), REQUEST_TONES),
        },
    )


def _task(found: Request, user: Any) -> Shown:
    """The task, as a link for whoever sees it."""
    if found.task is None:
        return None
    seen = visible_tasks(user).filter(pk=found.task.pk).exists()
    return task_link(found.task, str(found.task)) if seen else str(found.task)


def new_request(request: HttpRequest) -> HttpResponse:
    """Draft a request about no task."""
    return _new(request, None)


def new_request_about(request: HttpRequest, key: int) -> HttpResponse:
    """Draft a request about a task that the person sees."""
    return _new(request, get_object_or_404(visible_tasks(request.user), pk=key))


def _new(request: HttpRequest, task: Task | None) -> HttpResponse:
    require("supervision.request_begin", request.user)
    units = own_units(request.user)
    form = RequestForm(
        request.POST if request.method == "POST" else None,
        units=units,
        initial={"days": _TERM, "unit": units.first()},
    )
    drafted = []

    def save(values: dict[str, Any]) -> None:
        unit = values.pop("unit")
        asked = Asked(**{**values, "kind": RequestKind(values["kind"])})
        by, at = signed_in(request), timezone.now()
        drafted.append(actions.draft_request(unit=unit, asked=asked, task=task, by=by, at=at))

    if request.method == "POST" and carried_out(form, save):
        messages.success(request, gettext("草稿已保存，由本单位负责人报送。"))
        return redirect(request_url(drafted[0]))
    above = Link(gettext("请示和协调事项"), reverse("supervision:requests"))
    way = (above,) if task is None else (above, task_link(task, task.number))
    return fill_in(request, FormPage(_("提出请示或协调事项"), _("保存草稿"), way), form)


def change_request(request: HttpRequest, key: int) -> HttpResponse:
    """Say it otherwise before it is sent."""
    found = find_request(request, key)
    require("supervision.request_draft", request.user, found)
    start = {name: getattr(found, name) for name in ("version", "kind", "title", "text", "days")}
    form = ChangeForm(request.POST or None, initial=start)

    def save(**given: Any) -> None:
        asked = Asked(**{**given, "kind": RequestKind(given["kind"])})
        actions.change_request(request=found, asked=asked, by=signed_in(request), at=timezone.now())

    if done(request, form, found, save):
        messages.success(request, gettext("草稿已保存。"))
        return redirect(request_url(found))
    return fill_in(request, FormPage(_("修改请示"), _("保存"), way_to_request(found)), form)


_EFFECTS: dict[str, Text] = {
    "submit": _("报送联席会议办公室并编号，时限从今天起算，内容不能再改。"),
    "reply": _("答复送达提出单位，事项办结。"),
    "pass_up": _("呈报市领导批示，批示后回到办公室答复。"),
    "instruct": _("批示交办公室，由办公室答复提出单位。"),
    "consult": _("所选单位会看到这份请示，其负责人反馈意见后回到办公室。"),
    "advise": _("意见反馈给办公室。"),
    "take_back": _("收回到办公室，不再等待批示或意见。"),
    "withdraw": _("事项撤回，不再需要答复；编号不再使用。"),
}
_FORMS: dict[str, type[SeenForm]] = {
    "submit": SeenForm,
    "pass_up": PassingForm,
    "consult": ConsultForm,
}


def decide_request(request: HttpRequest, key: int, verb: str) -> HttpResponse:
    """Ask, then take a step. 404 for what one does not see, 403 for what is not one's own to do."""
    found = find_request(request, key)
    edge = edge_of(REQUEST, verb, _EFFECTS)
    require(f"supervision.request_{verb}", request.user, found)

    def take(**given: Any) -> None:
        by, at = signed_in(request), timezone.now()
        actions.move_request(request=found, verb=verb, by=by, at=at, **given)

    form = _FORMS.get(verb, SayingForm)
    question = of_step(edge, found, (_EFFECTS[verb],), request_url(found))
    return answered(request, question, found, take, form=form, days=_TERM)
