"""The pages of units and areas: whoever has a role reads them, the administrator changes them."""

from typing import Any

from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from zhicheng.foundation.audit.permissions import require
from zhicheng.foundation.face.forms import FormPage, carried_out, fill_in
from zhicheng.foundation.face.lists import Column, Grouping, Table
from zhicheng.foundation.face.questions import Question, pressed
from zhicheng.foundation.face.records import Light, Link, Shown, Tone
from zhicheng.foundation.units import actions, forms, queries
from zhicheng.foundation.units.models import Alias, Area, Unit
from zhicheng.foundation.units.registry import loads
from zhicheng.foundation.units.rules import REFORM_NAMES, ReformKind


def light(unit: Unit) -> Light:
    """Whether a unit still exists."""
    if unit.active:
        return Light(gettext_lazy("在用"), Tone.GOOD)
    return Light(gettext_lazy("已撤销"), Tone.QUIET)


UNITS: Table[Unit] = Table(
    title=gettext_lazy("单位"),
    columns=(
        Column(
            "short_name",
            gettext_lazy("简称"),
            lambda unit: Link(unit.short_name, reverse("units:unit", args=[unit.pk])),
        ),
        Column("name", gettext_lazy("名称"), lambda unit: unit.name, kind="long"),
        Column(
            "kind",
            gettext_lazy("类型"),
            lambda unit: unit.get_kind_display(),
            ("kind",),
            secondary=True,
        ),
        Column("area", gettext_lazy("区划"), lambda unit: unit.area.name, ("area__code",)),
        Column("active", gettext_lazy("状态"), light, ("active",)),
    ),
    order=("order", "id"),
    groupings=(
        Grouping("kind", gettext_lazy("类型"), ("kind",), lambda unit: unit.get_kind_display()),
        Grouping("area", gettext_lazy("区划"), ("area__code",), lambda unit: unit.area.name),
    ),
    empty=gettext_lazy("承担任务的部门、县区和功能区会列在这里，由系统管理员添加。"),
)


def _areas(*, may_change: bool) -> Table[Area]:
    def name(area: Area) -> Shown:
        return (
            Link(area.name, reverse("units:edit_area", args=[area.pk])) if may_change else area.name
        )

    return Table(
        title=gettext_lazy("区划"),
        columns=(
            Column("code", gettext_lazy("代码"), lambda area: area.code, ("code",)),
            Column("name", gettext_lazy("名称"), name),
            Column("kind", gettext_lazy("类型"), lambda area: area.get_kind_display(), ("kind",)),
            Column(
                "parent",
                gettext_lazy("上级区划"),
                lambda area: str(area.parent or ""),
                secondary=True,
            ),
        ),
        order=("code",),
        empty=gettext_lazy("市、县（市、区）和功能区会列在这里，由系统管理员添加。"),
    )


def _may_change(request: HttpRequest) -> bool:
    return request.user.has_perm("units.administer")


@require_safe
def index(request: HttpRequest) -> HttpResponse | FileResponse:
    require("units.read", request.user)
    return UNITS.respond(
        request,
        "units/list.html",
        rows=queries.units(),
        filters=forms.UnitFilters(request.GET),
        may_change=_may_change(request),
    )


@require_safe
def unit(request: HttpRequest, key: int) -> HttpResponse:
    """Who the unit is, and its whole load: what every room knows that it has to do."""
    require("units.read", request.user)
    found = get_object_or_404(queries.units(), pk=key)
    words = {
        "unit": found,
        "light": light(found),
        "aliases": found.aliases.all(),
        "may_change": _may_change(request),
        "may_reform": found.active and request.user.has_perm("units.reform"),
        "reforms": [(REFORM_NAMES[ReformKind(one.kind)], one) for one in queries.reforms_of(found)],
        "loads": list(loads(request.user, found, timezone.localdate())),
    }
    return render(request, "units/unit.html", words)


