"""What people fill in about orders: filters, wording, reasons, terms, answers."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from zhicheng.foundation.face.forms import LongText, ReasonForm, RowsField, SeenForm, choose
from zhicheng.foundation.face.lists import Filters, holding
from zhicheng.foundation.face.records import Text
from zhicheng.foundation.units.models import Unit
from zhicheng.governance.supervision.models import Answer
from zhicheng.governance.supervision.rules import LONGEST_TERM, ORDER_NAMES, TO_ANSWER
from zhicheng.governance.tasks.forms import DraftForm
from zhicheng.governance.tasks.models import Assignment

_ALL: tuple[str, Text] = ("", _("全部"))
_STATES = [_ALL, *((state.value, name) for state, name in ORDER_NAMES.items())]
_ONLY = [_ALL, ("late", _("逾期未回复")), ("rule", _("按规则拟办"))]


class OrderFilters(Filters):
    """Above the list of orders."""

    q = forms.CharField(label=_("编号或事由"), required=False, max_length=100)
    unit = forms.ModelChoiceField(
        Unit.objects.none(), label=_("承办单位"), required=False, empty_label=_("全部")
    )
    state = forms.ChoiceField(label=_("状态"), required=False, choices=_STATES)
    only = forms.ChoiceField(label=_("只看"), required=False, choices=_ONLY)

    def __init__(self, data: Any, *, units: QuerySet[Unit], today: Any) -> None:
        super().__init__(data)
        self._today = today
        choose(self, "unit", units)

    def narrow(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        asked = self.cleaned_data
        if text := asked.get("q", "").strip():
            rows = rows.filter(holding(text, "number", "title"))
        for name in ("unit", "state"):
            if value := asked.get(name):
                rows = rows.filter(**{name: value})
        if asked.get("only") == "late":
            rows = rows.filter(state__in=TO_ANSWER, due_on__lt=self._today)
        return rows.exclude(rule="") if asked.get("only") == "rule" else rows


class DaysField(forms.IntegerField):
    """So many working days."""

    def __init__(self, **options: Any) -> None:
        help_text = _("按工作日计算，当日不计入。")
        super().__init__(min_value=1, max_value=LONGEST_TERM, help_text=help_text, **options)


class TermForm(ReasonForm):
    """As ``ReasonForm``, where a new term begins."""

    days = DaysField(label=_("新的回复时限（工作日）"))


class WordingForm(forms.Form):
    """What an order says."""

    title = forms.CharField(label=_("事由"), max_length=120)
    demand = LongText(
        label=_("督办要求"),
        max_length=3000,
        rows=5,
        help_text=_("写明要求办到什么程度、报送什么材料。"),
    )
    days = DaysField(label=_("回复时限（工作日）"))


class RewordForm(SeenForm, WordingForm):
    """As ``WordingForm``, of an order that is drafted already."""


class OrderForm(WordingForm):
    """A new order: what it says, and the parts of the unit that it is about."""

    parts = RowsField(
        Assignment.objects.none(),
        label=_("督办的任务"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("请至少选择一项任务。")},
        help_text=_("同一单位的多项任务可以合并为一份督办单。"),
    )

    def __init__(self, *args: Any, parts: QuerySet[Assignment], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose(self, "parts", parts)
        field = self.fields["parts"]
        field.label_from_instance = lambda part: f"{part.task}（{part.due_on}）"  # type: ignore[attr-defined]  # as above


class AnswerForm(DraftForm):
    """An answer."""

    def __init__(self, *args: Any, draft: Answer | None, **kwargs: Any) -> None:
        super().__init__(*args, papers=draft.files.all() if draft else None, **kwargs)
        self.fields["text"].help_text = _("逐项回复督办要求：原因、措施、结果、完成日期。")
