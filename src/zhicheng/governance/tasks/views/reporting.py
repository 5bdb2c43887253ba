"""Writing a report, and handing out its evidence."""

from typing import Any

import rules
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from zhicheng.engines.procedures.running import Refused
from zhicheng.foundation.accounts.permissions import require, signed_in
from zhicheng.foundation.face.forms import with_value
from zhicheng.foundation.files.views import brought, download
from zhicheng.governance.tasks import actions, queries
from zhicheng.governance.tasks.forms import ReportForm
from zhicheng.governance.tasks.models import Assignment, Report
from zhicheng.governance.tasks.permissions import readable_evidence
from zhicheng.governance.tasks.rules import DRAFTABLE, Stage
from zhicheng.governance.tasks.views.common import find_part


def report(request: HttpRequest, key: int) -> HttpResponse:
    """The form of a report. 403 for whoever does not work for the unit.

    Whatever was typed is kept: in the draft when it can be saved, in the form when it cannot.
    """
    part = find_part(request, key)
    require("tasks.draft", request.user, part)
    if part.stage not in DRAFTABLE:
        messages.info(request, _("这项任务目前不需要填写报告。"))
        return redirect("tasks:task", part.task_id)
    draft = queries.draft_of(part)
    if request.method != "POST":
        return _page(request, part, _fresh_form(part, draft))
    form = ReportForm(request.POST, request.FILES, draft=draft)
    if form.is_valid() and _saved(request, part, form):
        return _after(request, part)
    if "seen" not in form.cleaned_data:  # said to be out of date: from here on as it is now
        form.data = with_value(form, "seen", draft.version if draft else "")
    return _page(request, part, form, status=422)


def _fresh_form(part: Assignment, draft: Report | None) -> ReportForm:
    """The draft; without one, what came back from the office last, to begin with."""
    begin = draft or queries.came_back(part)
    values = {"text": begin.text, "progress": begin.progress} if begin else {}
    return ReportForm(initial={**values, "seen": draft and draft.version}, draft=draft)


def _saved(request: HttpRequest, part: Assignment, form: ReportForm) -> bool:
    """Save, hand up or send, as the button says. False with the reason in the form."""
    button = request.POST.get("button", "save")
    try:
        saved = _do(request, part, form.cleaned_data, button)
    except actions.Overtaken as overtaken:
        part.refresh_from_db()
        draft = queries.draft_of(part)
        form.data = with_value(form, "seen", draft.version if draft else "")
        form.add_error(None, str(overtaken))
        return False
    except Refused as refused:
        part.refresh_from_db()
        _keep(request, part, form)
        form.add_error(None, str(refused))
        return False
    for problem in saved.refused:
        messages.error(request, problem)
    return True


def _do(
    request: HttpRequest, part: Assignment, given: dict[str, Any], button: str
) -> actions.Saved:
    content: dict[str, Any] = {
        "assignment": part,
        "text": given["text"],
        "progress": given["progress"],
        "seen": given["seen"],
        "uploads": [brought(file) for file in given["uploads"]],
        "remove": [row.pk for row in given.get("remove", ())],
        "by": signed_in(request),
        "at": timezone.now(),
    }
    if button == "send":
        return actions.report(**content)
    return actions.save_draft(**content, hand_up=button == "hand_up")


def _keep(request: HttpRequest, part: Assignment, form: ReportForm) -> None:
    """What cannot be sent yet is saved as a draft, files and all."""
    if part.stage in DRAFTABLE:
        saved = _do(request, part, form.cleaned_data, "save")
        form.data = with_value(form, "seen", saved.draft.version)


def _after(request: HttpRequest, part: Assignment) -> HttpResponse:
    part.refresh_from_db()
    if part.stage == Stage.REPORTED:
        messages.success(request, _("已报送，联席会议办公室会收到通知。"))
        return redirect("tasks:task", part.task_id)
    draft = queries.draft_of(part)
    handed_up = draft is not None and draft.handed_up
    messages.success(request, _("已保存，并提请负责人报送。") if handed_up else _("草稿已保存。"))
    return redirect("tasks:report", part.pk)


def _page(
    request: HttpRequest, part: Assignment, form: ReportForm, status: int = 200
) -> HttpResponse:
    draft = queries.draft_of(part)
    begin = draft or queries.came_back(part)
    values = {
        "part": part,
        "form": form,
        "draft": draft,
        "evidence": begin.evidence.all() if begin else [],
        "returned": queries.last_return(part),
        "may_send": rules.has_perm("tasks.send", request.user, part),
    }
    return render(request, "tasks/report.html", values, status=status)


def evidence(request: HttpRequest, key: int) -> HttpResponseBase:
    """A file of a report that the person may read, as a download; 404 for everyone else."""
    found = get_object_or_404(readable_evidence(request.user).select_related("file"), pk=key)
    return download(found.file, found.name)
