"""The forms about a right: a new one, what happened, who holds it, a document."""

from typing import Any

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from zhicheng.foundation.accounts.permissions import require, signed_in
from zhicheng.foundation.face.forms import FormPage, ReasonForm, carried_out, done, fill_in
from zhicheng.foundation.face.questions import Question, answered
from zhicheng.foundation.face.records import Link
from zhicheng.foundation.files.views import brought
from zhicheng.register.rights import actions, forms, queries
from zhicheng.register.rights.models import Right
from zhicheng.register.rights.permissions import visible_events
from zhicheng.register.rights.views.common import find, url_of, way_to


def add_right(request: HttpRequest) -> HttpResponse:
    """Put a right on file."""
    require("rights.keep", request.user)
    form, made = forms.RightForm(request.POST or None), []

    def save(values: dict[str, Any]) -> None:
        made.append(actions.add_right(by=signed_in(request), at=timezone.now(), **values))

    if request.method == "POST" and carried_out(form, save):
        messages.success(request, gettext("已登记。"))
        return redirect(url_of(made[0]))
    way = (Link(gettext("权利"), reverse("rights:list")),)
    return fill_in(request, FormPage(_("登记权利"), _("登记"), way), form)


def tell_event(request: HttpRequest, key: int) -> HttpResponse:
    """Say what happened to a right."""
    found = find(request, key)
    require("rights.keep", request.user, found)
    start = {"version": found.version, "known_on": timezone.localdate()}
    form = forms.EventForm(request.POST or None, initial=start).of(found)

    def save(**given: Any) -> None:
        event, source = forms.told(given)
        actions.tell_event(
            right=found, event=event, source=source, by=signed_in(request), at=timezone.now()
        )

    if done(request, form, found, save):
        messages.success(request, gettext("事件已登记，状态已重新认定。"))
        return redirect(url_of(found))
    lead = _("写明发生日期和知悉日期：某日的状态按当日所知认定，以后得知的，不改变当时的答案。")
    return fill_in(request, FormPage(_("登记事件"), _("登记"), way_to(found), lead), form)


def retract(request: HttpRequest, key: int) -> HttpResponse:
    """Say that an event turned out to be wrong."""
    rows = visible_events(request.user).select_related("right")
    found = get_object_or_404(rows, pk=key)
    require("rights.keep", request.user, found.right)

    def take_back(version: int = 0, **given: Any) -> None:
        actions.retract_event(event=found, by=signed_in(request), at=timezone.now(), **given)

    question = Question(
        title=gettext("撤销记载：%(event)s") % {"event": found},
        effects=(
            _("从今天起不再采信这个事件，状态重新认定。"),
            _("按今天以前所知认定的状态不变，仍可查到。"),
        ),
        button=_("撤销记载"),
        back=url_of(found.right),
    )
    return answered(request, question, found, take_back, form=ReasonForm, version=0)


def change_holders(request: HttpRequest, key: int) -> HttpResponse:
    """Say who holds a right as of a day."""
    found = find(request, key)
    require("rights.keep", request.user, found)
    start = {"version": found.version, "holders": _lines(found)}
    form = forms.ChangeHoldersForm(request.POST or None, initial=start)

    def save(**given: Any) -> None:
        actions.change_holders(right=found, by=signed_in(request), at=timezone.now(), **given)

    if done(request, form, found, save):
        messages.success(request, gettext("权利人已登记。"))
        return redirect(url_of(found))
    lead = _("填写这一天起的全部权利人；以前的权利人保留备查。")
    return fill_in(request, FormPage(_("登记权利人"), _("登记"), way_to(found), lead), form)


def _lines(right: Right) -> str:
    """The holders of today, as the form takes them."""
    today = timezone.localdate()
    return "\n".join(str(one.writing) for one in queries.holders_of(right, today, today))


def attach(request: HttpRequest, key: int) -> HttpResponse:
    """Keep a document of a right."""
    found = find(request, key)
    require("rights.keep", request.user, found)
    form = forms.DocumentForm(request.POST or None, request.FILES or None)

    def save(upload: UploadedFile, **given: Any) -> None:
        by, at = signed_in(request), timezone.now()
        actions.attach(right=found, upload=brought(upload), by=by, at=at, **given)

    if done(request, form, found, save):
        messages.success(request, gettext("文件已保存。"))
        return redirect(url_of(found))
    return fill_in(request, FormPage(_("添加文件"), _("保存"), way_to(found)), form)
