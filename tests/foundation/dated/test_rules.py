"""Which rule is in force on a day."""

from dataclasses import dataclass
from datetime import date, timedelta

import pytest

from zhicheng.foundation.dated.rules import AHEAD, begin_fault, in_force, with_ends

DAY = date(2026, 3, 2)


@dataclass(frozen=True)
class Rule:
    valid_from: date


FIRST, SECOND = Rule(date(2000, 1, 1)), Rule(DAY)


def test_the_rule_of_a_day_is_the_latest_that_has_begun() -> None:
    assert in_force((SECOND, FIRST), DAY) is SECOND
    assert in_force((SECOND, FIRST), DAY - timedelta(1)) is FIRST
    with pytest.raises(LookupError):
        in_force((SECOND, FIRST), date(1999, 12, 31))


def test_each_ends_where_the_next_begins() -> None:
    assert with_ends((FIRST, SECOND)) == [(FIRST, DAY - timedelta(1)), (SECOND, None)]


@pytest.mark.parametrize(
    ("begins", "said"),
    [
        (DAY, "不追溯"),
        (DAY - timedelta(1), "不追溯"),
        (DAY + timedelta(1), ""),
        (date(DAY.year + AHEAD, 12, 31), ""),
        (date(DAY.year + AHEAD + 1, 1, 1), "请核对年份"),
    ],
)
def test_a_rule_begins_on_a_day_to_come(begins: date, said: str) -> None:
    fault = begin_fault(begins, DAY)
    assert said in fault and bool(said) == bool(fault)
