"""Scores, totals and ranks: examples by hand, and what holds for all of them."""

from decimal import Decimal
from fractions import Fraction
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhicheng.governance.assessment.rules import (
    ClauseKind,
    Event,
    Formula,
    Line,
    adjusted,
    counted,
    earned,
    points,
    ranks,
    rounded,
    score_of,
    share_of,
    spread_of,
    total,
)

D = Decimal
percents = st.decimals(0, 200, places=2, allow_nan=False, allow_infinity=False)
marks = st.decimals("0.5", 60, places=2, allow_nan=False, allow_infinity=False)
shares = st.decimals(0, 1, places=6, allow_nan=False, allow_infinity=False)


@st.composite
def formulas(draw: st.DrawFn) -> Formula:
    floor, full = draw(percents), draw(percents)
    steps = draw(st.none() | st.integers(2, 20))
    return Formula(floor, full + 1 if full == floor else full, steps)


@pytest.mark.parametrize(
    ("formula", "value", "share"),
    [
        (Formula(D(60), D(100)), D(80), "0.5"),
        (Formula(D(60), D(100)), D(59), "0"),
        (Formula(D(60), D(100)), D(130), "1"),
        (Formula(D(20), D(0)), D(5), "0.75"),
        (Formula(D(20), D(0)), D(25), "0"),
        (Formula(D(0), D(100)), D("33.33"), "0.3333"),
        (Formula(D(60), D(100), 4), D(79), "0.25"),
        (Formula(D(60), D(100), 4), D(80), "0.5"),
        (Formula(D(0), D(1), 3), D(1) / 3 + D("1e-20"), "0.333333"),
        (Formula(D(20), D(0), 2), D(9), "0.5"),
    ],
)
def test_a_value_earns_a_share_of_the_mark(formula: Formula, value: Decimal, share: str) -> None:
    assert share_of(formula, value) == D(share)


def test_a_score_is_written_to_two_places() -> None:
    assert score_of(D(10), Formula(D(0), D(300)), D(100)) == D("3.33")
    assert score_of(D("0.5"), Formula(D(0), D(100)), D(1)) == D("0.01"), "half a cent upwards"


def test_what_is_unknown_has_no_score() -> None:
    assert score_of(D(10), Formula(D(0), D(100)), None) is None


@given(marks, formulas(), percents)
def test_a_score_lies_between_nothing_and_the_full_mark(
    mark: D, formula: Formula, value: D
) -> None:
    got = score_of(mark, formula, value)
    assert got is not None
    assert 0 <= got <= mark


@given(marks, formulas(), percents, percents)
def test_a_better_value_never_earns_less(mark: D, formula: Formula, one: D, other: D) -> None:
    better, worse = (
        (one, other) if (one > other) == (formula.full > formula.floor) else (other, one)
    )
    high, low = score_of(mark, formula, better), score_of(mark, formula, worse)
    assert high is not None
    assert low is not None
    assert high >= low


@given(marks, formulas())
def test_the_ends_earn_nothing_and_everything(mark: D, formula: Formula) -> None:
    assert score_of(mark, formula, formula.floor) == 0
    assert score_of(mark, formula, formula.full) == mark


@given(
    st.lists(marks, min_size=1, max_size=6),
    st.data(),
    st.sampled_from([D(2), D(5), D("0.5"), D(100)]),
)
def test_what_is_earned_scales_with_the_weights(
    weights: list[Decimal], data: st.DataObject, scale: D
) -> None:
    """Exactly, before a total is rounded; so the order by it does not change either."""
    shared = st.tuples(shares, st.booleans())
    own = data.draw(st.lists(shared, min_size=len(weights), max_size=len(weights)))

    def exact(factor: Decimal) -> Fraction | None:
        marked = [(weight * factor, *one) for weight, one in zip(weights, own, strict=True)]
        return earned(Line(w, None if out else points(w, s), out) for w, s, out in marked)

    whole = exact(D(1))
    assert exact(scale) == (None if whole is None else Fraction(scale) * whole)


@given(st.dictionaries(st.text(max_size=3), st.none() | percents, max_size=8), st.randoms())
def test_permuting_the_units_does_not_change_their_places(
    totals: dict[str, D | None], random: Random
) -> None:
    keys = list(totals)
    random.shuffle(keys)
    assert ranks({key: totals[key] for key in keys}) == ranks(totals)


@given(st.dictionaries(st.integers(), percents, min_size=1, max_size=8))
def test_places_are_competition_places(totals: dict[int, D]) -> None:
    places = ranks(totals)
    assert min(p for p in places.values() if p is not None) == 1
    for one, place in places.items():
        assert place == 1 + sum(other > totals[one] for other in totals.values())
        assert {other for other in totals if places[other] == place} == {
            other for other in totals if totals[other] == totals[one]
        }


@given(st.decimals(0, 100, places=6), st.decimals(0, 100, places=6))
def test_rounding_never_turns_an_order_round(one: D, other: D) -> None:
    assert (rounded(one) >= rounded(other)) or one < other


def test_equal_totals_share_a_place_and_the_next_stays_empty() -> None:
    found = ranks({"甲": D(90), "乙": D(95), "丙": D(90), "丁": D(80), "戊": None})
    assert found == {"甲": 2, "乙": 1, "丙": 2, "丁": 4, "戊": None}


def test_a_missing_score_leaves_no_total() -> None:
    assert total([Line(D(60), D(50)), Line(D(40), None)]) is None
    assert total([]) is None
    assert total([Line(D(60), None, exempt=True)]) is None


def test_what_does_not_fall_to_a_unit_is_spread_over_the_rest() -> None:
    lines = [Line(D(60), D(45)), Line(D(30), D(30)), Line(D(10), None, exempt=True)]
    assert total(lines) == D("83.33")
    found = spread_of(lines)
    assert found is not None
    assert (found.exempt, found.mark, found.score) == (D(10), D(90), D(75))
    assert found.counted == D("83.33")
    assert total(lines[:2]) == D(75)
    assert spread_of(lines[:2]) is None, "everything falls to the unit"
    assert spread_of(lines[2:]) is None, "nothing does"
    assert spread_of([*lines, Line(D(10), None)]) is None, "a score is missing"


def test_what_each_event_of_a_clause_counts_for_is_what_they_come_to() -> None:
    first = Event(1, ClauseKind.BONUS, D(2), D(3))
    events = [first, first, Event(2, ClauseKind.DEDUCTION, D(5)), first]
    assert counted(events) == [D(2), D(1), D(5), D(0)]
    assert adjusted(events) == D(2) + D(1) - D(5)


@given(st.lists(st.tuples(marks, shares, st.booleans()), min_size=1, max_size=8))
def test_a_total_without_events_lies_within_the_marks(rows: list[tuple[D, D, bool]]) -> None:
    lines = [Line(m, None if out else rounded(points(m, s)), out) for m, s, out in rows]
    found = total(lines)
    if found is None:
        assert all(out for _m, _s, out in rows)
    else:
        assert 0 <= found <= sum(m for m, _s, _out in rows)


def test_bonuses_and_deductions_count_up_to_the_cap_of_their_clause() -> None:
    bonus, deduction = ClauseKind.BONUS, ClauseKind.DEDUCTION
    events = [
        Event(1, bonus, D(2), D(3)),
        Event(1, bonus, D(2), D(3)),
        Event(2, bonus, D(1)),
        Event(3, deduction, D("0.5")),
        Event(3, deduction, D("0.5")),
    ]
    assert total([Line(D(100), D(80))], events) == D(83)
