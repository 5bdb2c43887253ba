"""The rules of supervision: what is in force, what was, what will be; setting one, taking one away."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any, Final

import rules
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from zhicheng.foundation.accounts.permissions import require, signed_in
from zhicheng.foundation.dated.forms import SettingForm
from zhicheng.foundation.dated.models import Setting
from zhicheng.foundation.dated.queries import Kind, ahead
from zhicheng.foundation.dated.views import Shown, ask_to_withdraw, shown, was_set
from zhicheng.foundation.face.forms import FormPage, fill_in
from zhicheng.foundation.face.records import Link, Text
from zhicheng.governance.supervision import actions, forms
from zhicheng.governance.supervision.models import (
    EscalationSetting,
    ListingSetting,
    ProposalSetting,
)
from zhicheng.governance.supervision.queries import ESCALATIONS, LISTINGS, PROPOSING


@dataclass(frozen=True, slots=True)
class _Desk:
    """How one kind of rule is set and taken away. initial: a rule as the form's first values. put: what was
    filled in, put in force."""

    title: Text
    rules: Kind[Any]
    model: type[Setting]
    form: type[SettingForm]
    initial: Callable[[Any], dict[str, Any]]
    put: Callable[..., object]
    withdraw: Callable[..., None]


def _put_proposals(given: dict[str, Any], **who: Any) -> None:
    actions.set_proposals(triggers=forms.triggers_from(given), **who)


def _put_escalation(given: dict[str, Any], **who: Any) -> None:
    actions.set_escalation(plan=forms.escalation_from(given), **who)


def _put_listing(given: dict[str, Any], **who: Any) -> None:
    actions.set_listing(rule=forms.listing_from(given), **who)


_DESKS: Final = {
    "proposals": _Desk(
        _("设定拟办条件"), PROPOSING, ProposalSetting, forms.ProposalForm, forms.proposal_initial,
        _put_proposals, actions.withdraw_proposals,
    ),
    "escalation": _Desk(
        _("设定逐级督办"), ESCALATIONS, EscalationSetting, forms.EscalationForm,
        forms.escalation_initial, _put_escalation, actions.withdraw_escalation,
    ),
    "listing": _Desk(
        _("设定通报条件"), LISTINGS, ListingSetting, forms.ListingForm, forms.listing_initial,
        _put_listing, actions.withdraw_listing,
    ),
}  # fmt: skip


def rules_page(request: HttpRequest) -> HttpResponse:
    """The rules for proposing, escalating and listing, with validity and source."""
    require("supervision.view", request.user)
    may_set = rules.has_perm("supervision.set_rules", request.user)
    found = {kind: _shown(kind, may_set=may_set) for kind in _DESKS}
    return render(request, "supervision/rules.html", {**found, "may_set": may_set})


def _shown(kind: str, *, may_set: bool) -> list[Shown[Any]]:
    """All rules of a kind; those that have not begun can be taken away by whoever may set them."""
    desk = _DESKS[kind]
    keys = ahead(desk.model, timezone.localdate()) if may_set else {}
    return shown(desk.rules.all(), keys, partial(_withdrawal, kind))


def _withdrawal(kind: str, key: int) -> str:
    return reverse("supervision:withdraw_rule", args=[kind, key])


def set_rule(request: HttpRequest, kind: str) -> HttpResponse:
    """Set a rule from a day to come, beginning with the one in force."""
    require("supervision.set_rules", request.user)
    desk = _find(kind)
    in_force = desk.rules.on(timezone.localdate())
    form = desk.form(request.POST or None, initial=desk.initial(in_force))

    def save(given: dict[str, Any]) -> None:
        desk.put(given, by=signed_in(request), at=timezone.now())

    if was_set(request, form, save):
        return redirect("supervision:rules")
    if isinstance(form, forms.EscalationForm):
        status = 422 if form.is_bound else 200
        return render(request, "supervision/set_escalation.html", {"form": form}, status=status)
    way = (
        Link(gettext("督办单"), reverse("supervision:orders")),
        Link(gettext("督办规则"), reverse("supervision:rules")),
    )
    return fill_in(request, FormPage(desk.title, _("设定"), way), form)


def withdraw_rule(request: HttpRequest, kind: str, key: int) -> HttpResponse:
    """Ask, then take away a rule that has not begun."""
    require("supervision.set_rules", request.user)
    desk = _find(kind)
    row = get_object_or_404(desk.model, pk=key)
    return ask_to_withdraw(request, row, desk.withdraw, reverse("supervision:rules"))


def _find(kind: str) -> _Desk:
    if kind not in _DESKS:
        raise Http404(gettext("没有这种规则。"))
    return _DESKS[kind]
