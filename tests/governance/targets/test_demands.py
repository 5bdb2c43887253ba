"""What is demanded, how far a value is from it, and how it is put into words."""

from datetime import date
from decimal import Decimal

import pytest

from zhicheng.governance.targets.rules import (
    Demand,
    figure_faults,
    gap,
    satisfied,
    suggested_baseline,
    wanted,
)

D = Decimal
TODAY = date(2026, 11, 22)


def demand(comparator: str = ">=", value: str = "12", unit: str = "件", **more: object) -> Demand:
    return Demand(comparator=comparator, value=D(value), unit=unit, **more)  # type: ignore[arg-type]  # by name


@pytest.mark.parametrize(
    ("comparator", "value", "missing", "is_met"),
    [
        (">=", "11", "1", False),
        (">=", "12", "0", True),
        (">=", "13", "0", True),
        ("=", "11", "1", False),
        ("=", "13", "0", True),
        (">", "12", "0", False),
        (">", "12.1", "0", True),
        ("<=", "13", "1", False),
        ("<=", "12", "0", True),
        ("<=", "1", "0", True),
    ],
)
def test_comparators(comparator: str, value: str, missing: str, is_met: bool) -> None:
    asked = demand(comparator)
    assert gap(asked, D(value)) == D(missing)
    assert satisfied(asked, D(value)) is is_met


@pytest.mark.parametrize(("value", "missing"), [("9", "1"), ("10", "0"), ("12", "0"), ("15", "3")])
def test_a_range_has_two_ends(value: str, missing: str) -> None:
    assert gap(demand("range", "10", value_max=D(12)), D(value)) == D(missing)


def test_a_range_without_an_upper_end_is_a_point() -> None:
    assert gap(demand("range", "10"), D(11)) == 1


def test_a_qualitative_target_has_no_gap() -> None:
    with pytest.raises(ValueError, match="no figure"):
        gap(Demand("qualitative"), D(1))


@pytest.mark.parametrize(
    ("value", "unit", "whole"),
    [("12", "件", True), ("12", "家", True), ("12", "人", True), ("12", "项", True), ("12", "个", True),
     ("12.5", "件", False), ("5", "万件", False), ("5", "亿元", False), ("12", "件/万人", False)],
)  # fmt: skip
def test_what_comes_in_whole_pieces(value: str, unit: str, whole: bool) -> None:
    assert demand(value=value, unit=unit).comes_whole is whole


def test_words() -> None:
    assert wanted(demand(value="12.50", unit="件/万人")) == "≥ 12.5 件/万人"
    assert wanted(demand("=", "56000")) == "达到 5.6 万件"
    assert wanted(demand("range", "10", value_max=D(12))) == "10—12 件"
    assert wanted(demand("range", "800000000", "元", value_max=D(10**9))) == "8—10 亿元"
    assert wanted(demand("<=", "5", "个工作日", annual=True)) == "≤ 5 个工作日（每年）"
    assert wanted(demand(">", "100", annual=True, cumulative=True)) == "＞ 100 件（每年、累计）"
    assert wanted(Demand("qualitative")) == "定性要求"
    assert wanted(demand(unit="")) == "≥ 12"


@pytest.mark.parametrize(
    ("value", "unit", "as_of", "field", "words"),
    [
        ("1", "件", date(2026, 11, 23), "as_of", "还没有到"),
        ("1", "件", date(2025, 12, 31), "as_of", "起算"),
        ("1", "家", TODAY, "unit", "不能精确换算"),
        ("1", "", TODAY, "unit", "填报的是空"),
        ("-1", "件", TODAY, "value", "不能为负"),
        ("0.76", "件", TODAY, "value", "应为整数"),
        ("1234567890123456", "件", TODAY, "value", "最多15位"),
        ("0.00001", "万件", TODAY, "value", "应为整数"),
        ("0.0000001", "亿件", TODAY, "value", "小数最多6位"),
        ("1e400", "件", TODAY, "value", "最多15位"),
        ("1e999999999", "万件", TODAY, "value", "最多15位"),
        ("9" * 40, "件", TODAY, "value", "最多15位"),
        ("1e15", "件", TODAY, "value", "最多15位"),
        ("1e12", "亿件", TODAY, "value", "最多15位"),
        ("NaN", "件", TODAY, "value", "最多15位"),
        ("-Infinity", "件", TODAY, "value", "最多15位"),
        ("1", "件", date(206, 11, 2), "as_of", "年份应在1980至2100之间"),
    ],
)
def test_figures_that_are_not_taken_in(
    value: str, unit: str, as_of: date, field: str, words: str
) -> None:
    asked = demand(cumulative=True, start=date(2026, 1, 1))
    assert words in figure_faults(asked, D(value), unit, as_of, TODAY)[field]


def test_too_many_places() -> None:
    faults = figure_faults(demand(unit="%"), D("0.1234567"), "%", TODAY, TODAY)
    assert "小数最多6位" in faults["value"]


def test_figures_that_are_taken_in() -> None:
    assert figure_faults(demand(), D("0.0005"), "万件", TODAY, TODAY) == {}
    assert figure_faults(demand(unit="%", signed=True), D("-1.5"), "%", TODAY, TODAY) == {}
    assert figure_faults(demand(value="0.5", unit="公里"), D("0.2"), "公里", TODAY, TODAY) == {}


@pytest.mark.parametrize(
    ("written", "result"),
    [
        ("9", "9"),
        ("9件", "9"),
        ("0.0009万件", "9"),
        ("1,000", "1000"),
        ("10（2025年）", "10"),
        ("0.0041", None),  # most likely of another magnitude
        ("9家", None),
        ("较低", None),
        ("", None),
    ],
)
def test_a_baseline_is_proposed_only_where_it_is_sure(written: str, result: str | None) -> None:
    assert suggested_baseline(written, demand()) == (None if result is None else D(result))


def test_no_baseline_is_proposed_for_a_qualitative_target() -> None:
    assert suggested_baseline("9", Demand("qualitative")) is None
