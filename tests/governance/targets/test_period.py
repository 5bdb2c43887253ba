"""Which observations count: those of the period and of the base year, for the page as for the judgement."""

from dataclasses import replace
from datetime import MINYEAR, date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhicheng.governance.targets.rules import (
    Demand,
    Measured,
    State,
    counting,
    earliness,
    first_day,
    is_share,
    is_signed,
    standing,
    tolerance_on,
    trajectory,
    value_fault,
)

D = Decimal
START, DUE = date(2026, 3, 1), date(2028, 12, 31)
LEVEL = Demand(">=", D(200), unit="件", due_on=DUE, start=START)
SUM = replace(LEVEL, cumulative=True)
YEARLY = replace(LEVEL, annual=True)


@pytest.mark.parametrize(
    ("demand", "first"),
    [
        (LEVEL, date(2025, 1, 1)),
        (replace(LEVEL, baseline=D(1), baseline_on=date(2025, 12, 31)), date(2025, 1, 1)),
        (replace(LEVEL, baseline=D(1), baseline_on=date(2020, 12, 31)), date(2020, 12, 31)),
        (YEARLY, date(2025, 1, 1)),
        (SUM, START),
        (replace(SUM, annual=True), START),
        (replace(LEVEL, start=None), None),
        (replace(LEVEL, start=date(MINYEAR, 5, 1)), date(MINYEAR, 1, 1)),
    ],
)
def test_values_are_taken_in_from_the_base_year_on(demand: Demand, first: date | None) -> None:
    assert first_day(demand) == first


def test_a_day_before_that_is_most_likely_a_slip() -> None:
    assert earliness(LEVEL, date(2025, 1, 1)) == ""
    assert "最早为2025-01-01" in earliness(LEVEL, date(2024, 12, 31))
    assert "2026-03-01起算" in earliness(SUM, date(2026, 2, 28))
    assert "年份应在" in earliness(replace(LEVEL, start=None), date(206, 1, 1))
    assert earliness(replace(LEVEL, start=None), date(1995, 1, 1)) == ""


def days_of(demand: Demand, on: date) -> list[date]:
    known = [
        date(2024, 12, 31),
        date(2025, 6, 1),
        date(2026, 1, 31),
        date(2026, 4, 1),
        DUE + timedelta(1),
    ]
    return [m.as_of for m in counting(demand, [Measured(day, D(1)) for day in known[::-1]], on)]


def test_what_counts_is_of_the_period_and_known_by_then() -> None:
    late = DUE + timedelta(99)
    assert days_of(LEVEL, late) == [date(2025, 6, 1), date(2026, 1, 31), date(2026, 4, 1)]
    assert days_of(YEARLY, late) == [date(2026, 1, 31), date(2026, 4, 1)]
    assert days_of(SUM, late) == [date(2026, 4, 1)]
    assert days_of(LEVEL, date(2026, 2, 1)) == [date(2025, 6, 1), date(2026, 1, 31)]
    assert len(days_of(Demand(">=", D(1)), late)) == 5


readings = st.lists(
    st.builds(Measured, st.dates(date(2023, 1, 1), date(2030, 1, 1)), st.integers(0, 400).map(D)),
    max_size=6,
    unique_by=lambda m: m.as_of,
)


@given(
    st.sampled_from([LEVEL, SUM, replace(LEVEL, due_on=None)]),
    readings,
    st.dates(START, date(2030, 1, 1)),
)
def test_the_last_point_of_the_trajectory_is_the_value_that_is_judged(
    demand: Demand, measured: list[Measured], on: date
) -> None:
    drawn = trajectory(demand, counting(demand, measured, on))
    judged = standing(demand, State.CONFIRMED, measured, on, tolerance_on(on))
    assert (drawn[-1] if drawn else (None, None)) == (judged.as_of, judged.value)


@pytest.mark.parametrize(
    ("indicator", "unit", "value", "signed"),
    [
        ("每万人口发明专利拥有量", "件/万人", "12", False),
        ("知识产权保护社会满意度", "分", "85", False),
        ("专利密集型产业增加值", "元", "100", False),
        ("有效注册商标量", "件", "100", False),
        ("发明专利授权量年均增速", "%", "8", True),
        ("商标注册量同比增长率", "%", "8", True),
        ("合格率", "个百分点", "2", True),
        ("单位能耗", "%", "-3", True),
    ],
)
def test_only_what_grows_or_changes_may_be_negative(
    indicator: str, unit: str, value: str, signed: bool
) -> None:
    assert is_signed(indicator, unit, D(value)) is signed
    demand = Demand(">=", D(value), unit=unit, signed=signed)
    fault = value_fault(demand, D(-3), unit)
    assert (fault is None) is signed
    if fault:
        assert fault[0] == "value"
        assert "不能为负数" in fault[1]


def test_nothing_is_not_negative() -> None:
    assert value_fault(Demand(">=", D(12), unit="件/万人"), D(0), "件/万人") is None


@pytest.mark.parametrize(
    ("indicator", "unit", "value", "share"),
    [
        ("知识产权行政案件按期办结率", "%", "98", True),
        ("知识产权公共服务覆盖率", "％", "100", True),
        ("专利密集型产业增加值占比", "%", "13", True),
        ("群众满意率", "%", None, True),
        ("年度任务完成率", "%", "100", False),
        ("覆盖率同比增幅", "%", "8", False),
        ("商标注册量增长率", "%", "8", False),
        ("服务满意度", "分", "85", False),
        ("设备覆盖率", "%", "120", False),
        ("产业化率", "%", "50", False),
    ],
)
def test_a_part_is_never_more_than_the_whole(
    indicator: str, unit: str, value: str | None, share: bool
) -> None:
    wanted = None if value is None else D(value)
    assert is_share(indicator, unit, wanted) is share
    demand = Demand(">=", wanted, unit=unit, share=share)
    fault = value_fault(demand, D(250), unit)
    assert (fault is not None) is share
    if fault:
        assert fault[0] == "value"
        assert "不能超过100%" in fault[1]
    assert value_fault(demand, D(100), unit) is None
