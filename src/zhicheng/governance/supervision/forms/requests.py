"""What people fill in about requests."""

from datetime import date
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from zhicheng.foundation.face.forms import LongText, SeenForm, choose
from zhicheng.foundation.face.lists import Filters, holding
from zhicheng.foundation.face.records import Text
from zhicheng.foundation.units.models import Unit
from zhicheng.governance.supervision.forms.orders import DaysField
from zhicheng.governance.supervision.queries import late_requests
from zhicheng.governance.supervision.rules import REQUEST_KINDS, REQUEST_NAMES

_ALL: tuple[str, Text] = ("", _("全部"))
_KINDS = [(kind.value, name) for kind, name in REQUEST_KINDS.items()]
_STATES = [_ALL, *((state.value, name) for state, name in REQUEST_NAMES.items())]


class RequestFilters(Filters):
    """Above the list of requests."""

    q = forms.CharField(label=_("编号或事项"), required=False, max_length=100)
    kind = forms.ChoiceField(label=_("类别"), required=False, choices=[_ALL, *_KINDS])
    unit = forms.ModelChoiceField(
        Unit.objects.none(), label=_("提出单位"), required=False, empty_label=_("全部")
    )
    state = forms.ChoiceField(label=_("状态"), required=False, choices=_STATES)
    only = forms.ChoiceField(
        label=_("只看"), required=False, choices=[_ALL, ("late", _("逾期未办"))]
    )

    def __init__(self, data: Any, *, units: QuerySet[Unit], today: date) -> None:
        super().__init__(data)
        self._today = today
        choose(self, "unit", units)

    def narrow(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        asked = self.cleaned_data
        if text := asked.get("q", "").strip():
            rows = rows.filter(holding(text, "number", "title"))
        for name in ("kind", "unit", "state"):
            if value := asked.get(name):
                rows = rows.filter(**{name: value})
        return rows.filter(late_requests(self._today)) if asked.get("only") == "late" else rows


class AskedForm(forms.Form):
    """What is asked."""

    kind = forms.ChoiceField(label=_("类别"), choices=_KINDS)
    title = forms.CharField(label=_("事项"), max_length=120)
    text = LongText(
        label=_("请求内容"),
        max_length=5000,
        rows=6,
        help_text=_("写明遇到的问题、已做的工作、请求明确或协调的事项。"),
    )
    days = DaysField(label=_("希望答复时限（工作日）"))


class ChangeForm(SeenForm, AskedForm):
    """As ``AskedForm``, of a request that is drafted already."""


class RequestForm(AskedForm):
    """A new request: what is asked, and for which of the person's units."""

    unit = forms.ModelChoiceField(Unit.objects.none(), label=_("提出单位"), empty_label=_("请选择"))
    field_order = ("unit", "kind")

    def __init__(self, *args: Any, units: QuerySet[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose(self, "unit", units)


class SayingForm(SeenForm):
    """What is said with a step: the answer, the instruction, the opinion, the reason."""

    reason = LongText(label=_("意见"), max_length=3000, rows=5)


class PassingForm(SayingForm):
    """As ``SayingForm``, with a term for whom it waits for then."""

    days = DaysField(label=_("办理时限（工作日）"))


class ConsultForm(PassingForm):
    """As ``PassingForm``, and which unit is asked."""

    adviser = forms.ModelChoiceField(
        Unit.objects.filter(active=True), label=_("征求意见单位"), empty_label=_("请选择")
    )
    field_order = ("adviser",)
