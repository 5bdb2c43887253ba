"""Periods, titles, numbers."""

from datetime import date, timedelta
from itertools import pairwise

import pytest

from zhicheng.governance.bulletins.rules import (
    Kind,
    number_of,
    period_faults,
    period_of,
    period_words,
    quarter_before,
    title_of,
)

TODAY = date(2026, 11, 22)


def test_four_quarters_make_a_year() -> None:
    days = [period_of(2026, n) for n in (1, 2, 3, 4)]
    assert days[0][0], days[3][1] == period_of(2026, None)
    assert all(b[0] - a[1] == timedelta(1) for a, b in pairwise(days))
    assert days[3] == (date(2026, 10, 1), date(2026, 12, 31))
    with pytest.raises(ValueError, match="quarter"):
        period_of(2026, 5)


@pytest.mark.parametrize(
    ("today", "found"),
    [(date(2026, 1, 5), (2025, 4)), (date(2026, 4, 1), (2026, 1)), (TODAY, (2026, 3))],
)
def test_the_quarter_that_has_ended(today: date, found: tuple[int, int]) -> None:
    assert quarter_before(today) == found


@pytest.mark.parametrize(
    ("kind", "year", "quarter", "field"),
    [
        (Kind.QUARTERLY, 1999, 1, "year"),
        (Kind.YEARLY, 2027, None, "year"),
        (Kind.QUARTERLY, 2026, None, "quarter"),
        (Kind.QUARTERLY, 2026, 5, "quarter"),
        (Kind.YEARLY, 2026, 3, "quarter"),
    ],
)
def test_a_period_that_is_none_is_refused(
    kind: Kind, year: int, quarter: int | None, field: str
) -> None:
    assert list(period_faults(kind, year, quarter, TODAY)) == [field]


def test_a_period_that_has_begun_will_do() -> None:
    assert period_faults(Kind.QUARTERLY, 2026, 4, TODAY) == {}
    assert period_faults(Kind.YEARLY, 2026, None, TODAY) == {}
    assert "quarter" in period_faults(Kind.QUARTERLY, 2026, 4, date(2026, 9, 30))


def test_what_a_paper_is_called() -> None:
    assert title_of(2026, 3, "") == "2026年第三季度知识产权工作简报"
    assert title_of(2026, None, "强市方案") == "2026年度“强市方案”报告"
    assert period_words(2026, None) == "2026年度"
    assert number_of(2026, 3, 1) == "2026年第3期"
    assert number_of(2026, None, 2) == "2026年度（第2版）"
