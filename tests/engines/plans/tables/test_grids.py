"""Tables, real ones and those drawn in text, as targets and tasks."""

from collections.abc import Sequence
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st
from tests.engines.plans.writing import document

from zhicheng.engines.plans import Block, BlockKind, Cell, Document, Reading, read
from zhicheng.engines.plans.tables.grids import with_drawn_tables

HEAD = "示例市示范工作实施方案\n为推进工作，制定本方案。\n一、主要目标\n到2026年，目标如下。\n"
REST = "二、重点任务\n（一）建设网点。完善布局。（市科技局、市财政局）\n三、保障措施\n（一）加强领导。做好。\n"


def with_table(rows: Sequence[Sequence[str]], before: str = HEAD, after: str = REST) -> Document:
    """A document with a real table; a cell with the text of the one above or beside it is merged."""
    text = before
    grid: list[tuple[Cell, ...]] = []
    start = len(text)
    for number, row in enumerate(rows):
        cells: list[Cell] = []
        for column, value in enumerate(row):
            if value == "^":
                cells.append(grid[number - 1][column])
            elif value == "<":
                cells.append(cells[-1])
            else:
                cells.append(Cell(len(text), len(text) + len(value)))
                text += value + "\t"
        grid.append(tuple(cells))
        text += "\n"
    end = len(text)
    head = document(before).blocks
    shifted = tuple(
        Block(one.kind, one.start + end, one.end + end) for one in document(after).blocks
    )
    table = Block(BlockKind.TABLE, start, end, rows=tuple(grid))
    return Document("x.docx", "docx", text + after, (*head, table, *shifted))


def in_table(found: Reading) -> list[tuple[object, ...]]:
    return [
        (one.indicator, one.comparator, one.value, one.unit, one.due)
        for one in found.targets
        if one.note == "指标表"
    ]


def test_a_table_of_indicators() -> None:
    found = read(
        with_table(
            [
                ["序号", "指标", "2020年基数", "2025年目标", "属性"],
                ["1", "每万人口床位数（张）", "5.2", "6", "预期性"],
                ["2", "网点数（家）", "80", "≥120", "约束性"],
                ["3", "覆盖率（%）", "60", "90以上", ""],
                ["4", "融资额（亿元）", "—", "〔100〕", "引导性"],
                ["5", "空气质量", "达标", "完成上级下达任务", "约束性"],
                ["6", "等级", "", "", ""],
                ["7", "空缺", "", "（）", ""],
                ["", "", "", "1", ""],
            ]
        )
    )
    assert in_table(found) == [
        ("每万人口床位数", "=", Decimal(6), "张/万人", "2025"),
        ("网点数", ">=", Decimal(120), "家", "2025"),
        ("覆盖率", ">=", Decimal(90), "%", "2025"),
        ("融资额", "=", Decimal(10000000000), "元", "2025"),
        ("空气质量", "qualitative", None, None, "2025"),
        ("空缺", "qualitative", None, None, "2025"),
    ]
    rows = [one for one in found.targets if one.note]
    assert [(one.baseline, one.attribute) for one in rows[:2]] == [
        ("5.2", "预期性"),
        ("80", "约束性"),
    ]
    assert rows[0].outline == "一"
    assert rows[3].cumulative


def test_a_column_of_units_and_heads_of_two_rows() -> None:
    found = read(
        with_table(
            [
                ["指标名称", "单位", "目标值", "<", "指标属性"],
                ["^", "^", "2024年", "2026年", "^"],
                ["培训人次", "人次", "500", "800", "预期性"],
                ["培训人次", "人次", "600", "900", "其他"],
            ]
        )
    )
    assert [row[2:] for row in in_table(found)] == [
        (500, "人次", "2024"), (800, "人次", "2026"), (600, "人次", "2024"), (900, "人次", "2026"),
    ]  # fmt: skip
    assert [one.attribute for one in found.targets if one.note][-1] == "其他"


def test_of_columns_of_years_the_first_is_the_base() -> None:
    found = read(
        with_table([["指标", "2020年", "2025年"], ["网点", "80", "120个左右"], ["力度", "5", "8"]])
    )
    assert in_table(found) == [("网点", "=", 120, "个", "2025"), ("力度", "=", 8, None, "2025")]
    assert [one.baseline for one in found.targets if one.note] == ["80", "5"]


def test_a_single_year_is_the_target() -> None:
    found = read(with_table([["主要指标", "2025年"], ["网点", "120"], ["驿站", "12"]]))
    assert in_table(found) == [("网点", "=", 120, None, "2025"), ("驿站", "=", 12, None, "2025")]


TASKS = [
    ["序号", "重点任务", "牵头单位", "责任单位", "完成时限"],
    ["1", "建设服务网点。在各县建设。", "市科技局", "市财政局、市教育局", "2025年12月"],
    ["2", "开展业务培训", "市教育局", "各县（市、区）政府", "长期"],
    ["3", "", "市教育局", "", ""],
]


def test_a_table_of_tasks() -> None:
    found = read(
        with_table(TASKS, HEAD + "二、重点任务\n", "三、保障措施\n（一）加强领导。做好。\n")
    )
    assert [
        (task.outline, task.title, task.lead, task.responsible, task.due)
        for task in found.tasks[:2]
    ] == [
        ("二/1", "建设服务网点", ("市科技局",), ("市财政局", "市教育局"), "2025-12"),
        ("二/2", "开展业务培训", ("市教育局",), ("各县（市、区）政府",), None),
    ]
    assert found.tasks[1].due_as_written == "长期"
    assert [task.outline for task in found.tasks] == ["二/1", "二/2", "三/(一)"]


