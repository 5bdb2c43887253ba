"""What people fill in: schemes and their parts, self scores, verdicts, bonuses and deductions, appeals."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from zhicheng.foundation.face.forms import DayInput, LongText, RowsField, SeenForm
from zhicheng.foundation.face.lists import Filters, holding
from zhicheng.foundation.face.told import retold
from zhicheng.foundation.units.models import Unit
from zhicheng.governance.assessment import queries
from zhicheng.governance.assessment.models import (
    Adjustment,
    Clause,
    Entry,
    Method,
    Proof,
    Scheme,
    Sheet,
)
from zhicheng.governance.assessment.rules import (
    CLAUSE_NAMES,
    FIRST_YEAR,
    LAST_YEAR,
    LONGEST_CONVENER,
    MEASURES,
    MOST_DAYS,
    ORIGIN_NAMES,
    SCHEME_NAMES,
    SUBJECT_NAMES,
    ClauseKind,
    Measure,
    Origin,
    SheetState,
    Subject,
    shown_mark,
    target_fault,
)
from zhicheng.governance.plans.forms import number
from zhicheng.governance.targets.models import Observation, Target
from zhicheng.governance.targets.rules import wanted
from zhicheng.governance.tasks.models import Evidence

_ALL = ("", _("全部"))
_CHOOSE = ("", _("请选择"))
_FILE_HELP = _(
    "PDF、Word、Excel、OFD、图片、文本，不超过 50 MB；退回修改时浏览器要求重新选择文件。"
)


def _named(names: Any) -> list[tuple[str, Any]]:
    return [(key.value, name) for key, name in names.items()]


class SchemeFilters(Filters):
    """Above the list of schemes."""

    q = forms.CharField(label=_("方案名称"), required=False, max_length=100)
    year = forms.IntegerField(label=_("考核年度"), required=False, min_value=2000, max_value=2100)
    origin = forms.ChoiceField(
        label=_("考核类别"), required=False, choices=[_ALL, *_named(ORIGIN_NAMES)]
    )
    state = forms.ChoiceField(
        label=_("状态"), required=False, choices=[_ALL, *_named(SCHEME_NAMES)]
    )

    def narrow(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        asked = self.cleaned_data
        if text := asked.get("q", "").strip():
            rows = rows.filter(holding(text, "title"))
        for name in ("year", "origin", "state"):
            if value := asked.get(name):
                rows = rows.filter(**{name: value})
        return rows


class SchemeForm(forms.Form):
    """A scheme's own fields."""

    title = forms.CharField(label=_("名称"), max_length=120)
    year = forms.IntegerField(label=_("考核年度"), min_value=FIRST_YEAR, max_value=LAST_YEAR)
    origin = forms.TypedChoiceField(
        label=_("考核类别"), choices=_named(ORIGIN_NAMES), coerce=Origin
    )
    subject = forms.TypedChoiceField(
        label=_("考核对象"),
        coerce=Subject,
        choices=_named(SUBJECT_NAMES),
        help_text=_(
            "上级对本市的考核选“全市”，由一个单位汇总填报；改变考核对象后须重新选择被考核单位。"
        ),
    )
    basis = forms.CharField(
        label=_("依据"), max_length=300, required=False, help_text=_("例如：某某文件及文号。")
    )
    period_start = forms.DateField(label=_("考核期开始"), widget=DayInput())
    period_end = forms.DateField(
        label=_("考核期结束"), widget=DayInput(), help_text=_("任务和指标的数据取到这一天为止。")
    )
    self_by = forms.DateField(label=_("自评截止"), widget=DayInput())
    submit_by = forms.DateField(
        label=_("结果报送期限"),
        required=False,
        widget=DayInput(),
        help_text=_("须向上级报送的填写；不报送的留空。"),
    )
    appeal_days = forms.IntegerField(
        label=_("申诉期（工作日）"),
        min_value=0,
        max_value=MOST_DAYS,
        initial=5,
        help_text=_("自公示之日起算；填 0 表示不设申诉期。对全市的考核不设申诉期。"),
    )
    answer_days = forms.IntegerField(
        label=_("申诉答复期限（工作日）"), min_value=1, max_value=MOST_DAYS, initial=5
    )


class SchemeChangeForm(SchemeForm, SeenForm):
    """A draft's fields again."""


class DimensionForm(forms.Form):
    name = forms.CharField(label=_("维度"), max_length=60)
    weight = forms.DecimalField(
        label=_("权重"), help_text=_("各维度权重合计须为 100。"), max_digits=8, decimal_places=2
    )


