"""An appeal, and its answer."""

from typing import Any

import rules
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from zhicheng.foundation.accounts.permissions import require, signed_in
from zhicheng.foundation.face.forms import FormPage, carried_out, fill_in
from zhicheng.foundation.face.records import Link
from zhicheng.foundation.files.views import brought_if_any
from zhicheng.governance.assessment import actions, queries
from zhicheng.governance.assessment.forms import AnswerForm, AppealForm
from zhicheng.governance.assessment.models import Appeal
from zhicheng.governance.assessment.rules import AppealState
from zhicheng.governance.assessment.views.common import (
    find_sheet,
    marks,
    url_of_sheet,
    way_to_sheet,
)
from zhicheng.governance.assessment.views.sheets import appeal_light


def add_appeal(request: HttpRequest, key: int) -> HttpResponse:
    """Appeal against a line of one's own sheet."""
    found = find_sheet(request, key)
    require("assessment.appeal", request.user, found)
    data = (request.POST, request.FILES) if request.method == "POST" else ()
    form = AppealForm(*data, sheet=found)

    def save(values: dict[str, Any]) -> None:
        actions.appeal(
            sheet=found, against=form.lines.get(values["against"]), text=values["text"],
            upload=brought_if_any(values["upload"]), by=signed_in(request), at=timezone.now(),
        )  # fmt: skip

    if request.method == "POST" and carried_out(form, save):
        messages.success(request, gettext("申诉已提出，答复后会通知您。"))
        return redirect(url_of_sheet(found))
    lead = _("一件申诉针对一项得分或一件加减分事项；申诉截止%(day)s。") % {
        "day": found.scheme.appeal_until or "—"
    }
    return fill_in(request, FormPage(_("提出申诉"), _("提出"), way_to_sheet(found), lead), form)


def _find(request: HttpRequest, key: int) -> Appeal:
    return get_object_or_404(queries.appeals_for(request.user), pk=key)


def _about(row: Appeal) -> str:
    return row.entry.indicator.name if row.entry else str(row.adjustment)


def appeal(request: HttpRequest, key: int) -> HttpResponse:
    """An appeal with its answer."""
    found = _find(request, key)
    waits = found.state == AppealState.OPEN
    context = {
        "appeal": found,
        "about": _about(found),
        "way": way_to_sheet(found.sheet),
        "state": appeal_light(found),
        "before": marks(found.score_before),
        "after": marks(found.score_after),
        "may_answer": waits and rules.has_perm("assessment.answer", request.user, found.sheet),
    }
    return render(request, "assessment/appeal.html", context)


def answer(request: HttpRequest, key: int) -> HttpResponse:
    """Answer an appeal."""
    found = _find(request, key)
    require("assessment.answer", request.user, found.sheet)
    form = AnswerForm(request.POST or None)
    url = reverse("assessment:appeal", args=[found.pk])

    def save(values: dict[str, Any]) -> None:
        actions.answer(
            appeal=found, uphold=values["outcome"] == "upheld", answer=values["answer"],
            score=values["score"], by=signed_in(request), at=timezone.now(),
        )  # fmt: skip

    if request.method == "POST" and carried_out(form, save):
        messages.success(request, gettext("申诉已答复，并通知该单位。"))
        return redirect(url)
    way = (*way_to_sheet(found.sheet), Link(_("申诉"), url))
    return fill_in(request, FormPage(_("答复申诉"), _("答复"), way, found.text), form)
