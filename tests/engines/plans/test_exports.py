"""What people take away: a workbook, Markdown, a table on the terminal, JSON."""

import json
from io import BytesIO
from typing import Any

import pytest
from openpyxl import load_workbook

from tests.engines.plans.forms import EAST, WEST, reading, target, task
from zhicheng.engines.plans.compare import compare
from zhicheng.engines.plans.exports.comparisons import comparison_sheets
from zhicheng.engines.plans.exports.plain import display_width, to_json, to_markdown, to_table
from zhicheng.engines.plans.exports.sheets import reading_sheets
from zhicheng.engines.plans.exports.wording import amount, number, requirement, yes_no
from zhicheng.engines.plans.exports.workbook import to_xlsx

FULL = reading(
    "示例市",
    [
        target("每万人口高价值发明专利拥有量", 9.5, "件/万人", cumulative=False),
        target("培训人次", 300, "人次/年", comparator="range", value_max=500, annual=True),
        target("=1+1", None, None),
    ],
    [task("+培育|专利", "-内容\x07", note="@备注")],
    phases=[{"name": "启动", "start": "2025-03", "end": None, "text_as_written": "3月起"}],
    recurring_duties=[
        {"outline": "四", "text": "报送进展", "who": ["各部门"], "when": "yearly 12-20"}
    ],
    systems=[{"outline": "三", "name": "项目库", "quote": "建立项目库", "kind": "database"}],
    doubts=[
        {
            "outline": "二",
            "text": "市科计局",
            "field": "responsible",
            "kind": "typo",
            "why": "疑为笔误",
        }
    ],
)
NAMES = ["概况", "指标", "任务", "阶段", "周期性工作", "建设清单", "疑点"]


def workbook(form: dict[str, Any]) -> Any:
    return load_workbook(BytesIO(to_xlsx(reading_sheets(form))))


def test_the_workbook_has_a_sheet_for_everything_that_is_read() -> None:
    book = workbook(FULL)
    assert book.sheetnames == NAMES
    assert [book[name].max_row - 1 for name in NAMES] == [15, 3, 1, 1, 1, 1, 1]
    targets = book["指标"]
    assert [cell.value for cell in targets[1]][:4] == ["章节", "指标", "要求", "完成期限"]
    assert targets.freeze_panes == "A2"
    assert targets.column_dimensions["B"].width > 40
    assert targets["E2"].value == 9.5
    assert [cell.value for cell in targets[3]][2:6] == ["300 至 500人次/年", "2027", 300, 500]


def test_empty_sheets_are_there_with_their_heads() -> None:
    book = workbook(reading("示例市", [], []))
    assert book.sheetnames == NAMES
    assert book["疑点"]["B1"].value == "疑点"


def test_no_text_becomes_a_formula() -> None:
    book = workbook(FULL)
    dangerous = [book["指标"]["B4"], book["任务"]["B2"], book["任务"]["G2"], book["任务"]["H2"]]
    assert [cell.value for cell in dangerous] == ["=1+1", "+培育|专利", "-内容", "@备注"]
    assert all(cell.data_type == "s" and cell.quotePrefix for cell in dangerous)


def test_facts_that_the_document_does_not_state_are_said_to_be_missing() -> None:
    (facts, *_) = reading_sheets(reading("示例市", [], [], period={"start": None, "end": "2027"}))
    values = {row[0]: row[1] for row in facts.rows()}
    assert values["文号"] == "（文件未写明）"
    assert values["实施期限"] == "未写明 至 2027"
    assert values["指标数"] == 0
    (silent, *_) = reading_sheets(reading("示例市", [], [], period=None))
    assert ["实施期限", "（文件未写明）"] in list(silent.rows())


def test_markdown_escapes_what_would_be_markup() -> None:
    text = to_markdown("方案 #1", reading_sheets(FULL))
    assert text.startswith("# 方案 \\#1\n\n## 概况\n\n| 项目 | 内容 |\n| --- | --- |\n")
    assert "| +培育\\|专利 |" in text
    assert "## 阶段" in text
    assert to_markdown("空", reading_sheets(reading("示例市", [], []))).count("\n无\n") == 6


def test_the_terminal_table_is_aligned_and_fits() -> None:
    text = to_table("方案", reading_sheets(FULL), width=80)
    lines = text.split("\n")
    assert max(map(display_width, lines)) <= 80
    head, *rows = lines[lines.index("【任务】共 1 项") + 1 :][:2]
    place = head.index("牵头单位")
    column = rows[0].index("市市场监管局")
    assert display_width(head[:place]) == display_width(rows[0][:column])
    narrow = to_table("方案", reading_sheets(FULL), width=10)
    assert "…" in narrow


def test_width_on_a_terminal() -> None:
    assert display_width("专利3件") == 7


def test_json_is_readable_and_whole() -> None:
    text = to_json(FULL)
    assert json.loads(text) == FULL
    assert "示例市" in text
    assert text.endswith("}\n")


@pytest.mark.parametrize(
    ("one", "words"),
    [
        (target("a", None, None), "定性"),
        (target("a", 12, "件/万人"), "不低于 12件/万人"),
        (target("a", 12, None, comparator=">"), "超过 12"),
        (target("a", 12, "项", comparator="="), "达到 12项"),
        (target("a", 12, "天", comparator="<="), "不超过 12天"),
        (target("a", 1, "个", comparator="range", value_max=2), "1 至 2个"),
        (target("a", 1, "个", comparator="range"), "区间 1个"),
        (target("a", 1, "个", comparator="?"), "1个"),
    ],
)
def test_requirements_in_words(one: dict[str, Any], words: str) -> None:
    assert requirement(one) == words


def test_values_in_words() -> None:
    assert [number(value) for value in (3, 3.0, 0.76, 1e10, True, "三")] == [
        "3", "3", "0.76", "10000000000", "True", "三",
    ]  # fmt: skip
    assert [yes_no(value) for value in (True, False, None)] == ["是", "否", ""]
    assert [amount(value) for value in (1, 1.5, None, [1, 2])] == [1, 1.5, None, "[1, 2]"]


def test_a_comparison_names_both_places_in_its_heads() -> None:
    sheets = comparison_sheets(compare(EAST, WEST))
    assert [sheet.title for sheet in sheets] == [
        "指标对照", "仅东例市有的指标", "仅西例市有的指标",
        "任务对照", "仅东例市有的任务", "仅西例市有的任务",
    ]  # fmt: skip
    rows = {row[0]: row for row in sheets[0].rows()}
    assert rows["有效注册商标量"][1:7] == [
        "不低于 6万件", "2027", "有效商标注册量", "不低于 80000件", "2027", "+20000件",
    ]  # fmt: skip
    assert rows["知识产权服务机构数量"][6] == "-5个"
    assert all(len(list(sheet.rows())) == len(sheet.items) for sheet in sheets)


def test_a_comparison_of_one_place_tells_the_plans_apart() -> None:
    wish = target("知识产权保护满意度", None, None)
    older, newer = reading("示例市", [wish], []), reading("示例市", [wish], [])
    sheets = comparison_sheets(compare(older, newer))
    assert sheets[1].title == "仅甲：示例市有的指标"
    (row,) = sheets[0].rows()
    assert row[6] == ""
    assert "甲：示例市" in load_workbook(BytesIO(to_xlsx(sheets))).sheetnames[1]
