"""The builder lays blocks out as one text, within limits."""

import pytest

from zhicheng.engines.plans.document import UnreadableDocument
from zhicheng.engines.plans.formats import builder as module
from zhicheng.engines.plans.formats.builder import Builder, FlowCell, TableCell, flow


def test_blocks_point_into_the_text() -> None:
    builder = Builder("a", "docx")
    builder.heading(" 标题\n副题 ", 1)
    builder.table([TableCell(0, 0, "甲", rows=2), TableCell(0, 1, "乙 丙\n丁")])
    builder.table([TableCell(0, 0, " ")])
    builder.notice("提示")
    document = builder.document()
    assert document.text == "标题\n副题\n甲\t乙 丙 丁\n\t\n"
    assert [document.slice(block) for block in document.blocks] == [
        "标题",
        "副题",
        "甲\t乙 丙 丁\n\t",
    ]
    assert document.notices == ("提示",)


def test_where_two_cells_claim_one_place_the_first_keeps_it() -> None:
    builder = Builder("a", "docx")
    builder.table([TableCell(0, 0, "甲", columns=2), TableCell(0, 1, "乙"), TableCell(1, 1, "丙")])
    assert builder.document().text == "甲\t\n\t丙\n"


def test_cells_flow_around_the_merged_ones_above() -> None:
    rows = [[FlowCell("甲", rows=9), FlowCell("乙", columns=0)], [FlowCell("丙"), FlowCell("丁")]]
    assert [(c.text, c.row, c.column, c.rows) for c in flow(rows)] == [
        ("甲", 0, 0, 2),
        ("乙", 0, 1, 1),
        ("丙", 1, 1, 1),
        ("丁", 1, 2, 1),
    ]


def test_a_text_or_table_beyond_the_limits_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MAX_CHARACTERS", 10)
    builder = Builder("a", "docx")
    with pytest.raises(UnreadableDocument, match="不像一份工作方案"):
        builder.paragraph("一二三四五六七八九十")
    monkeypatch.setattr(module, "MAX_CELLS", 3)
    with pytest.raises(UnreadableDocument, match="格"):
        builder.table([TableCell(0, 0, "甲", rows=2, columns=2)])
