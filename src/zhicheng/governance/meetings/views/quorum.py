"""The rules for the quorum of meetings: what is in force, what was, what will be."""

from typing import Any

import rules
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from zhicheng.foundation.accounts.permissions import require, signed_in
from zhicheng.foundation.dated.queries import ahead
from zhicheng.foundation.dated.views import ask_to_withdraw, shown, was_set
from zhicheng.foundation.face.forms import FormPage, fill_in
from zhicheng.foundation.face.records import Link
from zhicheng.governance.meetings import actions
from zhicheng.governance.meetings.forms import QuorumForm
from zhicheng.governance.meetings.models import QuorumSetting
from zhicheng.governance.meetings.queries import QUORUMS
from zhicheng.governance.meetings.rules import Share
from zhicheng.governance.meetings.views.common import all_conferences


def quorum(request: HttpRequest) -> HttpResponse:
    """All rules for the quorum, the newest first."""
    require("meetings.view", request.user)
    may_set = rules.has_perm("meetings.prepare", request.user)
    keys = ahead(QuorumSetting, timezone.localdate()) if may_set else {}
    found = shown(QUORUMS.all(), keys, _withdrawal)
    return render(request, "meetings/quorum.html", {"rules": found, "may_set": may_set})


def _withdrawal(key: int) -> str:
    return reverse("meetings:withdraw_quorum", args=[key])


def set_quorum(request: HttpRequest) -> HttpResponse:
    """Set a rule from a day to come."""
    require("meetings.prepare", request.user)
    form = QuorumForm(request.POST or None)

    def save(given: dict[str, Any]) -> None:
        values = {**given, "share": Share(given["share"])}
        actions.set_quorum(**values, by=signed_in(request), at=timezone.now())

    if was_set(request, form, save):
        return redirect("meetings:quorum")
    way = (all_conferences(), Link(gettext("到会人数规则"), reverse("meetings:quorum")))
    return fill_in(request, FormPage(_("设定到会人数规则"), _("设定"), way), form)


def withdraw_quorum(request: HttpRequest, key: int) -> HttpResponse:
    """Ask, then take away a rule that has not begun."""
    require("meetings.prepare", request.user)
    row = get_object_or_404(QuorumSetting, pk=key)
    return ask_to_withdraw(request, row, actions.withdraw_quorum, reverse("meetings:quorum"))
