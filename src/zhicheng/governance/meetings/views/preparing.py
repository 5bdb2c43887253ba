"""Planning a meeting and its agenda."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from zhicheng.foundation.accounts.permissions import require, signed_in
from zhicheng.foundation.face.forms import FormPage, carried_out, done, fill_in
from zhicheng.foundation.face.questions import Question, answered
from zhicheng.foundation.files.views import brought
from zhicheng.governance.meetings import actions
from zhicheng.governance.meetings.actions import Frame
from zhicheng.governance.meetings.forms import FrameForm, ItemForm
from zhicheng.governance.meetings.models import AgendaItem, Meeting
from zhicheng.governance.meetings.views.common import (
    find_conference,
    find_meeting,
    meeting_url,
    way_to_conference,
    way_to_meeting,
)


def plan(request: HttpRequest, key: int) -> HttpResponse:
    """Plan a meeting of a conference."""
    conference = find_conference(request, key)
    require("meetings.prepare", request.user)
    form = FrameForm(request.POST or None, new=True)
    made: list[Meeting] = []

    def save(values: dict[str, Any]) -> None:
        by, at = signed_in(request), timezone.now()
        made.append(
            actions.plan_meeting(conference=conference, frame=Frame(**values), by=by, at=at)
        )

    if request.method == "POST" and carried_out(form, save):
        messages.success(request, gettext("会议已列入筹备，请列入议题。"))
        return redirect(meeting_url(made[0]))
    page = FormPage(_("筹备会议"), _("保存"), way_to_conference(conference))
    return fill_in(request, page, form)


def change_frame(request: HttpRequest, key: int) -> HttpResponse:
    found = find_meeting(request, key)
    require("meetings.prepare", request.user)
    start = {n: getattr(found, n) for n in ("version", "title", "held_on", "place", "chair")}
    form = FrameForm(request.POST or None, initial=start)

    def save(**given: Any) -> None:
        by, at = signed_in(request), timezone.now()
        actions.change_frame(meeting=found, frame=Frame(**given), by=by, at=at)

    if done(request, form, found, save):
        messages.success(request, gettext("会议安排已保存。"))
        return redirect(meeting_url(found))
    lead = _("已经通知的，修改后成员会再收到通知。")
    page = FormPage(_("修改会议安排"), _("保存"), way_to_meeting(found), lead)
    return fill_in(request, page, form)


def add_item(request: HttpRequest, key: int) -> HttpResponse:
    found = find_meeting(request, key)
    require("meetings.prepare", request.user)
    form = ItemForm(request.POST or None, request.FILES or None, initial={"version": found.version})

    def save(**given: Any) -> None:
        uploads = map(brought, given.pop("uploads"))
        by, at = signed_in(request), timezone.now()
        actions.add_item(meeting=found, uploads=uploads, by=by, at=at, **given)

    if done(request, form, found, save):
        messages.success(request, gettext("议题已列入。"))
        return redirect(meeting_url(found))
    return fill_in(request, FormPage(_("列入议题"), _("列入"), way_to_meeting(found)), form)


def drop_item(request: HttpRequest, key: int) -> HttpResponse:
    """Ask, then take an item off the agenda."""
    require("meetings.prepare", request.user)
    item = get_object_or_404(AgendaItem.objects.select_related("meeting"), pk=key)
    found = item.meeting

    def drop() -> None:
        actions.drop_item(item=item, by=signed_in(request), at=timezone.now())

    question = Question(
        title=gettext("删去议题：%(item)s") % {"item": item},
        effects=(_("议题及其材料不再列入这次会议。"),),
        button=_("删去"),
        back=meeting_url(found),
    )
    return answered(request, question, found, drop, said=_("议题已删去。"))
