"""One's tokens: what there is, a new one, and its end."""

from typing import Any

from allauth.account.decorators import reauthentication_required
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from zhicheng.foundation.access import queries
from zhicheng.foundation.access.actions import issue, revoke
from zhicheng.foundation.access.forms import TokenForm
from zhicheng.foundation.access.models import AccessToken
from zhicheng.foundation.access.reference import operations_of
from zhicheng.foundation.access.registry import description, scope_name
from zhicheng.foundation.access.rules import ROOT, TokenState
from zhicheng.foundation.accounts.permissions import require, signed_in
from zhicheng.foundation.face.forms import FormPage, carried_out, fill_in
from zhicheng.foundation.face.lists import Column, Table
from zhicheng.foundation.face.questions import Question, pressed
from zhicheng.foundation.face.records import Light, Link, Shown, Tone

_LIGHTS = {
    TokenState.VALID: Light(_("有效"), Tone.GOOD),
    TokenState.EXPIRED: Light(_("已过期"), Tone.QUIET),
    TokenState.REVOKED: Light(_("已吊销"), Tone.QUIET),
}


def _end(token: AccessToken) -> Shown:
    """The way to end a token that is still good."""
    if queries.state(token, timezone.localdate()) is not TokenState.VALID:
        return None
    return Link(_("吊销"), reverse("access:revoke", args=[token.pk]))


TOKENS: Table[AccessToken] = Table(
    title=_("访问令牌"),
    columns=(
        Column("name", _("用途"), lambda t: t.name, ("name",), "long"),
        Column("hint", _("开头"), lambda t: f"{t.hint}…", secondary=True),
        Column("user", _("持有人"), lambda t: t.user.name, ("user__name",)),
        Column(
            "scopes", _("权限范围"), lambda t: "、".join(str(scope_name(s)) for s in t.scopes),
            kind="long",
        ),
        Column("expires", _("有效期至"), lambda t: t.expires_on, ("expires_on",), "date"),
        Column("used", _("最近使用"), lambda t: t.last_used_on, ("last_used_on",), "date"),
        Column("state", _("状态"), lambda t: _LIGHTS[queries.state(t, timezone.localdate())]),
        Column("end", _("操作"), _end),
    ),
    order=("-id",),
    empty=_("程序凭访问令牌使用本系统的接口。这里将列出已建立的令牌。"),
)  # fmt: skip


@require_safe
def tokens(request: HttpRequest) -> HttpResponse | FileResponse:
    """One's own tokens; the administrator sees everybody's."""
    require("access.issue", request.user)
    rows = queries.tokens_for(signed_in(request))
    return TOKENS.respond(request, "access/list.html", rows=rows)


@require_http_methods(["GET", "HEAD", "POST"])
@reauthentication_required
def add(request: HttpRequest) -> HttpResponse:
    """A new token, shown once, in the answer to the request that made it."""
    require("access.issue", request.user)
    form, made = TokenForm(request.POST or None), list[tuple[AccessToken, str]]()
    by = signed_in(request)

    def save(values: dict[str, Any]) -> None:
        made.append(issue(owner=by, by=by, at=timezone.now(), **values))

    if request.method == "POST" and carried_out(form, save):
        token, secret = made[0]
        answer = render(request, "access/issued.html", {"token": token, "secret": secret})
        answer["Cache-Control"] = "no-store"
        return answer
    lead = _("程序凭令牌代您办理，办理记录记在您名下。令牌只显示一次，请像密码一样保管。")
    way = (Link(_("访问令牌"), reverse("access:list")),)
    return fill_in(request, FormPage(_("建立访问令牌"), _("建立"), way, lead), form)


@require_http_methods(["GET", "HEAD", "POST"])
def end(request: HttpRequest, key: int) -> HttpResponse:
    """Ask once, then end a token."""
    by = signed_in(request)
    token = get_object_or_404(queries.tokens_for(by), pk=key)
    require("access.revoke", by, token)
    question = Question(
        gettext("吊销访问令牌：%(name)s") % {"name": token.name},
        (_("使用这个令牌的程序立即不能再访问。"), _("已经办理的事项不受影响。")),
        _("吊销"),
        reverse("access:list"),
        danger=True,
    )
    said = _("令牌已吊销，使用它的程序立即不能再访问。")
    return pressed(
        request, question, lambda: revoke(token=token, by=by, at=timezone.now()), said=said
    )


@require_safe
def reference(request: HttpRequest) -> HttpResponse:
    """What programs can ask, room by room."""
    require("access.issue", request.user)
    root = request.build_absolute_uri(ROOT)
    rooms = operations_of(description())
    return render(request, "access/reference.html", {"rooms": rooms, "root": root})
