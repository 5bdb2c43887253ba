"""The form about a receiver."""

import re

from django import forms
from django.utils.translation import gettext_lazy as _


class EndpointForm(forms.Form):
    name = forms.CharField(label=_("用途"), max_length=60)
    url = forms.CharField(
        label=_("接收地址"), max_length=500, help_text=_("以 https:// 开头，由接收系统提供。")
    )
    kinds = forms.CharField(
        label=_("推送事项"),
        max_length=500,
        initial="tasks.",
        help_text=_(
            "写审计记录中的事项：tasks.（任务的全部事项）、targets.observe（一个事项）或 *（全部），"
            "用逗号或空格分开。消息只含编号，不含内容和个人信息。"
        ),
    )

    def clean_kinds(self) -> list[str]:
        """The kinds, one by one."""
        return [kind for kind in re.split(r"[\s,，、]+", self.cleaned_data["kinds"]) if kind]
