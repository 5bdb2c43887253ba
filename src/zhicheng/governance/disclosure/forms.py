"""What the office fills in to open a plan or to withdraw it."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from zhicheng.foundation.face.forms import DayInput, LongText
from zhicheng.governance.disclosure.rules import LONGEST_NOTE


class OpeningForm(forms.Form):
    """From when on a plan is seen, and under which words."""

    opens_on = forms.DateField(label=_("公开日期"), widget=DayInput(), initial=timezone.localdate)
    note = LongText(
        label=_("公开说明"),
        required=False,
        max_length=LONGEST_NOTE,
        rows=4,
        help_text=_("显示在公开页面上方，例如方案的背景和联系方式。"),
    )
    checked = forms.BooleanField(
        label=_("已核对方案名称、任务名称、单位名称和指标数据来源，不含个人信息和不宜公开的内容"),
        required=False,
    )


class WithdrawalForm(forms.Form):
    """Why a plan is withdrawn. version: the row as the person saw it."""

    reason = LongText(label=_("撤回理由"), max_length=500, rows=3)
    version = forms.IntegerField(widget=forms.HiddenInput())
