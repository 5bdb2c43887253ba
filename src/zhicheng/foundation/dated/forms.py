"""What every form for a rule asks."""

from django import forms
from django.utils.translation import gettext_lazy as _

from zhicheng.foundation.face.forms import DayInput


class SettingForm(forms.Form):
    """From which day a rule is in force, and what it rests on."""

    valid_from = forms.DateField(
        label=_("生效日期"), widget=DayInput, help_text=_("从今天以后的某一天起生效，不追溯。")
    )
    source = forms.CharField(
        label=_("依据"), max_length=300, help_text=_("本市文件的名称、文号和条款。")
    )
