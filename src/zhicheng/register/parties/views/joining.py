"""The questions before parties are merged or split, and before that is taken back."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from zhicheng.foundation.accounts.permissions import require, signed_in
from zhicheng.foundation.face.forms import FormPage, ReasonForm, done, fill_in
from zhicheng.foundation.face.questions import Question, answered
from zhicheng.register.parties import actions, forms
from zhicheng.register.parties.models import Party, Splitting
from zhicheng.register.parties.permissions import visible_parties
from zhicheng.register.parties.views.common import find, url_of, way_to


def merge(request: HttpRequest, key: int) -> HttpResponse:
    """Merge a party into another one."""
    found = find(request, key)
    require("parties.keep", request.user, found)
    form = forms.MergeForm(request.POST or None, initial={"version": found.version})
    into: list[Party] = []

    def save(**given: Any) -> None:
        into.append(given["into"])
        actions.merge(party=found, by=signed_in(request), at=timezone.now(), **given)

    if done(request, form, found, save):
        messages.success(request, gettext("已合并，可以随时撤销。"))
        return redirect(url_of(into[0]))
    lead = _("合并后，它的名称、权利和授权都归在并入的主体下；撤销合并的，原样恢复。")
    page = FormPage(_("合并到另一个主体"), _("合并"), way_to(found), lead)
    return fill_in(request, page, form)


def unmerge(request: HttpRequest, key: int) -> HttpResponse:
    """Take back that a party was merged."""
    rows = Party.objects.filter(root__in=visible_parties(request.user)).exclude(merged_into=None)
    found = get_object_or_404(rows.select_related("merged_into", "root"), pk=key)
    require("parties.keep", request.user, found)
    assert found.root  # noqa: S101 - every party has one from its first transaction on

    def take_back(**given: Any) -> None:
        actions.unmerge(party=found, by=signed_in(request), at=timezone.now(), **given)

    question = Question(
        title=gettext("撤销合并：%(party)s") % {"party": found},
        effects=(_("这个主体恢复为单独的主体，合并前属于它的名称、权利和授权都回到它名下。"),),
        button=_("撤销合并"),
        back=url_of(found.root),
    )
    return answered(request, question, found, take_back, form=ReasonForm)


def split(request: HttpRequest, key: int) -> HttpResponse:
    """Say that some names of a party are another one's."""
    found = find(request, key)
    require("parties.keep", request.user, found)
    form = forms.SplitForm(request.POST or None, initial={"version": found.version}).of(found)
    made: list[Splitting] = []

    def save(names: Any, **given: Any) -> None:
        by, at = signed_in(request), timezone.now()
        made.append(actions.split(party=found, names=list(names), by=by, at=at, **given))

    if done(request, form, found, save):
        messages.success(request, gettext("已拆分出新的主体，可以撤销。"))
        return redirect(url_of(made[0].made))
    lead = _("所选名称归一个新的主体，以这些名称写的权利随之归它；现用名称不能拆分。")
    page = FormPage(_("拆分主体"), _("拆分"), way_to(found), lead)
    return fill_in(request, page, form)


def unsplit(request: HttpRequest, key: int) -> HttpResponse:
    """Take back that a party was split."""
    rows = Splitting.objects.filter(party__in=visible_parties(request.user), undone_at=None)
    found = get_object_or_404(rows.select_related("party", "made"), pk=key)
    require("parties.keep", request.user, found.party)

    def take_back(**given: Any) -> None:
        actions.unsplit(splitting=found, by=signed_in(request), at=timezone.now(), **given)

    question = Question(
        title=gettext("撤销拆分：%(party)s") % {"party": found.made},
        effects=(_("拆分出去的名称和权利原样回到“%(party)s”。") % {"party": found.party},),
        button=_("撤销拆分"),
        back=url_of(found.party),
    )
    return answered(request, question, found, take_back, form=ReasonForm)
