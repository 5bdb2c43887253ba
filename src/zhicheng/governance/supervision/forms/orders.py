"""What people fill in about orders: filters, wording, reasons, terms, answers."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from zhicheng.foundation.face.forms import LongText, RowsField
from zhicheng.foundation.face.lists import Filters, holding
from zhicheng.foundation.face.records import Text
from zhicheng.foundation.units.models import Unit
from zhicheng.governance.supervision.models import Answer, AnswerFile
from zhicheng.governance.supervision.rules import LONGEST_TERM, ORDER_NAMES, TO_ANSWER
from zhicheng.governance.tasks.forms import FilesField
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


def choose(form: forms.Form, name: str, rows: QuerySet[Any]) -> None:
    """Say which rows a field offers."""
    form.fields[name].queryset = rows  # type: ignore[attr-defined]  # a ModelChoiceField


class DaysField(forms.IntegerField):
    """So many working days."""

    def __init__(self, **options: Any) -> None:
        help_text = _("按工作日计算，当日不计入。")
        super().__init__(min_value=1, max_value=LONGEST_TERM, help_text=help_text, **options)


class SeenForm(forms.Form):
    """``version``: of the paper that the person had before them."""

    version = forms.IntegerField(widget=forms.HiddenInput)


class ReasonForm(SeenForm):
    """The question before a step that says why."""

    reason = LongText(label=_("理由"), max_length=1000, rows=4)


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


class AnswerForm(forms.Form):
    """An answer. Nothing is needed to save a draft; what is missing to send it, the action says."""

    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)
    text = LongText(
        label=_("办理情况"),
        required=False,
        max_length=10_000,
        rows=8,
        help_text=_("逐项回复督办要求：原因、措施、结果、完成日期。"),
    )
    uploads = FilesField(
        label=_("添加佐证材料"),
        required=False,
        help_text=_("可一次选择多份：PDF、Word、Excel、OFD、图片、文本，每份不超过 50 MB。"),
    )
    remove = RowsField(
        AnswerFile.objects.none(),
        label=_("移除已有材料"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, draft: Answer | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        files = draft.files.all() if draft else AnswerFile.objects.none()
        choose(self, "remove", files)
        if not files:
            del self.fields["remove"]
