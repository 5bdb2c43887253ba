"""Units: what is counted and what is a ratio, and what can be turned into what."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhicheng.governance.targets.rules import Kind, convert, kind_of


@pytest.mark.parametrize(
    ("unit", "kind"),
    [
        ("件", Kind.COUNT),
        ("家", Kind.COUNT),
        ("件/年", Kind.COUNT),
        ("万件", Kind.COUNT),
        ("平方公里", Kind.COUNT),
        ("元", Kind.MONEY),
        ("亿元", Kind.MONEY),
        ("%", Kind.RATIO),
        ("分", Kind.RATIO),
        ("件/万人", Kind.RATIO),
        ("个工作日", Kind.RATIO),
        ("未见过的单位", Kind.RATIO),
        ("", Kind.RATIO),
    ],
)
def test_the_kind_follows_from_the_unit(unit: str, kind: Kind) -> None:
    assert kind_of(unit, ">=") is kind
    assert kind_of(unit, "qualitative") is Kind.QUALITATIVE


@pytest.mark.parametrize(
    ("value", "unit", "into", "result"),
    [
        ("5.6", "万件", "件", "56000"),
        ("56000", "件", "万件", "5.6"),
        ("12", "亿元", "元", "1200000000"),
        ("12", "亿元", "万元", "120000"),
        ("3", "名", "人", "3"),
        ("1.5", "件/万人", "件/万人", "1.5"),
        ("1", "件", "家", None),
        ("1", "美元", "元", None),
        ("1", "%", "件", None),
        ("1", "百分点", "%", None),
        ("1", "", "件", None),
        ("1", " 万 件 ", "件", "10000"),
    ],
)
def test_only_magnitudes_are_converted(
    value: str, unit: str, into: str, result: str | None
) -> None:
    assert convert(Decimal(value), unit, into) == (None if result is None else Decimal(result))


@given(
    st.decimals(-(10**9), 10**9, places=4),
    st.sampled_from(["件", "万件", "亿件"]),
    st.sampled_from(["件", "万件", "亿件"]),
)
def test_there_and_back_is_the_same(value: Decimal, unit: str, into: str) -> None:
    there = convert(value, unit, into)
    assert there is not None
    assert convert(there, into, unit) == value
