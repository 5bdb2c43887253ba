"""What people fill in about papers."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from zhicheng.foundation.face.forms import LongText, SeenForm
from zhicheng.foundation.face.lists import Filters, holding
from zhicheng.governance.bulletins.rules import (
    FIRST_YEAR,
    KIND_NAMES,
    PARTS,
    QUARTERS,
    STATE_NAMES,
    Kind,
)
from zhicheng.governance.plans.models import Plan

_ALL = ("", _("全部"))
_KINDS = [(kind.value, name) for kind, name in KIND_NAMES.items()]
_QUARTERS = list(
    zip(QUARTERS, (_("第一季度"), _("第二季度"), _("第三季度"), _("第四季度")), strict=True)
)


class ReportFilters(Filters):
    """Above the list of papers."""

    q = forms.CharField(label=_("标题"), required=False, max_length=100)
    kind = forms.ChoiceField(label=_("类型"), required=False, choices=[_ALL, *_KINDS])
    state = forms.ChoiceField(
        label=_("状态"),
        required=False,
        choices=[_ALL, *((state.value, name) for state, name in STATE_NAMES.items())],
    )

    def narrow(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        asked = self.cleaned_data
        if text := asked.get("q", "").strip():
            rows = rows.filter(holding(text, "title"))
        for name in ("kind", "state"):
            if value := asked.get(name):
                rows = rows.filter(**{name: value})
        return rows


class NewForm(forms.Form):
    """What a paper is to be about."""

    kind = forms.TypedChoiceField(label=_("类型"), choices=_KINDS, coerce=Kind)
    year = forms.IntegerField(label=_("年份"), min_value=FIRST_YEAR, max_value=9999)
    quarter = forms.TypedChoiceField(
        label=_("季度"),
        required=False,
        coerce=int,
        empty_value=None,
        choices=[("", _("不分季度（年度报告）")), *_QUARTERS],
    )
    plan = forms.ModelChoiceField(
        Plan.objects.none(),
        label=_("方案"),
        required=False,
        empty_label=_("全市（各方案合并）"),
        help_text=_("选择方案的，只统计这个方案的任务和指标。"),
    )

    def __init__(self, *args: Any, plans: QuerySet[Plan], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["plan"].queryset = plans  # type: ignore[attr-defined]  # a ModelChoiceField


class WordsForm(SeenForm):
    """Title and the office's words."""

    title = forms.CharField(label=_("标题"), max_length=120)
    summary = LongText(label=PARTS["summary"], required=False, max_length=20_000, rows=8)
    highlights = LongText(label=PARTS["highlights"], required=False, max_length=20_000, rows=6)
    problems = LongText(label=PARTS["problems"], required=False, max_length=20_000, rows=6)
    next_steps = LongText(label=PARTS["next_steps"], required=False, max_length=20_000, rows=6)


class AgainForm(forms.Form):
    """Why another edition takes the place of an issued one."""

    why = LongText(label=_("替代理由"), max_length=1000, rows=4)


class ApprovalForm(SeenForm):
    """The question before issuing."""

    signed_off = LongText(
        label=_("审签意见"),
        max_length=1000,
        rows=3,
        help_text=_("写明由谁、以什么方式审签，随印发稿留存。"),
    )