def test_merged_cells_repeat_and_columns_may_be_many() -> None:
    found = read(
        with_table(
            [
                ["类别", "主要任务", "具体举措", "责任单位", "<", "联系人"],
                ["网点", "建设网点", "选址", "市科技局 市财政局", "<", "张三"],
                ["^", "^", "装修", "市财政局牵头，市教育局配合", "市科技局", "/"],
            ],
            HEAD + "二、重点任务\n",
            "三、保障措施\n（一）加强领导。做好。\n",
        )
    )
    assert [(task.title, task.lead, task.responsible) for task in found.tasks[:2]] == [
        ("选址", (), ("市科技局", "市财政局")),
        ("装修", ("市财政局",), ("市教育局", "市科技局")),
    ]


def test_a_row_that_repeats_a_task_completes_it_or_contradicts_it() -> None:
    rows = [
        TASKS[0],
        ["1", "建设网点", "市科技局", "市教育局", "2025年"],
        ["2", "加强领导", "市科技局", "市财政局", ""],
        ["3", "配备人员", "", "市教育局", ""],
        ["3", "布置场所", "", "市教育局", ""],
    ]
    tasks = (
        "二、重点任务\n（一）建设网点。做好。（市科技局、市财政局）\n（二）配备人员。做好。（市教育局）\n"
        "三、保障措施\n（一）加强领导。做好。\n附件\n"
    )
    found = read(with_table(rows, HEAD + tasks, ""))
    assert [(task.title, task.lead, task.responsible, task.due) for task in found.tasks] == [
        ("建设网点", (), ("市科技局", "市财政局"), "2025"),
        ("配备人员", (), ("市教育局",), None),
        ("加强领导", ("市科技局",), ("市财政局",), None),
        ("布置场所", (), ("市教育局",), None),
    ]
    assert found.tasks[3].outline == "附件/表4"
    assert [doubt.kind for doubt in found.doubts] == ["contradiction"]


def test_paths_of_rows_are_never_given_twice() -> None:
    rows = [
        TASKS[0],
        ["1", "甲工作", "市科技局", "", ""],
        ["1", "乙工作", "市科技局", "", ""],
        ["1", "丙工作", "市教育局", "", ""],
    ]
    found = read(
        with_table(rows, HEAD + "二、重点任务\n", "三、保障措施\n（一）加强领导。做好。\n")
    )
    assert [task.outline for task in found.tasks][:3] == ["二/1", "二/表2", "二/表3"]


def test_a_table_before_any_heading_has_a_path_of_its_own() -> None:
    found = read(
        with_table(
            [
                *TASKS[:2],
                ["表3", "乙工作", "市教育局", "", ""],
                ["1", "丙工作", "市教育局", "", ""],
            ],
            "",
            HEAD + REST,
        )
    )
    assert [task.outline for task in found.tasks][:3] == ["表/1", "表/表3", "表/表3'"]


def test_tables_of_other_things_are_left_alone() -> None:
    found = read(with_table([["姓名", "电话"], ["张三", "1"]]))
    assert [task.title for task in found.tasks] == ["建设网点", "加强领导"]
    assert in_table(read(with_table([["指标", "目标"]]))) == []


def test_a_table_drawn_with_bars_or_tabs_is_a_table() -> None:
    bars = (
        HEAD + "| 指标 | 2020年 | 2025年 |\n|---|---|---|\n| **网点**（家） | 80 | 120 |\n" + REST
    )
    assert in_table(read(document(bars))) == [("网点", "=", 120, "家", "2025")]
    tabs = HEAD + "指标\t2020年\t2025年\n网点（家）\t80\t120\n驿站（家）\t8\t12\n" + REST
    assert [row[0] for row in in_table(read(document(tabs)))] == ["网点", "驿站"]


def test_lines_that_only_look_like_a_row_stay_text() -> None:
    text = HEAD + "甲|乙|丙\n" + REST + "丁\t戊\n己\t庚\t辛\n"
    drawn = with_drawn_tables(document(text))
    assert all(block.kind is not BlockKind.TABLE for block in drawn.blocks)


def test_a_text_without_blocks_is_drawn_by_its_lines() -> None:
    drawn = with_drawn_tables(Document("x", "txt", "a\tb\nc\td\ne\tf", ()))
    assert [block.kind for block in drawn.blocks] == [BlockKind.TABLE]


def test_headings_and_tables_of_the_file_stay_as_they_are() -> None:
    blocks = (Block(BlockKind.HEADING, 0, 2, 1), Block(BlockKind.TABLE, 3, 5))
    assert with_drawn_tables(Document("x", "docx", "标题\n表格", blocks)).blocks == blocks


@given(st.text(alphabet="甲乙|\t-\n1 ", max_size=80))
def test_drawing_tables_loses_no_text(text: str) -> None:
    drawn = with_drawn_tables(document(text))
    kept = "".join(drawn.slice(block) for block in drawn.blocks)
    assert set("甲乙1") & set(text) == set("甲乙1") & set(kept)
