"""The names as written that wait for a person, and the decision about one."""

from typing import Any

from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from zhicheng.foundation.accounts.permissions import require, signed_in
from zhicheng.foundation.face.forms import FormPage, done, fill_in
from zhicheng.foundation.face.lists import Column, Table
from zhicheng.foundation.face.records import Link
from zhicheng.register.parties import actions, queries
from zhicheng.register.parties.forms import SettleForm, chosen
from zhicheng.register.parties.models import Writing
from zhicheng.register.parties.rules import PartyKind
from zhicheng.register.parties.views.common import all_parties


def _meant(writing: Writing) -> str | None:
    """Whom the name may mean, in words."""
    return "；".join(str(one.party) for one in writing.candidates.all()) or None


QUEUE = Table[Writing](
    title=_("待确认的权利人"),
    columns=(
        Column(
            "text",
            _("写法"),
            lambda w: Link(w.text, reverse("parties:settle", args=[w.pk])),
            ("text",),
            "long",
        ),
        Column("rule", _("原因"), lambda w: w.get_rule_display(), ("rule",), "long"),
        Column("meant", _("可能是"), _meant, kind="long"),
        Column("at", _("首次出现"), lambda w: timezone.localdate(w.at), ("at",), "date"),
    ),
    order=("at",),
    empty=_("没有待确认的权利人。数据中的名称不能按规则认定主体时，会列在这里。"),
)


@require_safe
def queue(request: HttpRequest) -> HttpResponse | FileResponse:
    """What the rules leave to a person."""
    require("parties.keep", request.user)
    return QUEUE.respond(request, "parties/queue.html", rows=queries.to_settle(request.user))


def settle(request: HttpRequest, key: int) -> HttpResponse:
    """Say who is meant by a name."""
    require("parties.keep", request.user)
    found = get_object_or_404(queries.to_settle(request.user), pk=key)
    form = SettleForm(request.POST or None, initial={"version": found.version}).of(found)

    def save(choice: str) -> None:
        by: Any = signed_in(request)
        what, at = chosen(form, choice), timezone.now()
        if isinstance(what, PartyKind):
            actions.settle_as_new(writing=found, kind=what, by=by, at=at)
        else:
            actions.settle(writing=found, candidate=what, by=by, at=at)

    if done(request, form, found, save):
        messages.success(request, gettext("已确认。"))
        return redirect("parties:queue")
    way = (all_parties(), Link(gettext("待确认的权利人"), reverse("parties:queue")))
    page = FormPage(found.text, _("确认"), way, found.get_rule_display())
    return fill_in(request, page, form)
