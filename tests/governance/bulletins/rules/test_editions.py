"""What everybody may read of a paper: its counts, not the work inside the offices."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from tests.governance.bulletins.rules.test_figures import FIGURE, LINE

from zhicheng.governance.bulletins.rules import (
    Content,
    Figure,
    Lineage,
    Table,
    chapters_of,
    of_plain,
    public_edition,
    to_plain,
)

MEASURED = Lineage(
    "李某某13800000000报（2026-09-30），佐证材料“内部“会签”表.pdf”（SHA-256 0123456789abcdef…）",
    "要求：≥ 12 件", date(2026, 9, 30), "/targets/1/", 1,
)  # fmt: skip
VALUE = Figure("target.1", "拥有量", Decimal(12), "件", MEASURED)
LATE = Figure("overdue.2026-0001", "分解的子任务", Decimal(20), "天", LINE)
CONTENT = Content(
    date(2026, 9, 30),
    (FIGURE, Figure("bare", "没有来源", None, "项", None)),
    (
        Table("targets", "指标", (("indicator", "指标"), ("value", "现值")), (("拥有量", VALUE),)),
        Table("overdue", "逾期任务", (("task", "任务"), ("days", "天数")), (("子任务甲", LATE),)),
        Table("orders", "督办", (("title", "事由"),), (("督办乙",),)),
        Table("requests", "请示", (("title", "事项"),), (("请示丙",),)),
        Table("tasks", "附表", (("task", "任务"),), (("子任务丁",),)),
    ),
    {"title": "简报"},
    {
        "summary": "最久{{ overdue.2026-0001 }}，{{ tasks.overdue }}，{{ none }}，{{ target.1 }}",
        "problems": "请联系13800000000",
    },
)


def test_the_public_edition_tells_nothing_of_what_is_inside() -> None:
    told = public_edition(CONTENT)
    assert [table.key for table in told.tables] == ["targets"]
    said = repr(told)
    for inside in ("子任务", "督办乙", "请示丙", "会签", "0123456789abcdef", "13800000000"):
        assert inside not in said
    assert told.known["target.1"].lineage == replace(
        MEASURED, source="李某某138******00报（2026-09-30）"
    )
    assert told.texts["problems"] == "请联系138******00"
    assert not {"supervision", "results"} & {c.section.key for c in chapters_of(told)}
    assert "supervision" in {c.section.key for c in chapters_of(CONTENT)}


def test_its_figures_are_the_same() -> None:
    told = public_edition(CONTENT).known
    for key in ("tasks.overdue", "target.1", "overdue.2026-0001"):
        assert told[key].value == CONTENT.known[key].value
    assert told["overdue.2026-0001"].name == "正文引用的数字"


def test_a_public_edition_is_read_again_as_the_same() -> None:
    made = public_edition(CONTENT)
    assert made.left_out and of_plain(to_plain(made)) == made
    assert "left_out" not in to_plain(CONTENT)
