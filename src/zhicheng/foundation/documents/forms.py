"""The form that uploads a template."""

from django import forms
from django.utils.translation import gettext_lazy as _


class TemplateForm(forms.Form):
    file = forms.FileField(
        label=_("模板文件"),
        max_length=200,
        help_text=_("不含宏的 .docx，只能使用本页列出的字段。"),
        error_messages={"empty": _("文件是空的，请检查后重新选择。")},
    )
