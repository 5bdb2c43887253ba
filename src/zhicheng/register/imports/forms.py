"""What people fill in about imports."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from zhicheng.foundation.face.forms import SeenForm
from zhicheng.foundation.face.lists import Filters
from zhicheng.register.imports.rules import OUTCOME_NAMES, POLICY_NAMES, Policy

_POLICIES = [(policy.value, name) for policy, name in POLICY_NAMES.items()]
_OUTCOMES = [("", _("全部")), *((one.value, name) for one, name in OUTCOME_NAMES.items())]


class UploadForm(forms.Form):
    """A file of patents."""

    upload = forms.FileField(
        label=_("文件"),
        help_text=_(
            "专利公报或者检索系统导出的 CSV、JSON 行（.json）、xlsx、xls，不超过 50 MB。列名自动识别。"
        ),
    )


class PolicyForm(SeenForm):
    """What becomes of rights that another source has put on file."""

    policy = forms.TypedChoiceField(
        label=_("已由其他来源登记的权利"), choices=_POLICIES, coerce=Policy, initial=Policy.UPDATE,
        widget=forms.RadioSelect,
    )  # fmt: skip


class RemarkFilters(Filters):
    """Above the report."""

    outcome = forms.ChoiceField(label=_("结果"), required=False, choices=_OUTCOMES)

    def narrow(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        asked = self.cleaned_data.get("outcome")
        return rows.filter(outcome=asked) if asked else rows