def _all_units() -> Link:
    return Link(_("单位"), reverse("units:list"))


def _all_areas() -> Link:
    return Link(_("区划"), reverse("units:areas"))


def _way_to(unit: Unit) -> tuple[Link, ...]:
    return (_all_units(), Link(unit.short_name, reverse("units:unit", args=[unit.pk])))


def _save_unit(request: HttpRequest, page: FormPage, unit: Unit | None) -> HttpResponse:
    require("units.administer", request.user)
    form = forms.UnitForm(request.POST or None, instance=unit)

    saved: list[Unit] = []

    def save(values: dict[str, Any]) -> None:
        saved.append(actions.save_unit(unit=unit, by=request.user, at=timezone.now(), **values))

    if request.method == "POST" and carried_out(form, save):
        messages.success(request, _("已保存。"))
        return redirect("units:unit", saved[0].pk)
    return fill_in(request, page, form)


def add(request: HttpRequest) -> HttpResponse:
    return _save_unit(request, FormPage(_("新增单位"), _("保存"), (_all_units(),)), None)


def edit(request: HttpRequest, key: int) -> HttpResponse:
    found = get_object_or_404(Unit, pk=key)
    return _save_unit(request, FormPage(_("修改单位"), _("保存"), _way_to(found)), found)


def add_alias(request: HttpRequest, key: int) -> HttpResponse:
    require("units.administer", request.user)
    found = get_object_or_404(Unit, pk=key)
    form = forms.AliasForm(request.POST or None)

    def save(values: dict[str, Any]) -> Alias:
        return actions.add_alias(unit=found, by=request.user, at=timezone.now(), **values)

    if request.method == "POST" and carried_out(form, save):
        messages.success(request, _("已添加别名。"))
        return redirect("units:unit", key)
    lead = _("方案中以别名称呼该单位时，系统据此认出它。")
    return fill_in(request, FormPage(_("新增别名"), _("添加"), _way_to(found), lead), form)


def remove_alias(request: HttpRequest, key: int) -> HttpResponse:
    require("units.administer", request.user)
    alias = get_object_or_404(Alias.objects.select_related("unit"), pk=key)
    back = reverse("units:unit", args=[alias.unit_id])
    effects = (
        _("今后读取方案时，不再把“%(alias)s”认作%(unit)s。")
        % {"alias": alias.name, "unit": alias.unit.short_name},
        _("已经导入的方案不受影响。"),
    )
    title = _("删除别名“%(alias)s”") % {"alias": alias.name}

    def remove() -> None:
        actions.remove_alias(alias=alias, by=request.user, at=timezone.now())

    question = Question(title, effects, _("删除"), back)
    return pressed(request, question, remove, said=_("已删除别名。"))


@require_safe
def areas(request: HttpRequest) -> HttpResponse | FileResponse:
    require("units.read", request.user)
    may_change = _may_change(request)
    return _areas(may_change=may_change).respond(
        request,
        "units/areas.html",
        rows=queries.areas(),
        filters=forms.AreaFilters(request.GET),
        may_change=may_change,
    )


def _save_area(request: HttpRequest, title: str, area: Area | None) -> HttpResponse:
    require("units.administer", request.user)
    form = forms.AreaForm(request.POST or None, instance=area)

    def save(values: dict[str, Any]) -> Area:
        return actions.save_area(area=area, by=request.user, at=timezone.now(), **values)

    if request.method == "POST" and carried_out(form, save):
        messages.success(request, _("已保存。"))
        return redirect("units:areas")
    return fill_in(request, FormPage(title, _("保存"), (_all_units(), _all_areas())), form)


def add_area(request: HttpRequest) -> HttpResponse:
    return _save_area(request, _("新增区划"), None)


def edit_area(request: HttpRequest, key: int) -> HttpResponse:
    return _save_area(request, _("修改区划"), get_object_or_404(Area, pk=key))
