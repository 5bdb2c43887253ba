"""Who stands in for whom: one appoints one's own deputy, the administrator anybody's."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from zhicheng.foundation.accounts.actions import roles
from zhicheng.foundation.accounts.forms import DeputyForm
from zhicheng.foundation.accounts.models import Deputyship, User
from zhicheng.foundation.accounts.permissions import require, signed_in
from zhicheng.foundation.accounts.views import common
from zhicheng.foundation.face.forms import FormPage, carried_out, fill_in
from zhicheng.foundation.face.questions import Question, pressed
from zhicheng.foundation.face.records import Link


def _may_arrange(by: User, absent: User) -> None:
    if by.pk != absent.pk:
        require("accounts.administer", by)


def _back(by: User, absent: User) -> Link:
    if by.pk == absent.pk:
        return Link(_("我的账号"), reverse("accounts:mine"))
    return Link(absent.name, common.page_of(absent))


def appoint(request: HttpRequest, key: int) -> HttpResponse:
    by, absent = signed_in(request), common.find_person(key)
    _may_arrange(by, absent)
    form = DeputyForm(
        request.POST or None, absent=absent, initial={"valid_from": timezone.localdate()}
    )

    def save(values: dict[str, Any]) -> None:
        roles.appoint_deputy(absent=absent, by=by, at=timezone.now(), **values)

    back = _back(by, absent)
    if request.method == "POST" and carried_out(form, save):
        messages.success(request, _("已委托代理。"))
        return redirect(back.url)
    lead = _("代理期间，代理人可以办理被代理人的事项；系统管理员和审计员的角色不能代理。")
    return fill_in(request, FormPage(_("委托代理"), _("委托"), (back,), lead), form)


def end(request: HttpRequest, key: int) -> HttpResponse:
    by = signed_in(request)
    found = get_object_or_404(Deputyship.objects.select_related("absent", "deputy"), pk=key)
    _may_arrange(by, found.absent)
    back = _back(by, found.absent)
    effects = (_("%s 立即不再有被代理人的权限。") % found.deputy.name,)
    question = Question(_("终止代理：%s") % found, effects, _("终止代理"), back.url)

    def finish() -> None:
        roles.end_deputyship(deputyship=found, by=by, at=timezone.now())

    return pressed(request, question, finish, said=_("代理已终止。"))
