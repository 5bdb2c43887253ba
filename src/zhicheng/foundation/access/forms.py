"""Forms about tokens."""

from datetime import timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from zhicheng.foundation.access.registry import scopes
from zhicheng.foundation.access.rules import LONGEST_LIFE
from zhicheng.foundation.face.forms import DayInput

_USUAL_LIFE = timedelta(days=90)


class TokenForm(forms.Form):
    """What a token is for, what it may do, and until when."""

    name = forms.CharField(
        label=_("用途"),
        max_length=60,
        help_text=_("写明由哪个系统或程序使用，例如“市大数据平台取数”。"),
    )
    scopes = forms.MultipleChoiceField(
        label=_("权限范围"),
        widget=forms.CheckboxSelectMultiple,
        help_text=_("只选用得到的。令牌能办的事不会超过您本人的权限。"),
    )
    expires_on = forms.DateField(
        label=_("有效期至"),
        widget=DayInput,
    )

    def __init__(self, data: Any = None) -> None:
        super().__init__(data, initial={"expires_on": timezone.localdate() + _USUAL_LIFE})
        longest = gettext("最长 %(days)s 天，当天仍有效。") % {"days": LONGEST_LIFE.days}
        self.fields["expires_on"].help_text = longest
        offered = [(name, f"{words}（{name}）") for name, words in scopes().items()]
        self.fields["scopes"].choices = offered  # type: ignore[attr-defined]  # a choice field
