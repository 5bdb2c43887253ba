"""The forms about a system: who builds it, its milestones, where it runs, how far it is."""

from typing import Any

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from zhicheng.foundation.accounts.permissions import require, signed_in
from zhicheng.foundation.face.forms import FormPage, ReasonForm, SeenForm, done, fill_in, posted
from zhicheng.foundation.face.questions import Question, answered
from zhicheng.foundation.files.views import brought
from zhicheng.governance.systems import actions
from zhicheng.governance.systems.forms import (
    LinkForm,
    MilestoneForm,
    NoteForm,
    OwnerForm,
    PassedMilestoneForm,
    ReachedForm,
    SeenMilestoneForm,
)
from zhicheng.governance.systems.views.common import find, find_milestone, url_of, way_to


def assign(request: HttpRequest, key: int) -> HttpResponse:
    """Say which unit builds a system."""
    found = find(request, key)
    require("systems.assign", request.user, found)
    start = {"version": found.version, "owner": found.owner_id}
    form = OwnerForm(posted(request), initial=start)

    def save(**given: Any) -> None:
        actions.assign(system=found, by=signed_in(request), at=timezone.now(), **given)

    if done(request, form, found, save):
        messages.success(request, gettext("已指定建设单位，并通知该单位。"))
        return redirect(url_of(found))
    page = FormPage(
        _("指定建设单位"),
        _("指定"),
        way_to(found),
        _("所选单位会收到通知，由其填写进展、推进建设。"),
    )
    return fill_in(request, page, form)


def link(request: HttpRequest, key: int) -> HttpResponse:
    """Say where a system runs."""
    found = find(request, key)
    require("systems.keep", request.user, found)
    start = {"version": found.version, "link": found.link, "no_link": found.no_link}
    form = LinkForm(posted(request), initial=start)

    def save(**given: Any) -> None:
        actions.save_link(system=found, by=signed_in(request), at=timezone.now(), **given)

    if done(request, form, found, save):
        messages.success(request, gettext("运行地址已保存。"))
        return redirect(url_of(found))
    page = FormPage(
        _("运行地址"), _("保存"), way_to(found), _("系统在哪里运行；没有地址的，写明原因。")
    )
    return fill_in(request, page, form)


def note(request: HttpRequest, key: int) -> HttpResponse:
    """Say how far a system is."""
    found = find(request, key)
    require("systems.note", request.user, found)
    form = NoteForm(posted(request), request.FILES or None)

    def save(text: str, uploads: list[UploadedFile]) -> None:
        files = [brought(file) for file in uploads]
        actions.note(
            system=found, text=text, uploads=files, by=signed_in(request), at=timezone.now()
        )

    if done(request, form, found, save):
        messages.success(request, gettext("进展已保存。"))
        return redirect(url_of(found))
    return fill_in(request, FormPage(_("填写进展"), _("保存"), way_to(found)), form)


def add_milestone(request: HttpRequest, key: int) -> HttpResponse:
    """Plan one more milestone."""
    found = find(request, key)
    require("systems.keep", request.user, found)
    form = MilestoneForm(posted(request))

    def save(**given: Any) -> None:
        actions.save_milestone(system=found, by=signed_in(request), at=timezone.now(), **given)

    if done(request, form, found, save):
        messages.success(request, gettext("节点已保存。"))
        return redirect(url_of(found))
    return fill_in(request, FormPage(_("新增节点"), _("保存"), way_to(found)), form)


def milestone(request: HttpRequest, key: int) -> HttpResponse:
    """Change a milestone that has not been reached; once its day has come, with the reason."""
    found = find_milestone(request, key)
    require("systems.keep", request.user, found.system)
    start = {"version": found.version, "name": found.name, "due_on": found.due_on}
    kind = PassedMilestoneForm if found.due_on <= timezone.localdate() else SeenMilestoneForm
    form = kind(posted(request), initial=start)

    def save(**given: Any) -> None:
        actions.save_milestone(
            system=found.system, milestone=found, by=signed_in(request), at=timezone.now(), **given
        )

    if done(request, form, found, save):
        messages.success(request, gettext("节点已保存。"))
        return redirect(url_of(found.system))
    return fill_in(request, FormPage(_("调整节点"), _("保存"), way_to(found.system)), form)


def reach(request: HttpRequest, key: int) -> HttpResponse:
    """Say when a milestone was reached."""
    found = find_milestone(request, key)
    require("systems.note", request.user, found.system)
    start = {"version": found.version, "done_on": timezone.localdate()}
    form = ReachedForm(posted(request), initial=start)

    def save(**given: Any) -> None:
        actions.reach(milestone=found, by=signed_in(request), at=timezone.now(), **given)

    if done(request, form, found, save):
        messages.success(request, gettext("已确认节点完成。"))
        return redirect(url_of(found.system))
    page = FormPage(_("确认节点完成"), _("确认完成"), way_to(found.system), str(found))
    return fill_in(request, page, form)


def revoke(request: HttpRequest, key: int) -> HttpResponse:
    """Take back that a milestone was reached."""
    found = find_milestone(request, key)
    require("systems.revoke_milestone", request.user, found.system)

    def take_back(**given: Any) -> None:
        actions.revoke_milestone(milestone=found, by=signed_in(request), at=timezone.now(), **given)

    question = Question(
        title=gettext("撤销节点完成：%(name)s") % {"name": found.name},
        effects=(
            _("节点恢复为未完成；计划日期已过的，显示为逾期。"),
            _("建设单位会收到通知，经过中保留原来的登记和撤销的理由。"),
        ),
        button=_("撤销"),
        back=url_of(found.system),
    )
    said = _("已撤销节点完成，并通知建设单位。")
    return answered(request, question, found, take_back, form=ReasonForm, said=said)


def drop(request: HttpRequest, key: int) -> HttpResponse:
    """Take a milestone off that has not been reached."""
    found = find_milestone(request, key)
    require("systems.keep", request.user, found.system)
    passed = found.due_on <= timezone.localdate()
    kind = ReasonForm if passed else SeenForm

    def remove(**given: Any) -> None:
        actions.drop_milestone(milestone=found, by=signed_in(request), at=timezone.now(), **given)

    question = Question(
        title=gettext("删除节点：%(name)s") % {"name": found.name},
        effects=(_("节点从清单中删去，经过中保留记录。"),),
        button=_("删除"),
        back=url_of(found.system),
    )
    return answered(request, question, found, remove, form=kind, said=_("节点已删除。"))