class IndicatorForm(forms.Form):
    """An indicator, with its formula or without."""

    name = forms.CharField(label=_("考核指标"), max_length=120)
    mark = forms.DecimalField(
        label=_("分值"),
        help_text=_("同一维度各指标分值合计须等于维度权重。"),
        max_digits=8,
        decimal_places=2,
    )
    demand = LongText(label=_("评分标准"), required=False, max_length=1000, rows=3)
    evidence = forms.CharField(
        label=_("须提交的佐证"),
        required=False,
        max_length=200,
        help_text=_("填写后，得分的单位必须附上佐证才能报送；不要求佐证的留空。"),
    )
    method = forms.TypedChoiceField(label=_("评分方式"), choices=Method.choices, coerce=Method)
    measure = forms.TypedChoiceField(
        label=_("计算数据"),
        required=False,
        coerce=Measure,
        empty_value=None,
        choices=[_CHOOSE, *((m.value, said.name) for m, said in MEASURES.items())],
        help_text=_("按公式计算的填写以下各项；评分的留空。"),
    )
    target = forms.ModelChoiceField(
        Target.objects.none(), label=_("指标"), required=False, empty_label=_("请选择"),
        help_text=_("只用于“指标完成率”。"),
    )  # fmt: skip
    floor = forms.DecimalField(
        label=_("起评值（%）"),
        required=False,
        max_digits=14,
        decimal_places=4,
        help_text=_("达到此值以前不得分；越低越好的数据，起评值大于满分值。"),
    )
    full = forms.DecimalField(
        label=_("满分值（%）"), required=False, max_digits=14, decimal_places=4,
        help_text=_("达到此值得满分。"),
    )  # fmt: skip
    steps = forms.IntegerField(
        label=_("分档数"),
        required=False,
        help_text=_("起评值到满分值等分为若干档，每达到一档得一份分值；按比例计分的留空。"),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["target"] = TargetField(
            queries.targets_to_name(),
            label=_("指标"),
            required=False,
            empty_label=_("请选择"),
            help_text=_("只用于“指标完成率”。"),
        )
        self.order_fields(
            ["name", "mark", "demand", "evidence", "method", "measure", "target", "floor", "full", "steps"]
        )  # fmt: skip


class TargetField(forms.ModelChoiceField):  # type: ignore[type-arg]  # of Target
    """A target with what it demands. Of one that a formula cannot name it says why."""

    def to_python(self, value: Any) -> Any:
        try:
            return super().to_python(value)
        except forms.ValidationError:
            key = number(str(value))
            raise forms.ValidationError(target_fault(queries.named([key])[key])) from None

    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.indicator}（{wanted(obj.demand)}）"


class ClauseForm(forms.Form):
    kind = forms.TypedChoiceField(
        label=_("加分或扣分"), choices=_named(CLAUSE_NAMES), coerce=ClauseKind
    )
    number = forms.CharField(label=_("条款编号"), max_length=20)
    text = LongText(label=_("条款内容"), max_length=300, rows=3)
    points = forms.DecimalField(label=_("每次最多（分）"), max_digits=8, decimal_places=2)
    cap = forms.DecimalField(
        label=_("合计上限（分）"), required=False, max_digits=8, decimal_places=2,
        help_text=_("没有上限的留空。"),
    )  # fmt: skip


