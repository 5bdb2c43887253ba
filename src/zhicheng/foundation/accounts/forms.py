"""Forms about people."""

from typing import Any, cast

from django import forms
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from zhicheng.foundation.accounts.models import User
from zhicheng.foundation.accounts.rules import ROLE_NAMES, Role
from zhicheng.foundation.face.forms import DayInput, LongText
from zhicheng.foundation.face.lists import Filters
from zhicheng.foundation.units.models import Area, Unit

_ROLES = [(role.value, ROLE_NAMES[role]) for role in Role]
_STATES = [("on", _("启用")), ("off", _("停用"))]


class PeopleFilters(Filters):
    q = forms.CharField(label=_("姓名或用户名"), required=False)
    unit = forms.ModelChoiceField(
        label=_("单位"), required=False, queryset=Unit.objects.all(), empty_label=_("全部")
    )
    role = forms.ChoiceField(label=_("角色"), required=False, choices=[("", _("全部")), *_ROLES])
    state = forms.ChoiceField(label=_("账号"), required=False, choices=[("", _("全部")), *_STATES])

    def narrow(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        given = self.cleaned_data
        if given.get("q"):
            rows = rows.filter(Q(name__contains=given["q"]) | Q(username__contains=given["q"]))
        if given.get("unit"):
            rows = rows.filter(unit=given["unit"])
        if given.get("role"):
            rows = rows.filter(grants__role=given["role"]).distinct()
        if given.get("state"):
            rows = rows.filter(is_active=given["state"] == "on")
        return rows


class DetailsForm(forms.Form):
    """What is known of a person."""

    name = forms.CharField(label=_("姓名"), max_length=40)
    unit = forms.ModelChoiceField(
        label=_("所在单位"),
        required=False,
        queryset=Unit.objects.filter(active=True),
        empty_label=_("不填"),
    )
    email = forms.EmailField(label=_("电子邮箱"), required=False)


class NewPersonForm(DetailsForm):
    username = forms.CharField(
        label=_("用户名"), max_length=60, help_text=_("登录时使用；字母、数字和 @ . + - _")
    )
    field_order = ("username", "name", "unit", "email")


class GrantForm(forms.Form):
    role = forms.TypedChoiceField(
        label=_("角色"), choices=[("", _("请选择")), *_ROLES], coerce=Role
    )
    unit = forms.ModelChoiceField(
        label=_("单位"),
        required=False,
        queryset=Unit.objects.filter(active=True),
        empty_label=_("不填"),
        help_text=_("只有单位负责人、单位联络员须填"),
    )
    area = forms.ModelChoiceField(
        label=_("区划"),
        required=False,
        queryset=Area.objects.all(),
        empty_label=_("不填"),
        help_text=_("只有县区联络员须填"),
    )
    valid_from = forms.DateField(label=_("自"), widget=DayInput())
    valid_to = forms.DateField(
        label=_("至"), required=False, widget=DayInput(), help_text=_("不填即长期有效")
    )


class ReasonForm(forms.Form):
    reason = LongText(
        label=_("理由"),
        max_length=500,
        rows=3,
        help_text=_("记入审计链，不能更改；请勿写入身份证号、电话等个人信息"),
    )


class WithdrawForm(ReasonForm):
    last_day = forms.DateField(
        label=_("最后一天"), widget=DayInput(), help_text=_("填昨天的日期即刻终止")
    )
    field_order = ("last_day", "reason")


class PersonField(forms.ModelChoiceField):  # type: ignore[type-arg]  # none at run time
    """A choice of people, each with the unit: names alone are not unique."""

    def label_from_instance(self, person: Any) -> str:
        return f"{person.name}（{person.unit.short_name}）" if person.unit else person.name


class DeputyForm(forms.Form):
    """Who stands in, from when, until when. ``absent``: not offered as a deputy."""

    deputy = PersonField(
        label=_("代理人"),
        empty_label=_("请选择"),
        queryset=User.objects.filter(is_active=True)
        .select_related("unit")
        .order_by("unit__order", "name"),
    )
    valid_from = forms.DateField(label=_("自"), widget=DayInput())
    valid_to = forms.DateField(label=_("至"), widget=DayInput())

    def __init__(self, *args: Any, absent: User, **options: Any) -> None:
        super().__init__(*args, **options)
        field = cast("PersonField", self.fields["deputy"])
        field.queryset = (field.queryset or User.objects.all()).exclude(pk=absent.pk)
