"""A page with every part of the face on it, for tests and for looking at."""

from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

from django import forms
from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.template import engines

from zhicheng.foundation.face.charts import Chart, Mark, Series
from zhicheng.foundation.face.lists import Column, Filters, Grouping, Table
from zhicheng.foundation.face.records import Happening, Light, Link, Progress, Tone
from zhicheng.foundation.units.models import Unit, UnitKind

LIGHTS = [
    Light("未启动", Tone.QUIET),
    Light("进行中", Tone.ACTIVE),
    Light("已销号", Tone.GOOD),
    Light("临期", Tone.CAUTION),
    Light("逾期", Tone.DANGER),
    Light("情况不明", Tone.UNKNOWN),
]
TODAY = date(2026, 11, 22)


TRAJECTORY = Chart(
    title="每万人口发明专利拥有量",
    unit="件/万人",
    day=TODAY,
    series=(
        Series(
            "实际值",
            [
                Mark(date(2025, 12, 31), Decimal("10.2"), "/targets/1/#o1"),
                Mark(date(2026, 3, 31), None),
                Mark(date(2026, 6, 30), Decimal("10.9"), "/targets/1/#o3"),
            ],
        ),
        Series(
            "预期轨迹",
            [Mark(date(2025, 12, 31), Decimal("10.2")), Mark(date(2027, 12, 31), 12)],
            tone=Tone.QUIET,
            dashed=True,
        ),
    ),
)
LIGHTS_BY_UNIT = Chart(
    title="各单位任务",
    unit="项",
    axis="category",
    sideways=True,
    series=(
        Series(
            "进行中",
            [Mark("市科技局", 7, "/tasks/?unit=1"), Mark("市教育局", 0)],
            kind="bar",
            stack="tasks",
        ),
        Series("逾期", [Mark("市科技局", 2)], kind="bar", tone=Tone.DANGER, stack="tasks"),
    ),
)


class UnitFilters(Filters):
    name = forms.CharField(label="名称", required=False)
    kind = forms.ChoiceField(
        label="类型", required=False, choices=[("", "全部"), *UnitKind.choices]
    )
    since = forms.DateField(label="自", required=False)

    def narrow(self, rows: QuerySet[Unit]) -> QuerySet[Unit]:
        wanted = self.cleaned_data
        if wanted.get("name"):
            rows = rows.filter(name__contains=wanted["name"])
        if wanted.get("kind"):
            rows = rows.filter(kind=wanted["kind"])
        return rows


UNITS = Table[Unit](
    title="单位名录",
    columns=(
        Column(
            "name", "名称", lambda unit: Link(unit.name, f"/units/{unit.pk}/"), ("name",), "long"
        ),
        Column("kind", "类型", lambda unit: unit.get_kind_display(), ("kind",)),
        Column("area", "区划", lambda unit: str(unit.area), ("area__name",)),
        Column(
            "parent", "上级区划", lambda unit: unit.area.code[:4] + "00", ("area__parent__name",)
        ),
        Column("order", "排序", lambda unit: unit.order, ("order",), "number"),
        Column("light", "状态", lambda unit: LIGHTS[unit.order % len(LIGHTS)]),
        Column("day", "登记日期", lambda unit: TODAY if unit.active else None, (), "date"),
    ),
    order=("order",),
    groupings=(Grouping("kind", "类型", ("kind",), lambda unit: unit.get_kind_display()),),
)


class ReportForm(forms.Form):
    """One field of each kind that rooms use."""

    title = forms.CharField(label="进展情况", help_text="说明做了什么、取得什么结果。")
    note = forms.CharField(
        label="存在问题", widget=forms.Textarea(attrs={"rows": 3}), required=False
    )
    kind = forms.ChoiceField(label="类别", choices=UnitKind.choices)
    how = forms.ChoiceField(
        label="办理方式", choices=[("a", "已完成"), ("b", "继续推进")], widget=forms.RadioSelect
    )
    day = forms.DateField(label="完成日期", widget=forms.DateInput(attrs={"type": "date"}))
    file = forms.FileField(label="佐证材料", required=False)
    sure = forms.BooleanField(label="所报内容属实", required=False)


def showcase(request: HttpRequest) -> HttpResponse:
    """The page. ``?message=1`` also shows one message of each level."""
    if "message" in request.GET:
        messages.success(request, "进展已报送，等待核验。")
        messages.error(request, "附件未能保存：文件类型与内容不符。")
    filters = UnitFilters(request.GET)
    rows = filters.apply(Unit.objects.select_related("area")).order_by("order", "pk")
    template = engines["django"].from_string(
        Path(__file__).with_name("showcase.html").read_text("utf-8")
    )
    at = datetime(2026, 11, 20, 1, 30, tzinfo=UTC)
    values = {
        "overdue": LIGHTS[4],
        "soon": LIGHTS[3],
        "today": TODAY,
        "unit": Link("示例市市场监督管理局", "/units/1/"),
        "lights": LIGHTS,
        "trajectory": TRAJECTORY,
        "lights_by_unit": LIGHTS_BY_UNIT,
        "filters": filters,
        "list": UNITS.page_of(request, rows, filtered=filters.in_use),
        "form": ReportForm({"title": "", "kind": "office", "day": "2026-13-01"}),
        "work": Progress("正在读取《示例市知识产权强市建设工作方案》", 37, 120, "正在识别重点任务"),
        "happenings": [
            Happening(
                at, "李明（市科技局）", "报送进展", "已完成方案起草。\n正在征求意见。", Tone.ACTIVE
            ),
            Happening(at, "王芳（联席会议办公室）", "退回", "请补充佐证材料。", Tone.CAUTION),
        ],
    }
    return HttpResponse(template.render(values, request))
