"""Forms about conferences and seats."""

from django import forms
from django.utils.translation import gettext_lazy as _

from zhicheng.foundation.accounts.models import User
from zhicheng.foundation.dated.forms import SettingForm
from zhicheng.foundation.face.forms import DayInput, LongText
from zhicheng.foundation.units.models import Unit
from zhicheng.governance.meetings.rules import SEAT_NAMES, SHARE_NAMES


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


class QuorumForm(SettingForm):
    share = forms.ChoiceField(
        label=_("到会人数不少于应到人数的"),
        choices=[(s.value, n) for s, n in SHARE_NAMES.items()],
        help_text=_("委托他人参会的计入到会人数，联络员不计。"),
    )


class EndForm(forms.Form):
    on = forms.DateField(label=_("任期的最后一天"), widget=DayInput)


class DropSeatForm(forms.Form):
    reason = LongText(label=_("删去的原因"), max_length=200, rows=2)


class EndConferenceForm(forms.Form):
    on = forms.DateField(label=_("结束日期"), widget=DayInput, help_text=_("存续的最后一天。"))
    reason = LongText(
        label=_("结束原因"), max_length=200, rows=2, help_text=_("写明依据的文件标题和文号。")
    )
