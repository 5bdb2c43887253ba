"""What people fill in: filters, reasons, reports."""

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from zhicheng.foundation.accounts.models import User
from zhicheng.foundation.face.forms import (
    FilesField,
    HiddenForm,
    LongText,
    ReasonForm,
    RowsField,
    SeenField,
    choose,
)
from zhicheng.foundation.face.lists import Filters, holding
from zhicheng.foundation.face.records import Text
from zhicheng.foundation.face.told import retold
from zhicheng.foundation.units.models import Unit
from zhicheng.governance.tasks.forms.everyone import ALL, add_boxes, ticked
from zhicheng.governance.tasks.models import Assignment, Evidence, Report, Task
from zhicheng.governance.tasks.queries import (
    NAMED,
    Offered,
    light_table,
    named_in_plans,
    told_parts,
)
from zhicheng.governance.tasks.rules import STAGE_NAMES, Stage, Told

_ALL = ("", _("全部"))


class _KeyField(forms.TypedChoiceField):
    """One of some rows, by key."""

    def __init__(self, **options: Any) -> None:
        super().__init__(required=False, coerce=int, empty_value=None, **options)


_TASK_STAGES = [
    (stage.value, STAGE_NAMES[stage])
    for stage in Stage
    if stage not in {Stage.RETURNED, Stage.REOPENED, Stage.FREEZE_ASKED}
]
_LEVELS = [
    _ALL,
    (NAMED, _("方案列明的重点任务")),
    ("whole", _("总任务")),
    ("sub", _("子任务")),
]
_WHOSE = [_ALL, ("own", _("本单位"))]
_STAGES = [(stage.value, name) for stage, name in STAGE_NAMES.items()]


