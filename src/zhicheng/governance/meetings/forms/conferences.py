"""Forms about conferences and seats."""

from django import forms
from django.utils.translation import gettext_lazy as _

from zhicheng.foundation.accounts.models import User
from zhicheng.foundation.face.forms import DayInput
from zhicheng.foundation.units.models import Unit
from zhicheng.governance.meetings.rules import SEAT_NAMES


class ConferenceForm(forms.Form):
    name = forms.CharField(label=_("名称"), max_length=100)
    founded_on = forms.DateField(label=_("成立日期"), widget=DayInput)
    document = forms.CharField(label=_("设立依据"), max_length=200, help_text=_("文件标题和文号。"))


class SeatForm(forms.Form):
    kind = forms.ChoiceField(label=_("席位"), choices=[(k.value, n) for k, n in SEAT_NAMES.items()])
    unit = forms.ModelChoiceField(
        Unit.objects.filter(active=True), label=_("单位"), required=False,
        empty_label=_("不属于列入系统的单位"),
    )  # fmt: skip
    office = forms.CharField(label=_("职务"), max_length=60)
    person = forms.CharField(label=_("姓名"), max_length=40)
    user = forms.ModelChoiceField(
        User.objects.filter(is_active=True).order_by("name", "pk"), label=_("账号"), required=False,
        empty_label=_("没有账号"), help_text=_("选择后，本人会收到会议通知。"),
    )  # fmt: skip
    valid_from = forms.DateField(label=_("任期起"), widget=DayInput)
    valid_to = forms.DateField(
        label=_("任期止"), widget=DayInput, required=False, help_text=_("在任的不填。")
    )


class EndForm(forms.Form):
    on = forms.DateField(label=_("任期的最后一天"), widget=DayInput)
