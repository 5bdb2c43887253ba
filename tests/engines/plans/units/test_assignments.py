import pytest
from tests.engines.plans.writing import one

from zhicheng.engines.plans.units.assignments import (
    Assignment,
    assignments_of,
    is_label_line,
    units_in,
)


def lists(written: str) -> list[Assignment]:
    return [found for _, _, found in assignments_of(one(written))[1]]


def units(written: str) -> tuple[list[str], list[str]]:
    """(lead, responsible) of the only list of a sentence."""
    (found,) = lists(written)
    return (
        [unit.name for unit in found.units if unit.role == "lead"],
        [unit.name for unit in found.units if unit.role == "responsible"],
    )


A, B, C = "市科技局", "市财政局", "市教育局"


@pytest.mark.parametrize(
    ("written", "lead", "responsible"),
    [
        (f"建设网点。（责任单位：{A}、{B}）", [], [A, B]),
        (f"建设网点。（牵头单位：{A}；责任单位：{B}、{C}）", [A], [B, C]),
        (f"建设网点。｛责任单位：{A}、{B}｝", [], [A, B]),
        (f"建设网点。（责任单位：{A}／{B}）", [], [A, B]),
        (f"建设网点。（牵头市领导：副市长；牵头单位：{A}；责任单位：{B}）", [A], [B]),
        (f"建设网点。（{A}负责牵头，{B}配合）", [A], [B]),
        (f"建设网点。（{A}、{B}等单位和各县区政府按职责分工落实）", [], [A, B, "各县区政府"]),
        (f"——责任单位：{A}、{B}", [], [A, B]),
        (f"建设网点。（{A}、{B}，列在首位的为牵头单位）", [], [A, B]),
        (f"建设网点。（牵头单位；{A}；配合单位：{B}）", [A], [B]),
        (f"建设网点。（市级牵头单位：{A}，配合单位：{B}）", [A], [B]),
        (f"建设网点。（{A}、{B}等按职责分工负责）", [], [A, B]),
        (f"建设网点。（{A}牵头，{B}，{C}按职责分工负责）", [A], [B, C]),
        (
            f"建设网点。（{A}、{B}牵头，{C}配合，各县（市、区）政府落实）",
            [A, B],
            [C, "各县（市、区）政府"],
        ),
        (f"建设网点。（{A}会同{B}负责）", [A], [B]),
        (f"建设网点。（{A}、{B}按职责分工分别牵头负责；{C}）", [A, B], [C]),
        (f"建设网点。[责任单位：{A}，各区、县（市）政府]", [], [A, "各区、县（市）政府"]),
        (f"建设网点。〔{A}、{B}〕", [], [A, B]),
        (f"建设网点。（主办：{A}；协办：{B}）", [A], [B]),
        (f"建设网点。（由{A}牵头，{B}参加）", [A], [B]),
        (f"建设网点（{A}）。", [], [A]),
        (f"责任单位：{A}、{B}", [], [A, B]),
        (f"建设网点。责任单位：{A}、{B}。", [], [A, B]),
        (f"建设网点。牵头领导：张三；责任单位：{A}", [], [A]),
        (f"建设网点。（责任单位：{A}　{B}  {C}）", [], [A, B, C]),
        (f"建设网点。（责任单位：{A}牵头，{B}）", [A], [B]),
        ("建设网点。（示例供电公司、示例资本负责）", [], ["示例供电公司", "示例资本"]),
    ],
)
def test_every_notation(written: str, lead: list[str], responsible: list[str]) -> None:
    assert units(written) == (lead, responsible)


@pytest.mark.parametrize(
    "written",
    [
        "成立领导小组（以下简称领导小组）。",
        "（联系电话：市科技局，12345678）",
        "（此件公开发布）",
        "建设示范基地（园区）。",
        "纳入各级党校（行政学院）培训。",
        "支持企业（协会）发展，推广经验。",
        "落实责任单位：具体要求；另行通知。其他事项",
        "推进（一期）落实（按职责）。",
        "（落实）",
    ],
)
def test_what_is_no_list_of_units(written: str) -> None:
    assert lists(written) == []


def test_the_words_of_a_paragraph_end_before_its_list() -> None:
    read = one("建设网点。（责任单位：市科技局）。")
    close, found = assignments_of(read)
    assert read.text[:close] == "建设网点。"
    assert found[0][2].as_written == "（责任单位：市科技局）"
    assert read.source[slice(*found[0][2].span)] == "（责任单位：市科技局）"


def test_a_list_in_the_middle_leaves_the_words_whole() -> None:
    read = one("建设网点。（市科技局）配齐人员。")
    assert assignments_of(read)[0] == len(read)


def test_an_open_list_and_a_due_time_are_noticed() -> None:
    (found,) = lists(
        "建设网点。（牵头单位：市科技局；责任单位：市财政局等有关部门；完成时限：2025年12月底前）"
    )
    assert found.open_list
    assert found.due == "2025年12月底前"
    (found,) = lists("建设网点。（市科技局牵头，市财政局等部门按职责分工负责，2025年底前完成）")
    assert (found.open_list, found.due) == (True, "2025年底前完成")


def test_a_remark_about_later_lists_is_no_unit() -> None:
    (found,) = lists("建设网点。（责任单位：市科技局，各区政府。以下均需各区政府落实，不再列出）")
    assert [unit.name for unit in found.units] == ["市科技局", "各区政府"]
    assert found.afterword == "以下均需各区政府落实,不再列出"


def test_words_like_those_of_a_remark_may_stand_in_a_name() -> None:
    (found,) = lists("建设网点。（责任单位：市科技局及以下机构、分工）")
    assert [unit.name for unit in found.units] == ["市科技局", "以下机构"]


def test_a_text_that_is_nothing_but_a_list() -> None:
    assert [unit.name for unit in units_in(one("责任单位：市科技局"))] == ["市科技局"]
    assert [(unit.name, unit.role) for unit in units_in(one("市科技局牵头，市财政局配合。"))] == [
        ("市科技局", "lead"),
        ("市财政局", "responsible"),
    ]


def test_every_name_knows_its_place() -> None:
    text = "建设网点。（责任单位：市科技局、市财政局）"
    (found,) = lists(text)
    assert [text[slice(*unit.span)] for unit in found.units] == ["市科技局", "市财政局"]


@pytest.mark.parametrize(
    ("line", "is_one"),
    [
        ("责任单位:市科技局", True),
        ("(责任单位:市科技局)", True),
        ("(责任单位:市科技局)推进建设", False),
        ("推进建设", False),
    ],
)
def test_lines_that_are_nothing_but_a_list(line: str, is_one: bool) -> None:
    assert is_label_line(line) is is_one
