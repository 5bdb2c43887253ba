"""What the values of an item must be, and how they are kept."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhicheng.governance.plans.rules import fields
from zhicheng.governance.plans.rules.dates import Period

PERIOD = Period(date(2026, 1, 1), date(2028, 12, 31), date(2026, 3, 2))
TARGET = {"indicator": "地理标志总数", "comparator": ">=", "value": 15}


@pytest.mark.parametrize(
    ("given_value", "kept"),
    [
        (None, None),
        ("", None),
        (12, 12),
        ("1,200", 1200),
        (0.76, "0.76"),
        ("0.110", "0.11"),
        (" 85 ", 85),
        ("100.0", 100),
        (0, 0),
    ],
)
def test_numbers_are_kept_exactly(given_value: object, kept: object) -> None:
    assert fields.number(given_value) == kept


@pytest.mark.parametrize("wrong", ["十二", "1/2", True, "inf", "nan", [1]])
def test_what_is_no_number_is_refused(wrong: object) -> None:
    with pytest.raises(ValueError, match="not a number"):
        fields.number(wrong)


@given(
    st.decimals(
        allow_nan=False, allow_infinity=False, places=4, min_value=-(10**12), max_value=10**12
    )
)
def test_no_digit_of_a_number_is_lost(value: Decimal) -> None:
    assert Decimal(str(fields.number(str(value)))) == value


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("市科技局、市教育局", ["市科技局", "市教育局"]),
        ("市科技局，\n市科技局；市教育局;", ["市科技局", "市教育局"]),
        (["市科技局", " ", "市科技局"], ["市科技局"]),
        ("", []),
        (None, []),
    ],
)
def test_names_are_split_trimmed_and_each_kept_once(written: object, kept: list[str]) -> None:
    assert fields.names(written) == kept


@pytest.mark.parametrize(
    ("kind", "values", "wrong"),
    [
        ("target", TARGET, set()),
        ("target", {**TARGET, "indicator": ""}, {"indicator"}),
        ("target", {**TARGET, "comparator": "≥"}, {"comparator"}),
        ("target", {**TARGET, "value": None}, {"value"}),
        ("target", {**TARGET, "value": "很多"}, {"value"}),
        ("target", {**TARGET, "value": 0}, set()),
        ("target", {**TARGET, "comparator": "qualitative"}, {"value"}),
        ("target", {**TARGET, "comparator": "qualitative", "value": None}, set()),
        ("target", {**TARGET, "value_max": 20}, {"value_max"}),
        ("target", {**TARGET, "comparator": "range", "value_max": 20}, set()),
        ("target", {**TARGET, "comparator": "range", "value_max": 10}, {"value_max"}),
        ("target", {**TARGET, "comparator": "range"}, {"value_max"}),
        ("target", {**TARGET, "due": "2026-13"}, {"due"}),
        ("target", {**TARGET, "due": "2026-06"}, set()),
        ("target", {**TARGET, "due": "2028"}, set()),
        ("target", {**TARGET, "due": "2035"}, set()),
        ("target", {**TARGET, "due": "2044"}, {"due"}),
        ("target", {**TARGET, "due": "2001"}, {"due"}),
        ("target", {**TARGET, "due": "9999"}, {"due"}),
        ("target", {**TARGET, "due": "0000"}, {"due"}),
        ("target", {**TARGET, "due": "2026-02-30"}, {"due"}),
        ("target", {**TARGET, "indicator": "长" * 201}, {"indicator"}),
        ("task", {"title": "培育专利"}, set()),
        ("task", {}, {"title"}),
        ("task", {"title": "培育", "text": "长" * 5001}, {"text"}),
        ("phase", {"name": "启动", "start": "2026-03", "end": "2026-01"}, {"end"}),
        ("phase", {"name": "启动", "start": "2026-03", "end": "2026"}, set()),
        ("phase", {"name": "启动", "start": "2026-03", "end": None}, set()),
        ("phase", {"name": "启动", "start": "2019-01", "end": "2020-06"}, {"start", "end"}),
        ("phase", {"name": "启动", "start": "2026-01", "end": "9999-12-31"}, {"end"}),
        ("phase", {"name": "启动", "start": "0000", "end": None}, {"start"}),
        ("phase", {"name": "收官", "start": "2028-07", "end": "2028"}, set()),
        ("phase", {"name": "收官", "start": "2029", "end": None}, {"start"}),
        ("duty", {"text": ""}, {"text"}),
        ("system", {"name": "名录"}, set()),
    ],
)
def test_what_does_not_hold_up_is_named(kind: str, values: dict[str, Any], wrong: set[str]) -> None:
    assert set(fields.faults(kind, values, PERIOD)) == wrong


def test_a_day_outside_of_the_plan_is_told_at_its_field() -> None:
    values = {"name": "启动", "start": "2025-12", "end": "2029"}
    assert fields.faults("phase", values, PERIOD) == {
        "start": "开始不能早于方案开始的2026-01-01。",
        "end": "结束不能晚于方案截止的2028-12-31。",
    }
    silent = Period(None, None, PERIOD.brought_in)
    assert "先在“方案信息”中填写起始日期" in fields.faults("phase", values, silent)["start"]


def test_values_are_cleaned_and_the_readers_other_values_stay() -> None:
    given_values = {**TARGET, "value": "15.0", "annual": 1, "cumulative": None, "wording": "以上"}
    assert fields.cleaned("target", given_values) == {
        "indicator": "地理标志总数",
        "comparator": ">=",
        "value": 15,
        "annual": True,
        "cumulative": None,
        "wording": "以上",
    }


@pytest.mark.parametrize(
    ("kind", "values", "called"),
    [
        ("task", {"title": "培育高价值专利"}, "培育高价值专利"),
        ("target", {"indicator": None, "text": "位居前列"}, "位居前列"),
        ("duty", {"text": "每季度" + "调度" * 40}, "每季度" + "调度" * 28 + "…"),
        ("system", {}, ""),
    ],
)
def test_how_an_item_is_called(kind: str, values: dict[str, Any], called: str) -> None:
    assert fields.label(kind, values) == called
    assert len(called) <= 60


def test_values_from_the_words_of_a_passage() -> None:
    words = "完善培育指引。每个中心\n配备专职人员；按年考核"
    task = fields.from_words("task", words, {"title": "旧", "responsible": ["市科技局"]})
    assert task == {
        "title": "完善培育指引",
        "text": "完善培育指引。每个中心 配备专职人员；按年考核",
        "responsible": ["市科技局"],
    }
    assert fields.from_words("duty", words, {})["text"] == task["text"]
    assert fields.from_words("target", words, {})["comparator"] == "qualitative"


@pytest.mark.parametrize(
    ("values", "words"),
    [
        (
            {"comparator": ">=", "value": "8.5", "unit": "件/万人", "due": "2028"},
            "≥ 8.5 件/万人，2028",
        ),
        ({"comparator": "range", "value": 1, "value_max": 2, "unit": "个"}, "1—2 个"),
        ({"comparator": "qualitative", "due": "2026"}, "定性要求，2026"),
        ({"comparator": "=", "value": 0}, "达到 0"),
        ({"comparator": ">=", "value": 1_200_000_000, "unit": "元"}, "≥ 12 亿元"),
        ({"comparator": ">=", "unit": "元"}, "≥ 元"),
        ({}, ""),
    ],
)
def test_what_a_target_demands_in_one_line(values: dict[str, Any], words: str) -> None:
    assert fields.measure(values) == words