class LedgerFilters(Filters):
    """Above the ledger. The rows must have their light."""

    q = forms.CharField(label=_("任务或编号"), required=False, max_length=100)
    plan = _KeyField(label=_("方案"))
    chapter = forms.ChoiceField(label=_("章"), required=False)
    unit = _KeyField(label=_("单位"))
    area = _KeyField(label=_("县区"))
    stage = forms.ChoiceField(label=_("状态"), required=False)
    light = forms.ChoiceField(label=_("时限"), required=False)
    level = forms.ChoiceField(label=_("层级"), required=False, choices=_LEVELS)

    task = ""
    """The way from a row to its task."""
    stages: Sequence[tuple[str, Text]] = _TASK_STAGES

    def __init__(self, data: Any, offered: Offered) -> None:
        super().__init__(data)
        lamps = light_table(timezone.localdate()).lamps
        choices: dict[str, Iterable[tuple[object, Text]]] = {
            "plan": offered.plans,
            "chapter": ((name, name) for name in offered.chapters),
            "unit": offered.units,
            "area": offered.areas,
            "stage": self.stages,
            "light": ((lamp.condition.value, retold(lamp.name)) for lamp in lamps),
        }
        for name, found in choices.items():
            self.fields[name].choices = [_ALL, *found]  # type: ignore[attr-defined]  # a ChoiceField

    def narrow(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        asked = self.cleaned_data
        if text := asked.get("q", "").strip():
            rows = rows.filter(self._about(text))
        for name in ("plan", "chapter"):
            if value := asked.get(name):
                rows = rows.filter(**{f"{self.task}{name}": value})
        for name in ("stage", "light"):
            if value := asked.get(name):
                rows = rows.filter(**{name: value})
        level = asked.get("level")
        if level == NAMED:
            rows = named_in_plans(rows, self.task)
        elif level:
            rows = rows.filter(**{f"{self.task}parent__isnull": level == "whole"})
        if unit := asked.get("unit"):
            rows = rows.filter(self._of(unit=unit))
        return rows.filter(self._of(unit__area=area)) if (area := asked.get("area")) else rows

    def _about(self, text: str) -> Q:
        return holding(text, *(f"{self.task}{name}" for name in ("title", "body", "number")))

    def _of(self, **whose: Any) -> Q:
        """Tasks in which a unit, or the units of an area, have a part."""
        return Q(pk__in=Assignment.objects.filter(**whose).values("task"))


class PartFilters(LedgerFilters):
    """Above the list by unit, whose rows are assignments."""

    whose = forms.ChoiceField(label=_("范围"), required=False, choices=_WHOSE)
    reminded = forms.ChoiceField(label=_("提醒"), required=False)

    task = "task__"
    stages = _STAGES

    def __init__(
        self, data: Any, offered: Offered, own: QuerySet[Unit] | None, reader: User | None = None
    ) -> None:
        """own: the units that the person works for; None for who works for none. reader: who may come here
        from a reminder."""
        super().__init__(data, offered)
        self._own, self._reader = own, reader
        self._told = offer_told(self, data) if reader else None
        if own is None:
            del self.fields["whose"]

    def narrow(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        found = super().narrow(rows)
        if self._reader and self._told:
            found = found.filter(pk__in=told_parts(self._reader, self._told))
        return found.filter(unit__in=self._own) if self.cleaned_data.get("whose") else found

    def _of(self, **whose: Any) -> Q:
        return Q(**whose)


def offer_told(form: forms.Form, data: Any) -> Told | None:
    """Offer, in the field ``reminded``, the reminder that the person comes from; without one, no field."""
    asked = data.get("reminded", "")
    told = Told.named(asked)
    if not asked:
        del form.fields["reminded"]
    elif told:
        words = _("%(day)s的提醒") % {"day": told.on}
        form.fields["reminded"].choices = [_ALL, (str(told), words)]  # type: ignore[attr-defined]  # a ChoiceField
    return told


class UnitFilters(PartFilters):
    """Above the list of one unit: of its parts there is no unit or county to choose."""

    def __init__(self, data: Any, offered: Offered) -> None:
        super().__init__(data, offered, own=None)
        for name in ("unit", "area", "reminded"):
            del self.fields[name]


class OpinionForm(ReasonForm):
    """As ``ReasonForm``, where words are welcome but not needed."""

    reason = LongText(
        label=_("意见"),
        max_length=1000,
        required=False,
        rows=3,
    )


class DraftForm(HiddenForm):
    """What a unit writes, with its files. Nothing is needed to save a draft; what is missing to send it, the
    action says. seen: the version of the draft that was there. papers: the files of the draft."""

    seen = SeenField(required=False)
    text = LongText(label=_("办理情况"), required=False, max_length=10_000, rows=8)
    uploads = FilesField(
        label=_("添加佐证材料"),
        required=False,
        help_text=_("可一次选择多份：PDF、Word、Excel、OFD、图片、文本，每份不超过 50 MB。"),
    )
    remove = RowsField(
        Evidence.objects.none(),
        label=_("移除已有材料"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, papers: QuerySet[Any] | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if papers:
            choose(self, "remove", papers)
        else:
            del self.fields["remove"]


class ReportForm(DraftForm):
    """A report: how far the part is, besides."""

    progress = forms.IntegerField(
        label=_("完成进度（%）"),
        required=False,
        min_value=0,
        max_value=100,
        help_text=_("0 到 100 的整数；全部完成填 100，方可销号。"),
    )
    field_order = ("seen", "text", "progress", "uploads", "remove")

    def __init__(self, *args: Any, draft: Report | None, **kwargs: Any) -> None:
        super().__init__(*args, papers=draft.evidence.all() if draft else None, **kwargs)
        self.fields["text"].help_text = _("写明做了什么、结果如何、还差什么。")


class AssignForm(forms.Form):
    """One more unit for a task."""

    unit = forms.ModelChoiceField(
        Unit.objects.filter(active=True), label=_("单位"), empty_label=_("请选择")
    )
    lead = forms.BooleanField(label=_("作为牵头单位"), required=False)


class AssignManyForm(forms.Form):
    """A lead, units, or both, for several tasks, all chosen to begin with."""

    tasks = RowsField(
        Task.objects.none(),
        label=_("分派以下任务"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("请至少选择一项任务。")},
    )
    lead = forms.ModelChoiceField(
        Unit.objects.filter(active=True),
        label=_("牵头单位"),
        required=False,
        empty_label=_("不增加牵头单位"),
    )
    units = RowsField(
        Unit.objects.filter(active=True),
        label=_("责任单位"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, rows: QuerySet[Task], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose(self, "tasks", rows)
        add_boxes(self, Unit.objects.filter(active=True))

    def clean(self) -> dict[str, Any]:
        """Somebody is to do the work: whoever is chosen, or is of a kind of which all are."""
        given = super().clean() or self.cleaned_data
        kinds = ticked(given)
        for name in ALL:
            given.pop(name, None)
        if kinds and "units" in given:
            of_kinds = Q(active=True, kind__in=kinds)
            given["units"] = Unit.objects.filter(of_kinds | Q(pk__in=given["units"]))
        if not given.get("lead") and not given.get("units"):
            raise forms.ValidationError(_("请选择牵头单位或责任单位。"))
        return given


class BulkForm(forms.Form):
    """Several assignments, all chosen to begin with."""

    parts = RowsField(
        Assignment.objects.none(),
        label=_("办理以下各项"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("请至少选择一项。")},
    )

    def __init__(self, *args: Any, rows: QuerySet[Assignment], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose(self, "parts", rows)
