"""Receivers, and what became of each message."""

from typing import Any

from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from zhicheng.foundation.accounts.models import User
from zhicheng.foundation.accounts.permissions import require, signed_in
from zhicheng.foundation.audit.registry import verb_name
from zhicheng.foundation.face.forms import FormPage, carried_out, fill_in
from zhicheng.foundation.face.lists import Column, Table
from zhicheng.foundation.face.questions import Question, pressed
from zhicheng.foundation.face.records import Light, Link, Shown, Tone
from zhicheng.foundation.face.told import retold
from zhicheng.foundation.webhooks import actions, queries
from zhicheng.foundation.webhooks.forms import EndpointForm
from zhicheng.foundation.webhooks.models import STATE_NAMES, Delivery, Endpoint
from zhicheng.foundation.webhooks.rules import State

_TONES = {
    State.WAITING: Tone.ACTIVE,
    State.DONE: Tone.GOOD,
    State.GIVEN_UP: Tone.WARNING,
}


def _url(endpoint: Endpoint) -> str:
    return reverse("webhooks:endpoint", args=[endpoint.pk])


def light_of(endpoint: Any) -> Light:
    """Whether messages arrive. ``endpoint`` as ``queries.endpoints`` gives it."""
    if endpoint.stopped_at:
        return Light(_("已停用"), Tone.QUIET)
    if endpoint.lost:
        return Light(_("有消息未送达"), Tone.WARNING)
    return Light(_("正常"), Tone.GOOD)


ENDPOINTS: Table[Endpoint] = Table(
    title=_("消息推送"),
    columns=(
        Column("name", _("用途"), lambda e: Link(e.name, _url(e)), ("name",), "long"),
        Column("url", _("接收地址"), lambda e: e.url, ("url",), "long"),
        Column("kinds", _("推送事项"), lambda e: "、".join(e.kinds), kind="long"),
        Column("waiting", _("待送达"), lambda e: e.waiting, ("waiting",), "number"),  # type: ignore[attr-defined]  # as annotated
        Column("lost", _("未送达"), lambda e: e.lost, ("lost",), "number"),  # type: ignore[attr-defined]  # as annotated
        Column("state", _("状态"), light_of),
    ),
    order=("-id",),
    empty=_("其他系统可以在事项办理后收到消息。这里将列出接收系统。"),
)


def _again(row: Delivery) -> Shown:
    """The way to send once more what is not waiting anyway."""
    if row.state == State.WAITING or row.endpoint.stopped_at:
        return None
    return Link(_("再次推送"), reverse("webhooks:again", args=[row.pk]))


def _answer(row: Delivery) -> Shown:
    return str(row.status) if row.status else (retold(row.error) or None)


DELIVERIES: Table[Delivery] = Table(
    title=_("推送消息"),
    columns=(
        Column("seq", _("审计记录"), lambda d: d.seq, ("seq",), "number"),
        Column("kind", _("事项"), lambda d: verb_name(d.kind), ("kind",)),
        Column(
            "state", _("状态"), lambda d: Light(STATE_NAMES[State(d.state)], _TONES[State(d.state)]),
            ("state",),
        ),
        Column("attempts", _("已试次数"), lambda d: d.attempts, ("attempts",), "number"),
        Column("answer", _("应答"), _answer, kind="long"),
        Column("tried", _("最近推送"), lambda d: d.tried_at, ("tried_at",), "date"),
        Column(
            "next", _("下次推送"), lambda d: d.next_at if d.state == State.WAITING else None,
            ("next_at",), "date",
        ),
        Column("again", _("操作"), _again),
    ),
    order=("-id",),
    empty=_("还没有推送过消息。"),
)  # fmt: skip


def _administrator(request: HttpRequest) -> User:
    require("webhooks.manage", request.user)
    return signed_in(request)


@require_safe
def endpoints(request: HttpRequest) -> HttpResponse | FileResponse:
    """All receivers."""
    _administrator(request)
    return ENDPOINTS.respond(request, "webhooks/list.html", rows=queries.endpoints())


@require_safe
def endpoint(request: HttpRequest, key: int) -> HttpResponse | FileResponse:
    """A receiver, and every message to it."""
    _administrator(request)
    found = get_object_or_404(queries.endpoints(), pk=key)
    rows = Delivery.objects.filter(endpoint=found).select_related("endpoint")
    context: dict[str, Any] = {"endpoint": found, "light": light_of(found)}
    return DELIVERIES.respond(request, "webhooks/endpoint.html", rows=rows, **context)


@require_http_methods(["GET", "HEAD", "POST"])
def add(request: HttpRequest) -> HttpResponse:
    """A new receiver; the key of its signatures is shown once."""
    by = _administrator(request)
    form, made = EndpointForm(request.POST or None), list[tuple[Endpoint, str]]()

    def save(values: dict[str, Any]) -> None:
        made.append(actions.add_endpoint(by=by, at=timezone.now(), **values))

    if request.method == "POST" and carried_out(form, save):
        found, secret = made[0]
        answer = render(request, "webhooks/added.html", {"endpoint": found, "secret": secret})
        answer["Cache-Control"] = "no-store"
        return answer
    lead = _("事项办理后，系统向接收地址发送签名的消息；没有送达的会再试，直到送达或放弃。")
    way = (Link(_("消息推送"), reverse("webhooks:list")),)
    return fill_in(request, FormPage(_("建立消息推送"), _("建立"), way, lead), form)


@require_http_methods(["GET", "HEAD", "POST"])
def stop(request: HttpRequest, key: int) -> HttpResponse:
    """Ask once, then tell this receiver nothing more."""
    by = _administrator(request)
    found = get_object_or_404(Endpoint, pk=key)
    question = Question(
        gettext("停用消息推送：%(name)s") % {"name": found.name},
        (_("不再向这个系统推送消息。"), _("推送记录仍予保留。")),
        _("停用"),
        _url(found),
        danger=True,
    )

    def stop_it() -> None:
        actions.stop_endpoint(endpoint=found, by=by, at=timezone.now())

    return pressed(request, question, stop_it, said=_("推送已停用。"))


@require_http_methods(["GET", "HEAD", "POST"])
def again(request: HttpRequest, key: int) -> HttpResponse:
    """Ask once, then send a message once more."""
    by = _administrator(request)
    row = get_object_or_404(Delivery.objects.select_related("endpoint"), pk=key)
    question = Question(
        gettext("再次推送：%(name)s") % {"name": verb_name(row.kind)},
        (_("以原来的消息编号再推送一次，接收系统可以据此识别重复。"),),
        _("再次推送"),
        _url(row.endpoint),
    )

    def send() -> None:
        actions.send_again(delivery=row, by=by, at=timezone.now())

    return pressed(request, question, send, said=_("已列入推送，几秒钟内发出。"))
