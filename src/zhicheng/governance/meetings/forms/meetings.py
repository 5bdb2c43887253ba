"""Forms about meetings."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from zhicheng.foundation.face.forms import DayInput, FilesField, LongText, RowsField, SeenForm
from zhicheng.foundation.face.lists import Filters, holding
from zhicheng.foundation.units.models import Unit
from zhicheng.governance.meetings.actions import Noted
from zhicheng.governance.meetings.models import AgendaItem, Attendance, Conference, Seat
from zhicheng.governance.meetings.rules import PRESENCE_NAMES, STATE_NAMES, Presence

_PRESENCES = [("", _("未登记")), *((p.value, name) for p, name in PRESENCE_NAMES.items())]


class MeetingFilters(Filters):
    """Above the list of meetings."""

    q = forms.CharField(label=_("会议名称"), required=False, max_length=100)
    conference = forms.ModelChoiceField(
        Conference.objects.all(), label=_("联席会议"), required=False, empty_label=_("全部")
    )
    state = forms.ChoiceField(
        label=_("状态"), required=False,
        choices=[("", _("全部")), *((s.value, name) for s, name in STATE_NAMES.items())],
    )  # fmt: skip

    def narrow(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        asked = self.cleaned_data
        if text := asked.get("q", "").strip():
            rows = rows.filter(holding(text, "title"))
        for name in ("conference", "state"):
            if value := asked.get(name):
                rows = rows.filter(**{name: value})
        return rows


class FrameForm(SeenForm):
    """When and where; ``version`` only where there is a meeting already."""

    title = forms.CharField(label=_("会议名称"), max_length=100)
    held_on = forms.DateField(label=_("会议日期"), widget=DayInput)
    place = forms.CharField(label=_("地点"), max_length=100)
    chair = forms.CharField(label=_("主持人"), max_length=60)

    def __init__(self, *args: Any, new: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if new:
            del self.fields["version"]


class ItemForm(SeenForm):
    title = forms.CharField(label=_("议题"), max_length=200)
    unit = forms.ModelChoiceField(
        Unit.objects.filter(active=True), label=_("汇报单位"), required=False,
        empty_label=_("不填"),
    )  # fmt: skip
    uploads = FilesField(label=_("会议材料"), required=False)


class AttendanceForm(SeenForm):
    """For each seat whether its holder came, and who came instead. presences: each seat as it is called, and what
    was noted of it."""

    def __init__(
        self, *args: Any, presences: Iterable[tuple[Seat, str, Attendance | None]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self._seats = []
        for seat, name, row in presences:
            self._seats.append(seat)
            self.fields[f"seat_{seat.pk}"] = forms.ChoiceField(
                label=name, choices=_PRESENCES, required=False,
                initial=row.presence if row else "",
            )  # fmt: skip
            self.fields[f"deputy_{seat.pk}"] = forms.CharField(
                label=gettext("%(person)s委托的参会人") % {"person": seat.person},
                max_length=60, required=False, initial=row.deputy if row else "",
            )  # fmt: skip

    @property
    def noted(self) -> dict[Seat, Noted]:
        """What was chosen; nothing for a seat that nobody noted."""
        given = self.cleaned_data
        return {
            seat: Noted(Presence(given[f"seat_{seat.pk}"]), given[f"deputy_{seat.pk}"])
            for seat in self._seats
            if given.get(f"seat_{seat.pk}")
        }


class MinutesForm(SeenForm):
    """The minutes: of the whole, and for each item what came of it."""

    summary = LongText(
        label=_("会议概况"), max_length=10_000, rows=5, required=False,
        help_text=_("会议主要精神和总体要求。"),
    )  # fmt: skip

    def __init__(self, *args: Any, items: Iterable[AgendaItem], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._items = list(items)
        for item in self._items:
            self.fields[f"item_{item.pk}"] = LongText(
                label=gettext("审议结果：%(item)s") % {"item": item.title}, max_length=5000, rows=3,
                required=False, initial=item.outcome,
            )  # fmt: skip

    @property
    def outcomes(self) -> dict[AgendaItem, str]:
        return {item: self.cleaned_data[f"item_{item.pk}"] for item in self._items}


class ResolutionForm(SeenForm):
    text = LongText(label=_("议定内容"), max_length=1000, rows=3)
    lead = forms.ModelChoiceField(
        Unit.objects.filter(active=True), label=_("牵头单位"), required=False,
        empty_label=_("不交单位办理"),
    )  # fmt: skip
    units = RowsField(
        Unit.objects.filter(active=True), label=_("责任单位"), required=False,
        widget=forms.SelectMultiple(attrs={"size": 8}),
        help_text=_("按住 Ctrl 可以选择多个；牵头单位不必再选。"),
    )  # fmt: skip
    due_on = forms.DateField(
        label=_("完成时限"), widget=DayInput, required=False,
        help_text=_("交单位办理的必须填写，纪要印发后列入任务台账。"),
    )  # fmt: skip
