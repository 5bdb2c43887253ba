"""The form that loads a calendar file."""

from django import forms
from django.utils.translation import gettext_lazy as _


class LoadForm(forms.Form):
    file = forms.FileField(
        label=_("日历文件"),
        max_length=200,
        help_text=_(
            "可以是 JSON（year、off、work、source），也可以是日历软件订阅的 .ics（标“休”“班”的日子）。"
        ),
        error_messages={
            "required": _("请选择日历文件。"),
            "empty": _("文件是空的，请检查后重新选择。"),
        },
    )
