"""What people fill in: filters, what is settled, figures, distributions."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from zhicheng.foundation.face.forms import DayInput, LongText, NumberField, SeenForm, choose
from zhicheng.foundation.face.lists import Filters, holding
from zhicheng.foundation.units.models import Area, Unit
from zhicheng.governance.plans.models import Plan
from zhicheng.governance.plans.rules.dates import STATED
from zhicheng.governance.targets import queries
from zhicheng.governance.targets.models import Observation, Target, TargetState
from zhicheng.governance.targets.rules import (
    JUDGEMENT_NAMES,
    OUTLOOK_NAMES,
    STATUS_NAMES,
    Kind,
    Over,
    suggested_baseline,
    tidy,
    years_to_fill,
)

_ALL = ("", _("全部"))
_JUDGEMENTS = [(judgement.value, name) for judgement, name in JUDGEMENT_NAMES.items()]


class TargetFilters(Filters):
    """Above the list. Choices come from the targets that one sees."""

    q = forms.CharField(label=_("指标名称"), required=False, max_length=100)
    plan = forms.ModelChoiceField(
        Plan.objects.none(), label=_("方案"), required=False, empty_label=_("全部")
    )
    owner = forms.ModelChoiceField(
        Unit.objects.none(), label=_("填报单位"), required=False, empty_label=_("全部")
    )
    status = forms.ChoiceField(
        label=_("状态"), required=False, choices=[_ALL, *((s.value, n) for s, n in STATUS_NAMES.items())],
    )  # fmt: skip
    outlook = forms.ChoiceField(
        label=_("前景"), required=False, choices=[_ALL, *((o.value, n) for o, n in OUTLOOK_NAMES.items())],
    )  # fmt: skip
    ended = forms.BooleanField(label=_("含已终止"), required=False)

    def __init__(self, data: Any, *, targets: QuerySet[Target]) -> None:
        super().__init__(data)
        choose(self, "plan", Plan.objects.filter(pk__in=targets.order_by().values("plan")))
        choose(self, "owner", queries.owners(targets))

    def narrow(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        asked = self.cleaned_data
        if not asked.get("ended"):
            rows = rows.filter(ended_in=None)
        if text := asked.get("q", "").strip():
            rows = rows.filter(holding(text, "indicator"))
        for name in ("plan", "owner"):
            if value := asked.get(name):
                rows = rows.filter(**{name: value})
        return self._standing(rows, asked.get("status"), asked.get("outlook"))

    def _standing(
        self, rows: QuerySet[Any], status: str | None, outlook: str | None
    ) -> QuerySet[Any]:
        """Status and outlook follow from the observations; a city has some hundred targets at most."""
        if not status and not outlook:
            return rows
        found = queries.standings(rows, timezone.localdate())
        return rows.filter(
            pk__in=[
                key
                for key, standing in found.items()
                if status in ("", None, standing.status) and outlook in ("", None, standing.outlook)
            ]
        )


class _AskingForm(forms.Form):
    """A form whose verb may ask to look again at what is most likely a slip: then it shows a box."""

    sure = forms.BooleanField(label=_("已核对无误"), required=False, widget=forms.HiddenInput())

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.data.get("sure"):
            self._show_box()

    def add_error(self, field: str | None, error: Any) -> None:
        """As any form."""
        if field == "sure":
            self._show_box()
        super().add_error(field, error)

    def _show_box(self) -> None:
        self.fields["sure"].widget = forms.CheckboxInput()


class ConfirmForm(_AskingForm, SeenForm):
    """Who reports on a target, when it is due, and where its way begins."""

    owner = forms.ModelChoiceField(
        Unit.objects.filter(active=True),
        label=_("填报单位"),
        empty_label=_("请选择"),
        help_text=_("由该单位的联络员和负责人填报数值；统筹协调员也可以填报。"),
    )
    baseline = NumberField(label=_("基数"), required=False)
    baseline_on = forms.DateField(label=_("基数日期"), required=False, widget=DayInput())
    due_on = forms.DateField(
        label=_("截止日期"),
        required=False,
        widget=DayInput(),
        help_text=_(
            "方案没有写明截止日期，默认为方案期末；可以改定，清空或填方案期末的随方案期调整。"
        ),
    )
    reason = LongText(
        label=_("调整理由"),
        max_length=1000,
        rows=3,
        required=False,
        help_text=_("已有填报数值；改动基数、基数日期或截止日期的，须写明理由。"),
    )
    field_order = ("owner", "baseline", "baseline_on", "due_on", "reason", "sure")

    def __init__(self, data: Any, *, target: Target) -> None:
        super().__init__(data, initial=_settled(target))
        if target.kind is Kind.QUALITATIVE:
            del self.fields["baseline"], self.fields["baseline_on"]
        else:
            self.fields["baseline"].help_text = _baseline_help(target)
        if target.due_source == STATED:
            del self.fields["due_on"]
        if not target.observations.exists():
            del self.fields["reason"]
        self._dated = target.due_on is not None

    def clean(self) -> dict[str, Any]:
        """A day that was emptied is taken away."""
        given = super().clean() or self.cleaned_data
        emptied = self.data.get("due_on") == "" and "due_on" in self.fields
        given["drop_due_on"] = self._dated and emptied
        return given


def _settled(target: Target) -> dict[str, Any]:
    """What was settled before; at first, what the plan proposes."""
    baseline, on = target.baseline, target.baseline_on
    if target.owner_id is None or (target.state == TargetState.DRAFT and baseline is None):
        baseline = suggested_baseline(target.baseline_written, target.demand)
        on = _day_before(target.period_start) if baseline is not None else None
    return {
        "version": target.version,
        "owner": target.owner_id,
        "baseline": None if baseline is None else tidy(baseline),
        "baseline_on": on,
        "due_on": target.due_on,
    }


def _day_before(day: date | None) -> date | None:
    return date.fromordinal(day.toordinal() - 1) if day else None


def _baseline_help(target: Target) -> str:
    unit = str(_("以“%(unit)s”计；不清楚的留空，不以零代替。") % {"unit": target.unit or "—"})
    if not target.baseline_written:
        return str(_("方案未列基数。")) + unit
    said = str(_("方案所列：%(said)s，请核对计量单位。") % {"said": target.baseline_written})
    return said + unit


class GiveUpForm(SeenForm):
    """Why a target cannot be measured."""

    reason = LongText(label=_("不可测的原因"), max_length=1000, rows=4)


class _FigureForm(_AskingForm):
    """What was measured. What is missing or does not fit, the action says."""

    value = NumberField(label=_("数值"), required=False)
    unit = forms.CharField(
        label=_("计量单位"),
        required=False,
        max_length=40,
        help_text=_("可用能精确换算的单位，例如指标以“件”计时可填“万件”。"),
    )
    judgement = forms.ChoiceField(
        label=_("评价"), required=False, choices=[("", _("请选择")), *_JUDGEMENTS]
    )
    source = forms.CharField(
        label=_("数据来源"),
        max_length=300,
        help_text=_("例如：某部门某年某月统计月报、公报，或查询系统名称和查询时间。"),
    )

    def __init__(self, *args: Any, target: Target, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if target.kind is Kind.QUALITATIVE:
            del self.fields["value"], self.fields["unit"]
            return
        del self.fields["judgement"]
        if target.cumulative:
            self.fields["value"].label = _("本期新增")
            self.fields["value"].help_text = _("累计指标只填上次填报以来新增的数值，系统自动相加。")
        elif target.annual:
            self.fields["value"].help_text = _("年度指标填当年以来的数值，各年分别判断。")


class ObservationForm(_FigureForm):
    """A value of a day."""

    as_of = forms.DateField(label=_("数值日期"), widget=DayInput(), help_text=_("数值截至哪一天。"))
    area = forms.ModelChoiceField(
        queries.parts_of_the_city(), label=_("区划"), required=False, empty_label=_("全市")
    )
    evidence = forms.FileField(
        label=_("佐证材料"),
        required=False,
        help_text=_(
            "PDF、Word、Excel、OFD、图片、文本，不超过 50 MB；退回修改时浏览器要求重新选择文件。"
        ),
    )
    field_order = ("as_of", "area", "value", "unit", "judgement", "source", "evidence", "sure")

    def __init__(self, *args: Any, target: Target, **kwargs: Any) -> None:
        super().__init__(*args, target=target, initial={"unit": target.unit}, **kwargs)


class CorrectionForm(_FigureForm):
    """Another value of the same day."""

    void = forms.BooleanField(
        label=_("只作废，不填新数值"), required=False, help_text=_("勾选后以上各项不再采用。")
    )
    reason = LongText(label=_("更正理由"), max_length=1000, rows=3)
    evidence = forms.FileField(
        label=_("新的佐证材料"), required=False, help_text=_("不选择文件的，沿用原来的佐证材料。")
    )
    field_order = ("value", "unit", "judgement", "source", "void", "reason", "evidence", "sure")

    def __init__(self, *args: Any, observation: Observation, **kwargs: Any) -> None:
        start = {
            "value": None if observation.value is None else tidy(observation.value),
            "unit": observation.unit or observation.target.unit,
            "judgement": observation.judgement,
            "source": observation.source,
        }
        super().__init__(*args, target=observation.target, initial=start, **kwargs)


class ShareForm(SeenForm):
    """A field for each area, or for each year; an empty one has no part."""

    def __init__(
        self, data: Any, *, target: Target, over: Over, parts: Mapping[int, Decimal]
    ) -> None:
        start = {f"part_{key}": tidy(value) for key, value in parts.items()}
        super().__init__(data, initial={"version": target.version, **start})
        for key, name in _places(target, over):
            help_text = gettext("以“%(unit)s”计") % {"unit": target.unit} if target.unit else ""
            self.fields[f"part_{key}"] = NumberField(
                label=name, required=False, help_text=help_text
            )

    def parts(self) -> dict[int, Decimal]:
        """What was filled in: key of an area, or year → value."""
        return {
            int(name.removeprefix("part_")): value
            for name, value in self.cleaned_data.items()
            if name.startswith("part_") and value is not None
        }


def _places(target: Target, over: Over) -> list[tuple[int, str]]:
    if over is Over.AREAS:
        return [
            (area.pk, area.name) for area in Area.objects.filter(pk__in=queries.parts_of_the_city())
        ]
    years = years_to_fill(target.demand, timezone.localdate())
    return [(year, gettext("%(year)s年") % {"year": year}) for year in years]
