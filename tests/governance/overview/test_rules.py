"""A target in words, and the states at the top."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhicheng.governance.overview.rules import shown_stages, wanted
from zhicheng.governance.tasks.rules import Stage


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"comparator": ">=", "value": 12, "unit": "件/万人"}, "≥ 12 件/万人"),
        ({"comparator": ">", "value": "8.50", "unit": "件/万人"}, "> 8.5 件/万人"),
        ({"comparator": "=", "value": 100, "unit": "%"}, "达到 100 %"),
        ({"comparator": "<=", "value": 0, "unit": "起"}, "≤ 0 起"),
        ({"comparator": ">=", "value": 110000, "unit": "件"}, "≥ 11 万件"),
        ({"comparator": ">=", "value": 1_200_000_000, "unit": "元"}, "≥ 12 亿元"),
        ({"comparator": ">=", "value": 12345, "unit": "件"}, "≥ 12,345 件"),
        ({"comparator": ">=", "value": 12300, "unit": "件"}, "≥ 1.23 万件"),
        ({"comparator": "range", "value": 8, "value_max": 10, "unit": "件"}, "8–10 件"),
        ({"comparator": "range", "value": 8, "unit": "件"}, "8 件"),
        ({"comparator": ">=", "value": 5}, "≥ 5"),
        ({"comparator": ">=", "value": 5, "annual": True, "expected": True}, "≥ 5 （每年、预期）"),
        ({"comparator": ">=", "value": 5, "cumulative": True, "unit": "件"}, "≥ 5 件 （累计）"),
        ({"comparator": "qualitative", "value": 5}, ""),
        ({"comparator": ">=", "value": None}, ""),
        ({}, ""),
    ],
)
def test_words(values: dict[str, object], words: str) -> None:
    assert wanted(values) == words


@given(st.decimals(0, 10**12, places=3))
def test_no_digit_is_lost(value: object) -> None:
    from decimal import Decimal

    words = wanted({"comparator": "=", "value": str(value)})
    number = words.removeprefix("达到 ").replace(",", "").replace(" ", "")
    scale = {"亿": 10**8, "万": 10**4}.get(number[-1], 1)
    assert Decimal(number.rstrip("亿万")) * scale == value


@given(st.fixed_dictionaries({stage: st.integers(0, 3) for stage in Stage}))
def test_the_states_that_are_shown_add_up_to_all_tasks(counts: dict[Stage, int]) -> None:
    shown = shown_stages(counts)
    assert sum(counts[stage] for stage in shown) == sum(counts.values())
    assert Stage.VERIFIED in shown
    assert (Stage.ENDED in shown) == (counts[Stage.ENDED] > 0)
