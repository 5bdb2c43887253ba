import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhicheng.engines.plans.structure.headings import Rank, chinese, mark_of
from zhicheng.engines.plans.text.characters import fold, numeral


@pytest.mark.parametrize(
    ("line", "rank", "number"),
    [
        ("第一部分 总则", Rank.PART, "第一部分"),
        ("第二章 目标", Rank.CHAPTER, "第二章"),
        ("第三节 任务", Rank.SECTION, "第三节"),
        ("第四条 支持研发。", Rank.ARTICLE, "第四条"),
        ("四、重点任务", Rank.FIRST, "四"),
        ("（二）强化支撑", Rank.SECOND, "(二)"),
        ("1．优化机制。", Rank.THIRD, "1"),
        ("12、优化机制。", Rank.THIRD, "12"),
        ("（3）细化措施", Rank.FOURTH, "(3)"),
        ("②明确分工", Rank.FIFTH, "②"),
    ],
)
def test_every_kind_of_number(line: str, rank: Rank, number: str) -> None:
    mark = mark_of(fold(line))
    assert mark is not None
    assert (mark.rank, mark.number, mark.lost) == (rank, number, False)


def test_a_lost_bracket_is_noticed() -> None:
    mark = mark_of("三)建立体系")
    assert mark is not None
    assert (mark.number, mark.lost) == ("(三)", True)


@pytest.mark.parametrize(
    "line",
    [
        "",
        "4.26世界知识产权日",
        "一是加强领导",
        "2024年工作",
        "第一条规定",
        "重点任务",
        "一、",
        "百、甲",
        "①",
    ],
)
def test_what_marks_no_heading(line: str) -> None:
    assert mark_of(line) is None


@given(st.integers(min_value=1, max_value=99))
def test_chinese_numbers_read_back(value: int) -> None:
    assert numeral(chinese(value)) == value
