"""The forms about a party: what is kept of it, what it is called, who acts for it, its identity number."""

from collections.abc import Callable
from typing import Any

from django import forms as django_forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from zhicheng.foundation.accounts.permissions import require, signed_in
from zhicheng.foundation.face.forms import FormPage, carried_out, done, fill_in
from zhicheng.foundation.face.questions import Question, answered
from zhicheng.foundation.face.records import Text
from zhicheng.register.parties import actions, forms
from zhicheng.register.parties.models import Party
from zhicheng.register.parties.permissions import visible_mandates
from zhicheng.register.parties.rules import PartyKind
from zhicheng.register.parties.views.common import all_parties, find, url_of, way_to


def add_organisation(request: HttpRequest) -> HttpResponse:
    """Put an organisation on file."""
    page = FormPage(_("登记单位"), _("登记"), (all_parties(),))
    return _add(request, page, forms.OrganisationForm, actions.add_organisation)


def add_person(request: HttpRequest) -> HttpResponse:
    """Put a person on file."""
    lead = _("个人只登记姓名和地址；证件号码确有需要的，登记后另行填写。")
    page = FormPage(_("登记个人"), _("登记"), (all_parties(),), lead)
    return _add(request, page, forms.PersonForm, actions.add_person)


def _add(
    request: HttpRequest, page: FormPage, kind: type[django_forms.Form], verb: Callable[..., Party]
) -> HttpResponse:
    require("parties.keep", request.user)
    form, made = kind(request.POST or None), []

    def save(values: dict[str, Any]) -> None:
        made.append(verb(by=signed_in(request), at=timezone.now(), **values))

    if request.method == "POST" and carried_out(form, save):
        messages.success(request, gettext("已登记。"))
        return redirect(url_of(made[0]))
    return fill_in(request, page, form)


def _about(
    request: HttpRequest, found: Party, form: django_forms.Form, verb: Callable[..., object],
    title: Text, *, button: Text, said: Text, lead: Text = "", permission: str = "parties.keep",
) -> HttpResponse:  # fmt: skip
    """A form about a party: fill in, do the verb, and back to its page."""
    require(permission, request.user, found)

    def save(**given: Any) -> None:
        verb(party=found, by=signed_in(request), at=timezone.now(), **given)

    if done(request, form, found, save):
        messages.success(request, str(said))
        return redirect(url_of(found))
    return fill_in(request, FormPage(title, button, way_to(found), lead), form)


def change(request: HttpRequest, key: int) -> HttpResponse:
    """Change what is kept of a party."""
    found = find(request, key)
    kind = forms.ChangePersonForm if found.kind == PartyKind.PERSON else forms.ChangeForm
    start = {
        name: getattr(found, name)
        for name in ("version", "credit_code", "sort", "industry", "address")
    }
    form = kind(request.POST or None, initial=start)
    return _about(
        request,
        found,
        form,
        actions.change,
        _("修改主体信息"),
        button=_("保存"),
        said=_("已保存。"),
    )


def rename(request: HttpRequest, key: int) -> HttpResponse:
    """Say that a party is called otherwise."""
    found = find(request, key)
    start = {"version": found.version, "on": timezone.localdate()}
    form = forms.RenameForm(request.POST or None, initial=start)
    return _about(
        request, found, form, actions.rename, _("更名"), button=_("更名"), said=_("已更名。"),
        lead=_("现用名称将成为曾用名；以原名称写的数据仍然认得出这个主体。"),
    )  # fmt: skip


def add_name(request: HttpRequest, key: int) -> HttpResponse:
    """Say what else a party is called."""
    found = find(request, key)
    form = forms.NameForm(request.POST or None, initial={"version": found.version})
    return _about(
        request, found, form, actions.add_name, _("新增名称"), button=_("添加"),
        said=_("已添加名称。"), lead=_("今后以这个名称写的数据，会认作这个主体。"),
    )  # fmt: skip


def give_mandate(request: HttpRequest, key: int) -> HttpResponse:
    """Let an account act for a party."""
    found = find(request, key)
    start = {"version": found.version, "valid_from": timezone.localdate()}
    form = forms.MandateForm(request.POST or None, initial=start)
    return _about(
        request, found, form, actions.give_mandate, _("登记授权"), button=_("登记"),
        said=_("已登记授权。"), permission="parties.mandate",
        lead=_("在所填日期内，这个账号可以代这个主体办理所选事项。"),
    )  # fmt: skip


def end_mandate(request: HttpRequest, key: int) -> HttpResponse:
    """Say which day is the last of a mandate."""
    found = get_object_or_404(visible_mandates(request.user), pk=key)
    require("parties.mandate", request.user, found.party)

    def end(**given: Any) -> None:
        actions.end_mandate(mandate=found, by=signed_in(request), at=timezone.now(), **given)

    question = Question(
        title=gettext("终止授权：%(user)s") % {"user": found.user},
        effects=(_("所填日期以后，这个账号不能再代这个主体办理事项；已经办理的不受影响。"),),
        button=_("终止授权"),
        back=url_of(found.party),
    )
    today = timezone.localdate()
    return answered(request, question, found, end, form=forms.EndMandateForm, on=today)


def set_number(request: HttpRequest, key: int) -> HttpResponse:
    """Keep the identity number of a person."""
    found = find(request, key)
    form = forms.NumberForm(request.POST or None, initial={"version": found.version})
    return _about(
        request, found, form, actions.set_number, _("登记证件号码"), button=_("保存"),
        said=_("证件号码已加密保存。"),
    )  # fmt: skip


def unmask(request: HttpRequest, key: int) -> HttpResponse:
    """Show the identity number of a person, for a reason."""
    found = find(request, key)
    require("parties.unmask", request.user, found)
    form, shown = forms.UnmaskForm(request.POST or None), []

    def show(values: dict[str, Any]) -> None:
        by, at = signed_in(request), timezone.now()
        shown.append(actions.unmask(party=found, by=by, at=at, **values))

    if request.method == "POST" and carried_out(form, show):
        answer = render(request, "parties/number.html", {"party": found, "number": shown[0]})
        answer["Cache-Control"] = "private, no-store"
        return answer
    return fill_in(request, FormPage(_("查看证件号码"), _("查看"), way_to(found)), form)
