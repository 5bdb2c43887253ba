"""What people fill in about circulars."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from zhicheng.foundation.accounts.models import User
from zhicheng.foundation.face.forms import DayInput, LongText, RowsField, SeenForm, choose
from zhicheng.foundation.units.models import Unit
from zhicheng.governance.supervision.models import Order
from zhicheng.governance.supervision.queries import (
    figures_to_cite,
    orders_to_cite,
    people_to_cite,
    tasks_to_cite,
    words_of,
)
from zhicheng.governance.supervision.rules import ENTRY_KINDS
from zhicheng.governance.targets.models import Observation
from zhicheng.governance.tasks.models import Task


class HeadingForm(forms.Form):
    """What a circular is called and how it begins."""

    title = forms.CharField(label=_("标题"), max_length=120)
    intro = LongText(
        label=_("正文"),
        required=False,
        max_length=5000,
        rows=5,
        help_text=_("写在表扬、批评名单之前的总体情况。"),
    )


class CircularForm(HeadingForm):
    """A new circular."""

    period_from = forms.DateField(label=_("期间起"), widget=DayInput())
    period_to = forms.DateField(label=_("期间止"), widget=DayInput())
    field_order = ("title", "period_from", "period_to")


class RewordHeadingForm(SeenForm, HeadingForm):
    """As ``HeadingForm``, of a circular that is drafted already."""


class UnitForm(forms.Form):
    """Which unit an entry is about."""

    unit = forms.ModelChoiceField(
        Unit.objects.filter(active=True), label=_("单位"), empty_label=_("请选择")
    )


class EntryForm(SeenForm):
    """An entry about a unit: why, and what that rests on."""

    kind = forms.ChoiceField(
        label=_("类别"), choices=[(k.value, n) for k, n in ENTRY_KINDS.items()]
    )
    person = forms.ModelChoiceField(
        User.objects.none(), label=_("个人"), required=False, empty_label=_("通报单位，不列个人")
    )
    reason = LongText(label=_("事由"), max_length=1000, rows=3)
    orders = RowsField(
        Order.objects.none(), label=_("依据的督办单"), required=False,
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip
    tasks = RowsField(
        Task.objects.none(), label=_("依据的任务"), required=False,
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip
    observations = RowsField(
        Observation.objects.none(), label=_("依据的指标数值"), required=False,
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip

    def __init__(self, *args: Any, unit: Unit, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose(self, "person", people_to_cite(unit))
        self.fields["person"].label_from_instance = lambda person: person.name  # type: ignore[attr-defined]  # a ModelChoiceField
        cited = {
            "orders": orders_to_cite(unit),
            "tasks": tasks_to_cite(unit),
            "observations": figures_to_cite(unit),
        }
        for name, rows in cited.items():
            choose(self, name, rows)
            self.fields[name].label_from_instance = words_of  # type: ignore[attr-defined]  # as above
            if not rows:
                del self.fields[name]
