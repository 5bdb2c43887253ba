"""The page of an answer: the officer drafts, the head sends."""

from typing import Any

import rules
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from zhicheng.foundation.accounts.permissions import require, signed_in
from zhicheng.foundation.face.forms import carried_out, with_value
from zhicheng.foundation.files.views import brought
from zhicheng.governance.supervision import actions, queries
from zhicheng.governance.supervision.forms import AnswerForm
from zhicheng.governance.supervision.models import Order
from zhicheng.governance.supervision.rules import TO_ANSWER
from zhicheng.governance.supervision.views.common import find_order, order_url


def answer(request: HttpRequest, key: int) -> HttpResponse:
    """The form of an answer. 403 for whoever does not work for the unit; what was typed is kept."""
    found = find_order(request, key)
    require("supervision.order_draft_answer", request.user, found)
    if found.state not in TO_ANSWER:
        messages.info(request, _("这份督办单目前不需要填写回复。"))
        return redirect(order_url(found))
    draft = queries.draft_of(found)
    if request.method != "POST":
        values = {"text": draft.text, "seen": draft.version} if draft else {}
        return _page(request, found, AnswerForm(initial=values, draft=draft))
    form = AnswerForm(request.POST, request.FILES, draft=draft)
    button = request.POST.get("button", "save")
    if carried_out(form, lambda given: _do(request, found, given, button)):
        return _after(request, found, button)
    draft = queries.draft_of(found)
    form.data = with_value(form, "seen", draft.version if draft else "")
    return _page(request, found, form, status=422)


def _do(request: HttpRequest, order: Order, given: dict[str, Any], button: str) -> None:
    content: dict[str, Any] = {
        "order": order,
        "text": given["text"],
        "seen": given["seen"],
        "uploads": [brought(file) for file in given["uploads"]],
        "remove": [row.pk for row in given.get("remove", ())],
        "by": signed_in(request),
        "at": timezone.now(),
    }
    if button == "send":
        actions.answer(**content)
    else:
        actions.save_answer(**content, hand_up=button == "hand_up")


def _after(request: HttpRequest, order: Order, button: str) -> HttpResponse:
    said = {
        "send": _("回复已报送，复核员会收到通知。"),
        "hand_up": _("已保存，并提请负责人报送。"),
    }
    messages.success(request, said.get(button, _("草稿已保存。")))
    return redirect(order_url(order))


def _page(request: HttpRequest, order: Order, form: AnswerForm, status: int = 200) -> HttpResponse:
    draft = queries.draft_of(order)
    values = {
        "order": order,
        "form": form,
        "draft": draft,
        "files": draft.files.all() if draft else [],
        "may_send": rules.has_perm("supervision.order_send", request.user, order),
    }
    return render(request, "supervision/answer.html", values, status=status)
