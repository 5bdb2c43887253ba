"""Forms about areas and units."""

from typing import Any

from django import forms
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from zhicheng.foundation.face.forms import DayInput, choose, field_of
from zhicheng.foundation.face.lists import Filters
from zhicheng.foundation.units.models import Alias, Area, AreaKind, Unit, UnitKind
from zhicheng.foundation.units.rules import REFORM_NAMES, SUCCEEDED


class UnitFilters(Filters):
    q = forms.CharField(label=_("名称"), required=False)
    kind = forms.ChoiceField(
        label=_("类型"), required=False, choices=[("", _("全部")), *UnitKind.choices]
    )
    area = forms.ModelChoiceField(
        label=_("区划"), required=False, queryset=Area.objects.all(), empty_label=_("全部")
    )

    def narrow(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        given = self.cleaned_data
        if given.get("q"):
            words = Q(name__contains=given["q"]) | Q(short_name__contains=given["q"])
            rows = rows.filter(
                words | Q(pk__in=Alias.objects.filter(name__contains=given["q"]).values("unit"))
            )
        if given.get("kind"):
            rows = rows.filter(kind=given["kind"])
        if given.get("area"):
            rows = rows.filter(area=given["area"])
        return rows


class AreaFilters(Filters):
    kind = forms.ChoiceField(
        label=_("类型"), required=False, choices=[("", _("全部")), *AreaKind.choices]
    )

    def narrow(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        kind = self.cleaned_data.get("kind")
        return rows.filter(kind=kind) if kind else rows


UnitForm = forms.modelform_factory(
    Unit,
    fields=["name", "short_name", "kind", "area", "order", "active"],
    formfield_callback=field_of,
)
AreaForm = forms.modelform_factory(
    Area, fields=["code", "name", "kind", "parent"], formfield_callback=field_of
)


class RenameForm(forms.Form):
    """What a unit is called from a day on."""

    name = forms.CharField(label=_("新名称"), max_length=80)
    short_name = forms.CharField(label=_("新简称"), max_length=40)
    on = forms.DateField(label=_("施行日期"), widget=DayInput)
    document = forms.CharField(
        label=_("依据"), max_length=200, help_text=_("机构改革文件的标题和文号。")
    )


class SucceedForm(forms.Form):
    """Who does the work of a unit that is gone."""

    kind = forms.ChoiceField(
        label=_("变动"), choices=[(kind.value, REFORM_NAMES[kind]) for kind in SUCCEEDED]
    )
    successor = forms.ModelChoiceField(
        Unit.objects.none(), label=_("承接单位"), empty_label=_("请选择")
    )
    on = forms.DateField(label=_("施行日期"), widget=DayInput)
    document = forms.CharField(
        label=_("依据"), max_length=200, help_text=_("机构改革文件的标题和文号。")
    )

    def __init__(self, *args: Any, unit: Unit, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose(self, "successor", Unit.objects.filter(active=True).exclude(pk=unit.pk))


class AliasForm(forms.Form):
    name = forms.CharField(label=_("别名"), max_length=80)