class ChooseForm(forms.Form):
    """Who is assessed."""

    units = RowsField(
        Unit.objects.none(), label=_("被考核单位"), required=False,
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip

    def __init__(self, data: Any, *, scheme: Scheme) -> None:
        there = list(scheme.sheets.values_list("unit", flat=True))
        super().__init__(data, initial={"units": there})
        self.fields["units"].queryset = queries.to_assess(scheme.subject)  # type: ignore[attr-defined]  # a RowsField


class ApprovalForm(SeenForm):
    """The question before the freeze: the sign-off."""

    convener = forms.CharField(label=_("召集人"), max_length=LONGEST_CONVENER)
    lead = forms.ModelChoiceField(
        Unit.objects.filter(active=True), label=_("牵头单位"), empty_label=_("请选择")
    )
    signed_on = forms.DateField(label=_("审定日期"), widget=DayInput)
    reason = LongText(
        label=_("审定意见"),
        max_length=1000,
        rows=4,
        help_text=_("写明在什么会议或以什么方式审定，例如经全体会议审议通过。"),
    )


class ScoreForm(SeenForm):
    """What a unit says of an indicator."""

    score = forms.DecimalField(label=_("自评分"), required=False, max_digits=8, decimal_places=2)
    note = LongText(
        label=_("自评说明"), required=False, max_length=2000, rows=4,
        help_text=_("与测算分不一致的，或无法评分的，必须写明理由。"),
    )  # fmt: skip

    def __init__(self, data: Any, *, entry: Entry) -> None:
        shown = entry.computed if entry.self_score is None else entry.self_score
        start = {"version": entry.version, "score": shown, "note": entry.note}
        super().__init__(data, initial=start)
        self.fields["score"].help_text = _("满分 %(mark)s。没有得分依据的留空，不以零代替。") % {
            "mark": shown_mark(entry.indicator.mark)
        }


class ProofForm(forms.Form):
    """A file, or one that is there already."""

    upload = forms.FileField(label=_("上传材料"), required=False, help_text=_FILE_HELP)
    reused = forms.ChoiceField(
        label=_("引用已有材料"),
        required=False,
        help_text=_("任务进展报告、指标数值和各次考核中已经提交过的佐证，可以直接引用。"),
    )

    def __init__(self, *args: Any, offered: dict[str, Evidence | Observation | Proof]) -> None:
        super().__init__(*args)
        self.offered = offered
        self.fields["reused"].choices = [  # type: ignore[attr-defined]  # a ChoiceField
            ("", _("不引用")), *((key, _said(row)) for key, row in offered.items())
        ]  # fmt: skip

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        if (
            "upload" in given
            and "reused" in given
            and bool(given["upload"]) == bool(given["reused"])
        ):
            raise forms.ValidationError(_("请上传一份材料，或者引用一份已有材料。"))
        return given


def _said(row: Evidence | Observation | Proof) -> str:
    """A piece of evidence as the list names it: what it proves, and the file."""
    if isinstance(row, Proof):
        return f"{row.entry.sheet.scheme.title} {row.entry.indicator} · {row.name}"
    if isinstance(row, Evidence):
        task = row.report.assignment.task
        return f"{task.number} {task.title} · {row.name}"
    return f"{row.target.indicator} {row.as_of} · {row.evidence_name}"


class VerdictForm(SeenForm):
    """The verifier's word on an indicator."""

    score = forms.DecimalField(label=_("核定分"), required=False, max_digits=8, decimal_places=2)
    exempt = forms.BooleanField(
        label=_("合理缺项"), required=False,
        help_text=_("该指标不适用于这个单位；其分值按比例折算到其他指标。勾选后核定分留空。"),
    )  # fmt: skip
    reason = LongText(
        label=_("核定理由"), required=False, max_length=2000, rows=4,
        help_text=_("与自评分不一致的，或认定为合理缺项的，必须写明。"),
    )  # fmt: skip

    def __init__(self, data: Any, *, entry: Entry) -> None:
        shown = entry.score if entry.is_decided else entry.self_score
        start = {
            "version": entry.version, "score": shown, "exempt": entry.exempt, "reason": entry.reason,
        }  # fmt: skip
        super().__init__(data, initial=start)


class AdjustmentForm(forms.Form):
    """A bonus or deduction under a clause."""

    clause = forms.ModelChoiceField(Clause.objects.none(), label=_("条款"), empty_label=_("请选择"))
    said = LongText(label=_("事项"), max_length=1000, rows=4)
    points = forms.DecimalField(label=_("分值"), max_digits=8, decimal_places=2)
    upload = forms.FileField(label=_("佐证材料"), required=False, help_text=_FILE_HELP)

    def __init__(self, *args: Any, sheet: Sheet) -> None:
        super().__init__(*args)
        rows = sheet.scheme.clauses.all()
        if sheet.state == SheetState.OPEN:
            rows = rows.filter(kind=ClauseKind.BONUS)
        self.fields["clause"].queryset = rows  # type: ignore[attr-defined]  # a ModelChoiceField


class AdjustmentVerdictForm(forms.Form):
    """Accepted or not."""

    accept = forms.ChoiceField(
        label=_("核定"),
        choices=[("yes", _("采纳")), ("no", _("不予采纳"))],
        widget=forms.RadioSelect,
    )
    reason = LongText(
        label=_("核定理由"), required=False, max_length=1000, rows=4,
        help_text=_("不予采纳的，必须写明。"),
    )  # fmt: skip


class AppealForm(forms.Form):
    """An appeal against one line of a sheet."""

    against = forms.ChoiceField(label=_("申诉事项"))
    text = LongText(label=_("申诉理由"), max_length=2000, rows=6)
    upload = forms.FileField(label=_("佐证材料"), required=False, help_text=_FILE_HELP)

    def __init__(self, *args: Any, sheet: Sheet) -> None:
        super().__init__(*args)
        self.lines: dict[str, Entry | Adjustment] = {
            **{f"entry-{e.pk}": e for e in queries.entries_of(sheet)},
            **{f"adjustment-{a.pk}": a for a in queries.adjustments_of(sheet)},
        }
        self.fields["against"].choices = [  # type: ignore[attr-defined]  # a ChoiceField
            _CHOOSE, *((key, _line(row)) for key, row in self.lines.items())
        ]  # fmt: skip


def _line(row: Entry | Adjustment) -> str:
    if isinstance(row, Adjustment):
        kind = CLAUSE_NAMES[ClauseKind(row.clause.kind)]
        return f"{kind} {row.clause} · {retold(row.get_decision_display())}"
    score = "—" if row.score is None else shown_mark(row.score)
    return f"{row.indicator} · {score}/{shown_mark(row.indicator.mark)}"


class AnswerForm(forms.Form):
    """The answer to an appeal."""

    outcome = forms.ChoiceField(
        label=_("处理结果"),
        choices=[("upheld", _("申诉成立，改定结果")), ("dismissed", _("维持原结果"))],
        widget=forms.RadioSelect,
    )
    score = forms.DecimalField(
        label=_("改定的得分"), required=False, max_digits=8, decimal_places=2,
        help_text=_("申诉成立的填写；加减分事项的申诉不填，成立后采纳与否相应改变。"),
    )  # fmt: skip
    answer = LongText(label=_("答复意见"), max_length=2000, rows=6)
