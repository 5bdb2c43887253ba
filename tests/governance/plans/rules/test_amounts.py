"""Amounts with their unit."""

from decimal import Decimal

from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from zhicheng.governance.plans.rules.amounts import measure, scale_of, sort_of, span, tidy

D = Decimal


def test_large_numbers_as_officials_write_them() -> None:
    assert measure(D(1_200_000_000), "元") == "12 亿元"
    assert measure(D(1_020_000_000), "元") == "10.2 亿元"
    assert measure(D(50_000), "元") == "5 万元"
    assert measure(D(1_234_567), "元") == "1,234,567 元"
    assert measure(D(56_000), "件") == "5.6 万件"
    assert measure(D(12_345), "件") == "12,345 件"
    assert measure(D(12_300), "分") == "12,300 分"
    with translation.override("en"):
        assert measure(D(56_000), "件") == "56,000 件"


@given(st.decimals(0, 10**12, places=3))
def test_no_digit_is_lost(value: Decimal) -> None:
    number = measure(value, "件").removesuffix("件").replace(",", "").replace(" ", "")
    scale = {"亿": 10**8, "万": 10**4}.get(number[-1], 1)
    assert D(number.rstrip("亿万")) * scale == value


def test_tidy_says_nothing_that_is_not_there() -> None:
    assert str(tidy(D("12.500000"))) == "12.5"
    assert str(tidy(D("1200000000.000000"))) == "1200000000"
    assert str(tidy(D(0))) == "0"


def test_values_that_share_a_magnitude() -> None:
    assert span((D(800_000_000), D(1_000_000_000)), "元") == "8—10 亿元"
    assert span((D(50_000_000), D(10**8)), "元") == "0.5—1 亿元"
    assert span((D(1_234_567), D(10**8)), "元") == "1,234,567—100,000,000 元"
    assert span((D(1), D(2)), "") == "1—2"


def test_a_unit_that_has_a_magnitude_gets_no_other() -> None:
    assert measure(D(120_000), "万元") == "120,000 万元"


def test_a_figure_is_rounded_as_fine_as_it_is_read() -> None:
    scale = scale_of("元", D(1_200_000_000))
    assert scale.rounded(D("1014246575.34")) == D(1_014_000_000)
    assert scale.of(D(1_014_000_000)) == D("10.14")
    assert scale_of("件").rounded(D("3.14159")) == D("3.14")


def test_the_kind_of_a_unit_is_the_readers() -> None:
    assert [sort_of(unit) for unit in ("件/年", "亿元", "%", "分", "未见过")] == [
        "count", "money", "rate", "score", "",
    ]  # fmt: skip
