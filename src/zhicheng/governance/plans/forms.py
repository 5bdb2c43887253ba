"""What the pages of this room ask for. Fields of items come from ``rules.fields``; nothing is decided
here."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from zhicheng.foundation.face.forms import LongText, RowsField
from zhicheng.foundation.face.lists import Filters
from zhicheng.foundation.units.models import Unit
from zhicheng.governance.plans.actions.settling import REASON_LONGEST
from zhicheng.governance.plans.models import BareList, ItemKind, Plan
from zhicheng.governance.plans.rules.fields import FIELDS, Field, names

_DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


PLANNED, ORDERED = "plan", "ordered"
KINDS = {PLANNED: _("工作方案"), ORDERED: _("会议议定事项")}
"""What the list of plans holds: what was read as a plan, and what meetings resolved (``Plan.ordered``)."""


class PlanFilters(Filters):
    """Above the list of plans."""

    kind = forms.ChoiceField(
        label=_("类别"), required=False, choices=(("", _("全部")), *KINDS.items())
    )

    def narrow(self, rows: QuerySet[Plan]) -> QuerySet[Plan]:
        kind = self.cleaned_data.get("kind")
        return rows.filter(ordered=kind == ORDERED) if kind else rows


class Names(forms.Field):
    """A list of names, separated by 、 or lines."""

    widget = forms.Textarea(attrs={"rows": 2})

    def prepare_value(self, value: Any) -> Any:
        return "、".join(value) if isinstance(value, list) else value

    def to_python(self, value: Any) -> list[str]:
        return names(value or "")


class RefusableForm(forms.Form):
    """A form that can also show what an action has refused."""

    def take(self, refused: ValidationError) -> None:
        """Show the action's errors: at their fields where the form has them, else above."""
        found = getattr(refused, "error_dict", None)
        if found is None:
            self.add_error(None, refused)
            return
        for name, errors in found.items():
            self.add_error(name if name in self.fields else None, errors)


class UploadForm(RefusableForm):
    file = forms.FileField(
        label=_("方案文件"),
        max_length=200,
        help_text=_(
            "可以上传 .docx、.pdf（有文字层）、.ofd、.html、.txt、.md，以及旧版 .doc、.wps；不超过 50 MB。"
        ),
        error_messages={
            "required": _("请选择一份方案文件。"),
            "empty": _("文件是空的，请检查后重新选择。"),
        },
    )


class SheetForm(RefusableForm):
    file = forms.FileField(
        label=_("台账表格"),
        max_length=200,
        help_text=_("只接收 .xlsx，读第一张工作表；表头一行写明“任务”和“牵头单位”或“责任单位”。"),
        error_messages={
            "required": _("请选择一份台账表格。"),
            "empty": _("文件是空的，请检查后重新选择。"),
        },
    )
    title = forms.CharField(
        label=_("方案名称"), max_length=200, required=False, help_text=_("不填则用文件名。")
    )


class ItemForm(RefusableForm):
    """The values of an item of a kind."""

    use_required_attribute = False

    def __init__(
        self, kind: str, data: Any = None, *, values: Mapping[str, Any] | None = None
    ) -> None:
        super().__init__(data, initial=dict(values or {}))
        self.fields.update({field.name: _field(field) for field in FIELDS[kind]})


def _field(field: Field) -> forms.Field:
    common: dict[str, Any] = {
        "label": field.label,
        "required": field.required,
        "error_messages": {"required": gettext("请填写%(label)s。") % {"label": field.label}},
    }
    match field.kind:
        case "names":
            return Names(**common, help_text=_("多个单位用顿号隔开"))
        case "text":
            return LongText(**common, rows=4)
        case "flag":
            return forms.BooleanField(**{**common, "required": False})
        case "choice":
            return forms.ChoiceField(**common, choices=[("", "—"), *field.choices])
        case "moment" | "beginning":
            return forms.CharField(**common, help_text=_("2026、2026-06 或 2026-06-30"))
        case _:
            return forms.CharField(**common)


class ReasonForm(RefusableForm):
    reason = forms.CharField(label=_("理由"), max_length=200, required=False)


class SplitForm(RefusableForm):
    edited = LongText(
        label=_("在要拆开的地方换行"),
        rows=8,
        strip=False,
        help_text=_("只插入换行，不改文字；每行成为一个条目。"),
    )


class AddForm(RefusableForm):
    kind = forms.ChoiceField(label=_("类别"), choices=ItemKind.choices)
    quote = LongText(
        label=_("正文中的这一段"),
        rows=4,
        help_text=_("在左侧正文中选取文字后会自动填入，也可以粘贴。"),
    )
    near = forms.IntegerField(required=False, min_value=0, widget=forms.HiddenInput)


class AnswerForm(RefusableForm):
    answer = forms.CharField(label=_("处理意见"), max_length=500, required=False)


class FrameForm(RefusableForm):
    title = forms.CharField(label=_("方案名称"), max_length=200)
    period_start = forms.DateField(label=_("起始日期"), required=False, widget=_DAY)
    period_end = forms.DateField(
        label=_("截止日期"),
        required=False,
        widget=_DAY,
        help_text=_("原文没有写明完成时限的任务，以此推断。"),
    )


class BareListForm(RefusableForm):
    bare_list = forms.ChoiceField(
        label=_("只列“责任单位”、未标明牵头的任务"),
        choices=BareList.choices,
        widget=forms.RadioSelect,
    )


class DayForm(RefusableForm):
    on = forms.DateField(
        label=_("完成时限"),
        widget=_DAY,
        error_messages={"required": _("请填写完成时限。")},
    )


class KeepForm(RefusableForm):
    reason = forms.CharField(
        label=_("保留的理由"),
        max_length=REASON_LONGEST,
        error_messages={"required": _("请写明按原文保留的理由。")},
    )


def _units(label: Any) -> forms.Field:
    """Several units that are in use, as boxes to tick."""
    return RowsField(
        Unit.objects.filter(active=True),
        label=label,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )


class ResolveForm(RefusableForm):
    units = _units(_("对应的单位"))
    for_city = forms.BooleanField(
        label=_("同时记为全市通用别名，以后的方案都能识别"), required=False
    )


class AssignForm(RefusableForm):
    lead = _units(_("牵头单位"))
    responsible = _units(_("责任单位"))


_KEY_LONGEST = 19
"""Digits of a key that fits the database."""


def keys(data: Any, name: str = "items") -> Iterable[int]:
    """The keys ticked in a list; anything that is no number is passed over."""
    return [key for value in data.getlist(name) if (key := number(value))]


def number(given: str | None) -> int:
    """A key as it stands in an address; 0, which no row has, for whatever is no key."""
    return int(given) if given and given.isdecimal() and len(given) < _KEY_LONGEST else 0
