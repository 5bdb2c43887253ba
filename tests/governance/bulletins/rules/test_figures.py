"""Figures: shown as officials write them, and never without where they come from."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhicheng.governance.bulletins.rules import Figure, Lineage, listed, numbered, unfounded
from zhicheng.governance.bulletins.rules.figures import as_plain, from_plain

LINE = Lineage("任务台账", "按当前状态计数", date(2026, 9, 30), "/tasks/", 12)
FIGURE = Figure("tasks.overdue", "逾期任务", Decimal(3), "项", LINE, "/tasks/?light=overdue")


@pytest.mark.parametrize(
    ("value", "unit", "words", "number"),
    [
        (Decimal(1024), "项", "1,024项", "1,024"),
        (Decimal("25.50"), "%", "25.5%", "25.5"),
        (Decimal("1020000000"), "元", "10.2亿元", "1,020,000,000"),
        (Decimal("44100.000000"), "件", "4.41万件", "44,100"),
        (None, "件", "尚无数据", "尚无数据"),
        (Decimal(0), "项", "0项", "0"),
    ],
)
def test_a_figure_is_written_as_an_official_would(
    value: Decimal | None, unit: str, words: str, number: str
) -> None:
    figure = replace(FIGURE, value=value, unit=unit)
    assert (figure.words, figure.number) == (words, number)


def test_a_judgement_stands_in_place_of_a_number() -> None:
    judged = replace(FIGURE, value=None, said="推进顺利")
    assert judged.words == judged.number == "推进顺利"


def test_a_figure_without_lineage_is_named_once() -> None:
    bare = replace(FIGURE, lineage=None)
    assert unfounded([FIGURE]) == []
    assert unfounded([FIGURE, bare, bare]) == ["逾期任务（tasks.overdue）"]


@pytest.mark.parametrize("part", ["source", "rule", "rows"])
def test_a_lineage_that_does_not_say_everything_is_none(part: str) -> None:
    line = replace(LINE, **{part: " "})  # type: ignore[arg-type]  # all three are words
    assert unfounded([replace(FIGURE, lineage=line)]) == ["逾期任务（tasks.overdue）"]


def test_figures_of_one_lineage_share_its_number() -> None:
    other = replace(LINE, source="指标填报")
    total = replace(FIGURE, key="tasks.total")
    target = replace(FIGURE, key="target.1", lineage=other)
    found = numbered([FIGURE, total, replace(FIGURE, lineage=None), target, FIGURE])
    assert list(found) == [LINE, other]
    assert found[LINE] == [FIGURE, total]


def test_many_figures_of_one_lineage_are_named_in_part() -> None:
    few = [replace(FIGURE, name="市科技局：逾期"), FIGURE]
    assert listed(few) == "逾期 3项；逾期任务 3项"
    assert listed([FIGURE] * 13).endswith("等13个数字")


@given(st.decimals(allow_nan=False, allow_infinity=False, places=6) | st.none())
def test_what_is_kept_is_the_same_figure_again(value: Decimal | None) -> None:
    figure = replace(FIGURE, value=value)
    assert from_plain(as_plain(figure)) == figure
    assert from_plain(as_plain(replace(figure, lineage=None))) == replace(figure, lineage=None)
