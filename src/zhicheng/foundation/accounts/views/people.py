"""Accounts administration: people, their details and roles."""

from typing import Any

from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from zhicheng.foundation.accounts import forms, queries
from zhicheng.foundation.accounts.actions import people, roles
from zhicheng.foundation.accounts.models import Grant, User
from zhicheng.foundation.accounts.views import common
from zhicheng.foundation.accounts.views.passwords import show_link
from zhicheng.foundation.face.forms import FormPage, carried_out, fill_in
from zhicheng.foundation.face.lists import Column, Table
from zhicheng.foundation.face.questions import Question, ask
from zhicheng.foundation.face.records import Link

TABLE: Table[User] = Table(
    title=gettext_lazy("人员"),
    columns=(
        Column("name", gettext_lazy("姓名"), lambda u: Link(u.name, common.page_of(u)), ("name",)),
        Column("username", gettext_lazy("用户名"), lambda u: u.username, ("username",)),
        Column("unit", gettext_lazy("所在单位"), lambda u: str(u.unit or ""), ("unit__order",)),
        Column(
            "roles",
            gettext_lazy("现有角色"),
            lambda u: "、".join(common.role_words(row) for row in common.roles_in_force(u)),
            kind="long",
        ),
        Column("state", gettext_lazy("账号"), common.account_light, ("is_active",)),
        Column(
            "last_login",
            gettext_lazy("上次登录"),
            lambda u: u.last_login,
            ("last_login",),
            "date",
            secondary=True,
        ),
    ),
    order=("username",),
)


@require_safe
def index(request: HttpRequest) -> HttpResponse | FileResponse:
    common.administrator(request)
    return TABLE.respond(
        request,
        "accounts/list.html",
        rows=queries.people(),
        filters=forms.PeopleFilters(request.GET),
    )


def add(request: HttpRequest) -> HttpResponse:
    """Take someone in and show, once, the link under which they choose their password."""
    by = common.administrator(request)
    form = forms.NewPersonForm(request.POST or None)
    added: list[User] = []

    def save(values: dict[str, Any]) -> None:
        added.append(people.add_user(by=by, at=timezone.now(), **values))

    if request.method == "POST" and carried_out(form, save):
        return show_link(request, added[0])
    lead = _("保存后显示一次性链接，请交给本人设置密码；角色在人员页面授予。")
    page = FormPage(_("开设账号"), _("保存"), (common.all_people(),), lead)
    return fill_in(request, page, form)


@require_safe
def person(request: HttpRequest, key: int) -> HttpResponse:
    by = common.administrator(request)
    found = common.find_person(key)
    words = {
        "person": found,
        "light": common.account_light(found),
        "grants": common.shown_grants(found),
        "deputyships": common.shown_deputyships(found, by),
        "is_self": by.pk == found.pk,
        "second_factor": queries.has_second_factor(found),
    }
    return render(request, "accounts/person.html", words)


def edit(request: HttpRequest, key: int) -> HttpResponse:
    by = common.administrator(request)
    found = common.find_person(key)
    known = {"name": found.name, "unit": found.unit_id, "email": found.email}
    form = forms.DetailsForm(request.POST or None, initial=known)

    def save(values: dict[str, Any]) -> None:
        people.change_details(user=found, by=by, at=timezone.now(), **values)

    if request.method == "POST" and carried_out(form, save):
        messages.success(request, _("已保存。"))
        return redirect(common.page_of(found))
    way = common.way_to(common.find_person(key))
    return fill_in(request, FormPage(_("修改人员信息"), _("保存"), way), form)


def switch(request: HttpRequest, key: int) -> HttpResponse:
    """Switch an account off, or on again."""
    by = common.administrator(request)
    found = common.find_person(key)
    active = not found.is_active
    form = forms.ReasonForm(request.POST or None)

    def save(values: dict[str, Any]) -> None:
        people.set_active(user=found, active=active, by=by, at=timezone.now(), **values)

    if request.method == "POST" and carried_out(form, save):
        messages.success(request, _("账号已启用。") if active else _("账号已停用。"))
        return redirect(common.page_of(found))
    return ask(request, _switch_question(found, active), form)


def _switch_question(user: User, active: bool) -> Question:
    back = common.page_of(user)
    if active:
        restored = _("该人员可以重新登录，未终止的角色随即恢复。")
        return Question(_("启用账号：%s") % user.name, (restored,), _("启用"), back)
    effects = (
        _("该人员立即退出登录，不能再登录；其角色和代理随之失效。"),
        _("已办理的事项和记录保持不变，账号可以重新启用。"),
    )
    return Question(_("停用账号：%s") % user.name, effects, _("停用"), back)


def erase(request: HttpRequest, key: int) -> HttpResponse:
    by = common.administrator(request)
    found = common.find_person(key)
    form = forms.ReasonForm(request.POST or None)

    def save(values: dict[str, Any]) -> None:
        people.erase_person(user=found, by=by, at=timezone.now(), **values)

    if request.method == "POST" and carried_out(form, save):
        messages.success(request, _("个人信息已删除。"))
        return redirect(common.page_of(found))
    effects = (
        _("姓名、用户名和电子邮箱从系统中删除，审计链中的个人信息不可再读。"),
        _("其办理过的事项保留，办理人显示为“已注销人员”。"),
    )
    title = _("删除个人信息：%s") % found.name
    back = common.page_of(found)
    return ask(request, Question(title, effects, _("删除"), back, danger=True), form)


def grant(request: HttpRequest, key: int) -> HttpResponse:
    by = common.administrator(request)
    found = common.find_person(key)
    form = forms.GrantForm(
        request.POST or None, initial={"unit": found.unit_id, "valid_from": timezone.localdate()}
    )

    def save(values: dict[str, Any]) -> None:
        roles.grant(user=found, by=by, at=timezone.now(), **values)

    if request.method == "POST" and carried_out(form, save):
        messages.success(request, _("已授予角色。"))
        return redirect(common.page_of(found))
    return fill_in(request, FormPage(_("授予角色"), _("授予"), common.way_to(found)), form)


def withdraw(request: HttpRequest, key: int) -> HttpResponse:
    by = common.administrator(request)
    found = get_object_or_404(Grant.objects.select_related("user", "unit", "area"), pk=key)
    form = forms.WithdrawForm(request.POST or None, initial={"last_day": timezone.localdate()})
    title = _("终止角色：%(name)s，%(role)s") % {
        "name": found.user.name,
        "role": common.role_words(found),
    }

    def save(values: dict[str, Any]) -> None:
        roles.withdraw(grant=found, by=by, at=timezone.now(), **values)

    if request.method == "POST" and carried_out(form, save):
        messages.success(request, _("已终止角色。"))
        return redirect(reverse("accounts:person", args=[found.user_id]))
    effects = (_("自最后一天的次日起，该人员不再有此角色的权限。"), _("已办理的事项保持不变。"))
    return ask(request, Question(title, effects, _("终止角色"), common.page_of(found.user)), form)
