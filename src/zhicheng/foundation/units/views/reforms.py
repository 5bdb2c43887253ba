"""Reform of institutions: renaming a unit, giving its work to a successor. The coordinator's."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from zhicheng.foundation.audit.permissions import require
from zhicheng.foundation.face.forms import FormPage, carried_out, fill_in
from zhicheng.foundation.face.records import Link
from zhicheng.foundation.units import actions, forms
from zhicheng.foundation.units.models import Unit
from zhicheng.foundation.units.rules import ReformKind
from zhicheng.foundation.units.succession import estates


def _way(unit: Unit) -> tuple[Link, ...]:
    url = reverse("units:unit", args=[unit.pk])
    return (Link(_("单位"), reverse("units:list")), Link(unit.short_name, url))


def rename(request: HttpRequest, key: int) -> HttpResponse:
    """Call a unit otherwise from a day on."""
    require("units.reform", request.user)
    unit = get_object_or_404(Unit, pk=key)
    start = {"name": unit.name, "short_name": unit.short_name}
    form = forms.RenameForm(request.POST or None, initial=start)

    def save(values: dict[str, Any]) -> None:
        actions.rename(unit=unit, by=request.user, at=timezone.now(), **values)

    if request.method == "POST" and carried_out(form, save):
        messages.success(request, _("已更名，原名称记入沿革，并作为别名保留。"))
        return redirect("units:unit", key)
    lead = _("以前的纪要、通报等仍是当时的名称；方案中使用原名称时，仍能认出该单位。")
    title = _("更名：%(unit)s") % {"unit": unit}
    return fill_in(request, FormPage(title, _("更名"), _way(unit), lead), form)


def succeed(request: HttpRequest, key: int) -> HttpResponse:
    """Merge a unit into another, or abolish it; the page says what will go to the successor."""
    require("units.reform", request.user)
    unit = get_object_or_404(Unit, pk=key)
    form = forms.SucceedForm(request.POST or None, unit=unit)

    def save(values: dict[str, Any]) -> None:
        kind = ReformKind(values.pop("kind"))
        actions.succeed(unit=unit, kind=kind, by=request.user, at=timezone.now(), **values)

    if request.method == "POST" and carried_out(form, save):
        said = _("已办理，在办事项转由承接单位办理。原单位人员的角色请由系统管理员调整。")
        messages.success(request, said)
        return redirect("units:unit", key)
    goes = "、".join(
        _("%(title)s%(count)s项") % {"title": estate.title, "count": estate.count(unit)}
        for estate in estates()
    )
    lead = _("将转由承接单位办理：%(goes)s。已办结的事项留在原单位名下；办理后不能撤回。") % {
        "goes": goes
    }
    title = _("并入或撤销：%(unit)s") % {"unit": unit}
    return fill_in(request, FormPage(title, _("办理"), _way(unit), lead), form)
