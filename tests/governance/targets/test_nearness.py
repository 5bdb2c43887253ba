"""Far from all that is known of a target: most likely a slip in the magnitude, and a question to a person."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from zhicheng.governance.targets.rules import (
    Demand,
    Measured,
    doubt,
    is_far,
    is_far_of_part,
    nearest,
)

D = Decimal


def demand(value: str = "56000", unit: str = "件", **more: Any) -> Demand:
    if baseline := more.get("baseline"):
        more.update(baseline=D(baseline), baseline_on=date(2025, 12, 31))
    return Demand(more.pop("comparator", ">="), D(value), unit=unit, **more)


RATIO = demand("12", "件/万人", baseline="6")
COUNT = demand(baseline="41000")


@pytest.mark.parametrize(
    ("value", "near", "asked", "far"),
    [
        # beside the value next to it in time
        ("9", "100", demand("50"), True),
        ("10", "100", demand("50"), False),
        ("1000", "100", demand("50"), False),
        ("1001", "100", demand("50"), True),
        ("0", "100", demand("50"), True),
        ("9", "100", demand("50", "万元"), True),
        ("0.9", "10", demand("12", "件/万人"), True),
        ("9", "100", demand("100", cumulative=True), False),
        ("9", "100", demand("100", annual=True), False),
        ("9", "100", demand("100", "%", signed=True), False),
        # a sum may be larger than what was added before, a year's own figure than the year's before it
        ("400", "3", demand("100", cumulative=True), False),
        ("1001", "3", demand("100", cumulative=True), True),
        ("5000", "4900", demand("100", annual=True), False),
        # beside baseline and demand
        ("84000", None, RATIO, True),
        ("13", None, RATIO, False),
        ("0.5", None, RATIO, True),
        ("0", None, RATIO, True),
        ("4350000", None, COUNT, True),
        ("43500", None, COUNT, False),
        ("43500", "0", COUNT, False),
        ("4.1", None, COUNT, True),
        # beside the demand alone a way may begin low, but not a thousand times lower
        ("600", None, demand(), False),
        ("5.6", None, demand(), True),
        ("0", None, demand(), False),
        ("0", None, demand("5", comparator="<="), False),
        ("60", None, demand("5", comparator="<="), True),
        ("70", None, demand("5", comparator="range", value_max=D(8)), False),
        ("840", None, demand("8", "%", signed=True), True),
        ("-300", None, demand("8", "%", signed=True), False),
        # nothing is known
        ("84000", None, demand("0"), False),
        ("84000", None, Demand("qualitative"), False),
    ],
)
def test_far(value: str, near: str | None, asked: Demand, far: bool) -> None:
    assert is_far(asked, D(value), None if near is None else D(near)) is far


@pytest.mark.parametrize(
    ("value", "near", "whole", "asked", "far"),
    [
        ("99999999", None, "43601", COUNT, True),
        ("900", None, "43601", COUNT, False),
        ("1", None, "43601", COUNT, False),  # a small county
        ("56001", None, None, COUNT, True),
        ("9001", "900", "43601", COUNT, True),
        ("5", None, "0", demand("0"), False),
        ("50", None, "12", RATIO, False),
        ("121", None, "12", RATIO, True),
        ("0.05", None, "12", RATIO, False),
        ("90", None, None, demand("8", "%", signed=True), False),
    ],
)
def test_far_of_an_area(
    value: str, near: str | None, whole: str | None, asked: Demand, far: bool
) -> None:
    held = (D(near) if near else None, D(whole) if whole else None)
    assert is_far_of_part(asked, D(value), *held) is far


@given(st.integers(1, 10**6), st.integers(1, 10**6), st.sampled_from([COUNT, RATIO]))
@settings(max_examples=60)
def test_what_is_asked_does_not_depend_on_the_unit(value: int, near: int, asked: Demand) -> None:
    assert is_far(asked, D(near), D(near)) is False
    assert is_far(asked, D(value), D(near)) is is_far(asked, D(near), D(value))


@pytest.mark.parametrize(("day", "value"), [(1, 5), (6, 5), (9, 5), (12, 9)])
def test_the_value_next_to_a_day(day: int, value: int) -> None:
    values = {5: D(5), 7: None, 9: D(9)}
    known = [Measured(date(2026, 1, of), measured) for of, measured in values.items()]
    found = nearest(known, date(2026, 1, day))
    assert found is not None
    assert found.value == value


def test_nothing_is_next_to_the_only_value() -> None:
    day = date(2026, 1, 5)
    assert nearest([Measured(day, D(5))], day) is None
    assert nearest([], day) is None


def test_the_question_says_what_it_compares() -> None:
    near = Measured(date(2026, 1, 5), D(52000))
    assert doubt(COUNT, D(53), near).startswith("53 件与2026-01-05的52,000 件相差过大")
    assert doubt(RATIO, D(84000)).startswith("84,000 件/万人与基数6 件/万人、目标值12 件/万人相差")
    assert "全市的4.36 万件、基数4.1 万件、目标值5.6 万件" in doubt(COUNT, D(10**8), None, D(43600))
