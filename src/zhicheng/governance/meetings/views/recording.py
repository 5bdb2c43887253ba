"""Attendance, minutes, resolutions, and the steps of a meeting."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from zhicheng.foundation.accounts.permissions import require, signed_in
from zhicheng.foundation.face.forms import FormPage, done, fill_in
from zhicheng.foundation.face.questions import Question, answered, edge_of, form_of, of_step
from zhicheng.foundation.face.records import Text
from zhicheng.governance.meetings import actions, queries
from zhicheng.governance.meetings.actions import Decided
from zhicheng.governance.meetings.forms import AttendanceForm, MinutesForm, ResolutionForm
from zhicheng.governance.meetings.models import Resolution
from zhicheng.governance.meetings.rules import MEETING
from zhicheng.governance.meetings.views.common import find_meeting, meeting_url, way_to_meeting

_EFFECTS: dict[str, tuple[Text, ...]] = {
    "invite": (_("在任成员和成员单位会收到会议通知，看到议题和材料。"),),
    "hold": (_("会议记为已召开，可以填写纪要和议定事项。"),),
    "recall": (
        _("会议回到“已通知”，可以改会议日期、地点、主持人和出席情况，再确认召开。"),
        _("已填写的纪要和议定事项保留。"),
    ),
    "submit": (_("纪要提请市领导审定，内容不能再改；退回后可以再改。"),),
    "return": (_("纪要退回办公室修改。"),),
    "confirm": (
        _("按启用的模板生成纪要并留存，成员会收到通知。"),
        _("印发后会议的全部内容不能再改。"),
    ),
    "cancel": (_("会议取消，成员会收到通知。"),),
}


def attendance(request: HttpRequest, key: int) -> HttpResponse:
    found = find_meeting(request, key)
    require("meetings.prepare", request.user)
    presences = [
        (seat, f"{queries.unit_called(found, seat, row)}{seat.office} {seat.person}", row)
        for seat, row in queries.presence_of(found)
    ]
    start = {"version": found.version}
    form = AttendanceForm(request.POST or None, presences=presences, initial=start)

    def save(**_given: Any) -> None:
        by, at = signed_in(request), timezone.now()
        actions.take_attendance(meeting=found, noted=form.noted, by=by, at=at)

    if done(request, form, found, save):
        messages.success(request, gettext("出席情况已登记。"))
        return redirect(meeting_url(found))
    page = FormPage(_("登记出席情况"), _("保存"), way_to_meeting(found))
    return fill_in(request, page, form)


def write(request: HttpRequest, key: int) -> HttpResponse:
    found = find_meeting(request, key)
    require("meetings.prepare", request.user)
    start = {"version": found.version, "summary": found.summary}
    form = MinutesForm(request.POST or None, items=queries.agenda_of(found), initial=start)

    def save(summary: str, **_given: Any) -> None:
        by, at = signed_in(request), timezone.now()
        actions.write_minutes(meeting=found, summary=summary, outcomes=form.outcomes, by=by, at=at)

    if done(request, form, found, save):
        messages.success(request, gettext("纪要已保存。"))
        return redirect(meeting_url(found))
    return fill_in(request, FormPage(_("填写纪要"), _("保存"), way_to_meeting(found)), form)


def add_resolution(request: HttpRequest, key: int) -> HttpResponse:
    found = find_meeting(request, key)
    require("meetings.prepare", request.user)
    form = ResolutionForm(request.POST or None, initial={"version": found.version})

    def save(**given: Any) -> None:
        decided = Decided(**{**given, "units": tuple(given["units"])})
        by, at = signed_in(request), timezone.now()
        actions.add_resolution(meeting=found, decided=decided, by=by, at=at)

    if done(request, form, found, save):
        messages.success(request, gettext("议定事项已记录。"))
        return redirect(meeting_url(found))
    page = FormPage(_("记录议定事项"), _("记录"), way_to_meeting(found))
    return fill_in(request, page, form)


def drop_resolution(request: HttpRequest, key: int) -> HttpResponse:
    """Ask, then take back a resolution that was written down wrongly."""
    require("meetings.prepare", request.user)
    row = get_object_or_404(Resolution.objects.select_related("meeting"), pk=key)
    found = row.meeting

    def drop() -> None:
        actions.drop_resolution(resolution=row, by=signed_in(request), at=timezone.now())

    question = Question(
        title=gettext("删去议定事项：%(row)s") % {"row": row},
        effects=(_("这一议定事项不写入纪要。"),),
        button=_("删去"),
        back=meeting_url(found),
    )
    return answered(request, question, found, drop, said=_("议定事项已删去。"))


def decide(request: HttpRequest, key: int, verb: str) -> HttpResponse:
    """Ask, then take a step. 404 for what one does not see, 403 for what is not one's own to do."""
    found = find_meeting(request, key)
    edge = edge_of(MEETING, verb, _EFFECTS)
    require(f"meetings.{verb}", request.user)

    def take(**given: Any) -> None:
        actions.move(meeting=found, verb=verb, by=signed_in(request), at=timezone.now(), **given)

    danger = verb == "confirm"
    question = of_step(edge, found, _EFFECTS[verb], meeting_url(found), danger=danger)
    return answered(request, question, found, take, form=form_of(edge))


def enter(request: HttpRequest, key: int) -> HttpResponse:
    """Ask, then make tasks of the resolutions."""
    found = find_meeting(request, key)
    require("meetings.prepare", request.user)

    def take() -> None:
        actions.enter_in_ledger(meeting=found, by=signed_in(request), at=timezone.now())

    question = Question(
        title=gettext("议定事项列入台账：%(meeting)s") % {"meeting": found},
        effects=(
            _("有牵头单位和时限的议定事项各成为一项任务，由有关单位签收办理。"),
            _("列入后按任务台账的程序办理，不能撤回。"),
        ),
        button=_("列入台账"),
        back=meeting_url(found),
        danger=True,
    )
    said = _("议定事项已列入任务台账，等待各单位签收。")
    return answered(request, question, found, take, said=said)
