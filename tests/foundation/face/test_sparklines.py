"""A chart along time, small enough for a table."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhicheng.foundation.face.charts import Chart, Mark, Series
from zhicheng.foundation.face.sparklines import HEIGHT, WIDTH, lines_of, words_of

FIRST = date(2026, 1, 1)


def chart(*values: int | None, dashed: bool = False) -> Chart:
    marks = [Mark(FIRST + timedelta(30 * n), value) for n, value in enumerate(values)]
    return Chart("专利", [Series("实际值", marks, dashed=dashed)])


def test_a_value_that_is_not_known_breaks_the_line() -> None:
    [line] = lines_of(chart(1, 2, None, 4, 5))
    assert len(line.runs) == 2 and len(line.dots) == 4


def test_a_single_value_is_a_dot_and_no_line() -> None:
    [line] = lines_of(chart(None, 3, None))
    assert line.runs == [] and len(line.dots) == 1


def test_what_was_expected_has_no_dots() -> None:
    [line] = lines_of(chart(1, 9, dashed=True))
    assert line.dashed and line.dots == [] and len(line.runs) == 1


def test_where_nothing_is_known_nothing_is_drawn() -> None:
    assert lines_of(chart(None, None)) == []


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ((1200, None, 3400), "专利；实际值 2026-01-01 1,200 至 2026-03-02 3,400"),
        ((None, 5), "专利；实际值 2026-01-31 5"),
        ((None, None), "专利"),
    ],
)
def test_who_does_not_see_it_is_told_where_a_line_begins_and_ends(
    values: tuple[int | None, ...], words: str
) -> None:
    assert words_of(chart(*values)) == words


def test_names_are_no_days() -> None:
    with pytest.raises(TypeError):
        lines_of(Chart("单位", [Series("数", [Mark("市科技局", 1)])], axis="category"))


@given(st.lists(st.decimals(-1000, 1000, places=2), min_size=1, max_size=12))
def test_the_drawing_keeps_its_edges_and_more_is_higher(values: list[Decimal]) -> None:
    marks = [Mark(FIRST + timedelta(n), value) for n, value in enumerate(values)]
    [line] = lines_of(Chart("专利", [Series("实际值", marks)]))
    places = [(float(x), float(y)) for x, y in line.dots]
    assert all(0 < x < WIDTH and 0 < y < HEIGHT for x, y in places)
    assert [x for x, _y in places] == sorted(x for x, _y in places)
    highest = max(range(len(values)), key=lambda n: values[n])
    assert places[highest][1] == min(y for _x, y in places)
