"""What people fill in about yearly plans."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from zhicheng.foundation.face.forms import DayInput, LongText, SeenForm, choose
from zhicheng.foundation.face.lists import Filters
from zhicheng.foundation.units.models import Unit
from zhicheng.governance.workplans.rules import FIRST_YEAR, LAST_YEAR, OWN_NAMES, STATE_NAMES


class WorkplanFilters(Filters):
    """Above the list of plans."""

    year = forms.IntegerField(
        label=_("年度"), required=False, min_value=FIRST_YEAR, max_value=LAST_YEAR
    )
    unit = forms.ModelChoiceField(
        Unit.objects.none(), label=_("单位"), required=False, empty_label=_("全部")
    )
    state = forms.ChoiceField(
        label=_("状态"), required=False,
        choices=[("", _("全部")), *((s.value, name) for s, name in STATE_NAMES.items())],
    )  # fmt: skip

    def __init__(self, data: Any, *, units: QuerySet[Unit]) -> None:
        super().__init__(data)
        choose(self, "unit", units)

    def narrow(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        for name in ("year", "unit", "state"):
            if value := self.cleaned_data.get(name):
                rows = rows.filter(**{name: value})
        return rows


class DrawForm(forms.Form):
    unit = forms.ModelChoiceField(Unit.objects.none(), label=_("单位"), empty_label=_("请选择"))
    year = forms.IntegerField(label=_("年度"))

    def __init__(self, *args: Any, units: QuerySet[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose(self, "unit", units)


class OwnItemForm(SeenForm):
    title = forms.CharField(label=_("工作内容"), max_length=300)
    due_on = forms.DateField(label=_("完成时限"), widget=DayInput)
    measures = LongText(
        label=_("工作安排"), max_length=2000, rows=4, required=False,
        help_text=_("怎么做、谁来做、分几步。"),
    )  # fmt: skip


class ArrangeForm(SeenForm):
    measures = LongText(label=_("工作安排"), max_length=2000, rows=4, required=False)


class ReportForm(forms.Form):
    on = forms.DateField(label=_("日期"), widget=DayInput)
    state = forms.ChoiceField(
        label=_("进展"), choices=[(s.value, name) for s, name in OWN_NAMES.items()]
    )
    text = LongText(label=_("进展情况"), max_length=2000, rows=4)


class DayForm(forms.Form):
    """Above the items: how they stood on which day."""

    on = forms.DateField(label=_("日期"), widget=DayInput, required=False)
